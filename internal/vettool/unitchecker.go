package vettool

import (
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/jobvet/jobvet/internal/overlay"
)

// ForUnitchecker makes the tool's analyzer ready for unitchecker. In JSON
// unitchecker names files as line directives do. So files of an overlay get one
// directive for all of their text. A fix in a file with other directives is
// dropped, because it would seem to be for the files that they name.
func (t *Tool) ForUnitchecker(c *Call) {
	if !c.JSON {
		return
	}
	run := t.Analyzer.Run
	t.Analyzer.Run = func(pass *analysis.Pass) (any, error) {
		for _, f := range pass.Files {
			file := pass.Fset.File(f.FileStart)
			if origin, ok := overlay.Origin(file.Name()); ok {
				file.AddLineColumnInfo(0, origin, 1, 1)
			}
		}
		report := pass.Report
		pass.Report = func(d analysis.Diagnostic) {
			d.SuggestedFixes = slices.DeleteFunc(slices.Clone(d.SuggestedFixes), func(fix analysis.SuggestedFix) bool {
				return slices.ContainsFunc(fix.TextEdits, func(e analysis.TextEdit) bool {
					return pass.Fset.Position(e.Pos).Filename != pass.Fset.File(e.Pos).Name()
				})
			})
			report(d)
		}
		return run(pass)
	}
}
