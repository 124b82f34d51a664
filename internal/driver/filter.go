package driver

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/finding"
)

// A filter holds findings back.
type filter struct {
	baselineFile string // as given
	writeFile    string // where to write a baseline, absolute
	since        string // revision

	baseline *baseline
	changes  *changes

	// What findings the run can have: entries of the baseline beyond that are
	// not stale.
	level finding.Level
	rules []string // all if empty
	tests bool
}

// load reads what the filter needs. An error is one of the command line.
func (c *Command) loadFilter(ctx context.Context, opts *options) (err error) {
	f := &opts.filter
	if f.baselineFile != "" {
		if f.baseline, err = readBaseline(absolute(opts.dir, f.baselineFile)); err != nil {
			return fmt.Errorf("-baseline: %w", err)
		}
	}
	if f.writeFile != "" {
		if err := checkBaselineTarget(f.writeFile); err != nil {
			return fmt.Errorf("-write-baseline: %w", err)
		}
	}
	if f.since != "" {
		f.changes, err = c.changesSince(ctx, opts.dir, f.since)
		if err != nil && !errors.Is(err, errInterrupted) {
			return fmt.Errorf("-since: %w", err)
		}
	}
	return err
}

// held is what a filter did to the results.
type held struct {
	known     int // in the baseline
	unchanged int // on lines that did not change
	stale     []baselineEntry
}

// filter holds findings back.
func (r *results) filter(f *filter, dir string) {
	if f.baseline != nil {
		all := len(r.findings)
		checked := len(r.failures) == 0
		r.findings, r.held.stale = f.baseline.split(r.findings, func(e *baselineEntry) bool {
			return checked && f.finds(e) && slices.Contains(r.packages, e.Package)
		})
		r.held.known = all - len(r.findings)
	}
	if f.changes != nil {
		all := len(r.findings)
		r.findings = slices.DeleteFunc(r.findings, func(fd result) bool { return !f.changes.touch(&fd, dir) })
		r.held.unchanged = all - len(r.findings)
	}
}

// finds reports whether the run reports such findings at all.
func (f *filter) finds(e *baselineEntry) bool {
	return levelOf(e.Level) >= f.level &&
		(len(f.rules) == 0 || slices.Contains(f.rules, e.Rule)) &&
		(f.tests || !e.Tests)
}

// levelOf returns the level of a name, the highest if there is none.
func levelOf(name string) finding.Level {
	l, err := finding.ParseLevel(name)
	if err != nil {
		return finding.Error
	}
	return l
}

// summary tells what was held back, for behind the summary of the findings.
func (h *held) summary() string {
	var parts []string
	if h.known > 0 {
		parts = append(parts, fmt.Sprintf("%d more in the baseline", h.known))
	}
	if h.unchanged > 0 {
		parts = append(parts, fmt.Sprintf("%d more on unchanged lines", h.unchanged))
	}
	return strings.Join(parts, ", ")
}

// writeBaseline writes all findings to the file that the filter names.
func (c *Command) writeBaseline(opts *options, res *results) Status {
	if len(res.failures) > 0 {
		c.say("%s; no baseline was written", incomplete(res.failures))
		return Failed
	}
	if err := newBaseline(res.findings).write(opts.filter.writeFile); err != nil {
		c.say("-write-baseline: %v", err)
		return Failed
	}
	c.say("wrote %s to %s", count(len(res.findings), "finding"), relative(opts.dir, opts.filter.writeFile))
	if len(res.operators) == 0 {
		c.say(noOperatorHelp, (&report{results: res}).noOperator())
	}
	return Clean
}
