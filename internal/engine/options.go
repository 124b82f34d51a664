package engine

import (
	"flag"
	"fmt"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/nearest"
	"github.com/jobvet/jobvet/internal/rule"
	"github.com/jobvet/jobvet/internal/textfile"
)

// Options configure an engine. The zero value is the default.
type Options struct {
	// Level is the lowest level that is reported; finding.Error if it is None.
	Level finding.Level
	// Rules are the rules that are reported; all of them if empty.
	Rules []string
	// Tests makes the engine look at _test.go files as well.
	Tests bool
	// Catalog is the path of a file that extends the catalogue, and Tables are what
	// is in it, once it has been read.
	Catalog string
	Tables  []*catalog.Table
	// Operators makes the engine report each operator that it finds.
	Operators bool
	// Cures are the kinds of fixes that are made although nobody has measured that
	// they are good for the framework at hand.
	Cures []string
	// NoRelated leaves out the related information.
	NoRelated bool
	// Standard makes the engine look into the standard library.
	Standard bool

	// graph makes the engine report the graph of each package instead of
	// findings; it is only for the jobvet command.
	graph bool
	// identify, if not empty, makes the engine report each package, and findings as
	// records instead of sentences; it is only for the jobvet command.
	identify string
}

// Validate reports the first mistake in the options. It reads the catalogue file,
// if there is one; the analyzer then does not read it again.
func (o *Options) Validate() error {
	known := rule.Names()
	for _, r := range o.Rules {
		if !slices.Contains(known, r) {
			return fmt.Errorf("unknown rule %q: known are %s%s", r, strings.Join(known, ", "), nearest.Hint(r, "", known))
		}
	}
	if o.Level < finding.None || o.Level > finding.Error {
		return fmt.Errorf("unknown level %d", int(o.Level))
	}
	if _, ok := catalog.ParseCures(strings.Join(o.Cures, ",")); !ok {
		return fmt.Errorf("unknown cure in %q: known are %s", strings.Join(o.Cures, ","), strings.Join(catalog.AskedCures(), " and "))
	}
	if o.Catalog == "" {
		return nil
	}
	return o.readCatalog()
}

// cures are the kinds of fixes that Cures name; Validate has seen them.
func (o *Options) cures() []catalog.CureKind {
	kinds, _ := catalog.ParseCures(strings.Join(o.Cures, ","))
	return kinds
}

// flags defines the analyzer's flags.
func (e *Engine) flags(fs *flag.FlagSet) {
	o := &e.opts
	fs.Var(levelFlag{&o.Level}, "level", "lowest `level` to report: error, caution or hint")
	fs.Var(rulesFlag{o}, "rules", "comma-separated `rules` to report; default all: "+strings.Join(rule.Names(), ","))
	fs.Var(curesFlag{o}, "cure", "comma-separated `kinds` of fixes, give-back and drop, that are made although they were not measured to be good")
	fs.BoolVar(&o.Tests, "tests", o.Tests, "look at _test.go files as well")
	fs.Var(catalogFlag{o}, "catalog", "absolute path of a `file` that adds frameworks and limiters")
	fs.String("cataloghash", "", "hash of the catalogue file, to renew results when it changes")
	fs.StringVar(&o.identify, "identify", "", "report each package, under a `key` of the results: for the jobvet command")
	fs.BoolVar(&o.Operators, "operators", o.Operators, "report each operator found")
	fs.BoolVar(&o.graph, "graph", false, "report what the analysis saw instead of findings: for the jobvet command's -explain and -graph")
	fs.BoolVar(&o.NoRelated, "norelated", o.NoRelated, "leave out the positions of the calls in a chain")
}

type levelFlag struct{ l *finding.Level }

func (f levelFlag) String() string {
	if f.l == nil {
		return ""
	}
	return f.l.String()
}

func (f levelFlag) Set(s string) error {
	l, err := finding.ParseLevel(s)
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
	f.o.Catalog, f.o.Tables = path, nil
	return f.o.readCatalog()
}

// readCatalog reads the user's catalogue file, once.
func (o *Options) readCatalog() error {
	if o.Tables != nil {
		return nil
	}
	data, err := textfile.Read(o.Catalog)
	if err != nil {
		return fmt.Errorf("catalogue: %w", err)
	}
	o.Tables, err = catalog.Parse(o.Catalog, data)
	if err != nil {
		return fmt.Errorf("catalogue: %w", err)
	}
	return nil
}
