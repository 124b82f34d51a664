package driver

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/gocmd"
	"github.com/jobvet/jobvet/internal/nearest"
	"github.com/jobvet/jobvet/internal/paths"
	"github.com/jobvet/jobvet/internal/report"
)

// A commandLine is the command line in the making.
type commandLine struct {
	command *Command
	*options
	given map[string]bool // flags that are there, switches unless they are off

	// The flags that options has in another form.
	write, formatName, level, rules, cure string
	catalog, chdir, tags, mod, loadName   string
	completion                            string
	json, tests                           bool
}

// parseFlags reads the command line. It checks all that can be checked without
// looking at packages, because go vet would report a wrong value once for each
// package and each dependency.
func (c *Command) parseFlags(args []string) (*options, error) {
	l := &commandLine{command: c, options: new(options), given: make(map[string]bool)}
	fs := l.flags()
	if err := fs.Parse(args); err != nil {
		return nil, meant(err, fs, args)
	}
	fs.Visit(func(f *flag.Flag) {
		on, isSwitch := f.Value.(flag.Getter).Get().(bool)
		l.given[f.Name] = on || !isSwitch
	})
	for _, step := range []func() error{
		l.checkModes, l.setFormat, l.checkTogether, func() error { return l.setPatterns(fs.Args()) }, l.setDir,
		l.setFilter, l.setAnalyzer, l.setBuild, l.setPrints,
	} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return l.options, nil
}

// meant adds to an error of reading args which flag the first one that does not exist
// was meant to be.
func meant(err error, fs *flag.FlagSet, args []string) error {
	var known []string
	fs.VisitAll(func(f *flag.Flag) { known = append(known, f.Name) })
	for _, arg := range args {
		name, isFlag := strings.CutPrefix(arg, "-")
		name, _, _ = strings.Cut(strings.TrimPrefix(name, "-"), "=")
		if errors.Is(err, flag.ErrHelp) || !isFlag || fs.Lookup(name) != nil {
			continue
		}
		return fmt.Errorf("%w%s", err, nearest.Hint(name, "-", known))
	}
	return err
}

func (l *commandLine) setFormat() (err error) {
	if l.json {
		if l.given["format"] && l.formatName != report.JSONFormat {
			return fmt.Errorf("-json is -format=%s and does not go with -format=%s", report.JSONFormat, l.formatName)
		}
		l.formatName = report.JSONFormat
	}
	if l.format, err = report.FindFormat(l.formatName); err != nil {
		return fmt.Errorf("-format: %w", err)
	}
	if !slices.Contains(colours[:], l.colour) {
		return fmt.Errorf("-color: %q is none of %s", l.colour, strings.Join(colours[:], ", ")+nearest.Hint(l.colour, "", colours[:]))
	}
	return nil
}

func (l *commandLine) setPatterns(args []string) error {
	l.patterns = args
	switch {
	case len(args) == 0:
		l.patterns = []string{"./..."}
	case slices.Equal(args, []string{"version"}): // what go and others have, too
		l.version = true
	case slices.Equal(args, []string{"help"}):
		return flag.ErrHelp
	}
	for _, p := range l.patterns {
		if strings.HasPrefix(p, "-") {
			return fmt.Errorf("flags go before packages: %s", p)
		}
	}
	return nil
}

func (l *commandLine) setDir() error {
	l.dir = paths.Absolute(l.command.Dir, l.chdir)
	if !l.given["C"] {
		return nil
	}
	if info, err := os.Stat(l.dir); err != nil {
		return fmt.Errorf("-C: %w", err)
	} else if !info.IsDir() {
		return fmt.Errorf("-C: %s is not a directory", l.chdir)
	}
	return nil
}

func (l *commandLine) setFilter() error {
	for _, f := range []struct{ name, value string }{{"baseline", l.baseline}, {"write-baseline", l.write}, {"since", l.since}} {
		if l.given[f.name] && f.value == "" {
			return fmt.Errorf("-%s needs a value", f.name)
		}
	}
	if l.write != "" {
		l.writeBaseline = paths.Absolute(l.dir, l.write)
	}
	l.filter.Level, l.filter.Tests = report.LevelOf(l.level), l.tests
	if l.rules != "" {
		for r := range strings.SplitSeq(l.rules, ",") {
			l.filter.Rules = append(l.filter.Rules, strings.TrimSpace(r))
		}
	}
	return nil
}

func (l *commandLine) setAnalyzer() error {
	// The operators are always asked for: the command has to know whether
	// there were any, and listing them then shares its cached results with
	// checking.
	if err := l.command.setFlag(l.options, "operators", "true"); err != nil {
		return err
	}
	for _, s := range []gocmd.Setting{{Name: "level", Value: l.level}, {Name: "rules", Value: l.rules}, {Name: "cure", Value: l.cure}, {Name: "tests", Value: "true"}} {
		if !l.given[s.Name] {
			continue
		}
		if err := l.command.setFlag(l.options, s.Name, s.Value); err != nil {
			return err
		}
	}
	if l.given["catalog"] {
		return l.command.setCatalog(l.options, paths.Absolute(l.dir, l.catalog))
	}
	return nil
}

// moduleModes are the values of -mod.
var moduleModes = [...]string{"readonly", "vendor", "mod"}

func (l *commandLine) setBuild() (err error) {
	if l.load, err = gocmd.ParseLoad(l.loadName); err != nil {
		return fmt.Errorf("-load: %w", err)
	}
	if l.given["tags"] {
		l.build = append(l.build, "-tags="+l.tags)
	}
	if l.given["mod"] {
		if !slices.Contains(moduleModes[:], l.mod) {
			return fmt.Errorf("-mod=%s: the modes are %s", l.mod, strings.Join(moduleModes[:], ", "))
		}
		l.build = append(l.build, "-mod="+l.mod)
	}
	return nil
}

// setFlag lets the analyzer check the value of one of its flags and notes it for
// the vettool.
func (c *Command) setFlag(opts *options, name, value string) error {
	if err := c.Analyzer.Flags.Set(name, value); err != nil {
		return fmt.Errorf("-%s: %w", name, err)
	}
	opts.settings = append(opts.settings, gocmd.Setting{Name: name, Value: value})
	return nil
}

func (l *commandLine) setPrints() (err error) {
	if l.given["completion"] {
		if l.prints, err = l.completionScript(l.completion); err != nil {
			return fmt.Errorf("-completion: %w", err)
		}
	}
	if l.version {
		l.prints = versionText()
	}
	return nil
}
