package report

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/gocmd"
	"github.com/jobvet/jobvet/internal/printable"
)

// Summary counts what was found:
//
//	3 findings (2 ratewait, 1 chanwait) in 2 of 14 packages; 9 operators
func (r *Results) Summary() string {
	total := len(r.Packages)
	rules := make(map[string]int)
	pkgs := make(map[string]bool)
	for _, f := range r.Findings {
		rules[f.Rule]++
		pkgs[f.Package] = true
	}
	names := slices.SortedFunc(maps.Keys(rules), func(a, b string) int {
		return cmp.Or(cmp.Compare(rules[b], rules[a]), cmp.Compare(a, b))
	})
	var parts []string
	for _, name := range names {
		parts = append(parts, fmt.Sprintf("%d %s", rules[name], name))
	}
	in := printable.Count(len(pkgs), "package")
	if len(pkgs) == 0 && total > 0 {
		in = printable.Count(total, "package")
	} else if total >= len(pkgs) {
		in = fmt.Sprintf("%d of %s", len(pkgs), printable.Count(total, "package"))
	}
	s := "no findings"
	if len(r.Findings) > 0 {
		s = fmt.Sprintf("%s (%s)", printable.Count(len(r.Findings), "finding"), strings.Join(parts, ", "))
	}
	s += fmt.Sprintf(" in %s; %s", in, printable.Count(len(r.Operators), "operator"))
	if held := r.Held.Summary(); held != "" {
		s += "; " + held
	}
	return s
}

// Incomplete names the packages that were not checked.
func Incomplete(failures []gocmd.Failure) string {
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

// Unfollowed is said of a registration of something that does not show.
func Unfollowed(u *finding.Unseen) string {
	return fmt.Sprintf("%s: cannot see what %s gets, so it was not checked", u.Place, u.Form)
}

// NoOperator is said when there was nothing to check. A linter that sees no
// job must not look like one that sees a clean job.
func (r *Results) NoOperator() string {
	in := "the packages"
	if n := len(r.Packages); n > 0 {
		in = printable.Count(n, "package")
	}
	s := fmt.Sprintf("no operator found in %s, so nothing was checked", in)
	if len(r.Frameworks) > 0 {
		s += ", although there are imports of " + strings.Join(r.Frameworks, ", ")
	}
	return s
}
