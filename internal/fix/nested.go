package fix

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/jobvet/jobvet/internal/source"
)

// nested fixes a call whose error is used within an expression: it is asked
// before, and the expression goes on with no error.
//
//	return wrap(lim.Wait(ctx))   →   if !lim.Allow() { return ... }; return wrap(nil)
func (s *site) nested(call *ast.CallExpr, path []ast.Node) []analysis.SuggestedFix {
	if !s.yieldsError(call) {
		return nil
	}
	c, ok := statement(s.find(call))
	if !ok {
		return nil
	}
	stmt := c.Node().(ast.Stmt)
	if n, ok := path[0].(*ast.BinaryExpr); ok && (n.Op == token.EQL || n.Op == token.NEQ) {
		return nil // a condition without an error left would be odd
	}
	e := s.edit()
	t, r := e.ask(call)
	if t == nil {
		return nil
	}
	none := e.universe("nil")
	if !s.takesError(call, path[0]) {
		none = e.universe("error") + "(" + none + ")"
	}
	e.free(argsGone(call), t.cond()+e.file.slice(stmt.Pos(), call.Pos()), stmt)
	e.insert(stmt.Pos(), "if "+t.cond()+" {\n"+r.text()+"\n}\n")
	e.replace(call.Pos(), call.End(), none)
	return e.done(e.message(t, r))
}

// takesError reports whether the place of an expression says that it is an
// error.
func (s *site) takesError(x ast.Expr, parent ast.Node) bool {
	switch p := parent.(type) {
	case *ast.ReturnStmt:
		return true
	case *ast.CallExpr:
		sig, ok := s.pass.TypesInfo.TypeOf(p.Fun).Underlying().(*types.Signature)
		if !ok {
			return false
		}
		for i, arg := range p.Args {
			if ast.Unparen(arg) == x && i < sig.Params().Len() && !(sig.Variadic() && i >= sig.Params().Len()-1) {
				return source.IsError(sig.Params().At(i).Type())
			}
		}
	case *ast.AssignStmt:
		return p.Tok == token.ASSIGN
	}
	return false
}
