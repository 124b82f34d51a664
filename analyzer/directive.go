package analyzer

import (
	"golang.org/x/tools/go/analysis"

	"github.com/jobvet/jobvet/internal/directive"
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
			p.Report(analysis.Diagnostic{
				Pos:      problem.Pos,
				Category: directiveRule,
				Message:  directiveRule + ": " + problem.Message,
				URL:      url(directiveRule),
			})
		}
	}
}
