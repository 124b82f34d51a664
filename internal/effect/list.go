package effect

import (
	"go/ast"
	"go/types"

	"github.com/jobvet/jobvet/internal/source"
)

// A list of channels has one for each goroutine: chans = append(chans, c), or chans[i]. Whether
// each is served once shows only in numbers, so nothing about its elements is certain.

// listOf returns the local variable with the list that a channel is taken from, or nil.
func (g *Graph) listOf(ch ast.Expr) *types.Var {
	switch e := ast.Unparen(ch).(type) {
	case *ast.IndexExpr:
		return g.localList(e.X)
	case *ast.Ident:
		v := g.Source.VarOf(e)
		if v == nil {
			return nil
		}
		for _, val := range g.Source.Values(v) {
			switch x := ast.Unparen(val.Expr).(type) {
			case *ast.IndexExpr:
				return g.localList(x.X)
			default:
				if val.Result < 0 { // an element
					return g.localList(x)
				}
			}
		}
	}
	return nil
}

// localList returns the local variable that an expression is, if its elements are channels.
func (g *Graph) localList(e ast.Expr) *types.Var {
	v := g.Source.VarOf(e)
	if v == nil || v.Kind() != types.LocalVar || source.IsChan(v.Type()) || !leadsToChan(v.Type()) {
		return nil
	}
	return v
}

// listed reports whether the goroutine that c starts has a channel in a list, and the
// function around receives from that list.
func (g *Graph) listed(fn *source.Func, c *source.Call) bool {
	lit, ok := ast.Unparen(c.Expr.Fun).(*ast.FuncLit)
	if !ok {
		return false
	}
	for _, op := range g.Source.OfLit(lit).ChanOps {
		if op.Chan == nil || op.Kind != source.Send {
			continue
		}
		lists := g.listsWith(fn, op.Chan)
		for _, x := range fn.ChanOps {
			if x.Chan != nil && x.Kind != source.Send && lists[g.listOf(x.Chan)] {
				return true
			}
		}
	}
	return false
}

// listsWith returns the lists that a channel is taken from or put into.
func (g *Graph) listsWith(fn *source.Func, ch ast.Expr) map[*types.Var]bool {
	lists, v := make(map[*types.Var]bool), g.Source.VarOf(ch)
	add := func(list *types.Var) {
		if list != nil {
			lists[list] = true
		}
	}
	add(g.listOf(ch))
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, l := range n.Lhs {
				if index, ok := ast.Unparen(l).(*ast.IndexExpr); ok && i < len(n.Rhs) && v != nil && g.Source.VarOf(n.Rhs[i]) == v {
					add(g.localList(index.X))
				}
			}
		case *ast.CallExpr:
			if g.Source.Builtin(n) != "append" {
				break
			}
			for _, a := range n.Args[1:] {
				if v != nil && g.Source.VarOf(a) == v {
					add(g.localList(n.Args[0]))
				}
			}
		}
		return true
	})
	return lists
}
