package driver

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/paths"
	"github.com/jobvet/jobvet/internal/report"
)

// options are the command line.
type options struct {
	operators bool          // list the operators, and nothing else
	fix       bool          // apply the suggested fixes
	diff      bool          // with fix: show them instead
	version   bool          // print the version
	format    report.Format // how to print
	colour    string        // of text: one of colours

	// filter holds findings back: those of the baseline and those from before since, a
	// revision. writeBaseline is a file to write all of them to, absolute.
	filter                         report.Filter
	baseline, since, writeBaseline string
	explain                        string // a rule or FILE:LINE to explain, and nothing else
	graph                          string // the file to draw into, and nothing else
	dir                            string // where to run the go command, absolute

	// settings are for the analyzer, build is for the go command.
	settings []setting
	build    []string
	patterns []string
}

// A setting is a flag of the analyzer with its value.
type setting struct{ name, value string }

// has reports whether the user has set a flag of the analyzer.
func (o *options) has(name string) bool {
	return slices.ContainsFunc(o.settings, func(s setting) bool { return s.name == name })
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

// parseFlags reads the command line. It checks all that can be checked without
// looking at packages, because go vet would report a wrong value once for each
// package and each dependency.
func (c *Command) parseFlags(args []string) (*options, error) {
	opts := new(options)
	fs := flag.NewFlagSet("jobvet", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.BoolVar(&opts.operators, "operators", false, "")
	fs.StringVar(&opts.baseline, "baseline", "", "")
	fs.StringVar(&opts.since, "since", "", "")
	fs.StringVar(&opts.colour, "color", colours[0], "")
	fs.BoolVar(&opts.fix, "fix", false, "")
	fs.BoolVar(&opts.diff, "diff", false, "")
	fs.BoolVar(&opts.version, "version", false, "")
	fs.StringVar(&opts.explain, "explain", "", "")
	fs.StringVar(&opts.graph, "graph", "", "")
	var (
		write   = fs.String("write-baseline", "", "")
		format  = fs.String("format", report.TextFormat, "")
		json    = fs.Bool("json", false, "")
		level   = fs.String("level", "", "")
		rules   = fs.String("rules", "", "")
		tests   = fs.Bool("tests", false, "")
		catalog = fs.String("catalog", "", "")
		cure    = fs.String("cure", "", "")
		dir     = fs.String("C", "", "")
		tags    = fs.String("tags", "", "")
		mod     = fs.String("mod", "", "")
	)
	if err := fs.Parse(args); err != nil {
		return nil, err
	}
	given := make(map[string]bool)
	fs.Visit(func(f *flag.Flag) { given[f.Name] = true })
	if err := checkModes(given, opts); err != nil {
		return nil, err
	}

	if *json {
		if given["format"] && *format != report.JSONFormat {
			return nil, fmt.Errorf("-json is -format=%s and does not go with -format=%s", report.JSONFormat, *format)
		}
		*format = report.JSONFormat
	}
	var err error
	if opts.format, err = report.FindFormat(*format); err != nil {
		return nil, fmt.Errorf("-format: %w", err)
	}
	if !slices.Contains(colours[:], opts.colour) {
		return nil, fmt.Errorf("-color: %q is none of %s", opts.colour, strings.Join(colours[:], ", "))
	}
	switch {
	case opts.diff && !opts.fix:
		return nil, errors.New("-diff goes with -fix")
	case given["cure"] && !opts.fix:
		return nil, errors.New("-cure goes with -fix")
	case opts.fix && opts.operators:
		return nil, errors.New("-operators lists and does not go with -fix")
	case opts.diff && *format != report.TextFormat:
		return nil, fmt.Errorf("-format=%s does not go with -diff", *format)
	case opts.operators && (given["baseline"] || given["write-baseline"] || given["since"]):
		return nil, errors.New("-operators lists and does not go with -baseline, -write-baseline and -since")
	case given["write-baseline"] && (given["baseline"] || given["since"] || opts.fix):
		return nil, errors.New("-write-baseline takes all findings and does not go with -baseline, -since and -fix")
	case opts.fix && given["since"]:
		return nil, errors.New("-fix moves lines and does not go with -since")
	case opts.diff && given["baseline"]:
		return nil, errors.New("-diff shows all fixes and does not go with -baseline")
	case opts.operators && !opts.format.Operators:
		return nil, fmt.Errorf("-format=%s has findings and does not go with -operators", *format)
	}

	opts.patterns = fs.Args()
	if slices.Equal(opts.patterns, []string{"version"}) { // what go and others have, too
		opts.version = true
	}
	if len(opts.patterns) == 0 {
		opts.patterns = []string{"./..."}
	}
	for _, p := range opts.patterns {
		if strings.HasPrefix(p, "-") {
			return nil, fmt.Errorf("flags go before packages: %s", p)
		}
	}

	opts.dir = paths.Absolute(c.Dir, *dir)
	if given["C"] {
		if info, err := os.Stat(opts.dir); err != nil {
			return nil, fmt.Errorf("-C: %w", err)
		} else if !info.IsDir() {
			return nil, fmt.Errorf("-C: %s is not a directory", *dir)
		}
	}

	for _, name := range []string{"baseline", "write-baseline", "since"} {
		if given[name] && fs.Lookup(name).Value.String() == "" {
			return nil, fmt.Errorf("-%s needs a value", name)
		}
	}
	if *write != "" {
		opts.writeBaseline = paths.Absolute(opts.dir, *write)
	}
	opts.filter.Level, opts.filter.Tests = report.LevelOf(*level), *tests
	if *rules != "" {
		for r := range strings.SplitSeq(*rules, ",") {
			opts.filter.Rules = append(opts.filter.Rules, strings.TrimSpace(r))
		}
	}

	// The operators are always asked for: the command has to know whether
	// there were any, and listing them then shares its cached results with
	// checking.
	if err := c.setFlag(opts, "operators", "true"); err != nil {
		return nil, err
	}
	if given["level"] {
		if err := c.setFlag(opts, "level", *level); err != nil {
			return nil, err
		}
	}
	if given["rules"] {
		if err := c.setFlag(opts, "rules", *rules); err != nil {
			return nil, err
		}
	}
	if given["cure"] {
		if err := c.setFlag(opts, "cure", *cure); err != nil {
			return nil, err
		}
	}
	if *tests {
		if err := c.setFlag(opts, "tests", "true"); err != nil {
			return nil, err
		}
	}
	if given["catalog"] {
		if err := c.setCatalog(opts, paths.Absolute(opts.dir, *catalog)); err != nil {
			return nil, err
		}
	}

	if given["tags"] {
		opts.build = append(opts.build, "-tags="+*tags)
	}
	if given["mod"] {
		if modes := []string{"readonly", "vendor", "mod"}; !slices.Contains(modes, *mod) {
			return nil, fmt.Errorf("-mod=%s: the modes are %s", *mod, strings.Join(modes, ", "))
		}
		opts.build = append(opts.build, "-mod="+*mod)
	}
	return opts, nil
}

// setFlag lets the analyzer check the value of one of its flags and notes it for
// the vettool.
func (c *Command) setFlag(opts *options, name, value string) error {
	if err := c.Analyzer.Flags.Set(name, value); err != nil {
		return fmt.Errorf("-%s: %w", name, err)
	}
	opts.settings = append(opts.settings, setting{name, value})
	return nil
}

// usageError prints what is wrong with the command line.
func (c *Command) usageError(err error) report.Status {
	c.say("%v\nRun 'jobvet -h' for usage.", err)
	return report.Usage
}

const usage = `jobvet finds code that waits, or moves rate limiting elsewhere, in functions
that run as job operators: Beam DoFns, river workers, watermill handlers, ...

Usage: jobvet [flags] [packages]          packages as for go vet; default ./...

  -level L       findings of level L and above: error (default), caution, hint
  -rules LIST    only these rules, separated by commas (default: all)
  -tests         findings in _test.go files, too
  -catalog FILE  frameworks and limiters that jobvet does not know by itself
  -operators     list the operators that jobvet sees, and nothing else
  -fix           apply the suggested fixes, then report what is left
  -fix -diff     show the same changes as a diff and make none
  -cure LIST     with -fix: give-back, drop, though not measured to be good
  -format F      text (default), json (or -json), sarif, github (annotations)
  -since REV     only findings on lines changed since REV left this branch
  -baseline FILE        without the findings that FILE has
  -write-baseline FILE  write all findings to FILE, for -baseline
  -color WHEN    colours in text: auto (default: on a terminal), always, never
  -explain WHAT  a rule's page; or, of FILE:LINE, why it is (not) reported
  -graph FILE    draw what the operators reach into FILE.html or FILE.dot
  -C DIR         work in DIR: patterns, FILE and shown paths are relative to it
  -tags LIST     build tags, as for go build
  -mod MODE      module download mode, as for go build: readonly, vendor, mod
  -version       print the version
  -h             print this

Exit status:
  0  nothing found
  1  findings; with -fix those that are left; with -diff a diff
  2  wrong usage: a flag, a rule, a file or revision, a pattern without packages
  3  a package that does not load or build, a file not fixed; the rest was done

Examples:
  jobvet ./...                            check the module
  jobvet -operators ./...                 is my job seen at all?
  jobvet -explain client.go:41 ./...      why is this line (not) reported?
  jobvet -level=caution -rules=ratewait,timewait ./pipeline/...
  go vet -vettool=$(which jobvet) -jobvet.level=caution ./...

https://github.com/jobvet/jobvet/tree/main/docs explains the rules.
`
