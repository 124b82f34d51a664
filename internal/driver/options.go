package driver

import (
	"slices"

	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/gocmd"
	"github.com/jobvet/jobvet/internal/report"
)

// options are the command line.
type options struct {
	operators bool   // list the operators, and nothing else
	stats     bool   // count findings and operators, and list none
	fix       bool   // apply the suggested fixes
	diff      bool   // with fix: show them instead
	version   bool   // print the version
	prints    string // print this, and nothing else: the version, or what completes flags
	// requireOperators makes a run fail that sees no operator.
	requireOperators bool
	format           report.Format // how to print
	colour           string        // of text: one of colours

	// filter holds findings back: those of the baseline and those from before since, a
	// revision. writeBaseline is a file to write all of them to, absolute.
	filter                         report.Filter
	baseline, since, writeBaseline string
	explain                        string // a rule or FILE:LINE to explain, and nothing else
	graph                          string // the file to draw into, and nothing else
	dir                            string // where to run the go command, absolute

	// settings are for the analyzer, build is for the go command.
	settings []gocmd.Setting
	build    []string
	load     gocmd.Load
	overlay  string // the file of -overlay in build, if there is one
	patterns []string
}

// has reports whether the user has set a flag of the analyzer.
func (o *options) has(name string) bool {
	return slices.ContainsFunc(o.settings, func(s gocmd.Setting) bool { return s.Name == name })
}

// shows reports whether findings of a level are shown.
func (o *options) shows(level string) bool {
	l, err := finding.ParseLevel(level)
	return err == nil && l >= o.filter.Level
}

// asksFor reports whether findings of a rule are asked for.
func (o *options) asksFor(rule string) bool {
	return len(o.filter.Rules) == 0 || slices.Contains(o.filter.Rules, rule)
}
