package fix

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/edge"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/fix/syntax"
	"github.com/jobvet/jobvet/internal/source"
)

// ownContext fixes a wait on a context that is not the operator's, if the framework
// accepts a wait on the operator's. No element is lost, and all are worked on in their
// order.
//
//	lim.Wait(context.Background())   →   lim.Wait(ctx)
//
// The operator may choose the context in a call on the way to the wait. The error with
// which the wait ends must get back to the framework.
func (s *site) ownContext() *plan {
	if !s.mayEnd() {
		return nil
	}
	d := s.detachedWait()
	if d == nil {
		return nil
	}
	at := s.siteAt(Request{Rule: s.Rule, Pos: d.ctx.Pos(), Bound: s.Bound, Op: s.Op})
	if at == nil {
		return nil
	}
	stmt, ok := syntax.Statement(at.Find(d.ctx))
	p := at.newPlan(stmt)
	ctx := p.context()
	if ctx == "" || !ok {
		return nil
	}
	waits := p.Slice(d.taker.Pos(), d.ctx.Pos()) + ctx + p.Slice(d.ctx.End(), d.taker.End())
	p.message = "Wait on the operator's own context: " + waits
	switch d.err {
	case passed:
		ok = !s.owes() // it did not return here before
		p.ReplaceNode(d.ctx, ctx)
	case forgotten:
		ok = !d.given && p.isGranted(d.taker) && p.endsEarly(d.taker, waits)
	}
	if !ok {
		return nil
	}
	return p
}

// mayEnd reports whether the framework lets the operator wait, but not on this context,
// and whether it keeps the element if the operator's context ends the wait.
func (s *site) mayEnd() bool {
	if s.Op.Policy != catalog.Bounded || s.Bound.Kind > effect.Foreign || s.Op.Fn == nil || s.Finding == nil {
		return false
	}
	cure := s.Op.Framework.Cure(catalog.OwnContext)
	return cure == nil || cure.Verdict != catalog.Bad // which was measured
}

// A detached is a wait on a context that nothing ends.
type detached struct {
	ctx   ast.Expr
	taker *ast.CallExpr // the call that gets the context
	given bool          // taker is not the wait, but a call on the way to it
	err   int           // passed or forgotten
}

// detachedWait returns the wait at the site. It returns nil if the wait has another
// context, or if the operator's would not do because of the calls on the way.
func (s *site) detachedWait() *detached {
	call := s.callAt()
	if call == nil {
		return nil
	}
	given := s.graph.Context(s.Finding)
	d := &detached{taker: call, given: given != nil, err: s.errorOf(call)}
	in := s.fn
	if d.given {
		d.ctx, in = given.Expr, given.In
		d.taker = s.enclosingCall(d.ctx)
	} else {
		d.ctx = s.argument(call)
	}
	if d.ctx == nil || d.taker == nil || d.err == swallowed || !s.isDetached(d.ctx) || !s.inOperator(in) || !s.hopsPass(d.given) {
		return nil
	}
	return d
}

// callAt returns the call at the site.
func (s *site) callAt() *ast.CallExpr {
	for c := range s.cur.Enclosing((*ast.CallExpr)(nil)) {
		if c.Node().Pos() == s.Pos {
			return c.Node().(*ast.CallExpr)
		}
	}
	return nil
}

// argument returns the context that ends the wait of a call, or nil.
func (s *site) argument(call *ast.CallExpr) ast.Expr {
	entry, _, _ := s.EntryOf(call)
	if entry == nil || entry.Context == nil || *entry.Context >= len(call.Args) {
		return nil
	}
	return call.Args[*entry.Context]
}

// isGranted reports whether only the context can make the wait of a call fail: it asks
// for no more than the limiter holds.
func (s *site) isGranted(call *ast.CallExpr) bool {
	entry, _, sel := s.EntryOf(call)
	return entry != nil && sel != nil && (!entry.Limiter || s.graph.Fits(sel.X, effect.SizeArg(entry, s.Info, call)))
}

// isDetached reports whether an expression is a context that nothing ends: an empty
// one, or a variable or field that never holds any other. A context that was cut off
// from the operator's on purpose does not count.
func (x *Fixer) isDetached(ctx ast.Expr) bool {
	switch ctx := ast.Unparen(ctx).(type) {
	case *ast.CallExpr:
		return x.isEmptyContext(ctx)
	case *ast.Ident, *ast.SelectorExpr:
		if x.IsNil(ctx) {
			return true
		}
		v := x.Src.VarOf(ctx)
		if v == nil || v.Kind() != types.LocalVar && v.Exported() {
			return false
		}
		values := x.Src.Values(v)
		return len(values) > 0 && !slices.ContainsFunc(values, func(val source.Value) bool {
			call, ok := ast.Unparen(val.Expr).(*ast.CallExpr)
			return !ok || !x.isEmptyContext(call)
		})
	}
	return false
}

func (x *Fixer) isEmptyContext(call *ast.CallExpr) bool {
	fn := x.Selected(call)
	return fn != nil && fn.Pkg().Path() == "context" && (fn.Name() == "Background" || fn.Name() == "TODO")
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

// endsEarly makes the function return the error of a call that it did not look at.
// waits is the text of the call.
func (p *plan) endsEarly(call *ast.CallExpr, waits string) bool {
	c := syntax.Wrapped(p.Find(call)).Parent()
	err := p.local("err")
	leave, ok := p.returns(nil, err)
	if !ok || !syntax.Listed(c) || !p.yieldsError(p.Find(call)) || p.owes() {
		return false
	}
	p.ReplaceNode(c.Node(), "if "+err+" := "+waits+"; "+err+" != nil {\n"+leave+"\n}")
	return true
}

// enclosingCall returns the call that an expression is an argument of, or nil.
func (x *Fixer) enclosingCall(arg ast.Expr) *ast.CallExpr {
	c := syntax.Wrapped(x.Find(arg))
	if c.ParentEdgeKind() != edge.CallExpr_Args {
		return nil
	}
	return c.Parent().Node().(*ast.CallExpr)
}
