package golangci

import (
	"go/token"

	"golang.org/x/tools/go/analysis"
)

// withOneFix makes an analyzer report at most one fix for each finding.
// golangci-lint applies all of them, one over the other, but other drivers take
// the first; and it applies only those edits that are in the file of the finding.
func withOneFix(a *analysis.Analyzer) *analysis.Analyzer {
	run := a.Run
	a.Run = func(pass *analysis.Pass) (any, error) {
		one := *pass
		one.Report = func(d analysis.Diagnostic) {
			d.SuggestedFixes = firstFix(pass.Fset, d)
			pass.Report(d)
		}
		return run(&one)
	}
	return a
}

// firstFix returns the first fix of a diagnostic, or none if that one changes
// other files.
func firstFix(fset *token.FileSet, d analysis.Diagnostic) []analysis.SuggestedFix {
	if len(d.SuggestedFixes) == 0 {
		return nil
	}
	file := fset.File(d.Pos)
	for _, e := range d.SuggestedFixes[0].TextEdits {
		if fset.File(e.Pos) != file {
			return nil
		}
	}
	return d.SuggestedFixes[:1]
}
