package effect

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/source"
)

// bound returns what ends a wait on the context e.
func (g *Graph) bound(e ast.Expr) Bound {
	b := bounder{Graph: g, seen: make(map[*types.Var]bool)}
	return b.of(e)
}

type bounder struct {
	*Graph
	seen map[*types.Var]bool
}

// join returns the bound that promises more. The kinds of bounds are a lattice in the
// order of their constants, and this is its join.
func (b Bound) join(other Bound) Bound {
	if other.Kind > b.Kind {
		return other
	}
	return b
}

func (b *bounder) of(e ast.Expr) Bound {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		switch obj := b.Source.Info.ObjectOf(e).(type) {
		case *types.Nil:
			return Bound{Kind: Nothing}
		case *types.Var:
			return b.ofVar(obj)
		}
	case *ast.SelectorExpr:
		if v, ok := b.Source.Info.Uses[e.Sel].(*types.Var); ok && !v.IsField() {
			return Bound{Kind: Foreign} // another package's variable
		}
		return b.of(e.X)
	case *ast.CallExpr:
		return b.ofCall(e)
	case *ast.UnaryExpr:
		if e.Op == token.AND {
			return b.of(e.X)
		}
	case *ast.StarExpr:
		return b.of(e.X)
	case *ast.TypeAssertExpr:
		return b.of(e.X)
	}
	return Bound{Kind: Unknown}
}

func (b *bounder) ofVar(v *types.Var) Bound {
	v = v.Origin()
	if b.seen[v] {
		return Bound{Kind: Nothing}
	}
	b.seen[v] = true
	var best Bound
	known := true
	switch {
	case v.Kind() == types.ParamVar:
		best = Bound{Kind: Param, Var: v}
	case v.Kind() == types.RecvVar, v.Kind() == types.PackageVar:
		return Bound{Kind: Foreign}
	default:
		known = false
	}
	for _, val := range b.Source.Values(v) {
		best = best.join(b.of(val.Expr))
		known = true
	}
	if !known {
		return Bound{Kind: Unknown}
	}
	return best
}

func (b *bounder) ofCall(call *ast.CallExpr) Bound {
	if tv := b.Source.Info.Types[call.Fun]; tv.IsType() && len(call.Args) == 1 {
		return b.of(call.Args[0])
	}
	if fn := b.Source.Callee(call); fn != nil {
		if entry := b.Catalog.Call(catalog.SymbolOf(fn)); entry != nil {
			switch entry.Bound {
			case catalog.BoundByNothing:
				return Bound{Kind: Nothing}
			case catalog.BoundByDuration:
				return Bound{Kind: Duration}
			}
		}
	}
	// A context that is made from others ends with them: tracer.Start(ctx, "name").
	var best Bound
	known := false
	for _, arg := range call.Args {
		if source.IsContextLike(b.Source.Info.TypeOf(arg)) {
			best, known = best.join(b.of(arg)), true
		}
	}
	if known {
		return best
	}
	// A context that a value hands out ends with the value: msg.Context().
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && b.Source.Info.Selections[sel] != nil {
		return b.of(sel.X)
	}
	return Bound{Kind: Unknown}
}
