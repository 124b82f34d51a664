package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/fact"
	"github.com/jobvet/jobvet/internal/operator"
	"github.com/jobvet/jobvet/internal/source"
)

// This file tells importers what the package puts into places, and which of them its
// functions take values from. Package effect has the words.

// fillPlaces notes what the package does with places.
func (p *pass) fillPlaces() {
	for _, fn := range p.Source.Funcs {
		if !fn.Test {
			p.openPlaces(fn)
			p.fillResult(fn)
		}
	}
	for _, c := range p.Source.AllCalls() {
		p.fillParams(c)
	}
	p.fillVars()
	for _, b := range p.Source.Becomings {
		place := p.Graph.TypePlace(b.Type)
		if slot := p.seams.all.Slot(effect.PlaceSlot(place, effect.Called)); slot != nil && slot.Open {
			p.fillCalled(effect.PlaceSlot(place, effect.Called), b.Expr)
		}
	}
	p.provide()
	for _, slot := range p.seams.idle {
		if p.seams.all.Slot(slot) != nil || p.ownCalled(slot) { // of others, nobody asks
			p.seams.all.Fill(slot, "", nil)
		}
	}
}

// ownCalled reports whether a slot is of functions in a variable or field of the package:
// who calls it may come later.
func (p *pass) ownCalled(slot string) bool {
	return strings.HasPrefix(slot, p.Pkg.Path()+":") && strings.HasSuffix(slot, " "+effect.Called)
}

// openPlaces notes which places a function takes values from.
func (p *pass) openPlaces(fn *source.Func) {
	for _, e := range p.Graph.Summary(fn).Effects {
		if e.Rule == effect.OpenCall && effect.OfPlace(e.Slot) {
			p.seams.all.Call(e.Slot)
		}
	}
}

// fillVars notes what fields and variables are set to.
func (p *pass) fillVars() {
	for _, v := range p.Source.SharedVars() {
		for _, val := range p.Source.Values(v) {
			if val.Result == 0 && (val.In == nil || !val.In.Test) {
				p.fillVar(v, val.Expr)
			}
		}
	}
}

// fillResult notes what the first result of a function holds.
func (p *pass) fillResult(fn *source.Func) {
	if fn.Obj == nil || fn.Sig.Results().Len() == 0 {
		return
	}
	place := p.Graph.ResultPlace(fn.Obj)
	t := fn.Sig.Results().At(0).Type()
	methods := p.Graph.Runs(t)
	if place == "" || len(methods) == 0 {
		return
	}
	for _, ret := range fn.Returns {
		if len(ret.Results) == fn.Sig.Results().Len() && !isNil(p.TypesInfo, ret.Results[0]) {
			p.fillPlace(place, t, methods, ret.Results[0])
		}
	}
}

func isNil(info *types.Info, e ast.Expr) bool { return info.Types[e].IsNil() }

// fillParams notes what a call passes to functions of other packages.
func (p *pass) fillParams(c *source.Call) {
	if p.Source.IsMethodExpr(c.Expr) {
		return
	}
	fn := p.Source.NamedFunc(c.Expr)
	if fn == nil || fn.Pkg() == p.Pkg && !source.IsInterfaceMethod(fn) {
		return
	}
	sig := fn.Origin().Signature()
	for i, arg := range c.Expr.Args {
		v := source.ParamAt(sig, i)
		if v == nil {
			continue
		}
		place := p.Graph.Place(v)
		switch {
		case place == "":
		case source.IsFunc(v.Type()) && source.IsInterfaceMethod(fn): // who implements it may come later
			p.fillPlace(place, v.Type(), []string{effect.Called}, arg)
		case source.IsFunc(v.Type()) && sig.Recv() != nil && !p.converts(sig.Recv().Type()):
			// Package effect follows each value.
		default:
			p.fillPlace(place, v.Type(), p.seams.before.OpenAt(place), arg)
		}
	}
}

// converts reports whether the package converts values of a type to an interface, so that
// others may call its methods.
func (p *pass) converts(t types.Type) bool {
	n := source.NamedOf(t)
	return slices.ContainsFunc(p.Source.Conversions, func(c source.Conversion) bool { return source.NamedOf(c.Type) == n })
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
		if source.IsFunc(v.Type()) || source.HoldsFuncs(v.Type()) {
			methods = []string{effect.Called}
		}
	}
	p.fillPlace(place, v.Type(), methods, e)
}

// fillPlace notes what a value does that gets to a place of a type, if methods of it are
// called.
func (p *pass) fillPlace(place string, t types.Type, methods []string, e ast.Expr) {
	for _, method := range methods {
		slot := effect.PlaceSlot(place, method)
		if method == effect.Called {
			p.fillCalled(slot, e)
		} else {
			p.fillMade(slot, e, method, methodOf(t, method))
		}
	}
}

// methodOf returns the signature of an interface's method, or nil.
func methodOf(t types.Type, method string) *types.Signature {
	if fn := source.Method(t, method, nil); fn != nil && types.IsInterface(t) {
		return fn.Signature()
	}
	return nil
}

// fillMade notes what a method does of a value that gets to a slot. sig is the signature of
// the method, if that is known.
func (p *pass) fillMade(slot string, e ast.Expr, method string, sig *types.Signature) {
	for _, held := range p.Graph.Contents(e, method, sig) {
		idle := len(held.From) == 0
		for _, o := range held.Funcs {
			if p.fillFunc(slot, o, e.Pos()) {
				idle = false
			}
		}
		for _, from := range held.From {
			if effect.OfResult(from) && p.seams.all.Slot(from) == nil {
				idle = true
				continue
			}
			p.flow(from, slot, e.Pos())
		}
		if idle && effect.OfPlace(slot) {
			p.seams.idle = append(p.seams.idle, slot)
		} else if idle {
			p.seams.all.Fill(slot, "", nil)
		}
	}
}

// fillCalled notes the functions that get to a place, for calls there.
func (p *pass) fillCalled(slot string, e ast.Expr) {
	origins := p.Source.Origins
	if source.HoldsFuncs(p.TypesInfo.TypeOf(e)) {
		origins = p.Source.Elements
	}
	for _, o := range origins(e) {
		if o.Param != nil && p.Graph.Place(o.Param) != "" {
			p.flow(effect.PlaceSlot(p.Graph.Place(o.Param), effect.Called), slot, e.Pos())
		} else if !p.fillFunc(slot, o, e.Pos()) && !p.fillValue(slot, o, e.Pos()) {
			p.seams.idle = append(p.seams.idle, slot)
		}
	}
}

// fillValue notes that a function of a library fills a slot, such as time.Sleep, if it does
// something, and reports whether it does.
func (p *pass) fillValue(slot string, o source.Origin, pos token.Pos) bool {
	if o.Obj == nil || !p.Graph.OfLibrary(o.Obj) {
		return false
	}
	sum := p.Graph.ValueSummary(o, pos)
	if sum.Empty() {
		return false
	}
	full := o.Obj.FullName()
	p.seams.wired[wire{slot, full}] = pos
	p.seams.all.Fill(slot, full, &fact.Filler{
		Name: placeName(slot), Package: p.Pkg.Name(), Module: p.module(),
		Effects: fact.Effects(p.Graph, p.home(), sum, o.Obj.Signature()),
	})
	return true
}

// fillerName is the name of a function of the package that fills a slot: that of the
// variable, for a literal with which the package declares one.
func (p *pass) fillerName(slot string, fn *source.Func) string {
	if fn.Obj == nil && fn.Parent.Body == nil && p.ownCalled(slot) {
		return placeName(slot)
	}
	return p.nameAbroad(fn)
}

// placeName is the place of a slot without the path of its package: "clock.Sleep".
func placeName(slot string) string {
	place, _, _ := strings.Cut(slot, " ")
	return strings.Replace(path.Base(place), ":", ".", 1)
}

// flow notes that what fills one slot gets to another one.
func (p *pass) flow(from, slot string, pos token.Pos) {
	if from != slot {
		p.seams.all.Flow(from, slot)
		p.wireAgain(slot, from, pos)
	}
}

// fillFunc notes that a function fills a slot, if it does something, and reports whether it
// does.
func (p *pass) fillFunc(slot string, o source.Origin, pos token.Pos) bool {
	if o.Fn != nil {
		if p.Graph.Summary(o.Fn).Empty() {
			return false
		}
		p.fillLocal(slot, o.Fn)
		return true
	}
	if o.Obj == nil || o.Results > 0 {
		return false
	}
	f := p.importedFiller(o.Obj.Origin())
	if f == nil || len(f.Effects) == 0 {
		return false
	}
	full := o.Obj.Origin().FullName()
	p.seams.wired[wire{slot, full}] = pos
	p.seams.all.Fill(slot, full, f)
	return true
}

// linkAbroad calls yield for what methods do of values that functions of other packages
// return as an interface, and that this package registers.
func (p *pass) linkAbroad(yield func(told *fact.Operator, op *operator.Operator, f *effect.Finding)) {
	for _, a := range p.abroad {
		for _, method := range a.Methods {
			w := wire{slot: effect.PlaceSlot(p.Graph.ResultPlace(a.Maker), method)}
			slot := p.seams.all.Slot(w.slot)
			if slot == nil {
				continue
			}
			for _, w.full = range slices.Sorted(maps.Keys(slot.Fillers)) {
				f := slot.Fillers[w.full]
				p.linkOperator(&fact.Handed{
					Slot: a.Form, Func: w.full, Name: f.Name, Package: f.Package, Module: f.Module, Effects: f.Effects,
					At: p.home().Spot(p.Place(a.Pos)), Home: p.module(),
				}, w, a.Told, a.Pos, yield)
			}
		}
	}
}
