package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/source"
)

// rateWait fixes a limiter call that waits, a sleep for a limiter's delay, and
// a loop that tries again and again.
func (s *site) rateWait() []analysis.SuggestedFix {
	n, path := s.at(func(n ast.Node) bool {
		if n.Pos() != s.Pos {
			return false
		}
		switch n := n.(type) {
		case *ast.CallExpr:
			if s.isSleep(n) {
				return true
			}
			entry, _, _ := s.entryOf(n)
			return entry != nil && entry.Limiter && entry.Effect == string(effect.RateWait)
		case *ast.ForStmt, *ast.SelectStmt:
			return true
		case *ast.UnaryExpr:
			return n.Op == token.ARROW
		}
		return false
	})
	switch n := n.(type) {
	case *ast.ForStmt:
		return s.spin(n, path)
	case *ast.SelectStmt:
		return s.selected(n, path)
	case *ast.UnaryExpr:
		return s.receivedTimer(n, around(path))
	case *ast.CallExpr:
		if s.isSleep(n) {
			return s.sleepForDelay(n, around(path))
		}
		return s.cured(func(s *site) []analysis.SuggestedFix {
			fixes := s.waitCall(n, around(path))
			if len(fixes) == 0 && !s.hasLimiter(s.file) {
				return nil // the first fix is applied unasked, and must compile
			}
			return append(fixes, s.move(n)...)
		})
	}
	return nil
}

// cured returns the fixes of a wait, the best first: the wait on the operator's
// own context if there is one, and then those that give the element back, as
// alternatives.
func (s *site) cured(givesBack func(*site) []analysis.SuggestedFix) []analysis.SuggestedFix {
	if s.moved != nil {
		return givesBack(s) // a part of a move, which has its own calls
	}
	own := s.ownContext()
	if len(own) == 0 || s.may(catalog.GiveBackCure) {
		return append(givesBack(s), own...)
	}
	alternative := *s
	alternative.asked = append(slices.Clone(s.asked), catalog.GiveBackCure)
	return append(own, givesBack(&alternative)...)
}

// waitCall fixes a call of a limiter's waiting method in each of the shapes
// in which such a call is written.
func (s *site) waitCall(call *ast.CallExpr, path []ast.Node) []analysis.SuggestedFix {
	if len(path) == 0 {
		return nil
	}
	if s.yieldsBool(call) {
		switch p := path[0].(type) {
		case *ast.DeferStmt, *ast.ExprStmt: // nobody looks at the answer
		case *ast.AssignStmt:
			if !isBlank(p) {
				return s.granted(call, call, path)
			}
		default:
			return s.granted(call, call, path)
		}
	}
	switch p := path[0].(type) {
	case *ast.ExprStmt:
		return s.ignored(call, p, path[1:])
	case *ast.DeferStmt:
		return s.ignored(call, p, path[1:])
	case *ast.AssignStmt:
		if len(p.Lhs) == 1 && len(p.Rhs) == 1 {
			return s.assigned(call, p, path[1:])
		}
	case *ast.ReturnStmt:
		if ast.Unparen(p.Results[len(p.Results)-1]) == ast.Expr(call) {
			return s.returned(call, p, path[1:])
		}
	case *ast.BinaryExpr:
		return s.compared(call, p, path[1:])
	case *ast.SwitchStmt:
		return s.switched(call, p, path[1:], nil)
	}
	return s.nested(call, path)
}

// message is the message of a fix.
func (e *edit) message(t *try, r *refusal) string {
	m := "Ask " + t.name + " instead of waiting"
	if r != nil {
		m += "; " + r.says
	}
	return m
}

// argsGone are the parts of a call that its non-blocking form does not take.
func argsGone(call *ast.CallExpr) []ast.Node {
	var gone []ast.Node
	for _, a := range call.Args {
		gone = append(gone, a)
	}
	return gone
}

// ignored fixes a call whose result nobody looks at:
//
//	lim.Wait(ctx)   →   if !lim.Allow() { return ... }
func (s *site) ignored(call *ast.CallExpr, stmt ast.Stmt, path []ast.Node) []analysis.SuggestedFix {
	if !oldListed(stmt, path) {
		return nil
	}
	e := s.edit()
	t := e.try(call)
	if t == nil {
		return nil
	}
	return e.tried(t, call, stmt)
}

// returned fixes a call whose error is what the function returns:
//
//	return lim.Wait(ctx)   →   if !lim.Allow() { return ... }; return nil
func (s *site) returned(call *ast.CallExpr, stmt *ast.ReturnStmt, path []ast.Node) []analysis.SuggestedFix {
	n := len(stmt.Results)
	if !oldListed(stmt, path) || ast.Unparen(stmt.Results[n-1]) != call || !s.yieldsError(call) {
		return nil
	}
	for _, other := range stmt.Results[:n-1] {
		if hasCalls(other) {
			return nil
		}
	}
	e := s.edit()
	t, r := e.ask(call)
	if t == nil {
		return nil
	}
	e.free(argsGone(call), t.cond()+e.file.slice(stmt.Pos(), call.Pos()), stmt)
	e.insert(stmt.Pos(), "if "+t.cond()+" {\n"+r.text()+"\n}\n")
	e.replace(stmt.Results[n-1].Pos(), stmt.Results[n-1].End(), e.universe("nil"))
	return e.done(e.message(t, r))
}

// yieldsError reports whether a call has an error as its only result.
func (s *site) yieldsError(call *ast.CallExpr) bool {
	return source.IsError(s.pass.TypesInfo.TypeOf(call))
}

// yieldsBool reports whether a call answers whether it was granted.
func (s *site) yieldsBool(call *ast.CallExpr) bool {
	t := s.pass.TypesInfo.TypeOf(call)
	if t == nil {
		return false
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsBoolean != 0
}

// compared fixes a call that a condition compares with nil. The branch that
// it guards has to leave the element alone already.
func (s *site) compared(call *ast.CallExpr, cmp *ast.BinaryExpr, path []ast.Node) []analysis.SuggestedFix {
	path = around(path)
	if len(path) < 2 || !s.yieldsError(call) || ast.Unparen(cmp.X) != call || !s.isNil(cmp.Y) {
		return nil
	}
	isSet := func(x ast.Expr) bool { return ast.Unparen(x) == ast.Expr(cmp) && cmp.Op == token.NEQ }
	for len(path) > 1 {
		if b, ok := path[0].(*ast.BinaryExpr); !ok || b.Op != token.LAND && b.Op != token.LOR {
			break
		}
		path = around(path[1:])
	}
	ifs, ok := path[0].(*ast.IfStmt)
	if !ok || ifs.Init != nil || !oldListed(ifs, path[1:]) {
		return nil
	}
	if ast.Unparen(ifs.Cond) != cmp && !s.failed(ifs.Cond, isSet) {
		return s.either(call, ifs, path[1:], nil, isSet)
	}
	e := s.edit()
	t := e.try(call)
	if t == nil || t.init != "" {
		return nil
	}
	e.free(append(argsGone(call), ifs.Cond), t.cond(), ifs)
	if cmp.Op == token.EQL {
		if n := len(ifs.Body.List); ifs.Else != nil || n > 0 && leaves(ifs.Body.List[n-1]) {
			return nil
		}
		// What follows is for elements that were not let through.
		r := e.refuse()
		if r == nil {
			return nil
		}
		e.replace(ifs.Cond.Pos(), ifs.Cond.End(), t.granted)
		e.insert(ifs.End(), " else {\n"+r.text()+"\n}")
		return e.done(e.message(t, r))
	}
	r := e.branch(ifs.Body, nil, false)
	if r == nil {
		return nil
	}
	e.replace(ifs.Cond.Pos(), ifs.Cond.End(), t.refused)
	return e.done(e.message(t, r))
}

func (x *Fixer) isNil(n ast.Expr) bool {
	return x.pass.TypesInfo.Types[n].IsNil()
}

// leaves reports whether a statement leaves the list it stands in.
func leaves(s ast.Stmt) bool {
	switch s := s.(type) {
	case *ast.ReturnStmt, *ast.BranchStmt:
		return true
	case *ast.ExprStmt:
		call, ok := s.X.(*ast.CallExpr)
		if !ok {
			return false
		}
		id, ok := call.Fun.(*ast.Ident)
		return ok && id.Name == "panic"
	}
	return false
}

// assigned fixes a call whose error is stored, and looked at in the same
// statement or a later one.
func (s *site) assigned(call *ast.CallExpr, stmt *ast.AssignStmt, path []ast.Node) []analysis.SuggestedFix {
	if len(stmt.Lhs) != 1 || len(stmt.Rhs) != 1 || stmt.Tok != token.ASSIGN && stmt.Tok != token.DEFINE || len(path) == 0 {
		return nil
	}
	id, ok := stmt.Lhs[0].(*ast.Ident)
	if !ok {
		return nil
	}
	if id.Name == "_" {
		return s.ignored(call, stmt, path)
	}
	if !s.yieldsError(call) {
		return nil
	}
	obj, ok := s.pass.TypesInfo.ObjectOf(id).(*types.Var)
	if !ok {
		return nil
	}
	isSet := func(x ast.Expr) bool { return s.isNotNil(x, obj) }
	if sw, ok := path[0].(*ast.SwitchStmt); ok && sw.Init == ast.Stmt(stmt) {
		if stmt.Tok != token.DEFINE {
			return nil
		}
		return s.switched(call, sw, path[1:], obj)
	}
	if ifs, ok := path[0].(*ast.IfStmt); ok {
		if ifs.Init != stmt || len(path) < 2 {
			return nil
		}
		if !s.failed(ifs.Cond, isSet) {
			if stmt.Tok != token.DEFINE {
				return nil
			}
			return s.either(call, ifs, path[1:], obj, isSet)
		}
		if up, ok := path[1].(*ast.IfStmt); !oldListed(ifs, path[1:]) && (!ok || up.Else != ast.Stmt(ifs)) {
			return nil
		}
		if ifs.Else != nil && (stmt.Tok != token.ASSIGN && s.mentions(ifs.Else, obj)) {
			return nil
		}
		return s.checked(call, stmt, ifs, obj, oldInList(path[1:]))
	}
	if !oldListed(stmt, path) {
		return nil
	}
	stmts := oldInList(path)
	for i, next := range stmts[:len(stmts)-1] {
		if unlabelled(next) != ast.Stmt(stmt) {
			continue
		}
		ifs, ok := stmts[i+1].(*ast.IfStmt)
		if ok && ifs.Init == nil && s.failed(ifs.Cond, isSet) && (ifs.Else == nil || !s.mentions(ifs.Else, obj)) {
			return s.checked(call, stmt, ifs, obj, stmts)
		}
	}
	return s.stored(call, stmt, obj, stmts)
}

// isNotNil reports whether a condition is "v != nil".
func (x *Fixer) isNotNil(cond ast.Expr, v *types.Var) bool {
	b, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok || b.Op != token.NEQ || !x.isNil(b.Y) {
		return false
	}
	id, ok := ast.Unparen(b.X).(*ast.Ident)
	return ok && x.pass.TypesInfo.Uses[id] == v
}

// checked fixes a call whose error is stored and compared with nil at once:
//
//	if err := lim.Wait(ctx); err != nil { return err }
//	→ if !lim.Allow() { return ... }
//
// ifs may be the statement that follows stmt.
func (s *site) checked(call *ast.CallExpr, stmt *ast.AssignStmt, ifs *ast.IfStmt, err *types.Var, stmts []ast.Stmt) []analysis.SuggestedFix {
	e := s.edit()
	t := e.try(call)
	if t == nil {
		return nil
	}
	head := []ast.Node{stmt, ifs.Cond}
	outside := false // is the variable read elsewhere?
	written := false
	for _, use := range s.usesOf(err) {
		switch {
		case within(use, head) || within(use, []ast.Node{ifs.Body}):
		case s.isAssigned(use):
			written = true
		default:
			outside = true
		}
	}
	own := stmt.Tok == token.DEFINE && s.pass.TypesInfo.Defs[stmt.Lhs[0].(*ast.Ident)] == err
	prefix := ""
	assign := true // the variable is to be set before the body
	switch {
	case own && !outside && written:
		return nil
	case own && !outside:
		assign = false
	case own:
		prefix = "var " + err.Name() + " " + e.typ(err.Type()) + "\n"
	case !outside && err.Kind() == types.LocalVar && !e.returnsError(ifs.Body, err):
		return nil // nothing would read it any more
	case !s.knownNil(err, stmts, stmt, ifs):
		prefix = err.Name() + " = " + e.universe("nil") + "\n"
	}
	if own && !outside && mentionsName(t.cond(), err.Name()) {
		return nil
	}
	r := e.branch(ifs.Body, err, assign)
	if r == nil {
		return nil
	}
	first := ast.Stmt(stmt)
	from := stmt.Pos()
	if ifs.Init == ast.Stmt(stmt) {
		first, from = ifs, ifs.Pos()
	} else if e.file.comments(stmt.End(), ifs.Pos()) {
		return nil
	}
	n := len(e.edits)
	e.free(append(argsGone(call), ifs.Cond), t.cond(), first)
	if len(stmts) == 0 && (prefix != "" || len(e.edits) > n) {
		return nil // there is no place for a statement before an "else if"
	}
	e.replace(from, ifs.Body.Lbrace, prefix+"if "+t.cond()+" ")
	return e.done(e.message(t, r))
}

// returnsError reports whether a branch ends by returning an error variable,
// and goes on to do so.
func (e *edit) returnsError(body *ast.BlockStmt, err *types.Var) bool {
	if len(body.List) == 0 {
		return false
	}
	ret, ok := body.List[len(body.List)-1].(*ast.ReturnStmt)
	if !ok || !e.handsOn(ret, err) {
		return false
	}
	r := e.refuse()
	return r != nil && r.err != ""
}

// comments reports whether there are comments in a range.
func (f *file) comments(from, to token.Pos) bool {
	for _, g := range f.syntax.Comments {
		if from <= g.Pos() && g.Pos() < to {
			return true
		}
	}
	return false
}

// knownNil reports whether an error variable is nil before the statement: it
// was declared without a value, or checked.
func (s *site) knownNil(v *types.Var, stmts []ast.Stmt, at ...ast.Stmt) bool {
	for i := len(stmts) - 1; i >= 0; i-- {
		st := stmts[i]
		if st.Pos() >= at[0].Pos() || st == at[len(at)-1] {
			continue
		}
		touched := s.mentions(st, v)
		ast.Inspect(st, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && s.pass.TypesInfo.Defs[id] == v {
				touched = true
			}
			return true
		})
		if !touched {
			continue
		}
		switch st := st.(type) {
		case *ast.DeclStmt:
			g := st.Decl.(*ast.GenDecl)
			spec, ok := g.Specs[0].(*ast.ValueSpec)
			return ok && len(g.Specs) == 1 && len(spec.Values) == 0
		case *ast.IfStmt:
			n := len(st.Body.List)
			return s.isNotNil(st.Cond, v) && st.Else == nil && n > 0 && leaves(st.Body.List[n-1])
		}
		return false
	}
	// Untouched since the function began.
	return v.Kind() == types.ResultVar && len(stmts) > 0 && len(s.fn.Body.List) > 0 && stmts[0] == s.fn.Body.List[0]
}

// stored fixes a call whose error is stored for later:
//
//	err := lim.Wait(ctx)   →   var err error; if !lim.Allow() { err = ... }
func (s *site) stored(call *ast.CallExpr, stmt *ast.AssignStmt, err *types.Var, stmts []ast.Stmt) []analysis.SuggestedFix {
	e := s.edit()
	t := e.try(call)
	if t == nil {
		return nil
	}
	r := e.refuse()
	if r == nil || r.err == "" || len(r.before) > 0 || !source.IsError(err.Type()) || !s.returnedLater(err, stmt) {
		return nil
	}
	prefix := ""
	switch {
	case stmt.Tok == token.DEFINE && s.pass.TypesInfo.Defs[stmt.Lhs[0].(*ast.Ident)] == err:
		prefix = "var " + err.Name() + " " + e.typ(err.Type()) + "\n"
	case !s.knownNil(err, stmts, stmt):
		prefix = err.Name() + " = " + e.universe("nil") + "\n"
	}
	e.free(argsGone(call), t.cond(), stmt)
	e.replace(stmt.Pos(), stmt.End(), prefix+"if "+t.cond()+" {\n"+err.Name()+" = "+r.err+"\n}")
	return e.done(e.message(t, r))
}

// returnedLater reports whether an error variable that a statement sets may be
// what the function returns. Else a refusal would be forgotten, and the
// element be worked on all the same.
func (s *site) returnedLater(err *types.Var, stmt ast.Stmt) bool {
	if err.Kind() == types.ResultVar {
		return true
	}
	found := false
	ast.Inspect(s.fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			found = found || n.Pos() > stmt.End() && s.mentions(n, err)
		}
		return !found
	})
	return found
}

// isBlank reports whether an assignment drops its only value.
func isBlank(stmt *ast.AssignStmt) bool {
	id, ok := stmt.Lhs[0].(*ast.Ident)
	return ok && len(stmt.Lhs) == 1 && id.Name == "_"
}

// branch edits the branch for a wait that failed, so that it is one for an
// element that is refused. err is the error variable, nil where there is none
// and assign tells that it must be set. It returns nil where the branch goes
// on with the element and nothing else is possible.
func (e *edit) branch(body *ast.BlockStmt, err *types.Var, assign bool) *refusal {
	r := e.refuse()
	if r == nil {
		return nil
	}
	if scope := e.pass.TypesInfo.Scopes[body]; err != nil && scope != nil && scope.Lookup(err.Name()) != nil {
		return nil // it declares a variable of the same name
	}
	switch e.settled(body, r) {
	case acked:
		return nil // the element is done with
	case nacked:
		r.stmts = r.stmts[len(r.before):]
	}
	n := len(body.List)
	var last ast.Stmt
	if n > 0 {
		last = body.List[n-1]
	}
	passes := false // does the branch return the error?
	switch l := last.(type) {
	case *ast.ReturnStmt:
		passes = err != nil && e.handsOn(l, err)
		if len(l.Results) == 0 && err != nil && err.Kind() == types.ResultVar {
			passes = true
		}
	case *ast.ExprStmt:
		passes = leaves(l) && !e.own()
	}
	simple := n == 1 && passes && !assign
	switch {
	case passes && r.err == "":
		// The framework's way is no error.
		e.replace(last.Pos(), last.End(), r.text())
		passes = false
	case simple && r.special && len(last.(*ast.ReturnStmt).Results) > 0:
		e.replace(last.Pos(), last.End(), r.text())
		return r
	case simple && e.count(last, err) == 1:
		ast.Inspect(last, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && e.pass.TypesInfo.Uses[id] == err {
				e.replace(id.Pos(), id.End(), r.err)
			}
			return true
		})
		return r
	case passes:
	case last != nil && leaves(last):
		e.replace(last.Pos(), last.End(), e.refusalIn(r, body, last, err, assign))
	default:
		e.insert(body.Rbrace, e.refusalIn(r, body, nil, err, assign)+"\n")
	}
	uses := e.count(body, err)
	if !passes && last != nil && leaves(last) {
		uses -= e.count(last, err)
	}
	switch {
	case assign:
		e.insert(body.Lbrace+1, "\n"+err.Name()+" = "+e.errorOf(r))
	case uses > 0:
		e.insert(body.Lbrace+1, "\n"+err.Name()+" := "+e.errorOf(r))
	}
	return r
}

func (e *edit) errorOf(r *refusal) string {
	if r.err != "" {
		return r.err
	}
	return e.genericError()
}

// refusalIn is the text of a refusal at the end of a branch, in the place of
// the statement last: the error has a name there if the branch uses it.
func (e *edit) refusalIn(r *refusal, body *ast.BlockStmt, last ast.Stmt, err *types.Var, assign bool) string {
	text := r.text()
	if err == nil || r.err == "" || !assign && e.count(body, err) == e.count(last, err) {
		return text
	}
	return strings.Replace(text, r.err, err.Name(), 1)
}

// What a branch does with the message itself.
const (
	untouched = iota
	acked
	nacked
)

// settled tells what a branch does itself with the message that the
// framework's way to give back is about.
func (e *edit) settled(body *ast.BlockStmt, r *refusal) int {
	state := untouched
	if r.way == nil || len(r.before) == 0 {
		return state
	}
	ast.Inspect(body, func(n ast.Node) bool {
		v, method := e.methodOf(n)
		if v == nil || v.Name() != r.it {
			return true
		}
		switch {
		case slices.Contains(r.way.Again, method):
			state = nacked
		case slices.Contains(r.way.Done, method):
			state = max(state, acked)
		}
		return true
	})
	return state
}
