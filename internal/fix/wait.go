package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/fix/syntax"
	"github.com/jobvet/jobvet/internal/source"
)

// rateWait returns the fixes of a wait for a limiter: of a call that waits, a sleep for
// the limiter's delay, or a loop that tries again and again.
func (s *site) rateWait() []analysis.SuggestedFix {
	c, ok := s.begins(func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			return s.isSleep(n) || s.isLimiterWait(n)
		case *ast.UnaryExpr:
			return n.Op == token.ARROW
		case *ast.ForStmt, *ast.SelectStmt:
			return true
		}
		return false
	})
	if !ok {
		return nil
	}
	call, ok := c.Node().(*ast.CallExpr)
	if !ok || s.isSleep(call) {
		return s.delayWait(c).commit()
	}
	return s.cured(func(s *site) []analysis.SuggestedFix {
		fixes := s.waitCall(c).commit()
		if s.moved != nil || len(fixes) == 0 && !s.hasLimiter() {
			return fixes // the first fix is applied unasked, and must compile
		}
		return append(fixes, s.move(call)...)
	})
}

// delayWait fixes a wait that is not a limiter's call, but one for the delay that the
// limiter demands, or a loop until it grants.
func (s *site) delayWait(c inspector.Cursor) *plan {
	switch c.Node().(type) {
	case *ast.ForStmt:
		return s.spin(c)
	case *ast.SelectStmt:
		return s.selected(c)
	case *ast.UnaryExpr:
		return s.receivedTimer(c)
	}
	return s.sleepForDelay(c)
}

// isLimiterWait reports whether a call waits for a limiter.
func (x *Fixer) isLimiterWait(call *ast.CallExpr) bool {
	entry, _, _ := x.EntryOf(call)
	return entry != nil && entry.Limiter && entry.Effect == string(effect.RateWait)
}

// cured returns the fixes of a wait, the best first: the wait on the operator's own
// context if there is one, and then, as alternatives, those that give the element back.
func (s *site) cured(givesBack func(*site) []analysis.SuggestedFix) []analysis.SuggestedFix {
	if s.moved != nil {
		return givesBack(s) // a part of a move, which has its own calls
	}
	own := s.ownContext().commit()
	if len(own) == 0 || s.may(catalog.GiveBackCure) {
		return append(givesBack(s), own...)
	}
	alternative := *s
	alternative.cures = append(slices.Clone(s.cures), catalog.GiveBackCure)
	others := givesBack(&alternative)
	if cure := s.Op.Framework.Cure(catalog.GiveBackCure); cure != nil && cure.Verdict == catalog.Bad {
		for i := range others {
			others[i].Message += "; under load this was worse than the wait"
		}
	}
	return append(own, others...)
}

// waitCall fixes a call of a limiter's waiting method in each of its shapes.
func (s *site) waitCall(call inspector.Cursor) *plan {
	c := syntax.Wrapped(call)
	kind, parent := c.ParentEdgeKind(), c.Parent()
	if isBool(s.Info.TypeOf(call.Node().(*ast.CallExpr))) && !isDropped(c) {
		return s.granted(call, call)
	}
	switch n := parent.Node().(type) {
	case *ast.ExprStmt, *ast.DeferStmt:
		return s.ignored(call, parent)
	case *ast.AssignStmt:
		if len(n.Lhs) == 1 && len(n.Rhs) == 1 {
			return s.assigned(call, parent)
		}
	case *ast.BinaryExpr:
		return s.compared(call, parent)
	case *ast.SwitchStmt:
		if kind == edge.SwitchStmt_Tag {
			return s.switched(call, parent, nil)
		}
	}
	return s.nested(call)
}

// isBool reports whether a type is boolean: a call of it says whether it was granted.
func isBool(t types.Type) bool {
	if t == nil {
		return false
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsBoolean != 0
}

// isDropped reports whether the code drops the value of an expression.
func isDropped(c inspector.Cursor) bool {
	switch p := c.Parent().Node().(type) {
	case *ast.ExprStmt, *ast.DeferStmt:
		return true
	case *ast.AssignStmt:
		id, ok := p.Lhs[0].(*ast.Ident)
		return ok && len(p.Lhs) == 1 && id.Name == "_"
	}
	return false
}

// ignored fixes a call whose result nobody looks at:
//
//	lim.Wait(ctx)   →   if !lim.Allow() { return ... }
func (s *site) ignored(call, stmt inspector.Cursor) *plan {
	if !syntax.Listed(stmt) {
		return nil
	}
	p := s.newPlan(stmt)
	return p.askInstead(p.try(call.Node().(*ast.CallExpr)), stmt.Node())
}

// nested fixes a call whose error is used within an expression. The question comes
// before the statement, and nil takes the place of the call.
//
//	return wrap(lim.Wait(ctx))   →   if !lim.Allow() { return ... }; return wrap(nil)
func (s *site) nested(call inspector.Cursor) *plan {
	stmt, ok := syntax.Statement(call)
	if !ok || !s.yieldsError(call) {
		return nil
	}
	if c := syntax.Wrapped(call); c.ParentEdgeKind() == edge.ReturnStmt_Results && actsBeforeLast(c) {
		return nil // it would run after the question, not before
	}
	p := s.newPlan(stmt)
	q, r := p.question(call)
	none := p.noError(call)
	if r == nil || none == "" {
		return nil
	}
	p.askBefore(q, r)
	p.ReplaceNode(syntax.Wrapped(call).Node(), none)
	return p
}

// question returns the question that takes the place of a call, and the refusal. It
// returns neither if one of them is missing.
func (p *plan) question(call inspector.Cursor) (*question, *refusal) {
	if q := p.try(call.Node().(*ast.CallExpr)); q != nil {
		if r := p.refuse(q.retry); r != nil {
			return q, r
		}
	}
	return nil, nil
}

// actsBeforeLast reports whether an expression is the last of several results and
// one before it may do something.
func actsBeforeLast(c inspector.Cursor) bool {
	results := c.Parent().Node().(*ast.ReturnStmt).Results
	n := len(results) - 1
	return c.ParentEdgeIndex() == n && slices.ContainsFunc(results[:n], func(x ast.Expr) bool { return syntax.HasCalls(x) })
}

// yieldsError reports whether a call has an error as its only result.
func (s *site) yieldsError(call inspector.Cursor) bool {
	return source.IsError(s.Info.TypeOf(call.Node().(*ast.CallExpr)))
}

// noError is an expression for no error in the place of a call: nil, converted to error
// if the place does not imply the type. It is "" if something hides one of the names.
func (p *plan) noError(call inspector.Cursor) string {
	none, ok := p.Predeclared("nil")
	if ok && !p.takesError(syntax.Wrapped(call)) {
		var typ string
		typ, ok = p.Predeclared("error")
		none = typ + "(" + none + ")"
	}
	if !ok {
		return ""
	}
	return none
}

// takesError reports whether the place of an expression implies the type error.
func (s *site) takesError(c inspector.Cursor) bool {
	switch p := c.Parent().Node().(type) {
	case *ast.ReturnStmt:
		return true
	case *ast.CallExpr:
		param := s.ParamOf(c)
		return param != nil && source.IsError(param.Type())
	case *ast.AssignStmt:
		return p.Tok == token.ASSIGN
	}
	return false
}
