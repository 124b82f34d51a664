package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/source"
)

// This file tells importers what the package puts into places, and which of them its
// functions take values from. Package effect has the words.

// fillPlaces notes what the package does with places.
func (p *pass) fillPlaces() {
	for _, fn := range p.Source.Funcs {
		if fn.Test {
			continue
		}
		for _, e := range p.Graph.Summary(fn).Effects {
			if e.Rule == effect.OpenCall && effect.OfPlace(e.Slot) {
				p.seams.all.Call(e.Slot)
			}
		}
		p.fillResult(fn)
		for _, c := range fn.Calls {
			p.fillParams(c)
		}
	}
	for _, c := range p.Source.InitCalls() {
		p.fillParams(c)
	}
	for _, v := range p.Source.SharedVars() {
		for _, val := range p.Source.Values(v) {
			if val.Result == 0 && (val.In == nil || !val.In.Test) {
				p.fillVar(v, val.Expr)
			}
		}
	}
	for _, b := range p.Source.Becomings {
		if place := p.Graph.TypePlace(b.Type); place != "" {
			p.fillCalled(effect.PlaceSlot(place, effect.Called), b.Expr)
		}
	}
	for _, slot := range p.seams.idle {
		if p.seams.all.Slot(slot) != nil { // of others, nobody asks
			p.seams.all.Fill(slot, "", nil)
		}
	}
}

// fillResult notes what the first result of a function holds.
func (p *pass) fillResult(fn *source.Func) {
	if fn.Obj == nil || fn.Sig.Results().Len() == 0 {
		return
	}
	place := p.Graph.ResultPlace(fn.Obj)
	methods := p.Graph.Runs(fn.Sig.Results().At(0).Type())
	if place == "" || len(methods) == 0 {
		return
	}
	for _, ret := range fn.Returns {
		if len(ret.Results) == fn.Sig.Results().Len() && !isNil(p.TypesInfo, ret.Results[0]) {
			p.fillPlace(place, methods, ret.Results[0])
		}
	}
}

func isNil(info *types.Info, e ast.Expr) bool { return info.Types[e].IsNil() }

// fillParams notes what a call passes to functions of other packages.
func (p *pass) fillParams(c *source.Call) {
	if c.Expr == nil || p.Source.IsMethodExpr(c.Expr) {
		return
	}
	fn := p.Source.NamedFunc(c.Expr)
	if fn == nil || fn.Pkg() == p.Pkg {
		return
	}
	sig := fn.Origin().Signature()
	for i, arg := range c.Expr.Args {
		v := source.ParamAt(sig, i)
		if v == nil {
			continue
		}
		if place := p.Graph.Place(v); place != "" {
			p.fillPlace(place, p.seams.before.OpenAt(place), arg)
		}
	}
}

// fillVar notes what a field or variable is set to.
func (p *pass) fillVar(v *types.Var, e ast.Expr) {
	place := p.Graph.Place(v)
	if place == "" || isNil(p.TypesInfo, e) {
		return
	}
	methods := p.seams.before.OpenAt(place)
	if v.Pkg() == p.Pkg {
		methods = p.Graph.Runs(v.Type())
	}
	p.fillPlace(place, methods, e)
}

// fillPlace notes what a value does that gets to a place, if methods of it are called.
func (p *pass) fillPlace(place string, methods []string, e ast.Expr) {
	if len(methods) == 0 {
		return
	}
	for _, method := range methods {
		if method == effect.Called {
			p.fillCalled(effect.PlaceSlot(place, method), e)
			continue
		}
		for _, held := range p.Graph.Contents(e) {
			p.fillSlot(place, method, held, e.Pos())
		}
	}
}

// fillCalled notes the functions that get to a place, if somebody calls them there.
func (p *pass) fillCalled(slot string, e ast.Expr) {
	if known := p.seams.all.Slot(slot); known == nil || !known.Open {
		return
	}
	for _, o := range p.Source.Origins(e) {
		from := ""
		if o.Param != nil {
			from = p.Graph.Place(o.Param)
		}
		switch {
		case from != "":
			p.flow(from, effect.Called, slot, e.Pos())
		case o.Fn != nil && !p.Graph.Summary(o.Fn).Empty():
			p.fillLocal(slot, o.Fn)
		case o.Obj != nil && o.Results == 0 && p.fillFunc(slot, o.Obj, e.Pos()):
		default:
			p.seams.idle = append(p.seams.idle, slot)
		}
	}
}

// flow notes that what one place holds gets to the slot of another one.
func (p *pass) flow(from, method, slot string, pos token.Pos) {
	other := effect.PlaceSlot(from, method)
	if other != slot {
		p.seams.all.Flow(other, slot)
		p.wireAgain(slot, other, pos)
	}
}

// fillSlot notes what a method does of what gets to a place.
func (p *pass) fillSlot(place, method string, held effect.Held, pos token.Pos) {
	slot, idle := effect.PlaceSlot(place, method), len(held.Places) == 0
	for _, t := range held.Types {
		if fn := source.Method(t, method, p.Pkg); fn != nil && !source.IsInterfaceMethod(fn) && p.fillFunc(slot, fn, pos) {
			idle = false
		}
	}
	for _, from := range held.Places {
		if strings.HasSuffix(from, ")") && p.seams.all.Slot(effect.PlaceSlot(from, method)) == nil {
			idle = true // its package has told all
			continue
		}
		p.flow(from, method, slot, pos)
	}
	if idle {
		p.seams.idle = append(p.seams.idle, slot)
	}
}

// fillFunc notes that a function fills a slot, if it does something, and reports whether it
// does.
func (p *pass) fillFunc(slot string, fn *types.Func, pos token.Pos) bool {
	if local := p.Source.Of(fn); local != nil {
		if p.Graph.Summary(local).Empty() {
			return false
		}
		p.fillLocal(slot, local)
		return true
	}
	f := p.importedFiller(fn.Origin())
	if f == nil || len(f.Effects) == 0 {
		return false
	}
	full := fn.Origin().FullName()
	p.seams.wired[wire{slot, full}] = pos
	p.seams.all.Fill(slot, full, f)
	return true
}
