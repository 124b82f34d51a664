package effect

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/source"
)

// Standalone reports whether a function certainly returns, whatever other
// goroutines do, and does not notice on which goroutine it runs: it may be
// called in place of being started. The answer is no if it cannot be told. The
// call except, which may be nil, is left out, and the functions in the variables
// of trusted are taken to be standalone.
func (g *Graph) Standalone(fn *source.Func, except *ast.CallExpr, trusted []*types.Var) bool {
	return g.standalone(except, trusted).function(fn)
}

// CallStandalone is Standalone for what a call in fn calls.
func (g *Graph) CallStandalone(fn *source.Func, call *ast.CallExpr, trusted []*types.Var) bool {
	s := g.standalone(nil, trusted)
	for _, c := range fn.Calls {
		if c.Expr == call {
			return s.call(c)
		}
	}
	return false
}

// A standalone is the state of one question.
type standalone struct {
	*Graph
	except  *ast.CallExpr
	trusted map[*types.Var]bool // with the parameters that get one of them
	seen    map[*source.Func]bool
}

func (g *Graph) standalone(except *ast.CallExpr, trusted []*types.Var) *standalone {
	s := &standalone{Graph: g, except: except, trusted: make(map[*types.Var]bool), seen: make(map[*source.Func]bool)}
	for _, v := range trusted {
		s.trusted[v] = true
	}
	return s
}

// isTrusted reports whether an expression is a variable whose function is
// trusted.
func (s *standalone) isTrusted(x ast.Expr) bool {
	id, ok := ast.Unparen(x).(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := s.Source.Info.Uses[id].(*types.Var)
	return ok && s.trusted[v]
}

// pass makes the parameters of a callee trusted that get a trusted function. It
// reports whether one is trusted already that gets another.
func (s *standalone) pass(call *ast.CallExpr, callee *source.Func) (mixed bool) {
	if call == nil || callee.Sig.Variadic() || len(call.Args) != callee.Sig.Params().Len() {
		return false
	}
	for i, arg := range call.Args {
		switch v := callee.Sig.Params().At(i); {
		case s.isTrusted(arg):
			if !s.seen[callee] {
				s.trusted[v] = true
			}
		case s.trusted[v]:
			return true
		}
	}
	return false
}

// function asks for a function of the package. One that is being asked for
// already counts: recursion waits for nobody.
func (s *standalone) function(fn *source.Func) bool {
	if s.seen[fn] {
		return true
	}
	s.seen[fn] = true
	if n := s.nodes[fn.Index]; n.fixed {
		return n.sum.Empty() // a directive says so
	}
	if fn.Decl != nil && fn.Decl.Body == nil {
		return false // assembly or cgo
	}
	for _, op := range fn.ChanOps {
		if op.Kind != source.Select || !hasDefault(op.Select) {
			return false
		}
	}
	for _, loop := range fn.Loops {
		if !s.counts(loop) {
			return false
		}
	}
	if hasGoto(fn.Body) {
		return false
	}
	for _, c := range fn.Calls {
		if c.How != source.Spawned && !s.excepted(c) && !s.call(c) {
			return false
		}
	}
	// Literals that are passed on, or called by a name.
	for _, lit := range fn.Lits {
		if !s.function(lit) {
			return false
		}
	}
	return true
}

// excepted reports whether a call is the one that is left out, or stands in it.
func (s *standalone) excepted(c *source.Call) bool {
	return s.except != nil && s.except.Pos() <= c.Pos() && c.Pos() < s.except.End()
}

func hasDefault(s *ast.SelectStmt) bool {
	for _, c := range s.Body.List {
		if c.(*ast.CommClause).Comm == nil {
			return true
		}
	}
	return false
}

func hasGoto(body *ast.BlockStmt) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		if b, ok := n.(*ast.BranchStmt); ok && b.Tok == token.GOTO {
			found = true
		}
		return !found
	})
	return found
}

// counts reports whether a loop counts a variable of its own up or down to a
// limit: for i := 0; i < n; i++. A loop with any other condition may go on until
// another goroutine changes what it looks at.
func (s *standalone) counts(loop *ast.ForStmt) bool {
	cond, ok := ast.Unparen(loop.Cond).(*ast.BinaryExpr)
	if !ok {
		return false
	}
	inc, ok := loop.Post.(*ast.IncDecStmt)
	if !ok {
		return false
	}
	counter := s.localVar(inc.X)
	limit := cond.Y
	up := cond.Op == token.LSS || cond.Op == token.LEQ
	down := cond.Op == token.GTR || cond.Op == token.GEQ
	if counter == nil || s.localVar(cond.X) != counter || !(up && inc.Tok == token.INC || down && inc.Tok == token.DEC) {
		return false
	}
	fixed := true
	ast.Inspect(limit, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			name := s.Source.Builtin(n)
			fixed = fixed && (name == "len" || name == "cap")
		case *ast.UnaryExpr:
			fixed = fixed && n.Op != token.ARROW
		case *ast.Ident:
			v, ok := s.Source.Info.Uses[n].(*types.Var)
			fixed = fixed && !(ok && v != counter && assigns(s.Source.Info, loop.Body, v))
		}
		return fixed
	})
	return fixed && !assigns(s.Source.Info, loop.Body, counter)
}

// localVar returns the local variable that an expression is, or nil.
func (s *standalone) localVar(x ast.Expr) *types.Var {
	id, ok := ast.Unparen(x).(*ast.Ident)
	if !ok {
		return nil
	}
	v, ok := s.Source.Info.ObjectOf(id).(*types.Var)
	if !ok || v.Kind() != types.LocalVar {
		return nil
	}
	return v
}

// assigns reports whether a node changes a variable, or may: its address is
// taken.
func assigns(info *types.Info, n ast.Node, v *types.Var) bool {
	is := func(x ast.Expr) bool {
		id, ok := ast.Unparen(x).(*ast.Ident)
		return ok && info.Uses[id] == v
	}
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, l := range n.Lhs {
				found = found || is(l)
			}
		case *ast.IncDecStmt:
			found = found || is(n.X)
		case *ast.RangeStmt:
			found = found || n.Key != nil && is(n.Key) || n.Value != nil && is(n.Value)
		case *ast.UnaryExpr:
			found = found || n.Op == token.AND && is(n.X)
		}
		return !found
	})
	return found
}

// call asks for what a call calls, or for what it gets its values from: a
// conversion is standalone, and a builtin unless it has to do with panics, which
// end the program on a goroutine of their own, and on the framework's are
// recovered.
func (s *standalone) call(c *source.Call) bool {
	fun := ast.Unparen(c.Fun())
	switch tv := s.Source.Info.Types[fun]; {
	case tv.IsType():
		return true
	case tv.IsBuiltin():
		name := s.Source.Builtin(c.Expr)
		return name != "panic" && name != "recover"
	}
	if s.isTrusted(fun) {
		return true
	}
	origins := s.callees(c)
	for _, o := range origins {
		switch {
		case o.Fn != nil:
			if s.pass(c.Expr, o.Fn) || !s.function(o.Fn) {
				return false
			}
		case o.Obj != nil && o.Results == 0:
			if !s.harmless(c, o.Obj) {
				return false
			}
		default:
			return false // a parameter, a result, or nothing known
		}
	}
	return len(origins) > 0
}

// harmless reports whether a function without a body in this package is
// catalogued to be harmless, and no argument brings code of its own that it
// could call.
func (s *standalone) harmless(c *source.Call, fn *types.Func) bool {
	if c.Expr == nil || !s.Catalog.Harmless(catalog.SymbolOf(fn)) {
		return false
	}
	for _, arg := range c.Expr.Args {
		if _, ok := ast.Unparen(arg).(*ast.FuncLit); ok {
			continue // asked for as one of the function's literals
		}
		if !s.isData(s.Source.Info.TypeOf(arg), make(map[types.Type]bool)) {
			return false
		}
	}
	return true
}

// isData reports whether values of a type bring no code along: neither
// functions nor methods, but for those of harmless types, nor interfaces, in
// which there may be any.
func (s *standalone) isData(t types.Type, seen map[types.Type]bool) bool {
	if t == nil {
		return false
	}
	if seen[t] {
		return true
	}
	seen[t] = true
	switch u := types.Unalias(t).(type) {
	case *types.Named:
		obj := u.Obj()
		switch {
		case obj.Pkg() == nil || types.IsInterface(u):
			return false
		case s.Catalog.Harmless(catalog.SymbolOf(obj)):
			return true
		case s.originOf(obj.Pkg()) != user && !isBasic(u):
			return false
		case s.originOf(obj.Pkg()) == user && types.NewMethodSet(types.NewPointer(u)).Len() > 0:
			return false
		}
		return s.isData(u.Underlying(), seen)
	case *types.Basic:
		return u.Kind() != types.UnsafePointer
	case *types.Pointer:
		return s.isData(u.Elem(), seen)
	case *types.Slice:
		return s.isData(u.Elem(), seen)
	case *types.Array:
		return s.isData(u.Elem(), seen)
	case *types.Chan:
		return s.isData(u.Elem(), seen)
	case *types.Map:
		return s.isData(u.Key(), seen) && s.isData(u.Elem(), seen)
	case *types.Tuple: // f(g())
		for v := range u.Variables() {
			if !s.isData(v.Type(), seen) {
				return false
			}
		}
		return true
	case *types.Struct:
		for f := range u.Fields() {
			if !s.isData(f.Type(), seen) {
				return false
			}
		}
		return true
	}
	return false // functions, interfaces, type parameters
}

func isBasic(t *types.Named) bool {
	_, ok := t.Underlying().(*types.Basic)
	return ok
}
