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
	if len(p.Shipped) == 0 || p.ThirdParty {
		return nil
	}
	var list []*Found
	for _, s := range shipped.Find(shipped.Config{
		Source:    p.Source,
		Catalog:   p.Catalog,
		Operators: p.Operators,
		Shipped:   p.Shipped,
	}) {
		if p.Suppressed(s.Set, opStateName) {
			continue
		}
		what := finding.Clause{Text: s.Phrase, Rest: s.Rest}
		if s.Seen.IsValid() {
			at := p.Place(s.Seen)
			what.At = finding.Spot{File: at.File, Line: at.Line}
		}
		f := &Found{Op: s.Op, Finding: new(effect.Finding), Level: finding.Error, What: what, Harm: s.Harm, Advice: s.Advice, Detail: s}
		f.Finding.Rule, f.Pos, f.Phrase, f.Root = opStateName, s.Pos, what.String(), true
		if s.Uncertain {
			f.Level = finding.Caution
		}
		list = append(list, f)
	}
	return list
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
