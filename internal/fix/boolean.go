package fix

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/jobvet/jobvet/internal/fix/syntax"
)

// An answer is the result of a wait that says by a boolean whether it was granted.
type answer struct {
	call inspector.Cursor
	// value is the answer: the call itself or a receive from it, with parentheses.
	value inspector.Cursor
	// whole is the value, or its negation.
	whole   inspector.Cursor
	negated bool
}

// granted fixes a call that answers whether it was granted: value is the answer,
// the call itself or a receive from it. A false answer used to be rare and meant
// giving up. A try form says false often, so that the false branch now gives the
// element back.
//
//	if !bucket.WaitMaxDuration(1, d) { return nil }   →   if bucket.TakeAvailable(1) != 1 { return ... }
func (s *site) granted(value, call inspector.Cursor) *plan {
	a := &answer{call: call, value: syntax.Wrapped(value)}
	a.whole = a.value
	if not, ok := a.value.Parent().Node().(*ast.UnaryExpr); ok && not.Op == token.NOT {
		a.whole, a.negated = syntax.Wrapped(a.value.Parent()), true
	}
	parent := a.value.Parent()
	switch a.whole.ParentEdgeKind() {
	case edge.ExprStmt_X:
		return s.ignored(call, parent)
	case edge.IfStmt_Cond:
		return s.grantedIf(a)
	case edge.AssignStmt_Rhs:
		if p, ok := s.grantedLater(a); ok {
			return p
		}
	case edge.ReturnStmt_Results:
		if p, ok := s.grantedResult(a); ok {
			return p
		}
	}
	return s.grantedWithin(a)
}

// grantedIf fixes an answer that is the condition of an if statement.
func (s *site) grantedIf(a *answer) *plan {
	at := a.whole.Parent()
	ifs := at.Node().(*ast.IfStmt)
	p := s.newPlan(at)
	q := p.try(a.call.Node().(*ast.CallExpr))
	if q == nil {
		return nil
	}
	if q.init != "" && ifs.Init != nil {
		return s.grantedWithin(a)
	}
	text := q.granted
	if a.negated {
		text = q.refused
	}
	if q.init != "" {
		text = q.init + "; " + text
	}
	p.ReplaceNode(a.whole.Node(), text)
	return p.decided(q, ifs, a.negated)
}

// grantedLater fixes an answer that is stored for an if statement behind it. It returns
// false if the answer is not, or if the question needs a statement of its own.
func (s *site) grantedLater(a *answer) (*plan, bool) {
	store := a.value.Parent()
	stmt, ok := store.Node().(*ast.AssignStmt)
	if !ok || len(stmt.Lhs) != 1 || len(stmt.Rhs) != 1 || !syntax.Listed(store) {
		return nil, false
	}
	next, negated := s.asksNext(store)
	if next == nil {
		return nil, false
	}
	p := s.newPlan(*next)
	q := p.try(a.call.Node().(*ast.CallExpr))
	if q == nil || q.init != "" {
		return nil, q == nil
	}
	p.ReplaceNode(a.value.Node(), q.granted)
	return p.decided(q, next.Node().(*ast.IfStmt), negated), true
}

// asksNext returns the if statement behind an assignment whose condition is just the
// variable, and whether the condition negates it; or nil.
func (s *site) asksNext(store inspector.Cursor) (*inspector.Cursor, bool) {
	id, ok := store.Node().(*ast.AssignStmt).Lhs[0].(*ast.Ident)
	next, follows := following(store)
	if !ok || !follows {
		return nil, false
	}
	ifs, ok := next.Node().(*ast.IfStmt)
	if !ok || ifs.Init != nil {
		return nil, false
	}
	cond, negated := ast.Unparen(ifs.Cond), false
	if not, ok := cond.(*ast.UnaryExpr); ok && not.Op == token.NOT {
		cond, negated = not.X, true
	}
	v, _ := s.Info.ObjectOf(id).(*types.Var)
	if !s.IsVar(cond, v) {
		return nil, false
	}
	return &next, negated
}

// grantedResult fixes an answer that is all that a helper returns. It returns false if
// the answer is not, or if the question needs a statement of its own.
func (s *site) grantedResult(a *answer) (*plan, bool) {
	at := a.value.Parent()
	ret, ok := at.Node().(*ast.ReturnStmt)
	if !ok || s.own() || len(ret.Results) != 1 || !syntax.Listed(at) {
		return nil, false
	}
	p := s.newPlan(at)
	q := p.try(a.call.Node().(*ast.CallExpr))
	if q == nil || q.init != "" {
		return nil, q == nil
	}
	p.message = q.says + "; a limited caller gets false"
	p.ReplaceNode(a.value.Node(), q.granted)
	return p, true
}

// grantedWithin fixes an answer within an expression: the limiter is asked before the
// statement, and true takes the place of the answer.
func (s *site) grantedWithin(a *answer) *plan {
	stmt, ok := syntax.Statement(a.value)
	if !ok {
		return nil
	}
	if ifs, ok := stmt.Node().(*ast.IfStmt); ok && a.negated && syntax.Within(a.value.Node(), ifs.Cond) {
		isWhole := func(c ast.Expr) bool { return ast.Unparen(c) == ast.Unparen(a.whole.Node().(ast.Expr)) }
		if p := s.either(a.call, stmt, nil, isWhole); p != nil {
			return p
		}
	}
	p := s.newPlan(stmt)
	q, r := p.question(a.call)
	yes, ok := p.Predeclared("true")
	if r == nil || !ok {
		return nil
	}
	p.askBefore(q, r)
	p.ReplaceNode(a.value.Node(), yes)
	return p
}

// decided makes the branch of an if statement for a refused element give it back.
// negated tells that this is the first branch.
func (p *plan) decided(q *question, ifs *ast.IfStmt, negated bool) *plan {
	var r *refusal
	switch other, isBlock := ifs.Else.(*ast.BlockStmt); {
	case negated:
		r = p.refuseIn(p.branch(ifs.Body, nil, false), q.retry)
	case isBlock:
		r = p.refuseIn(p.branch(other, nil, false), q.retry)
	default:
		r = p.refuseElse(ifs, q)
	}
	if r == nil {
		return nil
	}
	p.message = q.message(r)
	return p
}

// answered fixes a call that answers by a channel:
//
//	if <-lim.TryAcquireAsync(ctx, 1)   →   if lim.TryAcquire()
func (s *site) answered(call inspector.Cursor) *plan {
	recv := syntax.Wrapped(call).Parent()
	u, ok := recv.Node().(*ast.UnaryExpr)
	if !ok || u.Op != token.ARROW {
		return nil
	}
	ch, ok := s.Info.TypeOf(call.Node().(*ast.CallExpr)).Underlying().(*types.Chan)
	if !ok || !types.Identical(ch.Elem(), types.Typ[types.Bool]) {
		return nil
	}
	if assign, ok := syntax.Wrapped(recv).Parent().Node().(*ast.AssignStmt); ok && len(assign.Lhs) != len(assign.Rhs) {
		return nil // it asks whether the channel is closed, too
	}
	return s.granted(recv, call)
}
