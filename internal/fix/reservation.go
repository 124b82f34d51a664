package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/jobvet/jobvet/internal/fix/edit"
	"github.com/jobvet/jobvet/internal/fix/syntax"
	"github.com/jobvet/jobvet/internal/source"
)

// Reservations: the limiter demands a delay, and the function waits for it. A question
// takes the place of the wait. The statements that prepared the wait go.

// A delayed is a statement that waits for a delay that a limiter demands.
type delayed struct {
	stmt  inspector.Cursor
	delay ast.Expr
	timer *types.Var // the variable that holds the timer, if there is one
}

// sleepForDelay fixes a sleep for as long as a limiter demands:
//
//	time.Sleep(lim.Reserve().Delay())   →   if !lim.Allow() { return ... }
//	time.Sleep(r.Delay())               →   if r.Delay() > 0 { r.Cancel(); return ... }
func (s *site) sleepForDelay(sleep inspector.Cursor) *plan {
	stmt, ok := syntax.StatementOf(sleep)
	call := sleep.Node().(*ast.CallExpr)
	if !ok || len(call.Args) != 1 {
		return nil
	}
	return s.askedInstead(&delayed{stmt: stmt, delay: call.Args[0]}, nil)
}

// receivedTimer fixes a receive from a timer that runs for as long as a
// limiter demands, alone in its statement.
func (s *site) receivedTimer(recv inspector.Cursor) *plan {
	stmt, ok := syntax.StatementOf(recv)
	if !ok {
		return nil
	}
	delay, timer := s.timerOf(recv.Node().(*ast.UnaryExpr).X)
	if delay == nil {
		return nil
	}
	return s.askedInstead(&delayed{stmt, delay, timer}, nil)
}

// selected fixes a select that waits for such a timer or for the end of a
// context:
//
//	select {
//	case <-time.After(r.Delay()):
//	case <-ctx.Done(): ...
//	}
//	→ if r.Delay() > 0 { r.Cancel(); return ... }
func (s *site) selected(at inspector.Cursor) *plan {
	if !syntax.Listed(at) {
		return nil
	}
	for _, c := range at.Node().(*ast.SelectStmt).Body.List {
		clause := c.(*ast.CommClause)
		stmt, ok := clause.Comm.(*ast.ExprStmt)
		if !ok {
			continue
		}
		if u, ok := ast.Unparen(stmt.X).(*ast.UnaryExpr); ok && u.Op == token.ARROW {
			if delay, timer := s.timerOf(u.X); delay != nil {
				if syntax.HasBreak(clause.Body) {
					return nil
				}
				return s.askedInstead(&delayed{at, delay, timer}, clause.Body)
			}
		}
	}
	return nil
}

// askedInstead asks in the place of a statement that waits for a delay. after are the
// statements in it that run after the delay; they stay.
func (s *site) askedInstead(d *delayed, after []ast.Stmt) *plan {
	p := s.newPlan(d.stmt)
	q := p.demanded(d)
	if q == nil || q.only.Valid() && len(after) > 0 || !p.dropTimer(q, d) {
		return nil
	}
	r := p.refuse(q.retry)
	if r == nil {
		return nil
	}
	text := p.ask(q, r)
	if q.only.Valid() {
		p.before = q.only
	} else if len(after) == 0 && isGuarded(p.File, d.stmt, q.cond()) {
		text = q.first + r.text() // the condition has been asked
	}
	for _, c := range q.useless {
		p.Remove(c.Node().Pos(), p.After(c.Node().End()))
	}
	p.replaceAround(p.before.Node().(ast.Stmt), after, text)
	return p
}

// isGuarded reports whether a statement is the last of an if statement's body, and the
// if statement has just that condition.
func isGuarded(f *edit.File, stmt inspector.Cursor, cond string) bool {
	block, ok := stmt.Parent().Node().(*ast.BlockStmt)
	if !ok || stmt.Parent().ParentEdgeKind() != edge.IfStmt_Body || syntax.Last(block.List) != stmt.Node() {
		return false
	}
	return f.Of(stmt.Parent().Parent().Node().(*ast.IfStmt).Cond) == cond
}

// demanded returns the question that replaces the wait for a delay, or nil.
func (p *plan) demanded(d *delayed) *question {
	switch x := ast.Unparen(d.delay).(type) {
	case *ast.CallExpr:
		return p.demandedBy(x)
	case *ast.Ident:
		v := p.VarNamed(x)
		from, ok := p.onlyValue(v).(*ast.CallExpr)
		if !ok {
			return nil
		}
		if res, cancel := p.reservationOf(from); res != nil {
			return p.reserved(res, cancel, x.Name)
		}
		return p.taken(v, from, d.stmt)
	}
	return nil
}

// demandedBy returns the question for a delay that a call returns, or nil.
func (p *plan) demandedBy(call *ast.CallExpr) *question {
	if q := p.try(call); q != nil { // juju's Take
		return q
	}
	entry, _, sel := p.EntryOf(call)
	if entry == nil || entry.Cancel == "" {
		return nil
	}
	if reserve, ok := ast.Unparen(sel.X).(*ast.CallExpr); ok {
		return p.try(reserve)
	}
	res, cancel := p.reservationOf(call)
	if res == nil {
		return nil
	}
	return p.reserved(res, cancel, p.Of(call))
}

// reservationOf returns the variable that holds the reservation whose delay a call
// returns, and the name of the method that cancels it. It returns nil if there is none.
func (s *site) reservationOf(call *ast.CallExpr) (res *ast.Ident, cancel string) {
	entry, _, sel := s.EntryOf(call)
	if entry == nil || entry.Cancel == "" {
		return nil, ""
	}
	res, _ = ast.Unparen(sel.X).(*ast.Ident)
	return res, entry.Cancel
}

// onlyValue returns the only value that a variable of the function ever gets, or nil.
func (s *site) onlyValue(v *types.Var) ast.Expr {
	if v == nil {
		return nil
	}
	values := s.Src.Values(v)
	if len(values) != 1 || values[0].In != s.fn {
		return nil
	}
	return ast.Unparen(values[0].Expr)
}

// reserved returns the question whether a reservation has a delay. If so the method
// cancel gives it back.
func (p *plan) reserved(res *ast.Ident, cancel, delay string) *question {
	v := p.VarNamed(res)
	if v == nil || !p.Sees(v) {
		return nil
	}
	fn := source.Method(v.Type(), cancel, p.Types)
	if fn == nil || fn.Signature().Params().Len() > 0 || fn.Signature().Results().Len() > 0 {
		return nil
	}
	return &question{refused: delay + " > 0", first: res.Name + "." + cancel + "()\n", says: "Cancel the reservation instead of waiting for it"}
}

// taken returns the question for a delay that a limiter demands for permits which
// cannot be given back. It takes none, and so the function must use the delay for the
// wait only.
//
//	if d := bucket.Take(1); d > 0 { time.Sleep(d) }
func (p *plan) taken(v *types.Var, from *ast.CallExpr, stmt inspector.Cursor) *question {
	q := p.try(from)
	if q == nil {
		return nil
	}
	whole := stmt
	if only, ok := onlyIn(stmt); ok {
		q.only, whole = only, only
	}
	def := syntax.Wrapped(p.Find(from)).Parent()
	if !isDefinition(def) {
		return nil
	}
	if !syntax.Within(def.Node(), whole.Node()) {
		if !syntax.Listed(def) {
			return nil
		}
		q.useless = append(q.useless, def)
	}
	if slices.ContainsFunc(p.UsesOf(v), func(use *ast.Ident) bool { return !syntax.Within(use, whole.Node()) }) {
		return nil
	}
	return q
}

// isDefinition reports whether a statement defines one variable, by one value.
func isDefinition(c inspector.Cursor) bool {
	def, ok := c.Node().(*ast.AssignStmt)
	return ok && def.Tok == token.DEFINE && len(def.Lhs) == 1 && len(def.Rhs) == 1
}

// onlyIn returns the if statement, in a list, whose body is just one statement.
func onlyIn(stmt inspector.Cursor) (inspector.Cursor, bool) {
	body := stmt.Parent()
	if body.ParentEdgeKind() != edge.IfStmt_Body || len(body.Node().(*ast.BlockStmt).List) != 1 {
		return stmt, false
	}
	return body.Parent(), body.Parent().Node().(*ast.IfStmt).Else == nil && syntax.Listed(body.Parent())
}

// timerOf returns the delay of the timer to which a channel belongs, and the variable
// that holds the timer, if there is one.
func (s *site) timerOf(ch ast.Expr) (ast.Expr, *types.Var) {
	ch = ast.Unparen(ch)
	if call, ok := ch.(*ast.CallExpr); ok && s.IsTime(call, "After") && len(call.Args) == 1 {
		return call.Args[0], nil
	}
	maker := "After"
	if sel, ok := ch.(*ast.SelectorExpr); ok && sel.Sel.Name == "C" {
		ch, maker = sel.X, "NewTimer"
	}
	v := s.VarNamed(ch)
	call, ok := s.onlyValue(v).(*ast.CallExpr)
	if !ok || !s.IsTime(call, maker) || len(call.Args) != 1 {
		return nil, nil
	}
	return call.Args[0], v
}

// dropTimer adds the declaration of the timer, and the statements that stop it, to the
// useless ones. It fails if the function uses the timer for something else.
func (p *plan) dropTimer(q *question, d *delayed) bool {
	if d.timer == nil {
		return true
	}
	for _, use := range p.UsesOf(d.timer) {
		if syntax.Within(use, d.stmt.Node()) {
			continue
		}
		c := p.Find(use).Parent()
		if c.ParentEdgeKind() != edge.CallExpr_Fun {
			return false
		}
		on, method := p.MethodOf(c.Parent().Node())
		stop := c.Parent().Parent()
		if _, ok := stop.Node().(*ast.GoStmt); ok || on != d.timer || method != "Stop" || !syntax.Listed(stop) {
			return false
		}
		q.useless = append(q.useless, stop)
	}
	def := syntax.Wrapped(p.Find(p.Src.Values(d.timer)[0].Expr)).Parent()
	q.useless = append(q.useless, def)
	return isDefinition(def) && syntax.Listed(def)
}
