package driver

import (
	"errors"
	"fmt"
	"slices"

	"github.com/jobvet/jobvet/internal/report"
)

// needs are the flags that mean something with another one only.
var needs = []struct{ flag, with string }{{"diff", "fix"}, {"cure", "fix"}}

// clashes are the flags that do not go with others, and why.
var clashes = []struct {
	flag string
	with []string
	why  string
}{
	{"operators", []string{"fix"}, "-operators lists and does not go with -fix"},
	{"operators", []string{"baseline", "write-baseline", "since"}, "-operators lists and does not go with -baseline, -write-baseline and -since"},
	{"stats", []string{"operators", "fix", "write-baseline"}, "-stats counts findings and does not go with -operators, -fix and -write-baseline"},
	{"write-baseline", []string{"baseline", "since", "fix"}, "-write-baseline takes all findings and does not go with -baseline, -since and -fix"},
	{"fix", []string{"since"}, "-fix moves lines and does not go with -since"},
	{"diff", []string{"baseline"}, "-diff shows all fixes and does not go with -baseline"},
}

// checkTogether checks which flags go together.
func (l *commandLine) checkTogether() error {
	given := func(name string) bool { return l.given[name] }
	for _, n := range needs {
		if given(n.flag) && !given(n.with) {
			return fmt.Errorf("-%s goes with -%s", n.flag, n.with)
		}
	}
	for _, c := range clashes {
		if given(c.flag) && slices.ContainsFunc(c.with, given) {
			return errors.New(c.why)
		}
	}
	switch {
	case l.diff && l.formatName != report.TextFormat:
		return fmt.Errorf("-format=%s does not go with -diff", l.formatName)
	case l.stats && l.formatName != report.TextFormat:
		return fmt.Errorf("-format=%s has the findings themselves and does not go with -stats", l.formatName)
	case l.operators && !l.format.Operators:
		return fmt.Errorf("-format=%s has findings and does not go with -operators", l.formatName)
	}
	return nil
}

// checkModes checks the flags that ask for something else than findings: they
// go neither with each other nor with flags that are about findings.
func (l *commandLine) checkModes() error {
	mode := ""
	for _, name := range []string{"explain", "graph"} {
		if !l.given[name] {
			continue
		}
		if mode != "" {
			return fmt.Errorf("-%s does not go with -%s", name, mode)
		}
		mode = name
	}
	if mode == "" {
		return nil
	}
	for _, name := range []string{"operators", "stats", "require-operators", "fix", "diff", "json", "format", "baseline", "write-baseline", "since"} {
		if l.given[name] {
			return fmt.Errorf("-%s does not go with -%s", name, mode)
		}
	}
	switch {
	case l.given["explain"] && l.explain == "":
		return errors.New("-explain wants a rule or FILE:LINE")
	case l.given["graph"] && l.graph == "":
		return errors.New("-graph wants a file that ends in .dot or .html, or - for DOT on standard output")
	}
	return nil
}
