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

// Checks: the error of a wait is stored, and an if statement looks at it.

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
	if !syntax.Listed(store) {
		return nil
	}
	if next, ok := following(store); ok {
		ifs, ok := next.Node().(*ast.IfStmt)
		if ok && ifs.Init == nil && s.failed(ifs.Cond, s.isSet(err)) && (ifs.Else == nil || !s.Mentions(ifs.Else, err)) {
			c.ifs = next
			return s.checked(c)
		}
	}
	return s.stored(c)
}

// isSet returns the question whether a condition is that an error is set.
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
	p := s.plan(c.first())
	q := p.try(c.call.Node().(*ast.CallExpr))
	if q == nil {
		return nil
	}
	read, written := s.usesBeside(c)
	prefix, assign := "", true // the variable is to be set before the body
	ok := true
	switch {
	case c.defines && !read:
		if written || edit.Mentions(q.cond(), c.err.Name()) {
			return nil
		}
		assign = false
	case c.defines:
		prefix, ok = p.variable(c.err.Name(), c.err.Type())
	case !read && c.err.Kind() == types.LocalVar && !p.returnsError(c, q):
		return nil // nothing would read it any more
	case !s.knownNil(c.err, c.first()):
		prefix, ok = p.reset(c.err)
	}
	if !ok || prefix != "" && !syntax.InList(p.before) || p.before == c.store && s.file.HasComments(c.store.Node().End(), c.ifs.Node().Pos()) {
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

// usesBeside reports whether anything but a check reads the error or sets it.
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

// reset sets a variable to nil.
func (p *plan) reset(v *types.Var) (string, bool) {
	none, ok := p.Predeclared("nil")
	return v.Name() + " = " + none + "\n", ok
}

// returnsError reports whether the branch of a check ends by returning the error,
// and goes on to do so.
func (p *plan) returnsError(c *check, q *question) bool {
	ret, ok := syntax.Last(c.branch().Body.List).(*ast.ReturnStmt)
	if !ok || !p.handsOn(ret, c.err) {
		return false
	}
	r := p.refuse(q.retry)
	return r != nil && r.err != ""
}

// knownNil reports whether an error variable is nil before a statement: it was
// declared without a value, or checked.
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
	p := s.plan(c.store)
	q, r := p.question(c.call)
	if r == nil || r.err == "" || len(r.before) > 0 || !source.IsError(c.err.Type()) || !s.returnedLater(c.err, c.store.Node()) {
		return nil
	}
	prefix, ok := "", true
	switch {
	case c.defines:
		prefix, ok = p.variable(c.err.Name(), c.err.Type())
	case !s.knownNil(c.err, c.store):
		prefix, ok = p.reset(c.err)
	}
	if !ok {
		return nil
	}
	keeps := &refusal{leave: c.err.Name() + " = " + r.err, says: r.says}
	p.ReplaceNode(c.store.Node(), prefix+p.ask(q, keeps))
	return p
}

// returnedLater reports whether an error variable that a statement sets may be
// what the function returns. Else a refusal would be forgotten, and the
// element be worked on all the same.
func (s *site) returnedLater(err *types.Var, stmt ast.Node) bool {
	if err.Kind() == types.ResultVar {
		return true
	}
	found := false
	ast.Inspect(s.fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			found = found || n.Pos() > stmt.End() && s.Mentions(n, err)
		}
		return !found
	})
	return found
}
