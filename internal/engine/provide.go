package engine

import (
	"go/ast"
	"go/types"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/source"
)

// This file has the constructors and values that the package gives to a container, such as
// fx and dig are: it passes their results to the parameters of others, by type. So a type of
// the container is a place. What it holds comes from the results, and gets to the parameters.

// provide notes what containers do with the package's constructors.
func (p *pass) provide() {
	for _, c := range p.Source.AllCalls() {
		if entry := p.Graph.Container(c.Expr); entry != nil {
			p.provided(c.Expr, entry)
		}
	}
}

// provided notes what a container does with the constructors and values of a call.
func (p *pass) provided(call *ast.CallExpr, entry *catalog.Call) {
	var as []*types.Named
	for _, arg := range call.Args {
		if option, ok := ast.Unparen(arg).(*ast.CallExpr); ok {
			if of := p.Graph.Container(option); of != nil && of.As {
				as = append(as, p.interfaces(option.Args)...)
			}
		}
	}
	for _, e := range p.Graph.Provided(call, entry) {
		t := p.TypesInfo.TypeOf(e)
		switch {
		case source.IsFunc(t):
			for _, o := range p.Source.Origins(e) {
				p.constructor(o, as, e)
			}
		case t != nil && !types.IsInterface(t): // else it is what another call provides
			p.supplies(t, as, e, e)
		}
	}
}

// interfaces returns the interfaces to which arguments point: new(Mailer).
func (p *pass) interfaces(args []ast.Expr) []*types.Named {
	var list []*types.Named
	for _, arg := range args {
		t, ok := p.TypesInfo.TypeOf(arg).(*types.Pointer)
		if !ok {
			continue
		}
		if n, ok := types.Unalias(t.Elem()).(*types.Named); ok && types.IsInterface(n) {
			list = append(list, n)
		}
	}
	return list
}

// constructor notes where the results of a constructor go, and what its parameters get. at
// is where the container is given it.
func (p *pass) constructor(o source.Origin, as []*types.Named, at ast.Expr) {
	sig := o.Signature()
	if sig == nil {
		return
	}
	for i := range sig.Params().Len() {
		p.consumes(sig.Params().At(i), at)
	}
	for i := range sig.Results().Len() {
		t := sig.Results().At(i).Type()
		if o.Fn == nil {
			p.suppliesResult(o.Obj, i, t, as, at)
			continue
		}
		for _, ret := range o.Fn.Returns {
			if len(ret.Results) == sig.Results().Len() && !isNil(p.TypesInfo, ret.Results[i]) {
				p.supplies(t, as, ret.Results[i], at)
			}
		}
	}
}

// supplies notes that a container has the value of e, of a type, or what its fields hold if
// it stands for them. at is where the container is given it.
func (p *pass) supplies(t types.Type, as []*types.Named, e, at ast.Expr) {
	p.suppliesAs(t, as, at)
	for _, method := range p.Graph.Runs(t) {
		slot := effect.PlaceSlot(typePlace(t), method)
		p.seams.all.Call(slot)
		p.fillMade(slot, e, method, methodOf(t, method))
	}
	for _, field := range p.Graph.Members(t) {
		for _, val := range p.Source.Values(field) {
			if val.Result == 0 && !isNil(p.TypesInfo, val.Expr) {
				p.supplies(field.Type(), nil, val.Expr, at)
			}
		}
	}
}

// suppliesAs notes that a container has a value of a type as one of interfaces.
func (p *pass) suppliesAs(t types.Type, as []*types.Named, at ast.Expr) {
	for _, iface := range as {
		p.fillConversion(source.Conversion{Iface: iface.Origin(), Type: t, Expr: at, Pos: at.Pos()})
	}
}

// suppliesResult notes that a container has a result of a function of another package.
func (p *pass) suppliesResult(fn *types.Func, i int, t types.Type, as []*types.Named, at ast.Expr) {
	if i > 0 { // of others nothing is known
		return
	}
	p.suppliesAs(t, as, at)
	for _, method := range p.Graph.Runs(t) {
		p.flowResult(effect.PlaceSlot(p.Graph.ResultPlace(fn), method), effect.PlaceSlot(typePlace(t), method), at)
	}
}

// flowResult notes that what a constructor of another package returns gets to a slot.
func (p *pass) flowResult(from, slot string, at ast.Expr) {
	if p.seams.all.Slot(from) == nil { // it does nothing
		p.seams.all.Fill(slot, "", nil)
		return
	}
	p.flow(from, slot, at.Pos())
}

// consumes notes that a parameter gets what the container has of its type, or each field of
// a structure that says so by what it embeds.
func (p *pass) consumes(v *types.Var, at ast.Expr) {
	for _, field := range p.Graph.Members(v.Type()) {
		p.consumes(field, at)
	}
	place := p.Graph.Place(v)
	if place == "" {
		return
	}
	methods := p.seams.all.OpenAt(place)
	for _, method := range methods {
		p.flow(effect.PlaceSlot(typePlace(v.Type()), method), effect.PlaceSlot(place, method), at.Pos())
	}
}

// typePlace is the place for values of a type in containers.
func typePlace(t types.Type) string { return "container:" + types.TypeString(t, nil) }
