package fix

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/fix/syntax"
)

// syncWait fixes the wait for a permit of a concurrency limit. The limit's own try form
// takes its place, and stays paired with the call that releases the permit.
//
//	if err := sem.Acquire(ctx, 1); err != nil { return err }
//	defer sem.Release(1)
//	→ if !sem.TryAcquire(1) { return ... }; defer sem.Release(1)
func (s *site) syncWait() []analysis.SuggestedFix {
	c, ok := s.begins(func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return false
		}
		entry, _, _ := s.EntryOf(call)
		return entry != nil && entry.Effect == string(effect.SyncWait) && entry.Release != ""
	})
	if !ok {
		return nil
	}
	call := c.Node().(*ast.CallExpr)
	before, after := s.releases(call)
	if before {
		return nil // a refused element would release a permit that it does not have
	}
	return s.cured(func(s *site) []analysis.SuggestedFix {
		if !after {
			return nil
		}
		return s.waitCall(c).commit()
	})
}

// releases reports whether the function releases a permit of the limit before the call
// that takes one, and whether after it.
func (s *site) releases(take *ast.CallExpr) (before, after bool) {
	entry, _, sel := s.EntryOf(take)
	limit := types.ExprString(sel.X)
	isRelease := func(call *ast.CallExpr) bool {
		other, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
		return ok && other.Sel.Name == entry.Release && types.ExprString(other.X) == limit
	}
	before = syntax.Exists(s.fn.Body, func(call *ast.CallExpr) bool { return call.Pos() < take.Pos() && isRelease(call) })
	after = syntax.Exists(s.fn.Body, func(call *ast.CallExpr) bool { return call.Pos() > take.End() && isRelease(call) })
	return before, after
}
