package report

import (
	"cmp"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/paths"
)

// This file makes one finding of those that have one cause. Each package reports what it
// sees: a call of another package where it stands, and what functions of other packages
// do where they are registered, or are given to operators. The package of such a function
// may know it for an operator by its shape alone, and have a fix.

// A cause is what happens at a line of a main module.
type cause struct {
	rule, what, module string
	spot               finding.Spot
}

// modules are the directories of the main modules, by path.
type modules map[string]string

// file returns the absolute path of a file that is named as seen from the root of a
// module, if that is a main module.
func (m modules) file(module, name string) (file string, ok bool) {
	dir := m[module]
	if dir == "" {
		return "", false
	}
	return filepath.Join(dir, filepath.FromSlash(name)), true
}

// shown returns a place, which is seen from the root of a module, as it is shown: relative
// to dir if it is in a main module, else below the module's path.
func (m modules) shown(module string, at finding.Spot, dir string) finding.Spot {
	if abs, ok := m.file(module, at.File); ok {
		at.File = paths.Relative(dir, abs)
	} else {
		at.File = path.Join(module, at.File)
	}
	return at
}

// of returns the main module of a package, "" if there is none.
func (m modules) of(pkg string) string {
	longest := ""
	for module := range m {
		if (pkg == module || strings.HasPrefix(pkg, module+"/")) && len(module) > len(longest) {
			longest = module
		}
	}
	return longest
}

// settle finds out the causes of the findings, and moves those to their causes that stand
// at lines which say little: they only bring packages together, or register what has
// several causes. Files are relative to dir.
func (r *Results) settle(m modules, dir string) {
	meeting := make(map[finding.Place][]cause) // at the lines of registrations
	for i := range r.Findings {
		f := &r.Findings[i]
		f.cause = f.causeIn(m, dir)
		if line := f.registration(); line != (finding.Place{}) && !slices.Contains(meeting[line], f.cause) {
			meeting[line] = append(meeting[line], f.cause)
		}
	}
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Wired != (finding.Place{}) || len(meeting[f.registration()]) > 1 {
			f.move(m, dir)
		}
	}
}

// causeIn returns the cause of a finding, the zero value if it is not in a main module:
// then each call is for the user to mend.
func (f *Result) causeIn(m modules, dir string) cause {
	c := cause{rule: f.Rule, what: f.What.Text, module: f.Module, spot: f.Where}
	if f.Where == (finding.Spot{}) {
		c.module = m.of(f.Package)
		name := paths.Relative(m[c.module], paths.Absolute(dir, f.Place.File))
		c.spot = finding.Spot{File: filepath.ToSlash(name), Line: f.Place.Line}
	}
	if m[c.module] == "" {
		return cause{}
	}
	return c
}

// happens is the place at which it happens, if that is another one of the main modules.
func (f *Result) happens() []finding.Step {
	at := finding.Place{File: f.Shown.File, Line: f.Shown.Line}
	if f.Where == (finding.Spot{}) || f.cause == (cause{}) || at.File == f.Place.File && at.Line == f.Place.Line {
		return nil
	}
	return []finding.Step{{Place: at, Message: "the cause is here"}}
}

// registration returns the line of a registration if the finding stands there, because
// its operator is a function of another package.
func (f *Result) registration() finding.Place {
	if f.Where == (finding.Spot{}) || f.Operator == nil || f.Place != f.Operator.Registered || f.HasFix {
		return finding.Place{}
	}
	return finding.Place{File: f.Place.File, Line: f.Place.Line}
}

// move moves the finding to its cause, if that is in a main module.
func (f *Result) move(m modules, dir string) {
	file, ok := m.file(f.Module, f.Where.File)
	if !ok {
		return
	}
	if _, err := os.Stat(file); err != nil {
		return // a //line comment names it
	}
	f.Place = finding.Place{File: paths.Relative(dir, file), Line: f.Where.Line}
	f.End = f.Place
	f.Package = f.Where.Package(f.Module)
}

// hold puts the findings aside whose level is too low.
func (r *Results) hold(level finding.Level, m modules, dir string) {
	r.Findings = slices.DeleteFunc(r.Findings, func(f Result) bool {
		if f.Level >= level {
			return false
		}
		f.cause = f.causeIn(m, dir)
		r.below = append(r.below, f)
		return true
	})
}

// merge makes one finding of those that have one cause. They are sorted by place. One without a
// fix gets that of a finding which is not shown.
func (r *Results) merge(list []Result) []Result {
	merged := merge(list)
	by := make(map[cause][]Result)
	for _, f := range merged {
		if f.merges() {
			by[f.cause] = append(by[f.cause], single([]Result{f})...)
		}
	}
	mended := mends(r.below, by)
	for i := range merged {
		f := &merged[i]
		if fix := mended[f.cause]; fix != nil && f.merges() {
			one := *f.Finding
			one.Advice, one.HasFix = fix.Advice, true
			f.Finding, f.Fixes = &one, fix.Fixes
		}
	}
	return merged
}

// merge makes one finding of those that have one cause. They are sorted by place.
func merge(list []Result) []Result {
	by := make(map[cause][]Result)
	abroad := make(map[cause]bool)
	for _, f := range list {
		if f.merges() {
			by[f.cause] = append(by[f.cause], f)
			abroad[f.cause] = abroad[f.cause] || f.Where != (finding.Spot{})
		}
	}
	mended := mends(list, by)
	var merged []Result
	for i, f := range list {
		switch all := by[f.cause]; {
		case mended[f.cause] == &list[i]:
			merged = append(merged, mergeMended(f, all))
		case !f.merges() || mended[f.cause] == nil && (!abroad[f.cause] || len(all) == 1):
			merged = append(merged, f)
		case all != nil && mended[f.cause] == nil:
			merged = append(merged, mergeAll(all))
			by[f.cause] = nil
		}
	}
	slices.SortFunc(merged, compareFindings)
	return merged
}

// merges reports whether the finding may become one with others. A fix is for its own
// place.
func (f *Result) merges() bool {
	return f.cause != (cause{}) && f.Operator != nil && !f.HasFix
}

// mends returns the findings, by their causes, whose fixes mend all that others report of
// the causes: those that stand there alone with a fix, for operators of the same framework.
func mends(list []Result, by map[cause][]Result) map[cause]*Result {
	mended := make(map[cause]*Result)
	several := make(map[cause]bool)
	for i := range list {
		f := &list[i]
		if !f.HasFix || f.Operator == nil || f.Where != (finding.Spot{}) || len(by[f.cause]) == 0 {
			continue
		}
		several[f.cause] = mended[f.cause] != nil
		mended[f.cause] = f
	}
	maps.DeleteFunc(mended, func(c cause, f *Result) bool {
		return several[c] || slices.ContainsFunc(by[c], func(o Result) bool {
			return o.Where == (finding.Spot{}) || o.Operator.Framework != f.Operator.Framework || o.Operator.Policy != f.Operator.Policy
		})
	})
	return mended
}

// mergeMended makes one finding of those of a cause, which stands at the fix.
func mergeMended(fixed Result, others []Result) Result {
	one := mergeAll(append([]Result{fixed}, others...))
	one.Place, one.End, one.Package = fixed.Place, fixed.End, fixed.Package
	one.Where, one.Shown = fixed.Where, fixed.Shown
	one.Advice, one.HasFix, one.Fixes = fixed.Advice, true, fixed.Fixes
	one.Ways = slices.DeleteFunc(one.Ways, func(w finding.Way) bool { return w.Place == one.Place && len(w.Calls) == 0 })
	one.told = one.Told()
	return one
}

// mergeAll makes one finding of several, which stands where the best of them does.
func mergeAll(all []Result) Result {
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b Result) int {
		return cmp.Or(-cmp.Compare(a.Level, b.Level), cmp.Compare(len(a.Calls), len(b.Calls)), compareFindings(a, b))
	})
	best := *all[0].Finding
	for _, f := range all[1:] {
		if f.guess(&best) {
			continue
		}
		best.Ways = append(best.Ways, finding.Way{Place: f.stood, Operator: *f.Operator, Calls: f.Calls})
	}
	best.Others, best.More = otherOperators(all)
	one := all[0]
	one.Finding, one.told, one.parts = &best, best.Told(), all
	return one
}

// guess reports whether the finding says of a function by its shape what another says of
// its registration.
func (f *Result) guess(registered *finding.Finding) bool {
	return f.Where == (finding.Spot{}) && len(f.Calls) == 0 && len(registered.Calls) == 0 &&
		f.Operator.Func != "" && f.Operator.Func == registered.Operator.Func
}

// otherOperators returns the operators of findings beside that of the first, each once,
// and how many there are. If some of a finding are not listed, at least so many.
func otherOperators(all []Result) (others []finding.Operator, n int) {
	for _, f := range all {
		for _, op := range slices.Concat([]finding.Operator{*f.Operator}, f.Others) {
			if !op.Same(all[0].Operator) && !slices.ContainsFunc(others, func(o finding.Operator) bool { return o.Same(&op) }) {
				others = append(others, op)
			}
		}
		n = max(n, f.More)
	}
	return others, max(n, len(others))
}

// single returns the findings as the packages reported them, sorted by place.
func single(list []Result) []Result {
	var all []Result
	for _, f := range list {
		if f.parts == nil {
			all = append(all, f)
		}
		all = append(all, f.parts...)
	}
	slices.SortFunc(all, compareFindings)
	return all
}
