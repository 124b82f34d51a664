package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/source"
)

// ownContext fixes a wait on a context that is not the operator's, where the
// framework accepts one that is: no element is lost, and none comes back that
// could not be worked on.
//
//	lim.Wait(context.Background())   →   lim.Wait(ctx)
//
// The context may be chosen in a call on the way to the wait. The error with
// which the wait then ends must get back to the framework.
func (s *site) ownContext() []analysis.SuggestedFix {
	if s.Op.Policy != catalog.Bounded || s.Bound.Kind > effect.Foreign || s.Op.Fn == nil || s.Finding == nil {
		return nil
	}
	call := s.callAt()
	if call == nil {
		return nil
	}
	way := s.graph.Context(s.Finding)
	chosen := way
	if chosen == nil {
		chosen = s.argument(call)
	}
	if chosen == nil || !s.detached(chosen.Expr) || !s.inOperator(chosen.In) || !s.hopsPass() {
		return nil
	}
	at := s.Fixer.site(Request{Rule: s.Rule, Pos: chosen.Expr.Pos(), Bound: s.Bound, Op: s.Op})
	if at == nil {
		return nil
	}
	e := at.edit()
	ctx := e.context()
	stmt, _ := statement(chosen.Expr, enclosing(at.file.syntax, chosen.Expr))
	if ctx == "" || stmt == nil {
		return nil
	}
	outer := call // the call that gets the context
	if way != nil {
		if outer = enclosingCall(at.file.syntax, chosen.Expr); outer == nil {
			return nil
		}
	}
	waits := at.file.slice(outer.Pos(), chosen.Expr.Pos()) + ctx + at.file.slice(chosen.Expr.End(), outer.End())
	switch s.errorOf(call) {
	case passed:
		e.replace(chosen.Expr.Pos(), chosen.Expr.End(), ctx)
	case forgotten:
		if way != nil || !e.endsEarly(call, waits) {
			return nil
		}
	default:
		return nil
	}
	e.free([]ast.Node{chosen.Expr}, ctx, stmt)
	return e.done("Wait on the operator's own context: " + waits)
}

// Elsewhere returns the fixes of a finding that stands in another package, behind
// a call of this one.
func (x *Fixer) Elsewhere(r Request) []analysis.SuggestedFix {
	s := x.site(r)
	if s == nil || x.graph.Context(r.Finding) == nil {
		return nil
	}
	return s.ownContext()
}

// callAt returns the call at the site.
func (s *site) callAt() *ast.CallExpr {
	n, _ := s.at(func(n ast.Node) bool {
		_, ok := n.(*ast.CallExpr)
		return ok && n.Pos() == s.Pos
	})
	call, _ := n.(*ast.CallExpr)
	return call
}

// argument returns the context that ends the wait of a call.
func (s *site) argument(call *ast.CallExpr) *effect.Context {
	entry, _, _ := s.entryOf(call)
	if entry == nil || entry.Context == nil || *entry.Context >= len(call.Args) {
		return nil
	}
	return &effect.Context{Expr: call.Args[*entry.Context], In: s.fn}
}

// detached reports whether an expression is a context that has nothing to do
// with the operator, but was not cut off from its own on purpose: an empty one,
// or one that a variable or field holds.
func (x *Fixer) detached(ctx ast.Expr) bool {
	switch ctx := ast.Unparen(ctx).(type) {
	case *ast.CallExpr:
		return x.isEmptyContext(ctx)
	case *ast.Ident:
		v, ok := x.pass.TypesInfo.Uses[ctx].(*types.Var)
		if !ok {
			return x.isNil(ctx)
		}
		return v.Kind() != types.LocalVar || !slices.ContainsFunc(x.src.Values(v), func(val source.Value) bool {
			call, ok := ast.Unparen(val.Expr).(*ast.CallExpr)
			return !ok || !x.isEmptyContext(call)
		})
	case *ast.SelectorExpr:
		return !hasCalls(ctx)
	}
	return false
}

func (x *Fixer) isEmptyContext(call *ast.CallExpr) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	fn, ok := x.pass.TypesInfo.Uses[sel.Sel].(*types.Func)
	return ok && fn.Pkg() != nil && fn.Pkg().Path() == "context" && (fn.Name() == "Background" || fn.Name() == "TODO")
}

// inOperator reports whether a function is the operator or a literal in it.
func (s *site) inOperator(fn *source.Func) bool {
	for ; fn != nil; fn = fn.Parent {
		if fn == s.Op.Fn {
			return true
		}
	}
	return false
}

// hopsPass reports whether each call on the way from the operator to the site
// hands the error on to its caller.
func (s *site) hopsPass() bool {
	for _, c := range s.Finding.AllCalls() {
		if c.Pos == token.NoPos {
			continue // in another package, whose error is that of the call before
		}
		hop := s.Fixer.site(Request{Pos: c.Pos, Op: s.Op})
		if hop == nil {
			return false
		}
		if call := hop.callAt(); call == nil || hop.errorOf(call) != passed {
			return false
		}
	}
	return true
}

// What a function does with the error of a call.
const (
	swallowed = iota // or something that does not show
	forgotten        // it does not look at it
	passed           // it returns it
)

func (s *site) errorOf(call *ast.CallExpr) int {
	path := around(enclosing(s.file.syntax, call))
	if len(path) < 2 || !endsInError(s.fn.Sig.Results()) || !endsWithError(s.pass.TypesInfo.TypeOf(call)) {
		return swallowed
	}
	switch p := path[0].(type) {
	case *ast.ExprStmt:
		return forgotten
	case *ast.ReturnStmt:
		if ast.Unparen(p.Results[len(p.Results)-1]) == ast.Expr(call) {
			return passed
		}
	case *ast.AssignStmt:
		id, ok := p.Lhs[len(p.Lhs)-1].(*ast.Ident)
		if !ok || len(p.Rhs) != 1 {
			return swallowed
		}
		if id.Name == "_" {
			return forgotten
		}
		if err, ok := s.pass.TypesInfo.ObjectOf(id).(*types.Var); ok && s.passes(err, p, path[1:]) {
			return passed
		}
	}
	return swallowed
}

func endsWithError(t types.Type) bool {
	if tuple, ok := t.(*types.Tuple); ok {
		return endsInError(tuple)
	}
	return t != nil && isError(t)
}

// passes reports whether an error that a statement sets is returned if it is
// one, by the if statement around it or the statement that follows.
func (s *site) passes(err *types.Var, stmt ast.Stmt, path []ast.Node) bool {
	next, ok := path[0].(ast.Stmt)
	if ifs, is := path[0].(*ast.IfStmt); !ok || !is || ifs.Init != stmt {
		rest := behind(stmt, inList(path))
		if len(rest) == 0 {
			return false
		}
		next = rest[0]
	}
	switch next := next.(type) {
	case *ast.ReturnStmt:
		return s.mentions(next, err)
	case *ast.IfStmt:
		n := len(next.Body.List)
		if n == 0 || !s.failed(next.Cond, func(x ast.Expr) bool { return s.isNotNil(x, err) }) {
			return false
		}
		ret, ok := next.Body.List[n-1].(*ast.ReturnStmt)
		return ok && s.mentions(ret, err)
	}
	return false
}

// endsEarly makes the function return the error of a call that it does not look
// at. waits is the text of the call.
func (e *edit) endsEarly(call *ast.CallExpr, waits string) bool {
	path := around(enclosing(e.file.syntax, call))
	stmt, ok := path[0].(ast.Stmt)
	if !ok || !listed(stmt, path[1:]) || !e.yieldsError(call) || e.owes() {
		return false
	}
	err := e.local("err")
	e.replace(stmt.Pos(), stmt.End(), "if "+err+" := "+waits+"; "+err+" != nil {\n"+e.returns(e.fn.Sig.Results(), nil, err)+"\n}")
	return true
}

// enclosingCall returns the innermost call that an expression is an argument of.
func enclosingCall(f *ast.File, x ast.Expr) *ast.CallExpr {
	for _, n := range enclosing(f, x) {
		switch n := n.(type) {
		case *ast.CallExpr:
			if slices.Contains(n.Args, x) {
				return n
			}
		case *ast.ParenExpr:
		default:
			return nil
		}
	}
	return nil
}
