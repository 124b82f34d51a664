package fix

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/jobvet/jobvet/internal/source"
)

// statement returns the statement, in a list, that evaluates an expression
// whatever happens before, with the nodes around it; nil if there is none.
func statement(expr ast.Expr, path []ast.Node) (ast.Stmt, []ast.Node) {
	var child ast.Node = expr
	for i, n := range path {
		switch n := n.(type) {
		case *ast.BinaryExpr:
			if (n.Op == token.LAND || n.Op == token.LOR) && n.Y == child {
				return nil, nil
			}
		case ast.Expr:
			if _, ok := n.(*ast.FuncLit); ok {
				return nil, nil
			}
		case *ast.ValueSpec, *ast.GenDecl:
		case *ast.DeferStmt:
			if n.Call == child || !listed(n, path[i+1:]) {
				return nil, nil // what is deferred must stay a call
			}
			return n, path[i+1:]
		case *ast.GoStmt:
			if n.Call == child || !listed(n, path[i+1:]) {
				return nil, nil
			}
			return n, path[i+1:]
		case *ast.IfStmt:
			if n.Init != child && n.Cond != child || !listed(n, path[i+1:]) {
				return nil, nil
			}
			return n, path[i+1:]
		case *ast.SwitchStmt:
			if n.Init != child && n.Tag != child || !listed(n, path[i+1:]) {
				return nil, nil
			}
			return n, path[i+1:]
		case *ast.RangeStmt:
			if n.X != child || !listed(n, path[i+1:]) {
				return nil, nil
			}
			return n, path[i+1:]
		case *ast.ExprStmt, *ast.AssignStmt, *ast.ReturnStmt, *ast.SendStmt, *ast.DeclStmt:
			if listed(n.(ast.Stmt), path[i+1:]) {
				return n.(ast.Stmt), path[i+1:]
			}
			if len(path) > i+1 {
				switch path[i+1].(type) {
				case *ast.IfStmt, *ast.SwitchStmt:
					child = n
					continue
				}
			}
			return nil, nil
		default:
			return nil, nil
		}
		child = n
	}
	return nil, nil
}

// nested fixes a call whose error is used within an expression: it is asked
// before, and the expression goes on with no error.
//
//	return wrap(lim.Wait(ctx))   →   if !lim.Allow() { return ... }; return wrap(nil)
func (s *site) nested(call *ast.CallExpr, path []ast.Node) []analysis.SuggestedFix {
	if !s.yieldsError(call) {
		return nil
	}
	stmt, _ := statement(call, path)
	if stmt == nil {
		return nil
	}
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
