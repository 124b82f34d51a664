package engine

import (
	"go/token"
	"go/types"

	"github.com/jobvet/jobvet/internal/fact"
	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/shipped"
)

// stateOf returns what a package tells of the state that its importers set, or nil.
func (p *pass) stateOf(pkg *types.Package) *fact.State {
	if c := p.declares(pkg); c != nil {
		return c.State
	}
	return nil
}

// exportedState returns what importers can make operators lose.
func (p *pass) exportedState() *fact.State {
	if p.ThirdParty {
		return nil
	}
	return shipped.Tell(shipped.Config{
		Source: p.Source, Catalog: p.Catalog, Operators: p.Operators, Shipped: p.Shipped, State: p.stateOf,
		Tell:   p.toldOperator,
		Spot:   func(pos token.Pos) finding.Spot { return p.home().Spot(p.Place(pos)) },
		Module: p.module(),
	})
}
