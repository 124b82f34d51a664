package driver

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/analysed"
	"github.com/jobvet/jobvet/internal/vettool"
)

// A finding is one diagnostic of the analyzer, with files as they are shown.
type finding struct {
	rule    string
	pkg     string
	pos     position
	end     position
	message string // all of it: "ratewait: caution: operator ..."
	related []relatedInfo
	fixes   []vettool.Fix

	level       level
	text        string // the message without rule and level
	fingerprint string // the same wherever the code moves
}

type relatedInfo struct {
	pos     position
	message string
}

// results is all that one run found out.
type results struct {
	packages  []string // that the patterns name; nil if not known
	findings  []finding
	operators []operator
	failures  []failure
	// files are the files that fixes change, by name, as they were analysed; nil
	// for one that was analysed as two texts.
	files map[string]*analysed.File
	held  held // findings that are not among these
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
			if d.Category == analysed.Category {
				r.addFile(d.Message)
				continue
			}
			f := newFinding(u.pkg, d, dir)
			if f.rule == operatorCategory {
				r.operators = append(r.operators, newOperator(f))
			} else {
				r.findings = append(r.findings, f)
			}
		}
		for _, e := range u.errors {
			messages[e] = append(messages[e], u.pkg)
		}
	}
	slices.SortFunc(r.findings, compareFindings)
	r.findings = slices.CompactFunc(r.findings, func(a, b finding) bool { return compareFindings(a, b) == 0 })
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

func newFinding(pkg string, d vettool.Diagnostic, dir string) finding {
	place := func(posn string) position {
		p := parsePosition(posn)
		p.File = relative(dir, p.File)
		return p
	}
	f := finding{
		rule:    d.Category,
		pkg:     pkg,
		pos:     place(d.Posn),
		end:     place(d.End),
		message: d.Message,
		fixes:   d.Fixes,
	}
	f.level, f.text = splitMessage(f.rule, f.message)
	if strings.HasSuffix(f.pos.File, "_test.go") {
		f.pkg = strings.TrimSuffix(f.pkg, "_test")
	}
	for _, rel := range d.Related {
		f.related = append(f.related, relatedInfo{place(rel.Posn), rel.Message})
	}
	return f
}

func compareFindings(a, b finding) int {
	return cmp.Or(comparePositions(a.pos, b.pos), cmp.Compare(a.message, b.message))
}

func comparePositions(a, b position) int {
	return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col))
}
