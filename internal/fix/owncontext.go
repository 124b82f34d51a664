package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/fix/syntax"
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
func (s *site) ownContext() *plan {
	if s.Op.Policy != catalog.Bounded || s.Bound.Kind > effect.Foreign || s.Op.Fn == nil || s.Finding == nil {
		return nil
	}
	if c := s.Op.Framework.Cure(catalog.OwnContext); c != nil && c.Verdict == catalog.Bad {
		return nil // what becomes of the element when the context ends was measured
	}
	call := s.callAt()
	if call == nil {
		return nil
	}
	given := s.graph.Context(s.Finding) // in a call on the way
	chosen := given
	if chosen == nil {
		chosen = s.argument(call)
	}
	if chosen == nil || !s.detached(chosen.Expr) || !s.inOperator(chosen.In) || !s.hopsPass(given != nil) {
		return nil
	}
	at := s.siteAt(Request{Rule: s.Rule, Pos: chosen.Expr.Pos(), Bound: s.Bound, Op: s.Op})
	if at == nil {
		return nil
	}
	outer := call // the call that gets the context
	if given != nil {
		outer = at.enclosingCall(chosen.Expr)
	}
	stmt, ok := syntax.Statement(at.Find(chosen.Expr))
	if outer == nil || !ok {
		return nil
	}
	p := at.plan(stmt)
	ctx := p.context()
	if ctx == "" {
		return nil
	}
	waits := p.Slice(outer.Pos(), chosen.Expr.Pos()) + ctx + p.Slice(chosen.Expr.End(), outer.End())
	p.message = "Wait on the operator's own context: " + waits
	switch s.errorOf(call) {
	case passed:
		if s.owes() {
			return nil // what it returns now, it never did before
		}
		p.ReplaceNode(chosen.Expr, ctx)
		return p
	case forgotten:
		if given == nil && p.isGranted(call) && p.endsEarly(call, waits) {
			return p
		}
	}
	return nil
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

// argument returns the context that ends the wait of a call.
func (s *site) argument(call *ast.CallExpr) *effect.Context {
	entry, _, _ := s.EntryOf(call)
	if entry == nil || entry.Context == nil || *entry.Context >= len(call.Args) {
		return nil
	}
	return &effect.Context{Expr: call.Args[*entry.Context], In: s.fn}
}

// isGranted reports whether the wait of a call does not fail whatever the
// context: it asks for no more than the limiter holds.
func (s *site) isGranted(call *ast.CallExpr) bool {
	entry, _, sel := s.EntryOf(call)
	return entry != nil && sel != nil && (!entry.Limiter || s.graph.Fits(sel.X, effect.SizeArg(entry, s.Info, call)))
}

// detached reports whether an expression is a context that nothing ends and that
// was not cut off from the operator's own on purpose: an empty one, or a variable
// or field that never holds any other.
func (x *Fixer) detached(ctx ast.Expr) bool {
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

// hopsPass reports whether each call on the way from the operator to the site
// hands the error on to its caller, which owes nothing then. If given is set, the
// context goes the same way, and must be of no other use there.
func (s *site) hopsPass(given bool) bool {
	for _, c := range s.Finding.AllCalls() {
		if c.Pos == token.NoPos {
			continue // in another package, whose error is that of the call before
		}
		hop := s.siteAt(Request{Pos: c.Pos, Op: s.Op})
		if hop == nil {
			return false
		}
		call := hop.callAt()
		if call == nil || hop.errorOf(call) != passed || hop.owes() || hop.runsLiteral(call) || given && !hop.own() && !hop.usesContextOnce() {
			return false
		}
	}
	return !given || s.own() || s.usesContextOnce()
}

// runsLiteral reports whether a call gets a literal, which the callee calls: what
// that does with the literal's error does not show.
func (s *site) runsLiteral(call *ast.CallExpr) bool {
	return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
		_, ok := ast.Unparen(arg).(*ast.FuncLit)
		return ok
	})
}

// usesContextOnce reports whether the function uses the contexts that it gets in
// one place only.
func (s *site) usesContextOnce() bool {
	for v := range s.fn.Sig.Params().Variables() {
		if source.IsContext(v.Type()) && len(s.UsesOf(v)) > 1 {
			return false
		}
	}
	return true
}

// isHeeded reports whether all calls of a helper that show, and of what calls it,
// up to the operators, give it their own context, hand its error on, and owe
// nothing then. ctx is the helper's context.
func (s *site) isHeeded(ctx string) bool {
	return s.isHeededBy(ctx, make(map[*source.Func]bool))
}

func (s *site) isHeededBy(ctx string, seen map[*source.Func]bool) bool {
	if s.own() || seen[s.fn] {
		return true
	}
	seen[s.fn] = true
	if s.fn.Obj == nil {
		return false // a literal
	}
	param := -1
	for i := range s.fn.Sig.Params().Len() {
		if s.fn.Sig.Params().At(i).Name() == strings.TrimSuffix(ctx, ".Context()") {
			param = i
		}
	}
	if param < 0 {
		return false
	}
	calls := 0
	for _, fn := range s.Src.Funcs {
		for _, c := range fn.Calls {
			if !s.calls(c) {
				continue
			}
			calls++
			hop := s.siteAt(Request{Pos: c.Pos(), Op: s.Op})
			if c.Expr == nil || c.How != source.Plain || hop == nil || hop.fn != fn || len(c.Expr.Args) <= param {
				return false
			}
			v := hop.givesContext(c.Expr.Args[param])
			if v == nil || hop.errorOf(c.Expr) != passed || hop.owes() || !hop.isHeededBy(v.Name(), seen) {
				return false
			}
		}
	}
	return calls == s.named()
}

// givesContext returns the parameter of the function that a context is, or that
// hands it out; nil if it is another one.
func (s *site) givesContext(ctx ast.Expr) *types.Var {
	ctx = ast.Unparen(ctx)
	if call, ok := ctx.(*ast.CallExpr); ok && len(call.Args) == 0 {
		if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && sel.Sel.Name == "Context" {
			ctx = ast.Unparen(sel.X)
		}
	}
	v := s.VarNamed(ctx)
	if v == nil || source.ParamIndex(s.fn.Sig, v) < 0 || !s.isSteady(v) {
		return nil
	}
	return v
}

// calls reports whether a call may call the function of the site.
func (s *site) calls(c *source.Call) bool {
	for _, o := range s.Src.Origins(c.Fun()) {
		if o.Fn == s.fn || o.Obj != nil && o.Results == 0 && o.Obj.Name() == s.fn.Obj.Name() && s.fn.Sig.Recv() != nil && o.Recv != nil {
			return true
		}
	}
	return false
}

// named counts the places that name the function of the site: if it is called in
// each, it is passed on nowhere.
func (s *site) named() int {
	n := 0
	for _, obj := range s.Info.Uses {
		if fn, ok := obj.(*types.Func); ok && fn.Origin() == s.fn.Obj {
			n++
		}
	}
	return n
}

// What a function does with the error of a call.
const (
	swallowed = iota // or something that does not show
	forgotten        // it does not look at it
	passed           // it returns it
)

func (s *site) errorOf(call *ast.CallExpr) int {
	if !source.EndsInError(s.fn.Sig.Results()) || !endsWithError(s.Info.TypeOf(call)) {
		return swallowed
	}
	c := syntax.Wrapped(s.Find(call))
	switch p := c.Parent().Node().(type) {
	case *ast.ExprStmt:
		return forgotten
	case *ast.ReturnStmt:
		if c.ParentEdgeIndex() == len(p.Results)-1 {
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
		if err, ok := s.Info.ObjectOf(id).(*types.Var); ok && s.passes(err, c.Parent()) {
			return passed
		}
	}
	return swallowed
}

func endsWithError(t types.Type) bool {
	if tuple, ok := t.(*types.Tuple); ok {
		return source.EndsInError(tuple)
	}
	return source.IsError(t)
}

// passes reports whether an error that a statement sets is returned if it is
// one, by the if statement around it or the statement that follows.
func (s *site) passes(err *types.Var, stmt inspector.Cursor) bool {
	var next ast.Node
	if stmt.ParentEdgeKind() == edge.IfStmt_Init {
		next = stmt.Parent().Node()
	} else if _, behind := syntax.Beside(stmt); len(behind) > 0 {
		next = behind[0]
	}
	switch next := next.(type) {
	case *ast.ReturnStmt:
		return s.returnsPlainly(next, err)
	case *ast.IfStmt:
		n := len(next.Body.List)
		if n == 0 || !s.IsNotNil(next.Cond, err) || slices.ContainsFunc(next.Body.List[:n-1], s.decides) {
			return false
		}
		ret, ok := next.Body.List[n-1].(*ast.ReturnStmt)
		return ok && s.returnsPlainly(ret, err)
	}
	return false
}

// returnsPlainly reports whether a statement returns an error itself, or wrapped
// by fmt.Errorf or by the like of an errors package and with no other error, which
// could tell the framework not to try again.
func (s *site) returnsPlainly(ret *ast.ReturnStmt, err *types.Var) bool {
	if len(ret.Results) == 0 {
		return false
	}
	end := ast.Unparen(ret.Results[len(ret.Results)-1])
	if s.IsVar(end, err) {
		return true
	}
	call, ok := end.(*ast.CallExpr)
	return ok && s.wraps(call) && s.Mentions(call, err) && !slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
		t := s.Info.TypeOf(arg)
		return !s.IsVar(arg, err) && (t == nil || types.IsInterface(t))
	})
}

// wraps reports whether a call is one of a function that wraps an error.
func (s *site) wraps(call *ast.CallExpr) bool {
	fn := s.Selected(call)
	if fn == nil || fn.Signature().Recv() != nil {
		return false
	}
	name := fn.Pkg().Name()
	return name == "errors" && strings.HasPrefix(fn.Name(), "W") || name == "fmt" && fn.Name() == "Errorf"
}

// decides reports whether a statement of a branch for an error may do more than
// tell of it: leave otherwise, set something, or say that the element is done.
func (s *site) decides(st ast.Stmt) bool {
	found := false
	ast.Inspect(st, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ReturnStmt, *ast.BranchStmt, *ast.AssignStmt, *ast.IncDecStmt, *ast.SendStmt, *ast.GoStmt, *ast.DeferStmt:
			found = true
		case *ast.CallExpr:
			word, _ := called(n)
			found = found || slices.Contains(acking, word) || slices.Contains(undoing, word) || slices.Contains(changing, word)
		}
		return !found
	})
	return found
}

// endsEarly makes the function return the error of a call that it does not look
// at. waits is the text of the call.
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
