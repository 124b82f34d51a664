package report

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"text/tabwriter"

	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/printable"
)

// A count has numbers by name and by what they are of.
type count map[string]map[string]int

func (c count) add(name, what string, n int) {
	if c[name] == nil {
		c[name] = make(map[string]int)
	}
	c[name][what] += n
}

// printStats prints how many findings there are of each rule and of each framework, by
// the levels that were asked for, and how many operators. What has most of them comes first.
func printStats(w io.Writer, r *Report) error {
	rules, frameworks := make(count), make(count)
	for _, f := range r.Findings {
		rules.add(f.Rule, f.Level.String(), 1)
		if f.Operator != nil {
			frameworks.add(f.Operator.Framework, f.Level.String(), 1)
		}
	}
	const operators = "operator"
	for _, op := range r.Operators {
		frameworks.add(op.Framework, operators, 1)
	}
	var levels []string
	for l := finding.Error; l >= max(r.Level, finding.Hint); l-- {
		levels = append(levels, l.String())
	}
	if err := rules.print(w, "rule", levels); err != nil {
		return err
	}
	return frameworks.print(w, "framework", append(levels, operators))
}

// print prints a table, if there is anything in it.
func (c count) print(w io.Writer, title string, columns []string) error {
	if len(c) == 0 {
		return nil
	}
	total := func(name string) (n int) {
		for _, m := range c[name] {
			n += m
		}
		return n
	}
	tab := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprint(tab, title)
	for _, col := range columns {
		fmt.Fprintf(tab, "\t%ss", col)
	}
	fmt.Fprintln(tab)
	for _, name := range slices.SortedFunc(maps.Keys(c), func(a, b string) int {
		return cmp.Or(cmp.Compare(total(b), total(a)), cmp.Compare(a, b))
	}) {
		fmt.Fprint(tab, printable.Text(name))
		for _, col := range columns {
			fmt.Fprintf(tab, "\t%d", c[name][col])
		}
		fmt.Fprintln(tab)
	}
	return tab.Flush()
}
