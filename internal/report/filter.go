package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/changes"
	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/paths"
)

// A Filter holds findings back.
type Filter struct {
	Baseline *Baseline        // findings that are accepted, or nil
	Changes  *changes.Changes // lines that findings must have to do with, or nil

	// What findings the run can have: entries of the baseline beyond that are
	// not stale.
	Level finding.Level
	Rules []string // all if empty
	Tests bool
}

// Held is what a filter did to the results.
type Held struct {
	Known     int // in the baseline
	Unchanged int // on lines that did not change
	Stale     []Entry
}

// Filter holds findings back. Files are relative to dir.
func (r *Results) Filter(f *Filter, dir string) {
	if f.Baseline != nil {
		all := len(r.Findings)
		checked := len(r.Failures) == 0
		fresh, stale := f.Baseline.split(single(r.Findings), func(e *Entry) bool {
			return checked && f.finds(e) && slices.Contains(r.Packages, e.Package)
		})
		r.Findings, r.Held.Stale = r.merge(fresh), stale
		r.Held.Known = all - len(r.Findings)
	}
	if f.Changes != nil {
		all := len(r.Findings)
		r.Findings = r.merge(slices.DeleteFunc(single(r.Findings), func(fd Result) bool { return !fd.touchedBy(f.Changes, dir) }))
		r.Held.Unchanged = all - len(r.Findings)
	}
}

// finds reports whether the run reports such findings at all.
func (f *Filter) finds(e *Entry) bool {
	return LevelOf(e.Level) >= f.Level &&
		(len(f.Rules) == 0 || slices.Contains(f.Rules, e.Rule)) &&
		(f.Tests || !e.Tests)
}

// LevelOf returns the level of a name, the highest if there is none.
func LevelOf(name string) finding.Level {
	l, err := finding.ParseLevel(name)
	if err != nil {
		return finding.Error
	}
	return l
}

// changedLines are lines of files, as package changes has them: those of a file by its
// absolute path, and of all files whose paths end in a name.
type changedLines interface {
	Has(file string, line int) bool
	HasIn(name string, line int) bool
}

// touchedBy reports whether the finding has to do with changes: whether its place,
// the operator's registration, a call of the chain or a place that the message
// names is on a changed line. Of a place in another package only the path from the
// root of its module is known.
func (f *Result) touchedBy(ch changedLines, dir string) bool {
	if ch.Has(paths.Absolute(dir, f.Place.File), f.Place.Line) {
		return true
	}
	for _, step := range f.Way() {
		if ch.Has(paths.Absolute(dir, step.Place.File), step.Place.Line) {
			return true
		}
	}
	if at := f.What.At; at != (finding.Spot{}) && ch.Has(paths.Absolute(dir, at.File), at.Line) {
		return true
	}
	return f.Where != (finding.Spot{}) && ch.HasIn(f.Where.File, f.Where.Line)
}

// Summary tells what was held back, for behind the summary of the findings.
func (h *Held) Summary() string {
	var parts []string
	if h.Known > 0 {
		parts = append(parts, fmt.Sprintf("%d more in the baseline", h.Known))
	}
	if h.Unchanged > 0 {
		parts = append(parts, fmt.Sprintf("%d more on unchanged lines", h.Unchanged))
	}
	return strings.Join(parts, ", ")
}
