package analyzer

import (
	"flag"
	"fmt"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/textfile"
)

// Options configure an analyzer. The zero value is the default.
type Options struct {
	// Level is the lowest level that is reported; LevelError by default.
	Level Level
	// Rules are the rules that are reported; all of them where empty.
	Rules []string
	// Tests makes the analyzer look at _test.go files as well.
	Tests bool
	// Catalog is the path of a file that extends the catalogue of frameworks
	// and limiters. It must be absolute: go vet runs the analyzer in the
	// directory of each package.
	Catalog string
	// Operators makes the analyzer report each operator that it finds, with
	// the category "operator".
	Operators bool
	// Cures are the kinds of fixes, "give-back" and "drop", that are made
	// although nobody has measured that they are good for the framework at hand.
	Cures []string
	// NoRelated leaves out the related information, one position for each
	// call of the chain: golangci-lint makes an issue of each.
	NoRelated bool

	// extra are the tables of Catalog, once they have been read.
	extra []*catalog.Table
	// standard makes the analyzer look into the standard library.
	standard bool
	// graph makes the analyzer report the graph of each package instead of
	// findings; it is only for the jobvet command.
	graph bool
	// identify, if not empty, makes the analyzer report each package, with
	// the category "package": go vet does not say of which package it has no
	// results, or nothing to report.
	identify string
}

// A Level is how serious a finding is.
type Level int

// The levels. LevelDefault stands for LevelError in Options.
const (
	LevelDefault Level = iota
	LevelHint
	LevelCaution
	LevelError
)

var levelNames = [...]string{LevelHint: "hint", LevelCaution: "caution", LevelError: "error"}

// String returns "hint", "caution" or "error".
func (l Level) String() string {
	if l <= LevelDefault || int(l) >= len(levelNames) {
		return fmt.Sprintf("Level(%d)", int(l))
	}
	return levelNames[l]
}

// ParseLevel returns the level of the given name.
func ParseLevel(name string) (Level, error) {
	if i := slices.Index(levelNames[:], name); i > 0 {
		return Level(i), nil
	}
	return 0, fmt.Errorf("unknown level %q: known are %s", name, strings.Join(levelNames[1:], ", "))
}

// RuleNames returns the names of all rules.
func RuleNames() []string { return ruleNames(rules()) }

// Validate reports the first mistake in the options. It reads the catalogue file,
// if there is one; the analyzer then does not read it again.
func (o *Options) Validate() error {
	known := RuleNames()
	for _, r := range o.Rules {
		if !slices.Contains(known, r) {
			return fmt.Errorf("unknown rule %q: known are %s", r, strings.Join(known, ", "))
		}
	}
	if o.Level < LevelDefault || o.Level > LevelError {
		return fmt.Errorf("unknown level %d", int(o.Level))
	}
	if _, ok := catalog.ParseCures(strings.Join(o.Cures, ",")); !ok {
		return fmt.Errorf("unknown cure in %q: known are give-back and drop", strings.Join(o.Cures, ","))
	}
	if o.Catalog == "" {
		return nil
	}
	_, err := o.tables()
	return err
}

// flags defines the analyzer's flags.
func (j *jobvet) flags(fs *flag.FlagSet) {
	o := &j.opts
	fs.Var(levelFlag{&o.Level}, "level", "lowest `level` to report: error, caution or hint")
	fs.Var(rulesFlag{o}, "rules", "comma-separated `rules` to report; default all: "+strings.Join(ruleNames(j.rules), ","))
	fs.Var(curesFlag{o}, "cure", "comma-separated `kinds` of fixes, give-back and drop, that are made although they were not measured to be good")
	fs.BoolVar(&o.Tests, "tests", o.Tests, "look at _test.go files as well")
	fs.Var(catalogFlag{o}, "catalog", "absolute path of a `file` that adds frameworks and limiters")
	fs.String("cataloghash", "", "hash of the catalogue file, to renew results when it changes")
	fs.StringVar(&o.identify, "identify", "", "report each package, under a `key` of the results: for the jobvet command")
	fs.BoolVar(&o.Operators, "operators", o.Operators, "report each operator found")
	fs.BoolVar(&o.graph, "graph", false, "report what the analysis saw instead of findings: for the jobvet command's -explain and -graph")
	fs.BoolVar(&o.NoRelated, "norelated", o.NoRelated, "leave out the positions of the calls in a chain")
}

type levelFlag struct{ l *Level }

func (f levelFlag) String() string {
	if f.l == nil {
		return ""
	}
	return f.l.String()
}

func (f levelFlag) Set(s string) error {
	l, err := ParseLevel(s)
	if err == nil {
		*f.l = l
	}
	return err
}

type rulesFlag struct{ o *Options }

func (f rulesFlag) String() string {
	if f.o == nil {
		return ""
	}
	return strings.Join(f.o.Rules, ",")
}

func (f rulesFlag) Set(s string) error {
	f.o.Rules = nil
	for r := range strings.SplitSeq(s, ",") {
		if r = strings.TrimSpace(r); r != "" {
			f.o.Rules = append(f.o.Rules, r)
		}
	}
	return f.o.Validate()
}

type curesFlag struct{ o *Options }

func (f curesFlag) String() string {
	if f.o == nil {
		return ""
	}
	return strings.Join(f.o.Cures, ",")
}

func (f curesFlag) Set(s string) error {
	f.o.Cures = strings.Split(s, ",")
	return f.o.Validate()
}

// catalogFlag reads the file when the flag is set, so that a broken one is
// reported once, as a wrong flag, and not for each package.
type catalogFlag struct{ o *Options }

func (f catalogFlag) String() string {
	if f.o == nil {
		return ""
	}
	return f.o.Catalog
}

func (f catalogFlag) Set(path string) error {
	f.o.Catalog, f.o.extra = path, nil
	_, err := f.o.tables()
	return err
}

// tables returns the tables of the user's catalogue file.
func (o *Options) tables() ([]*catalog.Table, error) {
	if o.extra != nil {
		return o.extra, nil
	}
	data, err := textfile.Read(o.Catalog)
	if err != nil {
		return nil, fmt.Errorf("catalogue: %w", err)
	}
	tables, err := catalog.Parse(o.Catalog, data)
	if err != nil {
		return nil, fmt.Errorf("catalogue: %w", err)
	}
	o.extra = tables
	return tables, nil
}
