package fix

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
)

// granted fixes a call that answers whether it was granted in the end: x is
// the answer, the call itself or a receive from it. Where the answer was no
// the function gave up; now that it is no more often, the element goes back.
//
//	if !bucket.WaitMaxDuration(1, d) { return nil }   →   if bucket.TakeAvailable(1) != 1 { return ... }
func (s *site) granted(x ast.Expr, call *ast.CallExpr, path []ast.Node) []analysis.SuggestedFix {
	if len(path) == 0 {
		return nil
	}
	e := s.edit()
	t := e.try(call)
	if t == nil {
		return nil
	}
	if stmt, ok := path[0].(*ast.ExprStmt); ok {
		if !oldListed(stmt, path[1:]) {
			return nil
		}
		return e.tried(t, call, stmt)
	}
	answer, outer, negated := x, path, false
	if not, ok := path[0].(*ast.UnaryExpr); ok && not.Op == token.NOT {
		answer, outer, negated = not, around(path[1:]), true
	}
	if len(outer) == 0 {
		return nil
	}
	if ifs, ok := outer[0].(*ast.IfStmt); ok && ast.Unparen(ifs.Cond) == answer && (t.init == "" || ifs.Init == nil) {
		text := t.granted
		if negated {
			text = t.refused
		}
		if t.init != "" {
			text = t.init + "; " + text
		}
		return e.decided(t, call, ifs, negated, answer, text, outer)
	}
	if assign, ok := path[0].(*ast.AssignStmt); ok && t.init == "" && len(assign.Lhs) == 1 && len(assign.Rhs) == 1 && oldListed(assign, path[1:]) {
		if ifs, negated := s.asksNext(assign, path[1:]); ifs != nil {
			return e.decided(t, call, ifs, negated, x, t.granted, path)
		}
	}
	if ret, ok := path[0].(*ast.ReturnStmt); ok && !s.own() && t.init == "" && len(ret.Results) == 1 && oldListed(ret, path[1:]) {
		e.free(argsGone(call), t.granted, ret)
		e.replace(x.Pos(), x.End(), t.granted)
		return e.done(e.message(t, nil) + "; a limited caller gets false")
	}
	at, found := statement(s.find(x))
	if !found {
		return nil
	}
	stmt := at.Node().(ast.Stmt)
	around := enclosing(s.file.syntax, stmt)
	if ifs, ok := stmt.(*ast.IfStmt); ok && negated && within(x, []ast.Node{ifs.Cond}) {
		if fixes := s.either(call, ifs, around, nil, func(c ast.Expr) bool { return ast.Unparen(c) == answer }); fixes != nil {
			return fixes
		}
	}
	r := e.refuse()
	if r == nil {
		return nil
	}
	e.free(argsGone(call), t.cond()+e.file.slice(stmt.Pos(), x.Pos()), stmt)
	e.insert(stmt.Pos(), "if "+t.cond()+" {\n"+r.text()+"\n}\n")
	e.replace(x.Pos(), x.End(), e.universe("true"))
	return e.done(e.message(t, r))
}

// asksNext returns the statement behind an assignment, if it asks just for the
// variable, and whether for the contrary.
func (s *site) asksNext(assign *ast.AssignStmt, path []ast.Node) (*ast.IfStmt, bool) {
	id, ok := assign.Lhs[0].(*ast.Ident)
	if !ok {
		return nil, false
	}
	v := s.pass.TypesInfo.ObjectOf(id)
	next := behind(assign, oldInList(path))
	if v == nil || len(next) == 0 {
		return nil, false
	}
	ifs, ok := next[0].(*ast.IfStmt)
	if !ok || ifs.Init != nil {
		return nil, false
	}
	cond, negated := ast.Unparen(ifs.Cond), false
	if not, ok := cond.(*ast.UnaryExpr); ok && not.Op == token.NOT {
		cond, negated = ast.Unparen(not.X), true
	}
	asked, ok := cond.(*ast.Ident)
	if !ok || s.pass.TypesInfo.Uses[asked] != v {
		return nil, false
	}
	return ifs, negated
}

// decided fixes an answer that an if statement asks for: the branch of the
// refused element gives it back. The answer, at path, becomes text.
func (e *edit) decided(t *try, call *ast.CallExpr, ifs *ast.IfStmt, negated bool, answer ast.Expr, text string, path []ast.Node) []analysis.SuggestedFix {
	n := len(ifs.Body.List)
	var r *refusal
	switch other, isBlock := ifs.Else.(*ast.BlockStmt); {
	case negated:
		r = e.branch(ifs.Body, nil, false)
	case isBlock:
		r = e.branch(other, nil, false)
	case ifs.Else != nil, n > 0 && leaves(ifs.Body.List[n-1]):
		return nil // what follows is for the refused
	default:
		if r = e.refuse(); r != nil {
			e.insert(ifs.End(), " else {\n"+r.text()+"\n}")
		}
	}
	if r == nil {
		return nil
	}
	_, inList := statement(e.find(answer))
	edits := len(e.edits)
	e.free(argsGone(call), text, ifs)
	if !inList && len(e.edits) > edits {
		return nil // there is no place for a statement before an "else if"
	}
	e.replace(answer.Pos(), answer.End(), text)
	return e.done(e.message(t, r))
}

// answered fixes a call that answers by a channel:
//
//	if <-lim.TryAcquireAsync(ctx, 1)   →   if lim.TryAcquire()
func (s *site) answered(call *ast.CallExpr, path []ast.Node) []analysis.SuggestedFix {
	if len(path) == 0 {
		return nil
	}
	recv, ok := path[0].(*ast.UnaryExpr)
	if !ok || recv.Op != token.ARROW {
		return nil
	}
	ch, ok := s.pass.TypesInfo.TypeOf(call).Underlying().(*types.Chan)
	if !ok || !types.Identical(ch.Elem(), types.Typ[types.Bool]) {
		return nil
	}
	path = around(path[1:])
	if len(path) > 0 {
		if assign, ok := path[0].(*ast.AssignStmt); ok && len(assign.Lhs) != len(assign.Rhs) {
			return nil // it asks whether the channel is closed, too
		}
	}
	return s.granted(recv, call, path)
}
