package fix

import (
	"go/ast"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/fix/syntax"
)

// rateAsync brings rate limiting back into the operator's own goroutine.
func (s *site) rateAsync() *plan {
	c, ok := s.begins(func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			return true
		case *ast.CallExpr:
			entry, _, _ := s.EntryOf(n)
			return entry != nil && entry.Limiter && entry.Effect == string(effect.RateAsync)
		}
		return false
	})
	if !ok {
		return nil
	}
	stmt, ok := c.Node().(*ast.GoStmt)
	if !ok {
		return s.answered(c)
	}
	if lit, ok := ast.Unparen(stmt.Call.Fun).(*ast.FuncLit); ok {
		return s.inlined(c, lit)
	}
	if s.isLimiterWait(stmt.Call) {
		return s.ignored(s.Find(stmt.Call), c)
	}
	return nil
}

// inlined fixes a goroutine that waits for a limiter and then works:
//
//	go func() { lim.Wait(ctx); f(x) }()   →   if !lim.Allow() { return ... }; f(x)
func (s *site) inlined(at inspector.Cursor, lit *ast.FuncLit) *plan {
	stmt := at.Node().(*ast.GoStmt)
	if !syntax.Listed(at) || len(stmt.Call.Args) > 0 || lit.Type.Results != nil && len(lit.Type.Results.List) > 0 {
		return nil
	}
	i, call := s.waitsAt(lit.Body.List)
	if call == nil || !s.graph.Standalone(s.Src.OfLit(lit), call, s.emitters()) {
		return nil
	}
	waiting := lit.Body.List[i]
	rest := slices.Concat(lit.Body.List[:i], lit.Body.List[i+1:])
	if slices.ContainsFunc(rest, exits) {
		return nil
	}
	p := s.newPlan(at)
	if len(rest) == 0 {
		return p.askInstead(p.try(call), stmt)
	}
	open, shut := "", ""
	if slices.ContainsFunc(rest, syntax.Declares) {
		open, shut = "{\n", "\n}"
	}
	p.Replace(stmt.Pos(), p.After(lit.Body.Lbrace+1), open)
	p.Replace(p.Before(lit.Body.Rbrace), stmt.End(), shut)
	return p.askInstead(p.try(call), waiting)
}

// waitsAt returns the index of the first statement of a list that waits for a limiter,
// and the call.
func (s *site) waitsAt(list []ast.Stmt) (int, *ast.CallExpr) {
	for i, st := range list {
		if call, ok := waitOf(st).(*ast.CallExpr); ok && s.isLimiterWait(call) {
			return i, call
		}
	}
	return 0, nil
}

// waitOf returns the expression that a statement evaluates, if the statement does
// nothing but that, and to leave if it is an error; else nil.
func waitOf(st ast.Stmt) ast.Expr {
	switch st := st.(type) {
	case *ast.ExprStmt:
		return st.X
	case *ast.AssignStmt:
		if id, ok := st.Lhs[0].(*ast.Ident); ok && len(st.Lhs) == 1 && id.Name == "_" {
			return st.Rhs[0]
		}
	case *ast.IfStmt:
		store, ok := st.Init.(*ast.AssignStmt)
		n := len(st.Body.List)
		if ok && st.Else == nil && len(store.Rhs) == 1 && store.Tok == token.DEFINE && (n == 1 || n == 2) && syntax.Leaves(st.Body.List[n-1]) {
			return store.Rhs[0]
		}
	}
	return nil
}

// exits reports whether a statement leaves its function, defers a call, or recovers
// from a panic.
func exits(st ast.Stmt) bool {
	return syntax.ExistsOutside(st, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ReturnStmt, *ast.DeferStmt:
			return true
		case *ast.CallExpr:
			id, ok := n.Fun.(*ast.Ident)
			return ok && id.Name == "recover"
		}
		return false
	})
}
