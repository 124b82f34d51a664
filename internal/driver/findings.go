package driver

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/analysed"
	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/graph"
	"github.com/jobvet/jobvet/internal/vettool"
)

// A result is a finding of the run, with files as they are shown.
type result struct {
	*finding.Finding
	pkg   string
	fixes []vettool.Fix

	message     string // all of it: "ratewait: caution: operator ..."
	fingerprint string // the same wherever the code moves
}

// results is all that one run found out.
type results struct {
	packages  []string // that the patterns name; nil if not known
	findings  []result
	operators []operator
	failures  []failure
	// files are the files that fixes change, by name, as they were analysed; nil
	// for one that was analysed as two texts.
	files map[string]*analysed.File
	// graphs are what the analyzer saw, if that was asked for.
	graphs []*graph.Package
	held   held // findings that are not among these
	// onlyOperators tells that nothing else was asked for.
	onlyOperators bool
}

// collect merges the units: files relative to dir, sorted by place, each
// finding once. Files are seen twice where a package has variants, and where a
// workspace or the patterns name it twice.
func collect(units []unit, dir string) *results {
	r := &results{files: make(map[string]*analysed.File)}
	messages := make(map[string][]string) // of analysis errors, to packages
	for _, u := range units {
		for _, d := range u.diags {
			if err := r.add(u.pkg, d, dir); err != nil {
				messages[err.Error()] = append(messages[err.Error()], u.pkg)
			}
		}
		for _, e := range u.errors {
			messages[e] = append(messages[e], u.pkg)
		}
	}
	slices.SortFunc(r.findings, compareFindings)
	r.findings = slices.CompactFunc(r.findings, func(a, b result) bool { return compareFindings(a, b) == 0 })
	setFingerprints(r.findings)
	slices.SortFunc(r.operators, compareOperators)
	r.operators = slices.CompactFunc(r.operators, func(a, b operator) bool { return compareOperators(a, b) == 0 })

	// One cause mostly fails every package: say it once.
	for _, e := range slices.Sorted(maps.Keys(messages)) {
		slices.Sort(messages[e])
		r.failures = append(r.failures, failure{Package: messages[e][0], Message: e})
	}
	return r
}

// add notes what a diagnostic of a package says.
func (r *results) add(pkg string, d vettool.Diagnostic, dir string) error {
	switch d.Category {
	case finding.PackageCategory: // goVetNamed has asked for it
	case finding.OperatorCategory:
		op, err := finding.DecodeListed(d.Message)
		if err != nil {
			return err
		}
		op.Place.File = relative(dir, op.Place.File)
		r.operators = append(r.operators, operator{op, pkg})
	case graph.Category:
		p, err := graph.Decode(d.Message)
		if err != nil {
			return err
		}
		r.graphs = append(r.graphs, p)
	case analysed.Category:
		r.addFile(d.Message)
	default:
		f, err := finding.Decode(d.Message)
		if err != nil {
			return err
		}
		f.Rename(func(file string) string { return relative(dir, file) })
		r.findings = append(r.findings, newResult(pkg, f, d.Fixes))
	}
	return nil
}

// addFile notes of a file as what it was analysed.
func (r *results) addFile(message string) {
	f, err := analysed.Decode(message)
	if err != nil {
		return // without it, no fix of the file is applied
	}
	if other, known := r.files[f.Name]; !known {
		r.files[f.Name] = f
	} else if other == nil || other.Sum != f.Sum {
		r.files[f.Name] = nil
	}
}

func newResult(pkg string, f *finding.Finding, fixes []vettool.Fix) result {
	if strings.HasSuffix(f.Place.File, "_test.go") {
		pkg = strings.TrimSuffix(pkg, "_test")
	}
	return result{Finding: f, pkg: pkg, fixes: fixes, message: f.Message()}
}

func compareFindings(a, b result) int {
	return cmp.Or(a.Place.Compare(b.Place), cmp.Compare(a.message, b.message))
}

func (r *result) key() finding.Key { return r.Key(r.pkg) }

// setFingerprints numbers findings of the same key in the order of their
// places, and gives each a fingerprint of key and number.
func setFingerprints(findings []result) {
	seen := make(map[finding.Key]int)
	for i := range findings {
		k := findings[i].key()
		findings[i].fingerprint = k.Fingerprint(seen[k])
		seen[k]++
	}
}
