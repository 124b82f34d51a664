package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

type report struct {
	machine string
	paths   []*path
	keyed   []*keyedRow
	keys    int
}

const plotName = "benchmarks-limiter.svg"

func (r *report) path(name string) *path {
	i := slices.IndexFunc(r.paths, func(p *path) bool { return p.name == name })
	return r.paths[i]
}

func (p *path) row(name string) *row {
	i := slices.IndexFunc(p.rows, func(r *row) bool { return r.name == name })
	return p.rows[i]
}

// parallelism is how much of two cores the run had.
func (r *report) parallelism() float64 {
	_, minima := ratio(r.path("refused, 1 goroutine").row(nameClock), r.path("refused, 2 goroutines").row(nameClock))
	return minima
}

// A goal is a ratio that the limiter is meant to reach.
type goal struct {
	path, slow, fast string
	ratio            float64
	most             bool // the ratio is to be at most this, not at least
}

var goals = []goal{
	{"granted, 1 goroutine", nameXTime, nameCredits, 15, false},
	{"granted, 1 goroutine", nameFailsafe, nameCredits, 8, false},
	{"granted, 1 goroutine", nameExact, nameClockCAS, 1.1, true},
	{"refused, 1 goroutine", nameExact, nameClockLoad, 1.1, true},
	{"refused, 1 goroutine", nameCredits, nameClockLoad, 1.1, true},
	{"granted at a given time", nameAllowN, nameAt, 10, false},
	{"refused at a given time", nameAllowN, nameAt, 10, false},
	{"refused, 2 goroutines", nameXTime, nameExact, 3, false},
	{"refused, 2 goroutines", nameFailsafe, nameExact, 2, false},
	{"refused, 8 goroutines", nameXTime, nameExact, 3, false},
	{"refused, 8 goroutines", nameFailsafe, nameExact, 2, false},
	{"granted, 2 goroutines", nameFailsafe, nameCredits, 4, false},
	{"granted, 8 goroutines", nameFailsafe, nameCredits, 4, false},
}

// markdown returns the limiter's section.
func (r *report) markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "## Limiter\n\n")
	fmt.Fprintf(&b, "%s. Minimum (median) of the rounds, in ns a call, all goroutines together; sorted by the first column. ", r.machine)
	fmt.Fprintf(&b, "Rows in parentheses are no limiters but what the hardware needs.\n\n")
	fmt.Fprintf(&b, "In their best windows, two goroutines that only read the clock got %.1f times as much done as one. ", r.parallelism())
	fmt.Fprintf(&b, "The less that is than 2, the more the machine was busy with other things, and the less the rows with several goroutines say about contention.\n\n")
	fmt.Fprintf(&b, "![ns a call of each limiter](%s)\n\n", plotName)

	fmt.Fprintf(&b, "### Ratios\n\n")
	fmt.Fprintf(&b, "Of the minima, and the median of the ratios within each round. Below 1.2 is a tie on a shared machine.\n\n")
	fmt.Fprintf(&b, "| path | slower | faster | wanted | minima | median | reached |\n| --- | --- | --- | --- | --- | --- | --- |\n")
	for _, g := range goals {
		p := r.path(g.path)
		medians, minima := ratio(p.row(g.slow), p.row(g.fast))
		wanted, reached := "at least", minima >= g.ratio
		if g.most {
			wanted, reached = "at most", minima <= g.ratio
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s %gx | %.2fx | %.2fx | %s |\n", g.path, g.slow, g.fast, wanted, g.ratio, minima, medians, map[bool]string{true: "yes", false: "no"}[reached])
	}

	for _, t := range tables {
		r.table(&b, t.title, t.paths)
	}

	fmt.Fprintf(&b, "\n### %d keys\n\n", r.keys)
	fmt.Fprintf(&b, "One goroutine; a request of each key, then one of each in random order. The keys' own memory is not counted.\n\n")
	fmt.Fprintf(&b, "| limiter | bytes a key | ns, first request | ns, later requests |\n| --- | --- | --- | --- |\n")
	for _, k := range r.keyed {
		fmt.Fprintf(&b, "| %s | %.0f | %.0f (%.0f) | %.0f (%.0f) |\n", k.name, k.bytes, minimum(k.first), median(k.first), minimum(k.again), median(k.again))
	}
	return b.String()
}

// tables are the paths that share a table.
var tables = []struct {
	title string
	paths []string
}{
	{"Granted", []string{"granted, 1 goroutine", "granted, 2 goroutines", "granted, 8 goroutines"}},
	{"Refused", []string{"refused, 1 goroutine", "refused, 2 goroutines", "refused, 8 goroutines"}},
	{"At a given time", []string{"granted at a given time", "refused at a given time"}},
}

// table writes a table with a column for each path. All have the same rows.
func (r *report) table(b *strings.Builder, title string, paths []string) {
	fmt.Fprintf(b, "\n### %s\n\n| limiter |", title)
	for _, name := range paths {
		_, goroutines, found := strings.Cut(name, ", ")
		if !found {
			goroutines = name
		}
		fmt.Fprintf(b, " %s |", goroutines)
	}
	b.WriteString("\n| --- |" + strings.Repeat(" --- |", len(paths)) + "\n")
	for _, first := range r.path(paths[0]).sorted() {
		fmt.Fprintf(b, "| %s |", first.name)
		for _, name := range paths {
			row := r.path(name).row(first.name)
			fmt.Fprintf(b, " %.1f (%.1f) |", minimum(row.ns), median(row.ns))
		}
		b.WriteString("\n")
	}
}

// sorted returns the rows, the fastest first.
func (p *path) sorted() []*row {
	return slices.SortedFunc(slices.Values(p.rows), func(a, b *row) int { return cmp.Compare(minimum(a.ns), minimum(b.ns)) })
}

// plot returns bars of the minima, on a logarithmic scale.
func (r *report) plot() string {
	const (
		width, bar, left = 760, 16, 180
		most             = 1000.0
	)
	var b strings.Builder
	y := 0
	x := func(ns float64) float64 {
		return left + (width-left-60)*math.Log10(max(ns, 1))/math.Log10(most)
	}
	for _, name := range []string{"granted, 1 goroutine", "refused, 1 goroutine", "granted, 8 goroutines", "refused, 8 goroutines"} {
		y += 26
		fmt.Fprintf(&b, "<text x=\"10\" y=\"%d\" font-weight=\"bold\">%s</text>\n", y, name)
		y += 8
		for _, row := range r.path(name).sorted() {
			color := "#9aa4b2"
			switch {
			case strings.HasPrefix(row.name, "("):
				color = "#d8c27a"
			case strings.HasPrefix(row.name, "jobvet"):
				color = "#2f6fdb"
			}
			ns := minimum(row.ns)
			fmt.Fprintf(&b, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>", left-6, y+bar-4, row.name)
			fmt.Fprintf(&b, "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>", left, y+1, x(ns)-left, bar-3, color)
			fmt.Fprintf(&b, "<text x=\"%.1f\" y=\"%d\">%.1f</text>\n", x(ns)+4, y+bar-4, ns)
			y += bar
		}
	}
	head := fmt.Sprintf("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"11\">\n", width, y+30)
	foot := fmt.Sprintf("<text x=\"10\" y=\"%d\">ns a call (minimum of the rounds, logarithmic): %s</text>\n</svg>\n", y+20, r.machine)
	return head + "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n" + b.String() + foot
}
