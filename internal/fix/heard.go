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
	"github.com/jobvet/jobvet/internal/fix/syntax"
	"github.com/jobvet/jobvet/internal/source"
)

// Heard errors: a wait that its context ends returns an error. That has to get back to
// the framework. Otherwise the operator works on an element without a permit, or the
// framework takes the element for done.

// hopsPass reports whether each function on the way from the operator to the site hands
// the error on, and owes nothing when it does. If given is set, the context goes the
// same way, and the functions must not use it for anything else.
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

// runsLiteral reports whether a call gets a literal, which the callee calls. It does
// not show what becomes of the literal's error.
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

// isHeeded reports whether all callers of a helper, and their callers up to the
// operators, give it their own context, hand its error on, and owe nothing then. ctx is
// the helper's context.
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
	params := slices.Collect(s.fn.Sig.Params().Variables())
	param := slices.IndexFunc(params, func(v *types.Var) bool { return v.Name() == strings.TrimSuffix(ctx, ".Context()") })
	if param < 0 {
		return false
	}
	calls := 0
	for _, fn := range s.Src.Funcs {
		for _, c := range fn.Calls {
			if !s.calls(c) {
				continue
			}
			hop := s.siteAt(Request{Pos: c.Pos(), Op: s.Op})
			if hop == nil || hop.fn != fn || !hop.heeds(c, param, seen) {
				return false
			}
			calls++
		}
	}
	return calls == s.named()
}

// heeds reports whether a call at the site gives its own context for a parameter,
// and hands the error on as far as the operator.
func (s *site) heeds(c *source.Call, param int, seen map[*source.Func]bool) bool {
	if c.Expr == nil || c.How != source.Plain || len(c.Expr.Args) <= param {
		return false
	}
	v := s.givesContext(c.Expr.Args[param])
	return v != nil && s.errorOf(c.Expr) == passed && !s.owes() && s.isHeededBy(v.Name(), seen)
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

// named counts the places that name the function of the site. If each of them calls
// the function, nothing passes it on as a value.
func (s *site) named() int {
	n := 0
	for _, obj := range s.Info.Uses {
		if fn, ok := obj.(*types.Func); ok && fn.Origin() == s.fn.Obj {
			n++
		}
	}
	return n
}

// What becomes of the error of a call.
const (
	swallowed = iota // the function looks at it, or it does not show
	forgotten        // the function does not look at it
	passed           // the function returns it, or gives the element back if it returns nothing
)

func (s *site) errorOf(call *ast.CallExpr) int {
	results, unread := s.fn.Sig.Results(), forgotten
	if results.Len() == 0 {
		unread = swallowed // it could not return one
	} else if !source.EndsInError(results) {
		return swallowed
	}
	if !endsWithError(s.Info.TypeOf(call)) {
		return swallowed
	}
	c := syntax.Wrapped(s.Find(call))
	switch p := c.Parent().Node().(type) {
	case *ast.ExprStmt:
		return unread
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
			return unread
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

// passes reports whether the function returns an error that a statement sets, unless it
// is nil: in the if statement around it, or in the statement behind it. A function that
// returns nothing gives its element back instead.
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
		return s.IsNotNil(next.Cond, err) && s.handsBack(next.Body, err)
	}
	return false
}

// handsBack reports whether a branch does no more than return an error, or give
// the element back if its function returns nothing.
func (s *site) handsBack(body *ast.BlockStmt, err *types.Var) bool {
	n := len(body.List)
	if n == 0 {
		return false
	}
	ret, ok := body.List[n-1].(*ast.ReturnStmt)
	rest := slices.DeleteFunc(slices.Clone(body.List[:n-1]), s.givesBack)
	if !ok || slices.ContainsFunc(rest, s.decides) {
		return false
	}
	if s.fn.Sig.Results().Len() == 0 {
		return len(rest) < n-1
	}
	return len(rest) == n-1 && s.returnsPlainly(ret, err)
}

// givesBack reports whether a statement gives the operator's element back in the
// framework's own way, by a method of the element.
func (s *site) givesBack(st ast.Stmt) bool {
	expr, ok := st.(*ast.ExprStmt)
	if !ok {
		return false
	}
	v, method := s.MethodOf(expr.X)
	return v != nil && slices.ContainsFunc(s.Op.Framework.GiveBack, func(g *catalog.GiveBack) bool {
		return len(g.RegisteredBy()) == 0 && g.IsVar("it", v.Type()) && slices.Contains(g.Again, method)
	})
}

// returnsPlainly reports whether a statement returns an error as it is, or wrapped by
// fmt.Errorf or by an errors package. It must not be wrapped together with another
// error, which could tell the framework not to try again.
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

// decides reports whether a statement of a branch for an error may do more than log it:
// leave in another way, set something, or say that the element is done.
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
