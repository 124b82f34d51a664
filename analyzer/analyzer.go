package analyzer

import (
	"golang.org/x/tools/go/analysis"

	"github.com/jobvet/jobvet/internal/engine"
)

// Analyzer is the analyzer with default options, for drivers that import it:
// unitchecker, multichecker, Bazel's nogo.
var Analyzer = New(Options{})

// New returns an analyzer of its own with the given options, which its flags
// can change.
func New(opts Options) *analysis.Analyzer { return engine.New(opts.engine()).Analyzer() }
