package analyzer

import (
	"golang.org/x/tools/go/analysis"

	"github.com/jobvet/jobvet/internal/directive"
	"github.com/jobvet/jobvet/internal/finding"
)

// directiveRule reports directives that say nothing: unknown ones, those
// without a reason, and suppressions that suppress nothing.
const directiveRule = "directive"

func (p *packagePass) reportDirectives() {
	if !p.enabled(directiveRule, LevelError) {
		return
	}
	for _, list := range [][]directive.Problem{p.directives.Problems, p.directives.Unused()} {
		for _, problem := range list {
			at := p.place(problem.Pos)
			f := &finding.Finding{
				Rule: directiveRule, Level: finding.Error, Place: at, End: at,
				What: finding.Clause{Text: problem.Message}, Advice: problem.Known,
			}
			p.Report(analysis.Diagnostic{
				Pos:      problem.Pos,
				Category: directiveRule,
				Message:  p.told(f),
				URL:      url(directiveRule),
			})
		}
	}
}
