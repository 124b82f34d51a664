package analyzer

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/fix"
	"github.com/jobvet/jobvet/internal/shipped"
)

// fixes returns the suggested fixes of a finding, the best first: it is the
// one that drivers apply.
func (p *packagePass) fixes(f *candidate) []analysis.SuggestedFix {
	if f.state != nil {
		return p.stateFixes(f.state)
	}
	switch {
	case f.op.Fn == nil || f.Never:
		return nil // it stands in another package, or does not wait at all
	case f.Where != "":
		return p.fixerOf().Elsewhere(f.request())
	}
	return p.fixerOf().Fixes(f.request())
}

func (f *candidate) request() fix.Request {
	return fix.Request{Rule: f.Rule, Pos: f.Pos, Bound: f.Bound, Join: f.Join, Uncertain: f.Uncertain, Op: f.op, Finding: f.Finding}
}

// stateFixes returns the fix of all fields of a type that can be set on the
// worker: one for all of those that are reported.
func (p *packagePass) stateFixes(s *shipped.Finding) []analysis.SuggestedFix {
	if s.Move == nil {
		return nil
	}
	return p.fixerOf().State(s.Op, p.moves[s.Move.Type])
}

func (p *packagePass) fixerOf() *fix.Fixer {
	if p.fixer == nil {
		asked, _ := catalog.ParseCures(strings.Join(p.opts.Cures, ",")) // Validate has seen it
		p.fixer = fix.New(p.Pass, p.src, p.cat, p.graph, asked)
	}
	return p.fixer
}

// plan tells the fixer what is going to be reported.
func (p *packagePass) plan(found []*candidate) {
	if len(found) == 0 {
		return
	}
	waits := make(map[token.Pos]fix.Request)
	p.moves = make(map[*types.Named][]*shipped.Move)
	for _, f := range found {
		if f.state != nil && f.state.Move != nil {
			m := f.state.Move
			p.moves[m.Type] = append(p.moves[m.Type], m)
		}
		if f.Rule == effect.RateWait && f.op.Fn != nil && f.Where == "" {
			waits[f.Pos] = f.request()
		}
	}
	p.fixerOf().Plan(waits)
}
