package effect

import (
	"fmt"
	"go/ast"
	"go/types"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/source"
)

// This file has the calls that give functions to a container, such as fx and dig are: it
// calls them, with the results of others for their parameters. So such a parameter is a
// place, even if nobody else can name the function.

// Container returns the catalogue's entry of a call that gives functions or values to a
// container, or of an option of one, or nil.
func (g *Graph) Container(call *ast.CallExpr) *catalog.Call {
	fn := g.Source.NamedFunc(call)
	if fn == nil || g.originOf(fn.Pkg()) == user {
		return nil
	}
	if entry := g.Catalog.Call(catalog.SymbolOf(fn)); entry != nil && (entry.Provides != nil || entry.As) {
		return entry
	}
	return nil
}

// Provided returns the functions and values that a call gives to a container.
func (g *Graph) Provided(call *ast.CallExpr, entry *catalog.Call) []ast.Expr {
	var list []ast.Expr
	sig := g.Source.NamedFunc(call).Signature()
	for n, i := range entry.Provides {
		last := n == len(entry.Provides)-1 && sig.Variadic() && i == sig.Params().Len()-1
		for ; i < len(call.Args); i++ {
			list = append(list, g.targets(call.Args[i])...)
			if !last {
				break
			}
		}
	}
	return list
}

// targets returns what is provided by an argument: itself, or what a literal of a library's
// has around it: fx.Annotated{Target: newClient}.
func (g *Graph) targets(arg ast.Expr) []ast.Expr {
	lit, ok := ast.Unparen(arg).(*ast.CompositeLit)
	if !ok || g.ofUser(g.Source.Info.TypeOf(lit)) {
		return []ast.Expr{arg}
	}
	var list []ast.Expr
	for _, elt := range lit.Elts {
		if kv, ok := elt.(*ast.KeyValueExpr); ok {
			list = append(list, kv.Value)
		}
	}
	return list
}

// injectedName returns the name of the place that a variable is which a container fills: a
// parameter of one of the package's functions, or a field of such a parameter. It returns
// "" if it is none.
func (g *Graph) injectedName(v *types.Var) string {
	if v.Pkg() != g.Source.Types {
		return ""
	}
	if g.injected == nil {
		g.injected = make(map[*types.Var]string)
		for _, c := range g.Source.AllCalls() {
			if entry := g.Container(c.Expr); entry != nil {
				for _, e := range g.Provided(c.Expr, entry) {
					g.inject(e)
				}
			}
		}
	}
	return g.injected[v.Origin()]
}

// inject notes what a container fills if it is given the functions that e may be.
func (g *Graph) inject(e ast.Expr) {
	if !source.IsFunc(g.Source.Info.TypeOf(e)) {
		return
	}
	for _, o := range g.Source.Origins(e) {
		if o.Fn == nil {
			continue
		}
		for i := range o.Fn.Sig.Params().Len() {
			v := o.Fn.Sig.Params().At(i)
			g.injected[v.Origin()] = fmt.Sprintf("%s:%s#%d", g.Source.Types.Path(), o.Fn.Name(), i)
			for _, f := range g.Members(v.Type()) {
				g.injected[f.Origin()] = g.varNames.Name(f.Origin())
			}
		}
	}
}

// Members returns the fields of a structure that stands for them in a container, as it says
// by what it embeds: fx.In, dig.Out.
func (g *Graph) Members(t types.Type) []*types.Var {
	st, ok := t.Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	var list []*types.Var
	marked := false
	for f := range st.Fields() {
		if n := source.NamedOf(f.Type()); f.Embedded() && n != nil && n.Obj().Pkg() != nil && g.originOf(n.Obj().Pkg()) == catalogue {
			marked = true
		} else {
			list = append(list, f)
		}
	}
	if !marked {
		return nil
	}
	return list
}
