// Command picture makes the pictures of the plan's and a meeting's papers in the
// guides:
//
//	go run ./documents/picture docs/pictures
//
// Each is the first page of the PDF of an invented week or sitting, drawn by
// pdftoppm. The papers themselves, in all formats, go where --papers says.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"sereda/config"
	"sereda/council"
	"sereda/documents"
	"sereda/locales"
)

func main() {
	papers := flag.String("papers", "", "a folder for the papers themselves")
	flag.Parse()
	if err := run(flag.Arg(0), *papers); err != nil {
		fmt.Fprintln(os.Stderr, "picture:", err)
		os.Exit(1)
	}
}

// picture is a paper and the name of its picture.
type picture struct {
	name  string
	write func() ([]council.File, error)
}

func run(folder, papers string) error {
	w, err := writer()
	if err != nil {
		return err
	}
	r := week()
	for _, p := range []picture{
		{"papir-plan", func() ([]council.File, error) { return w.Plan(r) }},
		{"papir-plan-tablytsia", func() ([]council.File, error) { f, err := w.PlanSpreadsheet(r); return []council.File{f}, err }},
		{"papir-kerivnyk", func() ([]council.File, error) { return w.LeaderWeek(r, 1) }},
		{"papir-den", func() ([]council.File, error) { return w.DayPlan(r, r.Week.Day(1)) }},
		{"papir-arkush", func() ([]council.File, error) { return w.AttendanceSheet(sitting()) }},
		{"papir-protokol", func() ([]council.File, error) { return w.MinutesHeading(sitting()) }},
	} {
		if err := p.make(folder, papers); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
	}
	return nil
}

func writer() (documents.Writer, error) {
	texts, err := locales.Load()
	if err != nil {
		return documents.Writer{}, err
	}
	cfg := config.Default()
	p := cfg.Papers
	return documents.Writer{Texts: texts, Zone: cfg.Zone, Council: "Липівська міська рада", Style: documents.PlanStyle{
		Stamp:     documents.Stamp{Word: p.Stamp.Word, Post: p.Stamp.Post},
		PlanTitle: p.PlanTitle, LeaderTitle: p.LeaderTitle, DayTitle: p.DayTitle, Compiler: p.CompilerPost, CompilerName: "Ніна ГУК",
	}}, nil
}

func (p picture) make(folder, papers string) error {
	files, err := p.write()
	if err != nil {
		return err
	}
	for _, f := range files {
		ext := filepath.Ext(f.Name)
		if papers != "" {
			if err := os.WriteFile(filepath.Join(papers, p.name+ext), f.Data, 0o644); err != nil {
				return err
			}
		}
		if ext == ".pdf" && folder != "" {
			if err := draw(f.Data, filepath.Join(folder, p.name)); err != nil {
				return err
			}
		}
	}
	return nil
}

// draw makes name.png of the first page, small enough for a guide.
func draw(pdf []byte, name string) error {
	program := exec.Command("pdftoppm", "-png", "-gray", "-r", "80", "-f", "1", "-singlefile", "-", name)
	program.Stdin = bytes.NewReader(pdf)
	if said, err := program.CombinedOutput(); err != nil {
		return fmt.Errorf("pdftoppm: %w: %s", err, strings.TrimSpace(string(said)))
	}
	return nil
}
