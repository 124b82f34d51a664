// Package golangci makes jobvet a linter of golangci-lint, as a module plugin.
// An own build of golangci-lint imports it for its effect:
//
//	import _ "github.com/jobvet/jobvet/golangci"
//
// See docs/golangci.md for how to build and configure one.
package golangci

import (
	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/jobvet/jobvet/analyzer"
)

// Name is the linter's name in golangci-lint's configuration. It is the
// analyzer's as well; golangci-lint would put another one before each message.
const Name = "jobvet"

func init() { register.Plugin(Name, New) }

// New returns the linter for the settings of one configuration: nil, or a map
// from the names of settings to their values. The error names the setting that
// is unknown or has a value that does not fit.
//
// If the settings name a catalogue file, New adds the hash of its content to
// the map; see renewWith.
func New(raw any) (register.LinterPlugin, error) {
	opts, err := parse(raw)
	if err != nil {
		return nil, err
	}
	return &plugin{opts}, nil
}

type plugin struct{ opts analyzer.Options }

// BuildAnalyzers returns an analyzer of its own for each call.
func (p *plugin) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	return []*analysis.Analyzer{withOneFix(analyzer.New(p.opts))}, nil
}

// GetLoadMode asks for types.
func (p *plugin) GetLoadMode() string { return register.LoadModeTypesInfo }
