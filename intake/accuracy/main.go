// Accuracy reads lines of real plans and counts how many are read as they
// should be. It fails below the bounds that the reader is held to.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"sereda/council"
	"sereda/intake"
)

func main() {
	verbose := len(os.Args) > 1 && os.Args[1] == "-v"
	own, err := measure(os.Stdout, "intake/testdata/own.jsonl", verbose)
	if err == nil {
		fmt.Printf("own %s\n%s\n", own, own.fields())
		var sample score
		if sample, err = measure(os.Stdout, "intake/testdata/lines.jsonl", verbose); err == nil {
			fmt.Printf("%s\nintake %s\n", sample.fields(), sample)
			if own.enough(leastOwn) && sample.enough(leastExact) {
				return
			}
			os.Exit(1)
		}
	}
	fmt.Fprintln(os.Stderr, "accuracy:", err)
	os.Exit(1)
}

// sample is a line with what is expected of it.
type sample struct {
	ID     string
	Week   string
	Line   string
	Expect expectation
}

func measure(w io.Writer, path string, verbose bool) (score, error) {
	file, err := os.Open(path)
	if err != nil {
		return score{}, err
	}
	defer file.Close()
	s := score{right: map[string]int{}}
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		var one sample
		if err := json.Unmarshal(lines.Bytes(), &one); err != nil {
			return s, fmt.Errorf("%s: %w", path, err)
		}
		monday, err := council.ParseDate(one.Week)
		if err != nil {
			return s, fmt.Errorf("%s: %s: %w", path, one.ID, err)
		}
		var got []intake.Reading
		for _, p := range intake.List(one.Line, council.WeekOf(monday)) {
			got = append(got, p.Entries...)
		}
		if faults := s.add(one.Expect, got); verbose && len(faults) > 0 {
			fmt.Fprintf(w, "%s %v\n  %q\n  %s\n", one.ID, faults, one.Line, told(got))
		}
	}
	return s, lines.Err()
}

func told(got []intake.Reading) string {
	text := ""
	for _, e := range got {
		text += fmt.Sprintf("%v–%v %v %q venue=%q people=%q leaders=%q doubts=%v; ",
			e.From, e.To, e.Kind, e.Title, e.Venues, e.People, e.LeaderWords, questions(e))
	}
	return text
}

func questions(e intake.Reading) []council.Question {
	var all []council.Question
	for _, d := range e.Doubts {
		all = append(all, d.Question)
	}
	return all
}
