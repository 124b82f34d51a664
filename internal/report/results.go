package report

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/analysed"
	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/gocmd"
	"github.com/jobvet/jobvet/internal/graph"
	"github.com/jobvet/jobvet/internal/paths"
	"github.com/jobvet/jobvet/internal/vettool"
)

// A Result is a finding of the run, with files as they are shown.
type Result struct {
	*finding.Finding
	Package string // the path of the package that it stands in
	Fixes   []vettool.Fix
	// Fingerprint is the same wherever the code moves.
	Fingerprint string

	told  string // all of it, to tell findings apart
	cause cause
	// by is the package that reported it, and stood the place at which it did. parts are
	// all that this finding is made of, nil if it is one as a package reported it.
	by    string
	stood finding.Place
	parts []Result
}

// Results is all that one run found out.
type Results struct {
	Packages  []string // that the patterns name; nil if not known
	Findings  []Result
	Operators []Operator
	Unseen    []*finding.Unseen // registrations that cannot be followed
	Failures  []gocmd.Failure
	// Files are the files that fixes change, by name, as they were analysed; nil
	// for one that was analysed as two texts.
	Files map[string]*analysed.File
	// below are findings of lower levels than is asked for. They have fixes, perhaps for
	// some of the others.
	below []Result
	// Graphs are what the analyzer saw, if that was asked for.
	Graphs []*graph.Package
	Held   Held // findings that are not among these
	// Frameworks are those that the packages import, if there are no operators. A
	// run that requires operators fails without.
	Frameworks       []string
	RequireOperators bool
	// OnlyOperators tells that nothing else was asked for.
	OnlyOperators bool
}

// Collect merges the units: files relative to dir, sorted by place, each
// finding once, and one for each cause. Files are seen twice if a package has variants,
// or if a workspace or the patterns name it twice. The main modules are the directories of
// these by their paths. Findings below the level are not shown.
func Collect(units []gocmd.Unit, dir string, mainModules map[string]string, level finding.Level) *Results {
	m := modules(mainModules)
	r := &Results{Files: make(map[string]*analysed.File)}
	messages := make(map[string][]string) // of analysis errors, to packages
	for _, u := range units {
		for _, d := range u.Diagnostics {
			if err := r.add(u.Package, d, m, dir); err != nil {
				messages[err.Error()] = append(messages[err.Error()], u.Package)
			}
		}
		for _, e := range u.Errors {
			messages[e] = append(messages[e], u.Package)
		}
	}
	slices.SortFunc(r.Findings, compareFindings)
	r.Findings = slices.CompactFunc(r.Findings, func(a, b Result) bool { return compareFindings(a, b) == 0 })
	r.hold(level, m, dir)
	setFingerprints(r.Findings)
	r.settle(m, dir)
	r.Findings = r.merge(r.Findings)
	r.Operators = mergeOperators(r.Operators)

	slices.SortFunc(r.Unseen, compareUnseen)
	r.Unseen = slices.CompactFunc(r.Unseen, func(a, b *finding.Unseen) bool { return compareUnseen(a, b) == 0 })

	// One cause mostly fails every package: say it once.
	for _, e := range slices.Sorted(maps.Keys(messages)) {
		slices.Sort(messages[e])
		r.Failures = append(r.Failures, gocmd.Failure{Package: messages[e][0], Message: e})
	}
	return r
}

// add notes what a diagnostic of a package says.
func (r *Results) add(pkg string, d vettool.Diagnostic, m modules, dir string) error {
	switch d.Category {
	case finding.PackageCategory: // package gocmd has asked for it
	case finding.OperatorCategory:
		op, err := finding.DecodeListed(d.Message)
		if err != nil {
			return err
		}
		op.Place.File, op.Registered.File = paths.Relative(dir, op.Place.File), paths.Relative(dir, op.Registered.File)
		r.Operators = append(r.Operators, Operator{op, pkg})
	case finding.UnseenCategory:
		u, err := finding.DecodeUnseen(d.Message)
		if err != nil {
			return err
		}
		u.Place.File = paths.Relative(dir, u.Place.File)
		r.Unseen = append(r.Unseen, u)
	case graph.Category:
		p, err := graph.Decode(d.Message)
		if err != nil {
			return err
		}
		r.Graphs = append(r.Graphs, p)
	case analysed.Category:
		r.addFile(d.Message)
	default:
		f, err := finding.Decode(d.Message)
		if err != nil {
			return err
		}
		f.Rename(func(module, file string) string {
			if abs, ok := m.file(module, file); ok {
				file = abs
			}
			return paths.Relative(dir, file)
		})
		if f.Where != (finding.Spot{}) {
			f.Shown = m.shown(f.Module, f.Where, dir)
		}
		r.Findings = append(r.Findings, newResult(pkg, f, d.Fixes))
	}
	return nil
}

// addFile notes of a file as what it was analysed.
func (r *Results) addFile(message string) {
	f, err := analysed.Decode(message)
	if err != nil {
		return // without it, no fix of the file is applied
	}
	if other, known := r.Files[f.Name]; !known {
		r.Files[f.Name] = f
	} else if other == nil || other.Sum != f.Sum {
		r.Files[f.Name] = nil
	}
}

func newResult(pkg string, f *finding.Finding, fixes []vettool.Fix) Result {
	if strings.HasSuffix(f.Place.File, "_test.go") {
		pkg = strings.TrimSuffix(pkg, "_test")
	}
	return Result{Finding: f, Package: pkg, Fixes: fixes, told: f.Told(), by: pkg, stood: f.Place}
}

func compareUnseen(a, b *finding.Unseen) int {
	return cmp.Or(a.Place.Compare(b.Place), cmp.Compare(a.Form, b.Form))
}

func compareFindings(a, b Result) int {
	return cmp.Or(a.Place.Compare(b.Place), cmp.Compare(a.told, b.told))
}

func (r *Result) key() finding.Key { return r.Key(r.by) }

// setFingerprints numbers findings of the same key in the order of their
// places, and gives each a fingerprint of key and number.
func setFingerprints(findings []Result) {
	seen := make(map[finding.Key]int)
	for i := range findings {
		k := findings[i].key()
		findings[i].Fingerprint = k.Fingerprint(seen[k])
		seen[k]++
	}
}
