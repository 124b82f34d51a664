package fix

import (
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/fix/syntax"
)

// isSleep reports whether a call just sleeps.
func (x *Fixer) isSleep(call *ast.CallExpr) bool {
	fn := typeutil.StaticCallee(x.Info, call)
	if fn == nil || fn.Signature().Recv() != nil || len(call.Args) != 1 {
		return false
	}
	entry := x.Cat.Call(catalog.SymbolOf(fn))
	return entry != nil && entry.Sleeps()
}

// A spinning is a loop that does nothing but try again.
type spinning struct {
	try     ast.Expr // the condition on which it goes on, or ends
	ends    bool     // it ends on try
	between []ast.Stmt
}

// spin fixes a loop that does nothing but try again:
//
//	for !lim.Allow() { time.Sleep(d) }   →   if !lim.Allow() { return ... }
func (s *site) spin(at inspector.Cursor) *plan {
	loop := s.spinning(at.Node().(*ast.ForStmt))
	if loop == nil || !syntax.Listed(at) {
		return nil
	}
	refused := s.file.Of(loop.try)
	if loop.ends {
		refused = "!" + refused
		if not, ok := ast.Unparen(loop.try).(*ast.UnaryExpr); ok {
			refused = s.file.Of(not.X)
		}
	}
	return s.newPlan(at).askInstead(&question{refused: refused, says: "Ask once instead of again and again"}, at.Node())
}

// spinning returns what a loop tries, or nil if it does anything else.
func (s *site) spinning(loop *ast.ForStmt) *spinning {
	if loop.Init != nil || loop.Post != nil {
		return nil
	}
	spin := &spinning{try: loop.Cond, between: loop.Body.List}
	if loop.Cond == nil {
		if spin.try = breaksOn(loop.Body); spin.try == nil {
			return nil
		}
		spin.ends, spin.between = true, loop.Body.List[1:]
	}
	if !s.isTry(spin.try) {
		return nil
	}
	for _, st := range spin.between {
		if writes(st) {
			return nil
		}
	}
	return spin
}

// breaksOn returns the condition on which a body begins with a break, or nil.
func breaksOn(body *ast.BlockStmt) ast.Expr {
	if len(body.List) == 0 {
		return nil
	}
	ifs, ok := body.List[0].(*ast.IfStmt)
	if !ok || ifs.Init != nil || ifs.Else != nil || len(ifs.Body.List) != 1 {
		return nil
	}
	b, ok := ifs.Body.List[0].(*ast.BranchStmt)
	if !ok || b.Tok != token.BREAK || b.Label != nil {
		return nil
	}
	return ifs.Cond
}

// isTry reports whether a condition is one try call, negated or not.
func (x *Fixer) isTry(cond ast.Expr) bool {
	cond = ast.Unparen(cond)
	if not, ok := cond.(*ast.UnaryExpr); ok && not.Op == token.NOT {
		cond = ast.Unparen(not.X)
	}
	call, ok := cond.(*ast.CallExpr)
	if !ok {
		return false
	}
	entry, _, _ := x.EntryOf(call)
	return entry != nil && entry.Try
}

// writes reports whether a statement changes variables, defers or declares.
func writes(st ast.Stmt) bool {
	return syntax.Exists(st, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt, *ast.IncDecStmt, *ast.DeclStmt, *ast.DeferStmt, *ast.GoStmt, *ast.SendStmt, *ast.FuncLit, *ast.LabeledStmt:
			return true
		case *ast.BranchStmt:
			return n.Label != nil
		}
		return false
	})
}
