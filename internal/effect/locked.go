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
	held := make(map[*types.Var]string) // what gives the lock back
	for _, c := range fn.Calls {
		if c.How != source.Plain || at <= c.Pos() {
			continue
		}
		if v, method, release := g.lockOf(c); v != nil && (release != "" || method == held[v]) {
			held[v] = release
		}
	}
	for _, other := range g.Source.Funcs {
		if other == fn {
			continue
		}
		for _, c := range other.Calls {
			if v, _, release := g.lockOf(c); release != "" && held[v] != "" {
				return true
			}
		}
	}
	return false
}

// lockOf returns the field with the lock whose method a call names, and that method, or
// nil. If the call takes the lock, release is the method that gives it back.
func (g *Graph) lockOf(c *source.Call) (v *types.Var, method, release string) {
	if c.Expr == nil {
		return nil, "", ""
	}
	sel, ok := ast.Unparen(c.Expr.Fun).(*ast.SelectorExpr)
	if !ok {
		return nil, "", ""
	}
	v = g.Source.VarOf(sel.X)
	callee := g.Source.NamedFunc(c.Expr)
	if v == nil || !v.IsField() || callee == nil || g.originOf(callee.Pkg()) != standard {
		return nil, "", ""
	}
	if entry := g.Catalog.Call(catalog.SymbolOf(callee)); entry != nil {
		release = entry.Release
	}
	return v.Origin(), callee.Name(), release
}
