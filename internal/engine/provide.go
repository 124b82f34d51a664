package engine

import (
	"go/ast"
	"go/types"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/source"
)

// This file has the constructors that the package gives to a container, such as fx and dig
// are: it passes their results to the parameters of others, by type. So a type of the
// container is a place. What it holds comes from the results, and gets to the parameters.

// provide notes what containers do with the package's constructors.
func (p *pass) provide() {
	for _, c := range p.Source.AllCalls() {
		if entry := p.container(c.Expr); entry != nil {
			p.provided(c.Expr, entry)
		}
	}
}

// container returns the catalogue's entry of a call that gives constructors to a container,
// or of an option of one, or nil.
func (p *pass) container(call *ast.CallExpr) *catalog.Call {
	fn := p.Source.NamedFunc(call)
	if fn == nil || !p.Graph.OfLibrary(fn) {
		return nil
	}
	if entry := p.Catalog.Call(catalog.SymbolOf(fn)); entry != nil && (entry.Provides != nil || entry.As) {
		return entry
	}
	return nil
}

// provided notes what a container does with the constructors of a call.
func (p *pass) provided(call *ast.CallExpr, entry *catalog.Call) {
	var as []*types.Named
	for _, arg := range call.Args {
		if option, ok := ast.Unparen(arg).(*ast.CallExpr); ok {
			if of := p.container(option); of != nil && of.As {
				as = append(as, p.interfaces(option.Args)...)
			}
		}
	}
	sig := p.Source.NamedFunc(call).Signature()
	for n, i := range entry.Provides {
		last := n == len(entry.Provides)-1 && sig.Variadic() && i == sig.Params().Len()-1
		for ; i < len(call.Args); i++ {
			for _, o := range p.Source.Origins(call.Args[i]) {
				p.constructor(o, as, call.Args[i])
			}
			if !last {
				break
			}
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
	if sig.Results().Len() == 0 {
		return
	}
	t := sig.Results().At(0).Type()
	for _, iface := range as {
		p.fillConversion(source.Conversion{Iface: iface.Origin(), Type: t, Expr: at, Pos: at.Pos()})
	}
	for _, method := range p.Graph.Runs(t) {
		slot := effect.PlaceSlot(typePlace(t), method)
		if o.Fn == nil {
			p.flowResult(effect.PlaceSlot(p.Graph.ResultPlace(o.Obj), method), slot, at)
			continue
		}
		for _, ret := range o.Fn.Returns {
			if len(ret.Results) == sig.Results().Len() && !isNil(p.TypesInfo, ret.Results[0]) {
				p.seams.all.Call(slot)
				p.fillMade(slot, ret.Results[0], method, methodOf(t, method))
			}
		}
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
	st, ok := v.Type().Underlying().(*types.Struct)
	for i := 0; ok && i < st.NumFields(); i++ {
		p.consumes(st.Field(i), at)
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
