package fix

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/jobvet/jobvet/internal/fix/syntax"
	"github.com/jobvet/jobvet/internal/source"
)

// goSpawn fixes a go statement: the operator calls the function itself.
//
//	go f(x)   →   f(x)
//
// A wait group that does nothing but join the goroutine goes with it.
func (s *site) goSpawn() *plan {
	stmt, ok := s.cur.Node().(*ast.GoStmt)
	if !ok || s.Uncertain || stmt.Pos() != s.Pos {
		return nil
	}
	if s.replays() {
		if p := s.coroutine(stmt); p != nil {
			return p
		}
	}
	groups := s.waitGroups(stmt.Call)
	if !s.graph.CallStandalone(s.fn, stmt.Call, append(s.emitters(), groups...)) {
		return nil
	}
	p := s.newPlan(inspector.Cursor{})
	p.message = "Call it directly; the operator returns when it is done"
	p.Remove(stmt.Pos(), stmt.Call.Pos())
	for _, group := range groups {
		if !p.dropWaitGroup(group, stmt) {
			return nil // it would be left with nothing to wait for
		}
	}
	return p
}

// waitGroups returns the wait groups that a call mentions.
func (x *Fixer) waitGroups(call *ast.CallExpr) []*types.Var {
	var groups []*types.Var
	seen := make(map[*types.Var]bool)
	ast.Inspect(call, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		v, ok := x.Info.Uses[id].(*types.Var)
		if ok && !seen[v] && source.IsWaitGroup(v.Type()) {
			seen[v] = true
			groups = append(groups, v)
		}
		return true
	})
	return groups
}

// dropWaitGroup removes a wait group: its declaration and all statements that call its
// methods. It fails if there are other uses, or if the group waits for other goroutines
// than that of stmt.
func (p *plan) dropWaitGroup(group *types.Var, stmt *ast.GoStmt) bool {
	if group.Kind() != types.LocalVar {
		return false
	}
	for _, use := range p.UsesOf(group) {
		c := p.Find(use).Parent()
		sel, ok := c.Node().(*ast.SelectorExpr)
		if !ok || c.ParentEdgeKind() != edge.CallExpr_Fun {
			return false
		}
		call := c.Parent().Node().(*ast.CallExpr)
		if !p.joinsOnly(c, call, sel.Sel.Name, syntax.Within(use, stmt.Call)) || !p.remove(c.Parent().Parent()) {
			return false
		}
	}
	return p.dropDeclaration(group)
}

// joinsOnly reports whether a call of a wait group's method only serves to join the
// goroutine. inside tells that the goroutine itself makes the call.
func (p *plan) joinsOnly(c inspector.Cursor, call *ast.CallExpr, method string, inside bool) bool {
	switch method {
	case "Done":
		return inside
	case "Add":
		return !inside && (!syntax.HasCalls(call.Args[0]) || p.isLen(call.Args[0]))
	case "Wait":
		return !inside && !p.inGoroutine(c) // the code behind it there would run before the work
	}
	return false
}

// inGoroutine reports whether a cursor stands in a literal of the site's function that
// a goroutine may call: in any that is not deferred at once.
func (s *site) inGoroutine(c inspector.Cursor) bool {
	for c := range c.Enclosing((*ast.FuncLit)(nil), (*ast.FuncDecl)(nil)) {
		lit, ok := c.Node().(*ast.FuncLit)
		if !ok || s.Src.OfLit(lit) == s.fn {
			return false
		}
		if c.ParentEdgeKind() != edge.CallExpr_Fun || c.Parent().ParentEdgeKind() != edge.DeferStmt_Call {
			return true
		}
	}
	return false
}

// isLen reports whether an expression is a call of len that calls nothing else.
func (x *Fixer) isLen(n ast.Expr) bool {
	call, ok := ast.Unparen(n).(*ast.CallExpr)
	return ok && x.Src.Builtin(call) == "len" && !syntax.HasCalls(call.Args[0])
}

// dropDeclaration removes the statement that declares a local variable. It fails if the
// statement does anything else.
func (p *plan) dropDeclaration(v *types.Var) bool {
	c, ok := p.Covering(v.Pos(), v.Pos()+1)
	if !ok {
		return false
	}
	for c := range c.Enclosing() {
		switch n := c.Node().(type) {
		case *ast.DeclStmt:
			spec := n.Decl.(*ast.GenDecl).Specs
			value, ok := spec[0].(*ast.ValueSpec)
			return ok && len(spec) == 1 && len(value.Names) == 1 && len(value.Values) == 0 && p.remove(c)
		case *ast.AssignStmt:
			return len(n.Lhs) == 1 && n.Tok == token.DEFINE && p.isNew(n.Rhs[0]) && p.remove(c)
		case ast.Stmt:
			return false
		}
	}
	return false
}

// isNew reports whether an expression makes a new value.
func (x *Fixer) isNew(value ast.Expr) bool {
	switch value := ast.Unparen(value).(type) {
	case *ast.CompositeLit:
		return true
	case *ast.UnaryExpr:
		_, ok := value.X.(*ast.CompositeLit)
		return ok
	case *ast.CallExpr:
		return x.Src.Builtin(value) == "new"
	}
	return false
}

// remove removes a statement from its list, and its line if nothing else is on that. It
// fails if the statement has a label, or is in no list.
func (p *plan) remove(c inspector.Cursor) bool {
	if !syntax.InList(c) || syntax.Labelled(c) != c {
		return false
	}
	p.Remove(p.Line(c.Node()))
	return true
}
