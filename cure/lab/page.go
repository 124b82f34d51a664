package lab

import (
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// pages is the folder with a page for each framework, in that of the documentation,
// and plotName the file with the plot.
const (
	pages    = "cure"
	plotName = "cure.svg"
)

// The tables of a page stand between these lines.
const (
	tablesBegin = "<!-- the lab writes these tables -->\n"
	tablesEnd   = "<!-- end of the tables -->\n"
)

// Page is the framework's page in the documentation. Those that have one program share it.
func (f *Framework) Page() string { return path.Join(pages, f.Folder+".md") }

// WritePages renews the pages of all frameworks in the folder of the documentation,
// and the plot.
func (r *Results) WritePages(docs string) error {
	err := r.eachPage(func(page string, results []*Result) error {
		name := filepath.Join(docs, filepath.FromSlash(page))
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		renewed, err := withTables(string(text), results)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		return os.WriteFile(name, []byte(renewed), 0o666)
	})
	return errors.Join(err, os.WriteFile(filepath.Join(docs, plotName), []byte(r.Plot()), 0o666))
}

// eachPage calls do for each page, with the results that are on it.
func (r *Results) eachPage(do func(page string, results []*Result) error) error {
	var names []string
	on := make(map[string][]*Result)
	for _, f := range Frameworks() {
		i := slices.IndexFunc(r.Frameworks, func(r *Result) bool { return r.Key == f.Key })
		if i < 0 {
			continue
		}
		if on[f.Page()] == nil {
			names = append(names, f.Page())
		}
		on[f.Page()] = append(on[f.Page()], r.Frameworks[i])
	}
	for _, name := range names {
		if err := do(name, on[name]); err != nil {
			return err
		}
	}
	return nil
}

// withTables returns the page with the tables of these results.
func withTables(page string, results []*Result) (string, error) {
	before, rest, found := strings.Cut(page, tablesBegin)
	_, after, ends := strings.Cut(rest, tablesEnd)
	if !found || !ends {
		return "", fmt.Errorf("the page has no lines %q and %q", tablesBegin, tablesEnd)
	}
	var b strings.Builder
	for _, r := range results {
		fmt.Fprintf(&b, "\n**%s** on %s: %s %s, %s, %s ([all figures](../../cure/results/%s.json))\n\n%s", r.Key, r.On, r.Module, r.Version, r.Date, r.Machine, r.Key, r.table())
	}
	return before + tablesBegin + b.String() + "\n" + tablesEnd + after, nil
}

// String has the table of each framework.
func (r *Results) String() string {
	var b strings.Builder
	for _, f := range r.Frameworks {
		fmt.Fprintf(&b, "\n%s\n\n%s", f.Key, f.table())
	}
	return b.String()
}

// table returns the trials as a table in Markdown, with a row for each load and a column for each way.
func (r *Result) table() string {
	var b strings.Builder
	b.WriteString("| load: items, ideal time |")
	for _, way := range r.Ways() {
		fmt.Fprintf(&b, " %s |", way)
	}
	b.WriteString("\n| --- |" + strings.Repeat(" --- |", len(r.Ways())) + "\n")
	for _, load := range Loads() {
		if t := r.Trial(Waiting, load); t != nil {
			r.row(&b, fmt.Sprintf("%s: %d, %.1f s", load, t.Items, t.Ideal), load, (*Trial).outcome)
		}
	}
	if slices.ContainsFunc(r.Trials, func(t *Trial) bool { return t.Load == Full && t.OthersMost > 0 }) {
		r.row(&b, "full: others wait (median, most)", Full, (*Trial).others)
	}
	return b.String()
}

// row writes what there is to say of a load in each way.
func (r *Result) row(b *strings.Builder, title, load string, say func(*Trial) string) {
	fmt.Fprintf(b, "| %s |", title)
	for _, way := range r.Ways() {
		text := ""
		if t := r.Trial(way, load); t != nil {
			text = say(t)
		}
		fmt.Fprintf(b, " %s |", text)
	}
	b.WriteString("\n")
}

// outcome says how good the way was, or what was wrong with it.
func (t *Trial) outcome() string {
	faults := strings.Join(t.Faults, "; ")
	switch {
	case t.bad():
		return "**bad**: " + faults
	case faults != "":
		return "**beware**: " + faults
	case t.Way == Waiting:
		return t.Counts.String()
	case t.Load == Stop || t.Load == Timeout:
		return "no worse: " + t.Counts.String()
	}
	return "good: " + t.Counts.String()
}

// String says how long the items took, and what is not as it should be.
func (c *Counts) String() string {
	s := fmt.Sprintf("%.1f s", c.Seconds)
	say := func(is bool, format string, args ...any) {
		if is {
			s += fmt.Sprintf(format, args...)
		}
	}
	say(c.Lost > 0, ", %d not done", c.Lost)
	say(c.Twice > 0, ", %d done twice", c.Twice)
	say(c.Failed > 0, ", %d failures", c.Failed)
	say(c.Dead > 0, ", %d given up", c.Dead)
	say(c.Runs > c.Done+c.Lost, ", %d runs", c.Runs)
	return s
}

// others says how long items that no limit holds up waited for the worker.
func (t *Trial) others() string {
	s := fmt.Sprintf("%.0f ms, %.0f ms", 1000*t.OthersMedian, 1000*t.OthersMost)
	if t.OthersLost > 0 {
		s += fmt.Sprintf(", %d not come", t.OthersLost)
	}
	return s
}
