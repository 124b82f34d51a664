package analyzer

import (
	"go/token"

	"golang.org/x/tools/go/analysis"

	"github.com/jobvet/jobvet/analyzer/internal/effect"
	"github.com/jobvet/jobvet/analyzer/internal/fix"
)

// fixes returns the suggested fixes of a finding, the best first: it is the
// one that drivers apply.
func (p *packagePass) fixes(f *finding) []analysis.SuggestedFix {
	if f.op.Fn == nil || f.Where != "" {
		return nil // it stands in another package
	}
	return p.fixerOf().Fixes(fix.Request{
		Rule: f.Rule, Pos: f.Pos, Bound: f.Bound, Join: f.Join, Soft: f.Soft, Op: f.op,
	})
}

func (p *packagePass) fixerOf() *fix.Fixer {
	if p.fixer == nil {
		p.fixer = fix.New(p.Pass, p.src, p.cat, p.graph)
	}
	return p.fixer
}

// plan tells the fixer what is going to be reported.
func (p *packagePass) plan(found []*finding) {
	if len(found) == 0 {
		return
	}
	waits := make(map[token.Pos]bool)
	for _, f := range found {
		if f.Rule == effect.RateWait {
			waits[f.Pos] = true
		}
	}
	p.fixerOf().Plan(waits)
}
