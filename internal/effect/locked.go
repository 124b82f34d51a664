package effect

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/source"
)

// locked reports whether fn holds a lock in a field at a place, and other functions of the
// package take that lock: whoever has to end a wait there may stand before the lock.
// Package comm knows no locks.
func (g *Graph) locked(fn *source.Func, at token.Pos) bool {
	held := make(map[*types.Var]bool)
	for _, c := range fn.Calls {
		if c.How != source.Plain || at <= c.Pos() {
			continue
		}
		if v, takes := g.lockOf(c); v != nil {
			held[v] = takes
		}
	}
	for _, other := range g.Source.Funcs {
		if other == fn {
			continue
		}
		for _, c := range other.Calls {
			if v, takes := g.lockOf(c); takes && held[v] {
				return true
			}
		}
	}
	return false
}

// lockOf returns the field with the lock that a call takes or gives back, or nil.
func (g *Graph) lockOf(c *source.Call) (v *types.Var, takes bool) {
	if c.Expr == nil {
		return nil, false
	}
	sel, ok := ast.Unparen(c.Expr.Fun).(*ast.SelectorExpr)
	if !ok {
		return nil, false
	}
	v = g.Source.VarOf(sel.X)
	callee := g.Source.NamedFunc(c.Expr)
	if v == nil || !v.IsField() || callee == nil || g.originOf(callee.Pkg()) != standard {
		return nil, false
	}
	if entry := g.Catalog.Call(catalog.SymbolOf(callee)); entry != nil && entry.Release != "" {
		return v.Origin(), true
	}
	if callee.Name() == "Unlock" || callee.Name() == "RUnlock" {
		return v.Origin(), false
	}
	return nil, false
}
