package lab

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// bySource begins what a table says was shown of a framework that was only read.
const bySource = "by source: "

// elsewhere are cures whose verdicts another module measures, by framework and kind.
var elsewhere = [...][2]string{{"Beam", "give-back"}, {"Beam", "hold"}} // e2e

// A cure is what a table of the catalogue says of one.
type cure struct {
	Kind    string `json:"kind"`
	Verdict string `json:"verdict"`
	Shown   string `json:"shown"`
}

// table is as much of a table of the catalogue as the lab knows.
type table struct {
	Frameworks []struct {
		Name     string `json:"name"`
		Measured string `json:"measured"`
		Cures    []cure `json:"cures"`
	} `json:"frameworks"`
}

// Check holds the catalogue's tables in a folder against what was measured, and
// returns what they should say instead.
func (r *Results) Check(dir string) ([]string, error) {
	var wrong []string
	err := eachTable(dir, func(file, _ string, t *table) error {
		for _, f := range t.Frameworks {
			if page := r.page(f.Name); f.Measured != page {
				wrong = append(wrong, fmt.Sprintf("%s: %s: measured is %q, the page is %q", filepath.Base(file), f.Name, f.Measured, page))
			}
			for _, c := range f.Cures {
				for _, what := range r.check(f.Name, c) {
					wrong = append(wrong, fmt.Sprintf("%s: %s, %s: %s", filepath.Base(file), f.Name, c.Kind, what))
				}
			}
		}
		return nil
	})
	return wrong, err
}

// page is that of a framework of the catalogue, or empty if it was not measured.
func (r *Results) page(framework string) string {
	for _, f := range Frameworks() {
		if f.Name == framework && slices.ContainsFunc(r.Frameworks, func(r *Result) bool { return r.Key == f.Key }) {
			return f.Page()
		}
	}
	return ""
}

func (r *Results) check(framework string, c cure) []string {
	verdict, shown := r.verdict(framework, c.Kind)
	for _, e := range elsewhere {
		if e == [2]string{framework, c.Kind} {
			return nil
		}
	}
	switch {
	case verdict == "" && c.Verdict == "bad" && strings.HasPrefix(c.Shown, bySource):
		return nil
	case verdict == "" && c.Verdict != "":
		return []string{fmt.Sprintf("the verdict %q was not measured", c.Verdict)}
	}
	var wrong []string
	if c.Verdict != verdict {
		wrong = append(wrong, fmt.Sprintf("the verdict is %q, measured was %q", c.Verdict, verdict))
	}
	if c.Shown != shown {
		wrong = append(wrong, fmt.Sprintf("shown is %q, measured was %q", c.Shown, shown))
	}
	return wrong
}

// Renew writes what was measured over what the tables in a folder say was shown.
func (r *Results) Renew(dir string) error {
	return eachTable(dir, func(file, text string, t *table) error {
		// In the order of the file: what one cure had shown another may show now.
		var b strings.Builder
		rest := text
		for _, f := range t.Frameworks {
			for _, c := range f.Cures {
				before, after, found := strings.Cut(rest, quoted(c.Shown))
				if c.Shown == "" || !found {
					continue
				}
				if _, shown := r.verdict(f.Name, c.Kind); shown != "" {
					c.Shown = shown
				}
				b.WriteString(before + quoted(c.Shown))
				rest = after
			}
		}
		renewed := b.String() + rest
		if renewed == text {
			return nil
		}
		return os.WriteFile(file, []byte(renewed), 0o666)
	})
}

func eachTable(dir string, do func(file, text string, t *table) error) error {
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return fmt.Errorf("%s has no tables", dir)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		t := new(table)
		if err := json.Unmarshal(text, t); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		if err := do(file, string(text), t); err != nil {
			return err
		}
	}
	return nil
}

func quoted(s string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(s) // a string has no error
	return strings.TrimSuffix(b.String(), "\n")
}

// verdict returns what was measured of a kind of cure over all brokers, "good", "bad"
// or nothing, and says it in words: of the worst, and of the full queue if all is good.
func (r *Results) verdict(framework, kind string) (verdict, shown string) {
	var good []string
	for _, f := range r.Frameworks {
		for _, way := range f.Ways() {
			if f.Framework != framework || f.Kinds[way] != kind {
				continue
			}
			trials := slices.DeleteFunc(slices.Clone(f.Trials), func(t *Trial) bool { return t.Way != way })
			for _, t := range trials {
				if t.bad() {
					return "bad", fmt.Sprintf("%s, %s: %s", r.place(f), t.conditions(), strings.Join(t.Faults, ", "))
				}
			}
			t := trials[0]
			says := fmt.Sprintf("%s, %s: all are done in %.1f s with %d runs, none is lost, done twice or counted as failed", r.place(f), t.conditions(), t.Seconds, t.Runs)
			if t := f.Trial(way, Timeout); t != nil && len(t.Faults) > 0 {
				says += ", unless it waits for longer than a run may take"
			}
			good = append(good, says)
		}
	}
	if good == nil {
		return "", ""
	}
	return "good", strings.Join(good, "; ")
}

// place says where a framework was measured: on its broker, and if there are several programs for
// it, in which version, or if that is the same by which of them.
func (r *Results) place(f *Result) string {
	name := ""
	for _, other := range r.Frameworks {
		switch {
		case other == f || other.Framework != f.Framework || other.On != f.On:
		case other.Version != f.Version:
			name = f.Version + " on "
		default:
			return f.Key + " on " + f.On
		}
	}
	return name + f.On
}

// conditions says what the items were.
func (t *Trial) conditions() string {
	s := fmt.Sprintf("%d items at %g a second", t.Items, t.Rate)
	switch t.Load {
	case Bursts:
		s += fmt.Sprintf(" and a burst of %d", t.Burst)
	case Trickle:
		s += ", half as many arriving"
	case Stop:
		s += ", stopped in the middle"
	case Timeout:
		s += ", of which the last wait for longer than a run may take"
	case Workers:
		s += ", for three worker processes"
	case Lease:
		s += ", kept for longer than the broker waits"
	}
	return s
}
