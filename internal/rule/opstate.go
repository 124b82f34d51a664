package rule

import (
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/shipped"
)

const opStateName = "opstate"

// opState reports state that an operator has where it is made and has lost
// where it runs. It is about values, not effects.
var opState = &Rule{
	Name:   opStateName,
	Order:  8,
	Levels: PerPolicy{Forbid: finding.Error, Bounded: finding.Error, Free: finding.Error},
	Find:   lostState,
	Fix: func(p *Pass, f *Found) []analysis.SuggestedFix {
		lost := f.Detail.(*shipped.Finding)
		if lost.Move == nil {
			return nil
		}
		return p.Fixer().State(lost.Op, movesOf(p, lost.Move.Type))
	},
}

// lostState returns what the operators of the package lose when they are shipped.
func lostState(p *Pass) []*Found {
	if p.ThirdParty {
		return nil
	}
	var list []*Found
	for _, s := range shipped.Find(shipped.Config{
		Source:    p.Source,
		Catalog:   p.Catalog,
		Operators: p.Operators,
		Shipped:   p.Shipped,
		State:     p.State,
	}) {
		if p.Suppressed(s.Set, opStateName) {
			continue
		}
		if f := lostFound(p, s); f != nil {
			list = append(list, f)
		}
	}
	return list
}

// lostFound returns what the rule has found, or nil if the catalogue does not know the
// framework of another package's operator.
func lostFound(p *Pass, s *shipped.Finding) *Found {
	op := s.Op
	if op == nil {
		if op = p.OtherOperator(s.Told); op == nil {
			return nil
		}
	}
	what := finding.Clause{Text: s.Phrase, Rest: s.Rest}
	if s.Seen.IsValid() {
		at := p.Place(s.Seen)
		what.At = finding.Spot{File: at.File, Line: at.Line}
	}
	f := &Found{Op: op, Finding: new(effect.Finding), Level: finding.Error, What: what, Harm: s.Harm, Advice: s.Advice, Detail: s}
	f.Finding.Rule, f.Pos, f.Phrase, f.Root = opStateName, s.Pos, what.String(), true
	f.Where, f.Module = s.Where, s.Module
	if s.Uncertain {
		f.Level = finding.Caution
	}
	return f
}

// movesOf returns what is going to be reported of the fields of a type that can be
// set on the worker: one fix is for all of them.
func movesOf(p *Pass, t *types.Named) []*shipped.Move {
	var moves []*shipped.Move
	for _, f := range p.Reported {
		if lost, ok := f.Detail.(*shipped.Finding); ok && lost.Move != nil && lost.Move.Type == t {
			moves = append(moves, lost.Move)
		}
	}
	return moves
}
