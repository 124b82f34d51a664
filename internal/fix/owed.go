package fix

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/source"
)

// Return too early: a fix that makes a function leave where it used to wait
// must not skip what others wait for, or what the next call needs: a lock that
// is held, a channel to be closed, a wait group to be told.

// owes reports whether the function, if it left at the site, would skip
// something that it owes: all that it gives back, ends or tells behind the
// site, and not by a deferred call that is set before it.
func (s *site) owes() bool {
	owed := false
	ast.Inspect(s.fn.Body, func(n ast.Node) bool {
		if n == nil || owed || n.Pos() == s.Pos {
			return false // what waits itself
		}
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.DeferStmt:
			if n.Pos() < s.Pos {
				return false
			}
		case *ast.SendStmt:
			owed = n.Pos() > s.Pos && s.awaited(n.Chan)
		case *ast.CallExpr:
			owed = n.Pos() > s.Pos && s.settles(n)
		}
		return !owed
	})
	return owed
}

// awaited reports whether somebody may wait for what is sent on a channel later
// in the function: whoever called a helper or made the channel, or a goroutine
// of the function. What an operator sends to others, it sends when the element
// comes back.
func (s *site) awaited(ch ast.Expr) bool {
	v := s.src.VarOf(ch)
	return !s.own() || v == nil || v.Kind() == types.LocalVar && v.Pos() < s.Pos
}

// ending are the methods that end what a local variable holds.
var ending = []string{"Close", "Stop", "Cancel", "Rollback", "Commit"}

// settles reports whether a call gives back, ends or tells what was taken,
// begun or expected before the site.
func (s *site) settles(call *ast.CallExpr) bool {
	if s.src.Builtin(call) == "close" {
		v := s.src.VarOf(call.Args[0])
		return v == nil || v.Pos() < s.Pos
	}
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		// ctx, cancel := context.WithTimeout(...); release := pool.Get()
		v, ok := s.pass.TypesInfo.Uses[fun].(*types.Var)
		return ok && v.Kind() == types.LocalVar && v.Pos() < s.Pos && len(call.Args) == 0 && s.isResult(v)
	case *ast.SelectorExpr:
		if s.isHeld(fun) {
			return true
		}
		fn, ok := s.pass.TypesInfo.Uses[fun.Sel].(*types.Func)
		if !ok {
			return false
		}
		on := s.src.VarOf(fun.X)
		before := on == nil || on.Pos() < s.Pos
		switch sym := catalog.SymbolOf(fn); {
		case sym.Pkg == "sync" && (sym.Recv == "WaitGroup" && sym.Name == "Done" || sym.Recv == "Cond"):
			return before
		case slices.Contains(ending, fn.Name()) && len(call.Args) == 0:
			return before && on != nil && on.Kind() == types.LocalVar && s.isResult(on)
		}
	}
	return false
}

// isResult reports whether a variable holds what a call returned.
func (s *site) isResult(v *types.Var) bool {
	return slices.ContainsFunc(s.src.Values(v), func(val source.Value) bool {
		_, ok := ast.Unparen(val.Expr).(*ast.CallExpr)
		return ok
	})
}

// isHeld reports whether a method gives back what the catalogue says that
// another method of the same value takes, and what was taken last before the
// site is still held there.
func (s *site) isHeld(release *ast.SelectorExpr) bool {
	limit, held := types.ExprString(release.X), false
	var visit func(n ast.Node) bool
	visit = func(n ast.Node) bool {
		switch n := n.(type) {
		case nil, *ast.FuncLit, *ast.DeferStmt:
			return false
		case *ast.BlockStmt:
			if last := len(n.List) - 1; last >= 0 && leaves(n.List[last]) && n.End() <= s.Pos {
				return false // what it gives back, it gives back and leaves
			}
		case *ast.CallExpr:
			sel, ok := ast.Unparen(n.Fun).(*ast.SelectorExpr)
			if !ok || n.Pos() >= s.Pos || types.ExprString(sel.X) != limit {
				return true
			}
			if sel.Sel.Name == release.Sel.Name {
				held = false
			} else if fn, ok := s.pass.TypesInfo.Uses[sel.Sel].(*types.Func); ok {
				entry := s.cat.Call(catalog.SymbolOf(fn))
				held = held || entry != nil && entry.Release == release.Sel.Name
			}
		}
		return true
	}
	ast.Inspect(s.fn.Body, visit)
	return held
}
