package fix

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/jobvet/jobvet/internal/source"
)

// A question replaces the wait for a delay that a limiter demands.
type question struct {
	cond   string // is true where the limiter refuses; follows "if"
	first  string // what to do then, before all else
	says   string
	gone   []ast.Node // what is not evaluated any more
	remove []ast.Stmt // statements that make the delay, and are useless now
	// only is the if statement that does nothing but wait for the delay.
	only *ast.IfStmt
}

// sleepForDelay fixes a sleep for as long as a limiter demands:
//
//	time.Sleep(lim.Reserve().Delay())   →   if !lim.Allow() { return ... }
//	time.Sleep(r.Delay())               →   if r.Delay() > 0 { r.Cancel(); return ... }
func (s *site) sleepForDelay(call *ast.CallExpr, path []ast.Node) []analysis.SuggestedFix {
	stmt := alone(path)
	if stmt == nil || len(call.Args) != 1 {
		return nil
	}
	e := s.edit()
	return e.instead(e.demanded(call.Args[0], stmt, path[1:]), stmt, path[1:])
}

// receivedTimer fixes a receive from a timer that runs for as long as a
// limiter demands, alone in its statement.
func (s *site) receivedTimer(recv *ast.UnaryExpr, path []ast.Node) []analysis.SuggestedFix {
	stmt := alone(path)
	if stmt == nil {
		return nil
	}
	e := s.edit()
	delay, timer := e.timerOf(recv.X)
	if delay == nil {
		return nil
	}
	q := e.demanded(delay, stmt, path[1:])
	if q == nil || !e.dropTimer(q, timer, stmt) {
		return nil
	}
	return e.instead(q, stmt, path[1:])
}

// selected fixes a select that waits for such a timer or for the end of a
// context:
//
//	select {
//	case <-time.After(r.Delay()):
//	case <-ctx.Done(): ...
//	}
//	→ if r.Delay() > 0 { r.Cancel(); return ... }
func (s *site) selected(sel *ast.SelectStmt, path []ast.Node) []analysis.SuggestedFix {
	if !oldListed(sel, path) {
		return nil
	}
	var delay ast.Expr
	var timer *types.Var
	var granted *ast.CommClause
	e := s.edit()
	for _, c := range sel.Body.List {
		clause := c.(*ast.CommClause)
		if recv, ok := clause.Comm.(*ast.ExprStmt); ok {
			if u, ok := ast.Unparen(recv.X).(*ast.UnaryExpr); ok && u.Op == token.ARROW {
				if d, t := e.timerOf(u.X); d != nil && granted == nil {
					delay, timer, granted = d, t, clause
				}
			}
		}
	}
	if granted == nil || hasBreak(granted.Body) {
		return nil
	}
	q := e.demanded(delay, sel, path)
	if q == nil || q.only != nil && len(granted.Body) > 0 || !e.dropTimer(q, timer, sel) {
		return nil
	}
	for _, c := range sel.Body.List {
		if c != ast.Stmt(granted) {
			q.gone = append(q.gone, c)
		}
	}
	if len(granted.Body) == 0 {
		return e.instead(q, sel, path)
	}
	// What the timer's case does follows.
	text, r := e.answer(q)
	if r == nil {
		return nil
	}
	open, shut := "", ""
	for _, st := range granted.Body {
		if declares(st) {
			open, shut = "{\n", "\n}"
		}
	}
	e.freeAll(q, text, sel)
	last := granted.Body[len(granted.Body)-1]
	e.replace(sel.Pos(), granted.Body[0].Pos(), text+"\n"+open)
	e.replace(last.End(), sel.End(), shut)
	return e.done(q.says + "; " + r.says)
}

// instead puts the question in the place of a statement that waits.
func (e *edit) instead(q *question, stmt ast.Stmt, path []ast.Node) []analysis.SuggestedFix {
	if q == nil {
		return nil
	}
	text, r := e.answer(q)
	if r == nil {
		return nil
	}
	if q.only != nil {
		stmt = q.only
	} else if ifs := guarding(path, stmt, e.file, q.cond); ifs != nil {
		text = q.first + r.text() // the condition has been asked
	}
	e.freeAll(q, text, stmt)
	e.replace(stmt.Pos(), stmt.End(), text)
	return e.done(q.says + "; " + r.says)
}

// answer is the text of a question.
func (e *edit) answer(q *question) (string, *refusal) {
	r := e.refuse()
	if r == nil {
		return "", nil
	}
	return "if " + q.cond + " {\n" + q.first + r.text() + "\n}", r
}

func (e *edit) freeAll(q *question, kept string, stmt ast.Stmt) {
	for _, st := range q.remove {
		e.replace(st.Pos(), e.file.after(st.End()), "")
		q.gone = append(q.gone, st)
	}
	e.free(append(q.gone, stmt), kept, stmt)
}

// guarding returns the if statement that asks just the condition and whose
// body ends with the statement.
func guarding(path []ast.Node, stmt ast.Stmt, f *file, cond string) *ast.IfStmt {
	if len(path) < 2 {
		return nil
	}
	block, ok := path[0].(*ast.BlockStmt)
	if !ok || block.List[len(block.List)-1] != stmt {
		return nil
	}
	ifs, ok := path[1].(*ast.IfStmt)
	if !ok || ifs.Body != block || f.of(ifs.Cond) != cond {
		return nil
	}
	return ifs
}

// demanded returns the question that replaces a wait of stmt for a delay.
func (e *edit) demanded(delay ast.Expr, stmt ast.Stmt, path []ast.Node) *question {
	switch x := ast.Unparen(delay).(type) {
	case *ast.CallExpr:
		if t := e.try(x); t != nil { // juju's Take
			return asking(t, x)
		}
		entry, _, sel := e.entryOf(x)
		if entry == nil || entry.Cancel == "" {
			return nil
		}
		switch res := ast.Unparen(sel.X).(type) {
		case *ast.CallExpr:
			if t := e.try(res); t != nil {
				return asking(t, res)
			}
		case *ast.Ident:
			return e.reserved(res, entry.Cancel, e.file.of(x))
		}
	case *ast.Ident:
		v, ok := e.pass.TypesInfo.Uses[x].(*types.Var)
		if !ok {
			return nil
		}
		values := e.src.Values(v)
		if len(values) != 1 || values[0].In != e.fn {
			return nil
		}
		from, ok := ast.Unparen(values[0].Expr).(*ast.CallExpr)
		if !ok {
			return nil
		}
		if entry, _, sel := e.entryOf(from); entry != nil && entry.Cancel != "" {
			if res, ok := ast.Unparen(sel.X).(*ast.Ident); ok {
				return e.reserved(res, entry.Cancel, x.Name)
			}
		}
		return e.taken(v, from, stmt, path)
	}
	return nil
}

func asking(t *try, call *ast.CallExpr) *question {
	return &question{cond: t.cond(), says: "Ask " + t.name + " instead of waiting", gone: argsGone(call)}
}

// reserved is the question for a reservation that has a name: it is cancelled,
// by the method cancel.
func (e *edit) reserved(res *ast.Ident, cancel, delay string) *question {
	v, ok := e.pass.TypesInfo.Uses[res].(*types.Var)
	if !ok {
		return nil
	}
	if _, obj := e.lookup(res.Name); obj != v {
		return nil
	}
	fn := source.Method(v.Type(), cancel, e.pass.Pkg)
	if fn == nil || fn.Signature().Params().Len() > 0 || fn.Signature().Results().Len() > 0 {
		return nil
	}
	return &question{cond: delay + " > 0", first: res.Name + "." + cancel + "()\n", says: "Cancel the reservation instead of waiting for it"}
}

// taken is the question for a delay that was demanded for permits that cannot
// be given back, and is used for nothing but the wait: nothing is taken.
//
//	if d := bucket.Take(1); d > 0 { time.Sleep(d) }
func (e *edit) taken(v *types.Var, from *ast.CallExpr, stmt ast.Stmt, path []ast.Node) *question {
	t := e.try(from)
	if t == nil {
		return nil
	}
	q := asking(t, from)
	only := enclosingIf(path)
	var whole []ast.Node
	whole = append(whole, stmt)
	if only != nil {
		q.only = only
		whole[0] = only
	}
	for _, n := range enclosing(e.file.syntax, from) {
		def, ok := n.(*ast.AssignStmt)
		if !ok {
			continue
		}
		if def.Tok != token.DEFINE || len(def.Lhs) != 1 || len(def.Rhs) != 1 || ast.Unparen(def.Rhs[0]) != ast.Expr(from) {
			return nil
		}
		if !within(def, whole) {
			if !oldListed(def, enclosing(e.file.syntax, def)) {
				return nil
			}
			q.remove = append(q.remove, def)
		}
		break
	}
	for _, use := range e.usesOf(v) {
		if !within(use, whole) {
			return nil
		}
	}
	return q
}

// enclosingIf returns the if statement, in a list, that does nothing but the
// statement that path is around.
func enclosingIf(path []ast.Node) *ast.IfStmt {
	if len(path) < 3 {
		return nil
	}
	block, ok := path[0].(*ast.BlockStmt)
	if !ok || len(block.List) != 1 {
		return nil
	}
	ifs, ok := path[1].(*ast.IfStmt)
	if !ok || ifs.Body != block || ifs.Else != nil || !oldListed(ifs, path[2:]) {
		return nil
	}
	return ifs
}

// timerOf returns how long the timer runs whose channel an expression is, and
// the variable that holds the timer, if there is one.
func (e *edit) timerOf(ch ast.Expr) (ast.Expr, *types.Var) {
	ch = ast.Unparen(ch)
	if call, ok := ch.(*ast.CallExpr); ok && e.isTime(call, "After") && len(call.Args) == 1 {
		return call.Args[0], nil
	}
	maker := "After"
	if sel, ok := ch.(*ast.SelectorExpr); ok && sel.Sel.Name == "C" {
		ch, maker = ast.Unparen(sel.X), "NewTimer"
	}
	id, ok := ch.(*ast.Ident)
	if !ok {
		return nil, nil
	}
	v, ok := e.pass.TypesInfo.Uses[id].(*types.Var)
	if !ok {
		return nil, nil
	}
	values := e.src.Values(v)
	if len(values) != 1 || values[0].In != e.fn {
		return nil, nil
	}
	call, ok := ast.Unparen(values[0].Expr).(*ast.CallExpr)
	if !ok || !e.isTime(call, maker) || len(call.Args) != 1 {
		return nil, nil
	}
	return call.Args[0], v
}

// dropTimer notes that a timer is useless: its declaration and the statements
// that stop it. It fails where the timer is used for something else.
func (e *edit) dropTimer(q *question, timer *types.Var, wait ast.Stmt) bool {
	if timer == nil {
		return true
	}
	covered := []ast.Node{wait}
	drop := func(st ast.Stmt) bool {
		if !oldListed(st, enclosing(e.file.syntax, st)) {
			return false
		}
		covered = append(covered, st)
		q.remove = append(q.remove, st)
		return true
	}
	for _, use := range e.usesOf(timer) {
		if within(use, covered) {
			continue
		}
		path := enclosing(e.file.syntax, use)
		if len(path) < 3 {
			return false
		}
		on, method := e.methodOf(path[1])
		st, ok := path[2].(ast.Stmt)
		if on != timer || method != "Stop" || !ok {
			return false
		}
		switch st.(type) {
		case *ast.ExprStmt, *ast.DeferStmt:
			if !drop(st) {
				return false
			}
		default:
			return false
		}
	}
	for _, n := range enclosing(e.file.syntax, e.src.Values(timer)[0].Expr) {
		if def, ok := n.(*ast.AssignStmt); ok {
			return def.Tok == token.DEFINE && len(def.Lhs) == 1 && drop(def)
		}
	}
	return false
}

// hasBreak reports whether statements have a break of the statement around
// them.
func hasBreak(stmts []ast.Stmt) bool {
	found := false
	for _, st := range stmts {
		ast.Inspect(st, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt, *ast.FuncLit:
				return false
			case *ast.BranchStmt:
				found = found || n.Tok == token.BREAK && n.Label == nil || n.Tok == token.FALLTHROUGH
			}
			return !found
		})
	}
	return found
}

// declares reports whether a statement declares names in the block around it.
func declares(st ast.Stmt) bool {
	switch d := st.(type) {
	case *ast.DeclStmt, *ast.LabeledStmt:
		return true
	case *ast.AssignStmt:
		return d.Tok == token.DEFINE
	}
	return false
}
