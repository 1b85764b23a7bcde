// Command facts condenses the machine-readable Bot API specification into the
// facts the simulator checks against: names, types, what is required, limits.
// The specification's prose is left behind.
//
//	go run ./simulator/facts specification.json > simulator/botapi.json
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
)

// specification is the input: every method and type with its fields.
type specification struct {
	Version     string            `json:"version"`
	ReleaseDate string            `json:"release_date"`
	Methods     map[string]entity `json:"methods"`
	Types       map[string]entity `json:"types"`
}

type entity struct {
	Returns  []string `json:"returns"`
	Subtypes []string `json:"subtypes"`
	Fields   []field  `json:"fields"`
}

type field struct {
	Name        string   `json:"name"`
	Types       []string `json:"types"`
	Required    bool     `json:"required"`
	Description string   `json:"description"`
}

// condensed is one method or type as the simulator reads it.
type condensed struct {
	Returns  string            `json:"returns,omitempty"`
	Subtypes []string          `json:"subtypes,omitempty"`
	Fields   map[string]string `json:"fields,omitempty"`
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: facts specification.json > botapi.json")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "facts:", err)
		os.Exit(1)
	}
}

func run(path string, out io.Writer) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("read the specification: %w", err)
	}
	var spec specification
	if err := json.Unmarshal(data, &spec); err != nil {
		return fmt.Errorf("decode the specification: %w", err)
	}
	w := bufio.NewWriter(out)
	fmt.Fprintf(w, "{\n%q: %q,\n%q: %q,\n%q: %q,\n%q: %q",
		"version", spec.Version, "released", spec.ReleaseDate,
		"source", "facts derived from npm package @gramio/types", "licence", "MIT")
	for _, part := range []struct {
		name     string
		entities map[string]entity
	}{{"methods", spec.Methods}, {"types", spec.Types}} {
		fmt.Fprintf(w, ",\n%q: {", part.name)
		if err := writeEntities(w, part.entities); err != nil {
			return err
		}
		fmt.Fprint(w, "\n}")
	}
	fmt.Fprint(w, "\n}\n")
	return w.Flush()
}

// writeEntities writes one line per entity, so that a new release of the
// Bot API shows as a readable difference.
func writeEntities(w io.Writer, entities map[string]entity) error {
	names := make([]string, 0, len(entities))
	for name := range entities {
		names = append(names, name)
	}
	slices.Sort(names)
	for i, name := range names {
		line, err := plainJSON(condense(entities[name]))
		if err != nil {
			return fmt.Errorf("encode %s: %w", name, err)
		}
		if i > 0 {
			fmt.Fprint(w, ",")
		}
		fmt.Fprintf(w, "\n%q: %s", name, line)
	}
	return nil
}

// plainJSON leaves <, > and & readable.
func plainJSON(v any) (string, error) {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return strings.TrimSpace(b.String()), err
}

func condense(e entity) condensed {
	c := condensed{Returns: notation(e.Returns), Subtypes: e.Subtypes}
	if len(e.Fields) > 0 {
		c.Fields = make(map[string]string, len(e.Fields))
	}
	for _, f := range e.Fields {
		text := notation(f.Types)
		if f.Required {
			text += "!"
		}
		if l := limit(f); l != "" {
			text += " " + l
		}
		c.Fields[f.Name] = text
	}
	return c
}

// notation writes types the Go way: "Number|String", "[]PhotoSize", "'HTML'|'MarkdownV2'".
func notation(types []string) string {
	var out []string
	for _, t := range types {
		if strings.HasPrefix(t, "{") {
			continue // builder objects of the source's own language
		}
		var lists string
		for strings.HasPrefix(t, "Array of ") {
			lists += "[]"
			t = strings.TrimPrefix(t, "Array of ")
		}
		switch {
		case t == "Integer|Float":
			t = "Number"
		case strings.HasPrefix(t, "Exclude<"):
			t = "String"
		case strings.HasPrefix(t, `"`):
			t = "'" + strings.Trim(t, `"`) + "'"
		}
		if !slices.Contains(out, lists+t) {
			out = append(out, lists+t)
		}
	}
	return strings.Join(out, "|")
}

var (
	lengthLimit = regexp.MustCompile(`(\d+)-(\d+) (characters|bytes)( after entit)?`)
	countLimit  = regexp.MustCompile(`(?:list of |must include |List of )(\d+)-(\d+) `)
	upToLimit   = regexp.MustCompile(`(?i)at most (\d+) \w+ can be specified`)
	rangeLimit  = regexp.MustCompile(`(?:between |[;,] |^)(\d+)(?:-| and )(\d+)(?: are accepted| if specified|$|\.)`)
)

// limit finds the length of a string, the size of a list or the range of a
// number; "parsed" marks lengths that hold after entities are taken out.
func limit(f field) string {
	kind := notation(f.Types)
	switch {
	case strings.Contains(kind, "[]"):
		if m := countLimit.FindStringSubmatch(f.Description); m != nil {
			return m[1] + "-" + m[2] + " items"
		}
		if m := upToLimit.FindStringSubmatch(f.Description); m != nil {
			return "0-" + m[1] + " items"
		}
	case strings.Contains(kind, "String"):
		if m := lengthLimit.FindStringSubmatch(f.Description); m != nil {
			if m[4] != "" {
				m[3] += " parsed"
			}
			return m[1] + "-" + m[2] + " " + m[3]
		}
	case strings.Contains(kind, "Number"):
		if m := rangeLimit.FindStringSubmatch(f.Description); m != nil {
			return m[1] + "-" + m[2]
		}
	}
	return ""
}
