package driver

import (
	"cmp"
	"flag"
	"fmt"
	"io"
	"strings"

	"github.com/jobvet/jobvet/docs"
	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/completion"
	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/gocmd"
	"github.com/jobvet/jobvet/internal/report"
)

// A row is a flag: as the command line reads it, as help shows it, and as shells
// complete it.
type row struct {
	completion.Flag
	target any       // a *bool or a *string, which holds the default
	help   [2]string // what help shows in place of the flag and its value, and of its text
	hidden bool      // help shows it with another one
}

// rows are the flags, in the order of help.
func (l *commandLine) rows() []row {
	var rules []string
	for _, r := range docs.Rules() {
		rules = append(rules, r.Name)
	}
	return []row{
		{target: &l.level, Flag: completion.Flag{Name: "level", Value: "L", Values: finding.LevelNames(),
			Text: "findings of level L and above: error (default), caution, hint"}},
		{target: &l.rules, Flag: completion.Flag{Name: "rules", Value: "LIST", Values: rules, List: true,
			Text: "only these rules, separated by commas (default: all)"}},
		{target: &l.tests, Flag: completion.Flag{Name: "tests",
			Text: "findings in _test.go files, too"}},
		{target: &l.catalog, Flag: completion.Flag{Name: "catalog", Value: "FILE", Kind: completion.File,
			Text: "frameworks and limiters that jobvet does not know by itself"}},
		{target: &l.operators, help: [2]string{"-operators, -stats", "only list the operators; only count what was found"},
			Flag: completion.Flag{Name: "operators", Text: "list the operators that jobvet sees, and nothing else"}},
		{target: &l.stats, hidden: true, Flag: completion.Flag{Name: "stats",
			Text: "count findings and operators by rule and framework, and list none"}},
		{target: &l.requireOperators, Flag: completion.Flag{Name: "require-operators",
			Text: "status 3 if jobvet sees none"}},
		{target: &l.fix, Flag: completion.Flag{Name: "fix",
			Text: "apply the suggested fixes, then report what is left"}},
		{target: &l.diff, help: [2]string{"-fix -diff"}, Flag: completion.Flag{Name: "diff",
			Text: "show the same changes as a diff and make none"}},
		{target: &l.cure, Flag: completion.Flag{Name: "cure", Value: "LIST", Values: catalog.AskedCures(), List: true,
			Text: "with -fix: give-back, drop, though not measured to be good"}},
		{target: &l.formatName, Flag: completion.Flag{Name: "format", Value: "F", Values: report.FormatNames(),
			Text: "text (default), json (or -json), sarif, github (annotations)"}},
		{target: &l.json, hidden: true, Flag: completion.Flag{Name: "json",
			Text: "short for -format=json"}},
		{target: &l.since, Flag: completion.Flag{Name: "since", Value: "REV",
			Text: "only findings on lines changed since REV left this branch"}},
		{target: &l.baseline, Flag: completion.Flag{Name: "baseline", Value: "FILE", Kind: completion.File,
			Text: "without the findings that FILE has"}},
		{target: &l.write, Flag: completion.Flag{Name: "write-baseline", Value: "FILE", Kind: completion.File,
			Text: "write all findings to FILE, for -baseline"}},
		{target: &l.colour, Flag: completion.Flag{Name: "color", Value: "WHEN", Values: colours[:],
			Text: "colours in text: auto (default: on a terminal), always, never"}},
		{target: &l.explain, Flag: completion.Flag{Name: "explain", Value: "WHAT", Values: rules, Kind: completion.File,
			Text: "a rule's page; or, of FILE:LINE, why it is (not) reported"}},
		{target: &l.graph, Flag: completion.Flag{Name: "graph", Value: "FILE", Kind: completion.File,
			Text: "draw what the operators reach into FILE.html or FILE.dot"}},
		{target: &l.chdir, Flag: completion.Flag{Name: "C", Value: "DIR", Kind: completion.Dir,
			Text: "work in DIR: patterns, FILE and shown paths are relative to it"}},
		{target: &l.tags, help: [2]string{"-tags LIST, -mod MODE", "build tags and module mode, as for go build"},
			Flag: completion.Flag{Name: "tags", Value: "LIST", Text: "build tags, as for go build"}},
		{target: &l.mod, hidden: true, Flag: completion.Flag{Name: "mod", Value: "MODE", Values: moduleModes[:],
			Text: "module mode, as for go build"}},
		{target: &l.loadName, Flag: completion.Flag{Name: "load", Value: "HOW", Values: gocmd.LoadNames(),
			Text: "auto (default); vet: by go vet; source: read, not compiled"}},
		{target: &l.completion, Flag: completion.Flag{Name: "completion", Value: "SHELL", Values: completion.Shells(),
			Text: "print what completes flags in bash, zsh or fish"}},
		{target: &l.version, help: [2]string{"-version, -h", "print the version; print this"},
			Flag: completion.Flag{Name: "version", Text: "print the version"}},
	}
}

// flags are the flags as package flag reads them.
func (l *commandLine) flags() *flag.FlagSet {
	l.colour, l.formatName, l.loadName = colours[0], report.TextFormat, gocmd.Auto.String()
	fs := flag.NewFlagSet("jobvet", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	for _, r := range l.rows() {
		switch p := r.target.(type) {
		case *bool:
			fs.BoolVar(p, r.Name, false, r.Text)
		case *string:
			fs.StringVar(p, r.Name, *p, r.Text)
		}
	}
	return fs
}

// flagHelp is the part of help that has the flags.
func (l *commandLine) flagHelp() string {
	var b strings.Builder
	for _, r := range l.rows() {
		if r.hidden {
			continue
		}
		flag := cmp.Or(r.help[0], strings.TrimSpace("-"+r.Name+" "+r.Value))
		width := 13
		if len(flag) > width {
			width = 21
		}
		fmt.Fprintf(&b, "  %-*s  %s\n", width, flag, cmp.Or(r.help[1], r.Text))
	}
	return b.String()
}

// completionScript returns what completes the flags in a shell.
func (l *commandLine) completionScript(shell string) (string, error) {
	var flags []completion.Flag
	for _, r := range l.rows() {
		flags = append(flags, r.Flag)
	}
	var b strings.Builder
	err := completion.Write(&b, shell, "jobvet", flags)
	return b.String(), err
}
