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

// Checks: the code stores the error of a wait, and an if statement looks at it.

// A check is a wait whose error is stored and compared with nil at once.
type check struct {
	call  inspector.Cursor
	store inspector.Cursor // the assignment
	ifs   inspector.Cursor // the if statement around the assignment, or behind it
	err   *types.Var
	// defines tells that the assignment declares the variable.
	defines bool
}

// first is the first statement of a check.
func (c *check) first() inspector.Cursor {
	if c.store.Parent() == c.ifs {
		return c.ifs
	}
	return c.store
}

func (c *check) branch() *ast.IfStmt { return c.ifs.Node().(*ast.IfStmt) }

// assigned fixes a call whose error is stored, and looked at in the same
// statement or a later one.
func (s *site) assigned(call, store inspector.Cursor) *plan {
	stmt := store.Node().(*ast.AssignStmt)
	id, ok := stmt.Lhs[0].(*ast.Ident)
	if !ok || stmt.Tok != token.ASSIGN && stmt.Tok != token.DEFINE {
		return nil
	}
	if id.Name == "_" {
		return s.ignored(call, store)
	}
	err, ok := s.Info.ObjectOf(id).(*types.Var)
	if !ok || !s.yieldsError(call) {
		return nil
	}
	c := &check{call: call, store: store, err: err, defines: stmt.Tok == token.DEFINE}
	switch store.ParentEdgeKind() {
	case edge.SwitchStmt_Init:
		if !c.defines {
			return nil
		}
		return s.switched(call, store.Parent(), err)
	case edge.IfStmt_Init:
		c.ifs = store.Parent()
		return s.checkedInit(c)
	}
	return s.checkedNext(c)
}

// checkedNext fixes a check whose if statement is behind the assignment, or an error
// that is stored for later.
func (s *site) checkedNext(c *check) *plan {
	if !syntax.Listed(c.store) {
		return nil
	}
	if next, ok := following(c.store); ok {
		ifs, ok := next.Node().(*ast.IfStmt)
		if ok && ifs.Init == nil && s.failed(ifs.Cond, s.isSet(c.err)) && (ifs.Else == nil || !s.Mentions(ifs.Else, c.err)) {
			c.ifs = next
			return s.checked(c)
		}
	}
	return s.stored(c)
}

// isSet returns a function that reports whether a condition is that an error is set.
func (s *site) isSet(err *types.Var) func(ast.Expr) bool {
	return func(x ast.Expr) bool { return s.IsNotNil(x, err) }
}

// following returns the statement behind one in its list, if it has no label.
func following(c inspector.Cursor) (inspector.Cursor, bool) {
	next, ok := syntax.Labelled(c).NextSibling()
	return next, ok && syntax.InList(next)
}

// checkedInit fixes a check whose assignment stands in the if statement.
func (s *site) checkedInit(c *check) *plan {
	ifs := c.branch()
	if !s.failed(ifs.Cond, s.isSet(c.err)) {
		if !c.defines {
			return nil
		}
		return s.either(c.call, c.ifs, c.err, s.isSet(c.err))
	}
	if !syntax.Listed(c.ifs) && c.ifs.ParentEdgeKind() != edge.IfStmt_Else || c.defines && ifs.Else != nil && s.Mentions(ifs.Else, c.err) {
		return nil
	}
	return s.checked(c)
}

// checked fixes a call whose error is stored and compared with nil at once:
//
//	if err := lim.Wait(ctx); err != nil { return err }
//	→ if !lim.Allow() { return ... }
func (s *site) checked(c *check) *plan {
	p := s.newPlan(c.first())
	q := p.try(c.call.Node().(*ast.CallExpr))
	if q == nil {
		return nil
	}
	prefix, assign, ok := p.errorBefore(c, q)
	if !ok {
		return nil
	}
	if prefix != "" && !syntax.InList(p.before) || p.before == c.store && s.file.HasComments(c.store.Node().End(), c.ifs.Node().Pos()) {
		return nil // there is no place for a statement before an "else if"
	}
	body := c.branch().Body
	r := p.refuseIn(s.branch(body, c.err, assign), q.retry)
	if r == nil {
		return nil
	}
	p.message = q.message(r)
	p.Replace(p.before.Node().Pos(), body.Lbrace, prefix+"if "+q.cond()+" ")
	return p
}

// errorBefore is the statement that declares the error of a check before the question,
// or sets it to nil, if code beside the check reads it. assign tells that the branch
// has to set it. It fails if nothing would read the error any more.
func (p *plan) errorBefore(c *check, q *question) (prefix string, assign, ok bool) {
	read, written := p.usesBeside(c)
	switch {
	case c.defines && !read:
		return "", false, !written && !edit.Mentions(q.cond(), c.err.Name())
	case !c.defines && !read && c.err.Kind() == types.LocalVar && !p.returnsError(c, q):
		return "", false, false
	}
	prefix, ok = p.emptied(c)
	return prefix, true, ok
}

// emptied is a statement that declares the error of a check, or sets it to nil. It is
// "" if the error is nil anyway.
func (p *plan) emptied(c *check) (string, bool) {
	if c.defines {
		return p.variable(c.err.Name(), c.err.Type())
	}
	if p.knownNil(c.err, c.first()) {
		return "", true
	}
	none, ok := p.Predeclared("nil")
	return c.err.Name() + " = " + none + "\n", ok
}

// usesBeside reports whether code outside of a check reads its error, and whether such
// code sets it.
func (s *site) usesBeside(c *check) (read, written bool) {
	for _, use := range s.UsesOf(c.err) {
		switch {
		case syntax.Within(use, c.store.Node()), syntax.Within(use, c.branch().Cond), syntax.Within(use, c.branch().Body):
		case isAssigned(s.Find(use)):
			written = true
		default:
			read = true
		}
	}
	return read, written
}

// returnsError reports whether the branch of a check ends by returning the error, and
// still does so after the fix.
func (p *plan) returnsError(c *check, q *question) bool {
	ret, ok := syntax.Last(c.branch().Body.List).(*ast.ReturnStmt)
	if !ok || !p.handsOn(ret, c.err) {
		return false
	}
	r := p.refuse(q.retry)
	return r != nil && r.err != ""
}

// knownNil reports whether an error variable is nil before a statement, since it was
// declared without a value or checked.
func (s *site) knownNil(err *types.Var, at inspector.Cursor) bool {
	before, _ := syntax.Beside(at)
	for _, st := range slices.Backward(before) {
		if !s.touches(st, err) {
			continue
		}
		switch st := st.(type) {
		case *ast.DeclStmt:
			g := st.Decl.(*ast.GenDecl)
			spec, ok := g.Specs[0].(*ast.ValueSpec)
			return ok && len(g.Specs) == 1 && len(spec.Values) == 0
		case *ast.IfStmt:
			return s.IsNotNil(st.Cond, err) && st.Else == nil && len(st.Body.List) > 0 && syntax.Leaves(syntax.Last(st.Body.List))
		}
		return false
	}
	// Untouched since the function began.
	return err.Kind() == types.ResultVar && syntax.Labelled(at).Parent().Node() == ast.Node(s.fn.Body)
}

// touches reports whether a statement uses or declares a variable.
func (s *site) touches(st ast.Stmt, v *types.Var) bool {
	return syntax.Exists(st, func(id *ast.Ident) bool { return s.Info.ObjectOf(id) == v })
}

// stored fixes a call whose error is stored for later:
//
//	err := lim.Wait(ctx)   →   var err error; if !lim.Allow() { err = ... }
func (s *site) stored(c *check) *plan {
	p := s.newPlan(c.store)
	q, r := p.question(c.call)
	if r == nil || r.err == "" || len(r.before) > 0 || !source.IsError(c.err.Type()) || !s.returnedLater(c.err, c.store.Node()) {
		return nil
	}
	prefix, ok := p.emptied(c)
	if !ok {
		return nil
	}
	keeps := &refusal{leave: c.err.Name() + " = " + r.err, says: r.says}
	p.ReplaceNode(c.store.Node(), prefix+p.ask(q, keeps))
	return p
}

// returnedLater reports whether the function may return an error variable that a
// statement sets. Otherwise it would forget the refusal, and work on the element.
func (s *site) returnedLater(err *types.Var, stmt ast.Node) bool {
	if err.Kind() == types.ResultVar {
		return true
	}
	return syntax.ExistsOutside(s.fn.Body, func(ret *ast.ReturnStmt) bool { return ret.Pos() > stmt.End() && s.Mentions(ret, err) })
}
