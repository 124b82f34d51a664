package fix

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/jobvet/jobvet/internal/effect"
)

// syncWait fixes the wait for a permit of a concurrency limit: it becomes the
// limit's own try form, and what releases the permit stays paired with it.
//
//	if err := sem.Acquire(ctx, 1); err != nil { return err }
//	defer sem.Release(1)
//	→ if !sem.TryAcquire(1) { return ... }; defer sem.Release(1)
func (s *site) syncWait() []analysis.SuggestedFix {
	n, path := s.at(func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || n.Pos() != s.Pos {
			return false
		}
		entry, _, _ := s.entryOf(call)
		return entry != nil && entry.Effect == string(effect.SyncWait) && entry.Release != ""
	})
	if n == nil {
		return nil
	}
	call := n.(*ast.CallExpr)
	entry, _, sel := s.entryOf(call)
	before, after := s.releases(sel, entry.Release, call)
	if before {
		return nil // one that gets no permit would give back all the same
	}
	return s.cured(func(s *site) []analysis.SuggestedFix {
		if !after {
			return nil
		}
		return s.waitCall(call, around(path))
	})
}

// releases reports whether the function that takes a permit gives it back
// itself, and whether before the call that takes it or after.
func (s *site) releases(sel *ast.SelectorExpr, method string, call *ast.CallExpr) (before, after bool) {
	limit := types.ExprString(sel.X)
	ast.Inspect(s.fn.Body, func(n ast.Node) bool {
		release, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		if other, ok := ast.Unparen(release.Fun).(*ast.SelectorExpr); ok && other.Sel.Name == method && types.ExprString(other.X) == limit {
			after = after || release.Pos() > call.End()
			before = before || release.Pos() < call.Pos()
		}
		return true
	})
	return before, after
}
