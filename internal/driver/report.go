package driver

import (
	"bufio"
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/printable"
)

// report prints the results and returns the exit status that they mean.
func (c *Command) report(opts *options, res *results) Status {
	if opts.operators {
		res.findings, res.onlyOperators = nil, true
	}
	r := &report{
		results: res,
		paint:   c.painter(opts.colour),
		version: buildVersion(),

		withBaseline: opts.filter.baseline != nil,
		withSince:    opts.filter.changes != nil,
	}
	r.root, r.dir = repositoryRoot(opts.dir, c.getenv("GITHUB_WORKSPACE"))
	res.filter(&opts.filter, opts.dir)
	r.status = res.status()

	out := bufio.NewWriter(c.Stdout)
	err := opts.format.print(out, r)
	if err == nil {
		err = out.Flush()
	}
	if err != nil {
		c.say("%v", err)
		return Failed
	}

	if len(res.held.stale) > 0 {
		c.say("in %s, but not found any more (-write-baseline drops them):", opts.filter.baselineFile)
		for _, e := range res.held.stale {
			fmt.Fprintf(c.Stderr, "\t%s\n", printable.Text(e.String()))
		}
	}
	// A script gets silence where there is nothing to say, a person an answer.
	if len(res.findings) > 0 || res.held.summary() != "" || c.StderrTTY && !res.onlyOperators && r.status == Clean && len(res.operators) > 0 {
		c.say("%s", summary(res))
	}
	if len(res.failures) > 0 {
		c.say("%s", incomplete(res.failures))
	} else if len(res.operators) == 0 {
		c.say(noOperatorHelp, r.noOperator())
	}
	return r.status
}

// status is the exit status that the results mean.
func (r *results) status() Status {
	switch {
	case len(r.failures) > 0:
		return Failed
	case len(r.findings) > 0:
		return Findings
	}
	return Clean
}

// A notice is something to know about a run that is no finding.
type notice struct {
	level finding.Level
	text  string
}

// notices returns what a format that goes to other programs has to say beside
// the findings; people read it on standard error.
func (r *report) notices() []notice {
	var list []notice
	for _, f := range r.failures {
		text := f.Message
		if f.Package != "" {
			text = f.Package + ": " + text
		}
		list = append(list, notice{finding.Error, text})
	}
	if len(r.failures) == 0 && len(r.operators) == 0 {
		list = append(list, notice{finding.Caution, r.noOperator()})
	}
	for _, e := range r.held.stale {
		list = append(list, notice{finding.Hint, "in the baseline, but not found any more: " + e.String()})
	}
	return list
}

// summary counts what was found:
//
//	3 findings (2 ratewait, 1 chanwait) in 2 of 14 packages; 9 operators
func summary(res *results) string {
	total := len(res.packages)
	rules := make(map[string]int)
	pkgs := make(map[string]bool)
	for _, f := range res.findings {
		rules[f.Rule]++
		pkgs[f.pkg] = true
	}
	names := slices.SortedFunc(maps.Keys(rules), func(a, b string) int {
		return cmp.Or(cmp.Compare(rules[b], rules[a]), cmp.Compare(a, b))
	})
	var parts []string
	for _, name := range names {
		parts = append(parts, fmt.Sprintf("%d %s", rules[name], name))
	}
	in := count(len(pkgs), "package")
	if len(pkgs) == 0 && total > 0 {
		in = count(total, "package")
	} else if total >= len(pkgs) {
		in = fmt.Sprintf("%d of %s", len(pkgs), count(total, "package"))
	}
	s := "no findings"
	if len(res.findings) > 0 {
		s = fmt.Sprintf("%s (%s)", count(len(res.findings), "finding"), strings.Join(parts, ", "))
	}
	s += fmt.Sprintf(" in %s; %s", in, count(len(res.operators), "operator"))
	if held := res.held.summary(); held != "" {
		s += "; " + held
	}
	return s
}

// incomplete names the packages that were not checked.
func incomplete(failures []failure) string {
	var names []string
	for _, f := range failures {
		if name := printable.Text(f.Package); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return "not everything could be checked"
	}
	slices.Sort(names)
	return "not everything could be checked: " + strings.Join(names, ", ")
}

// count returns "1 thing" or "n things".
func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// noOperator is said when there was nothing to check. A linter that sees no
// job must not look like one that sees a clean job.
func (r *report) noOperator() string {
	in := "the packages"
	if n := len(r.packages); n > 0 {
		in = count(n, "package")
	}
	return fmt.Sprintf("no operator found in %s, so nothing was checked", in)
}

const noOperatorHelp = `%s.
If there are jobs in them: "jobvet -operators ./..." lists what jobvet sees, a comment
//jobvet:operator marks a function as an operator, and -catalog FILE adds a framework.
The frameworks that jobvet knows: https://github.com/jobvet/jobvet/blob/main/docs/frameworks.md`
