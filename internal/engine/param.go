package engine

import (
	"go/token"
	"go/types"

	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/source"
)

// This file has the functions that a method of an interface is given, and that another
// method of the same value calls later: what is given to the interface's method gets to
// the parameter of each method that it may stand for.

// keepParams notes where the functions get that methods of interfaces are given.
func (p *pass) keepParams() {
	for m := range p.ownMethods() {
		for _, fn := range p.Graph.Implementations(m) {
			p.keepParam(m, fn.Obj, fn.Obj.Pos())
		}
	}
	for _, c := range p.Source.Conversions {
		for m := range c.Iface.Underlying().(*types.Interface).Methods() {
			if fn := source.Method(c.Type, m.Name(), p.Pkg); fn != nil {
				p.keepParam(m, fn.Origin(), c.Pos)
			}
		}
	}
}

// keepParam notes that the functions which a method of an interface is given get to the
// parameters of fn, if somebody calls them there.
func (p *pass) keepParam(m, fn *types.Func, pos token.Pos) {
	to := fn.Signature().Params()
	for i := range m.Signature().Params().Len() {
		v := m.Signature().Params().At(i)
		if !source.IsFunc(v.Type()) || i >= to.Len() {
			continue
		}
		place := p.Graph.Place(to.At(i))
		slot := effect.PlaceSlot(place, effect.Called)
		if known := p.seams.all.Slot(slot); place != "" && known != nil && known.Open {
			p.flow(effect.PlaceSlot(p.Graph.Place(v), effect.Called), slot, pos)
		}
	}
}
