package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/jobvet/jobvet/internal/fix/edit"
	"github.com/jobvet/jobvet/internal/fix/syntax"
)

// compared fixes a call that the condition of an if statement compares with nil.
//
//	if lim.Wait(ctx) != nil { return }   →   if !lim.Allow() { return ... }
func (s *site) compared(call, comparison inspector.Cursor) *plan {
	cmp := comparison.Node().(*ast.BinaryExpr)
	if !s.yieldsError(call) || ast.Unparen(cmp.X) != call.Node() || !s.IsNil(cmp.Y) {
		return nil
	}
	cond := syntax.Wrapped(comparison)
	for isLogical(cond.Parent().Node()) {
		cond = syntax.Wrapped(cond.Parent())
	}
	c := cond.Parent()
	ifs, ok := c.Node().(*ast.IfStmt)
	if !ok || ifs.Init != nil || !syntax.Listed(c) {
		return nil
	}
	isSet := func(x ast.Expr) bool { return ast.Unparen(x) == ast.Expr(cmp) && cmp.Op == token.NEQ }
	if ast.Unparen(ifs.Cond) != cmp && !s.failed(ifs.Cond, isSet) {
		return s.either(call, c, nil, isSet)
	}
	p := s.newPlan(c)
	q := p.try(call.Node().(*ast.CallExpr))
	if q == nil || q.init != "" {
		return nil
	}
	text, r := q.refused, (*refusal)(nil)
	if cmp.Op == token.EQL {
		text, r = q.granted, p.refuseElse(ifs, q)
	} else {
		r = p.refuseIn(s.branch(ifs.Body, nil, false), q.retry)
	}
	if r == nil {
		return nil
	}
	p.message = q.message(r)
	p.ReplaceNode(ifs.Cond, text)
	return p
}

// refuseElse adds an else branch for the refused element to an if statement. If the
// statement leaves otherwise, the code behind it is for that element: then it fails.
func (p *plan) refuseElse(ifs *ast.IfStmt, q *question) *refusal {
	if end := syntax.Last(ifs.Body.List); ifs.Else != nil || end != nil && syntax.Leaves(end) {
		return nil
	}
	r := p.refuse(q.retry)
	if r != nil {
		p.Insert(ifs.End(), " else {\n"+r.text()+"\n}")
	}
	return r
}

func isLogical(n ast.Node) bool {
	b, ok := n.(*ast.BinaryExpr)
	return ok && (b.Op == token.LAND || b.Op == token.LOR)
}

// operands returns the operands of a chain of && or ||.
func operands(cond ast.Expr, op token.Token) []ast.Expr {
	if b, ok := ast.Unparen(cond).(*ast.BinaryExpr); ok && b.Op == op {
		return append(operands(b.X, op), operands(b.Y, op)...)
	}
	return []ast.Expr{cond}
}

// failed reports whether a condition holds only if an error is set. Beside that it may
// ask for the kind of the error, and for values at hand:
//
//	err != nil && !errors.Is(err, context.Canceled)
func (x *Fixer) failed(cond ast.Expr, isSet func(ast.Expr) bool) bool {
	found := false
	for _, c := range operands(cond, token.LAND) {
		switch {
		case isSet(c):
			found = true
		case x.acts(c):
			return false
		}
	}
	return found
}

// acts reports whether an expression may do anything but ask about an error or a
// context.
func (x *Fixer) acts(e ast.Expr) bool {
	return syntax.Exists(e, func(n ast.Expr) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			return !x.asks(n)
		case *ast.UnaryExpr:
			return n.Op == token.ARROW
		}
		return false
	})
}

// asks reports whether a call only asks about an error or a context.
func (x *Fixer) asks(call *ast.CallExpr) bool {
	fn := x.Selected(call)
	if fn == nil {
		return false
	}
	switch fn.Pkg().Path() {
	case "errors":
		return true
	case "context":
		return fn.Name() == "Err" || fn.Name() == "Cause"
	}
	return false
}

// either fixes a condition that holds for a failed wait and for other reasons:
//
//	if err := lim.Wait(ctx); err != nil || stale { ... }
//	→ if !lim.Allow() { return ... }; if stale { ... }
//
// err is the variable that holds the error, nil if the condition makes the call.
func (s *site) either(call, at inspector.Cursor, err *types.Var, isSet func(ast.Expr) bool) *plan {
	ifs := at.Node().(*ast.IfStmt)
	rest := s.otherReasons(ifs, err, isSet)
	if !syntax.Listed(at) || len(rest) == 0 {
		return nil
	}
	p := s.newPlan(at)
	q, r := p.question(call)
	if r == nil {
		return nil
	}
	p.askBefore(q, r)
	from := ifs.Cond.Pos()
	if ifs.Init != nil {
		from = ifs.Init.Pos()
	}
	p.Replace(from, ifs.Cond.End(), anyOf(p.File, rest))
	return p
}

// otherReasons returns the conditions of an if statement beside the one that a wait
// failed. It returns none if one of them, or a branch, looks at the error, or if one may
// do something before the wait.
func (s *site) otherReasons(ifs *ast.IfStmt, err *types.Var, isSet func(ast.Expr) bool) []ast.Expr {
	if err != nil && (s.Mentions(ifs.Body, err) || ifs.Else != nil && s.Mentions(ifs.Else, err)) {
		return nil
	}
	var rest []ast.Expr
	found := false
	for _, c := range operands(ifs.Cond, token.LOR) {
		switch {
		case isSet(c):
			found = true
		case err != nil && s.Mentions(c, err), !found && syntax.HasCalls(c):
			return nil
		default:
			rest = append(rest, c)
		}
	}
	if !found {
		return nil
	}
	return rest
}

// anyOf is the text of the condition that one of several holds. A single condition
// loses its parentheses, as gofmt has it, unless it needs them.
func anyOf(f *edit.File, conds []ast.Expr) string {
	if len(conds) == 1 {
		if x := ast.Unparen(conds[0]); !hasComposite(x) {
			return f.Of(x)
		}
	}
	texts := make([]string, len(conds))
	for i, c := range conds {
		texts[i] = f.Of(c)
	}
	return strings.Join(texts, " || ")
}

// hasComposite reports whether an expression has a composite literal, whose
// brace would begin the body of an if statement.
func hasComposite(x ast.Expr) bool {
	return syntax.Exists(x, func(*ast.CompositeLit) bool { return true })
}

// A choice is a switch over the error of a wait.
type choice struct {
	sw  *ast.SwitchStmt
	err *types.Var // holds the error, nil if the switch makes the call
	// over tells that the cases are values of the error, not conditions.
	over bool
}

// switched fixes a switch over the error of a wait. The clause for no error stays.
//
//	switch err := lim.Wait(ctx); {
//	case errors.Is(err, context.Canceled): return nil
//	case err != nil: return err
//	}
//	→ if !lim.Allow() { return ... }
func (s *site) switched(call, at inspector.Cursor, err *types.Var) *plan {
	sw := at.Node().(*ast.SwitchStmt)
	ch := &choice{sw: sw, err: err, over: sw.Tag != nil && (ast.Unparen(sw.Tag) == call.Node() || s.IsVar(sw.Tag, err))}
	if !syntax.Listed(at) || sw.Tag != nil && !ch.over {
		return nil
	}
	body, ok := s.withoutError(ch)
	if !ok || syntax.HasBreak(body) || err != nil && slices.ContainsFunc(body, func(st ast.Stmt) bool { return s.Mentions(st, err) }) {
		return nil
	}
	p := s.newPlan(at)
	q, r := p.question(call)
	if r == nil {
		return nil
	}
	p.replaceAround(sw, body, p.ask(q, r))
	return p
}

// replaceAround replaces a statement by a text, and keeps the statements of a list in
// it, which follow the text.
func (p *plan) replaceAround(stmt ast.Stmt, body []ast.Stmt, text string) {
	if len(body) == 0 {
		p.ReplaceNode(stmt, text)
		return
	}
	open, shut := "\n", ""
	if slices.ContainsFunc(body, syntax.Declares) {
		open, shut = "\n{\n", "\n}"
	}
	p.Replace(stmt.Pos(), body[0].Pos(), text+open)
	p.Replace(syntax.Last(body).End(), stmt.End(), shut)
}

// withoutError returns the statements that a choice runs if there is no error. It
// fails if that does not show.
func (s *site) withoutError(ch *choice) ([]ast.Stmt, bool) {
	var taken *ast.CaseClause
	for _, c := range ch.sw.Body.List {
		clause := c.(*ast.CaseClause)
		if clause.List == nil && taken == nil {
			taken = clause // the default, unless there is another
		}
		for _, x := range clause.List {
			holds, known := s.holds(ch, ast.Unparen(x))
			switch {
			case !known:
				return nil, false
			case holds:
				return clause.Body, true
			}
		}
	}
	if taken == nil {
		return nil, true
	}
	return taken.Body, true
}

// holds reports whether a case of a choice holds if there is no error, and whether
// that shows.
func (s *site) holds(ch *choice, x ast.Expr) (holds, known bool) {
	if ch.over {
		if s.IsNil(x) {
			return true, true
		}
		return false, !syntax.HasCalls(x) // context.Canceled
	}
	switch x := x.(type) {
	case *ast.BinaryExpr:
		switch {
		case !s.IsVar(x.X, ch.err):
		case s.IsNil(x.Y):
			return x.Op == token.EQL, x.Op == token.EQL || x.Op == token.NEQ
		case x.Op == token.EQL:
			return false, !syntax.HasCalls(x.Y)
		}
	case *ast.CallExpr:
		return false, s.asks(x) && len(x.Args) == 2 && s.IsVar(x.Args[0], ch.err)
	}
	return false, false
}
