package effect

import (
	"go/ast"
	"go/types"

	"github.com/jobvet/jobvet/internal/source"
)

// stopped reports whether a function defers what stops the callback that c registers:
// t.Stop() of a timer, or the function that the call returns.
func (g *Graph) stopped(fn *source.Func, c *source.Call) bool {
	v := g.resultVar(fn, c)
	if v == nil {
		return false
	}
	for _, d := range fn.Calls {
		if d.How == source.Deferred && d.Expr != nil && g.stops(d.Expr, v) {
			return true
		}
	}
	return false
}

// stops reports whether a call stops what a variable holds, or a literal that it calls
// does.
func (g *Graph) stops(call *ast.CallExpr, v *types.Var) bool {
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		return g.Source.Info.Uses[fun] == v
	case *ast.SelectorExpr:
		return fun.Sel.Name == "Stop" && g.Source.VarOf(fun.X) == v
	case *ast.FuncLit:
		for _, c := range g.Source.OfLit(fun).Calls {
			if c.Expr != nil && c.How != source.Spawned && g.stops(c.Expr, v) {
				return true
			}
		}
	}
	return false
}

// resultVar returns the local variable that the result of a call goes to, or nil.
func (g *Graph) resultVar(fn *source.Func, c *source.Call) *types.Var {
	var found *types.Var
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, r := range n.Rhs {
				if ast.Unparen(r) == c.Expr && i < len(n.Lhs) {
					found = g.Source.VarOf(n.Lhs[i])
				}
			}
		case *ast.ValueSpec:
			for i, r := range n.Values {
				if ast.Unparen(r) == c.Expr && i < len(n.Names) {
					found, _ = g.Source.Info.Defs[n.Names[i]].(*types.Var)
				}
			}
		}
		return found == nil
	})
	if found != nil && found.Kind() != types.LocalVar {
		return nil
	}
	return found
}
