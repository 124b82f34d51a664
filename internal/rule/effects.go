package rule

import (
	"go/token"

	"golang.org/x/tools/go/analysis"

	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/fix"
)

// This file has what the rules about effects share.

// harmOfWaiting is what a wait does to a framework.
func harmOfWaiting(f *Found) string { return f.Op.Framework.Wait }

// fixEffect returns the fixes that package fix has for a finding of its rule.
func fixEffect(p *Pass, f *Found) []analysis.SuggestedFix {
	switch {
	case f.Op.Fn == nil || f.Never || f.Native:
		return nil // it stands in another package, or does not wait at all
	case f.Where != (finding.Spot{}):
		return p.Fixer().Elsewhere(request(f))
	}
	return p.Fixer().Fixes(request(f))
}

func request(f *Found) fix.Request {
	e := f.Finding
	return fix.Request{Rule: e.Rule, Pos: e.Pos, Bound: e.Bound, Join: e.Join, Uncertain: e.Uncertain, Op: f.Op, Finding: e}
}

// planWaits tells package fix of all waits for a limiter that are going to be
// reported.
func planWaits(p *Pass) {
	waits := make(map[token.Pos]fix.Request)
	for _, f := range p.Reported {
		if f.Finding.Rule == effect.RateWait && f.Op.Fn != nil && f.Where == (finding.Spot{}) {
			waits[f.Pos] = request(f)
		}
	}
	if len(p.Reported) > 0 {
		p.Fixer().Plan(waits)
	}
}
