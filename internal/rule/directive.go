package rule

import (
	"slices"

	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/finding"
)

// badDirective reports directives that say nothing: unknown ones, those without a
// reason, and suppressions that suppress nothing.
var badDirective = &Rule{
	Name:   "directive",
	Order:  10,
	Levels: PerPolicy{Forbid: finding.Error, Bounded: finding.Error, Free: finding.Error},
	Last:   true, // what suppressed nothing shows only then
	Find: func(p *Pass) []*Found {
		var list []*Found
		for _, problem := range slices.Concat(p.Directives.Problems, p.Directives.Unused()) {
			f := &Found{Finding: new(effect.Finding), Level: finding.Error, What: finding.Clause{Text: problem.Message}, Advice: problem.Known}
			f.Pos = problem.Pos
			list = append(list, f)
		}
		return list
	},
}
