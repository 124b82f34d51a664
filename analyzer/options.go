package analyzer

import (
	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/engine"
	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/rule"
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

	// tables are those of Catalog, once they have been read.
	tables []*catalog.Table
}

// engine returns the options of the engine.
func (o *Options) engine() engine.Options {
	return engine.Options{
		Level: finding.Level(o.Level), Rules: o.Rules, Tests: o.Tests, Catalog: o.Catalog, Tables: o.tables,
		Operators: o.Operators, Cures: o.Cures, NoRelated: o.NoRelated,
	}
}

// A Level is how serious a finding is.
type Level int

// The levels. LevelDefault stands for LevelError in Options.
const (
	LevelDefault = Level(finding.None)
	LevelHint    = Level(finding.Hint)
	LevelCaution = Level(finding.Caution)
	LevelError   = Level(finding.Error)
)

// String returns "hint", "caution" or "error".
func (l Level) String() string { return finding.Level(l).String() }

// ParseLevel returns the level of the given name.
func ParseLevel(name string) (Level, error) {
	l, err := finding.ParseLevel(name)
	return Level(l), err
}

// RuleNames returns the names of all rules.
func RuleNames() []string { return rule.Names() }

// Validate reports the first mistake in the options. It reads the catalogue file,
// if there is one; the analyzer then does not read it again.
func (o *Options) Validate() error {
	e := o.engine()
	err := e.Validate()
	o.tables = e.Tables
	return err
}
