package effect

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/source"
)

// Standalone reports whether a function certainly returns, whatever other
// goroutines do, and does not notice on which goroutine it runs: it may be
// called in place of being started. The answer is no if it cannot be told. The
// call except, which may be nil, is left out, and the functions in the variables
// of trusted are taken to be standalone.
func (g *Graph) Standalone(fn *source.Func, except *ast.CallExpr, trusted []*types.Var) bool {
	s := g.standalone(except, trusted)
	return s.function(fn) && s.stay()
}

// CallStandalone is Standalone for what a call in fn calls.
func (g *Graph) CallStandalone(fn *source.Func, call *ast.CallExpr, trusted []*types.Var) bool {
	s := g.standalone(nil, trusted)
	for _, c := range fn.Calls {
		if c.Expr == call {
			return s.call(c) && s.stay()
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
	steady  []steady
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
		if !s.counts(loop, fn) {
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
// another goroutine changes what it looks at. Whether the limit stays where it is
// can be told when all is known that the loop calls.
func (s *standalone) counts(loop *ast.ForStmt, in *source.Func) bool {
	cond, ok := ast.Unparen(loop.Cond).(*ast.BinaryExpr)
	if !ok {
		return false
	}
	step, ok := loop.Post.(*ast.IncDecStmt)
	if !ok {
		return false
	}
	counter := s.localVar(step.X)
	if counter == nil || s.localVar(cond.X) != counter {
		return false
	}
	var towards token.Token
	switch cond.Op {
	case token.LSS, token.LEQ:
		towards = token.INC
	case token.GTR, token.GEQ:
		towards = token.DEC
	}
	if step.Tok != towards || !passes(counter.Type(), cond.Op) {
		return false
	}
	vars, ok := s.limit(cond.Y)
	if !ok {
		return false
	}
	for _, v := range append(vars, counter) {
		s.steady = append(s.steady, steady{v, loop, in})
	}
	return !slices.Contains(vars, counter)
}

// passes reports whether a variable of a type that counts gets past any limit:
// i <= 255 and i >= 0 are true of each byte, and a float stops to grow.
func passes(t types.Type, op token.Token) bool {
	b, ok := t.Underlying().(*types.Basic)
	if !ok || b.Info()&types.IsInteger == 0 {
		return false
	}
	return op == token.LSS || op == token.GTR || b.Kind() == types.Int || b.Kind() == types.Int32 || b.Kind() == types.Int64
}

// limit returns the variables that the limit of a loop is computed of. It fails
// if there is more to it than variables, constants and lengths.
func (s *standalone) limit(x ast.Expr) (vars []*types.Var, ok bool) {
	if s.Source.Info.Types[x].Value != nil {
		return nil, true
	}
	var more []*types.Var
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		v, ok := s.Source.Info.Uses[x].(*types.Var)
		return []*types.Var{v}, ok
	case *ast.SelectorExpr:
		v, ok := s.Source.Info.Uses[x.Sel].(*types.Var)
		if !ok || !v.IsField() {
			return []*types.Var{v}, ok
		}
		vars, ok = s.limit(x.X)
		return append(vars, v), ok
	case *ast.BinaryExpr:
		if vars, ok = s.limit(x.X); ok {
			more, ok = s.limit(x.Y)
		}
		return append(vars, more...), ok
	case *ast.CallExpr:
		if name := s.Source.Builtin(x); name != "len" && name != "cap" {
			return nil, false
		}
		switch s.Source.Info.TypeOf(x.Args[0]).Underlying().(type) {
		case *types.Slice, *types.Basic:
			return s.limit(x.Args[0])
		}
	}
	return nil, false
}

// A steady is a variable that a loop of a function must not change: its counter,
// or what its limit is computed of.
type steady struct {
	v    *types.Var
	loop *ast.ForStmt
	in   *source.Func
}

// stay reports whether nothing that was asked for changes what loops count, and
// to where, while they do.
func (s *standalone) stay() bool {
	for fn := range s.seen {
		for _, l := range s.steady {
			var during ast.Node = fn.Body
			if l.in == fn && isLocal(l.v, fn) {
				during = l.loop.Body
			}
			if assigns(s.Source.Info, during, l.v) || takesAddress(s.Source.Info, fn.Body, l.v) {
				return false
			}
		}
	}
	return true
}

// isLocal reports whether each call of a function has a variable of its own.
func isLocal(v *types.Var, fn *source.Func) bool {
	var n ast.Node = fn.Decl
	if fn.Lit != nil {
		n = fn.Lit
	}
	return !v.IsField() && n.Pos() <= v.Pos() && v.Pos() < n.End()
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

// assigns reports whether a node changes a variable or field.
func assigns(info *types.Info, n ast.Node, v *types.Var) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, l := range n.Lhs {
				found = found || names(info, l, v)
			}
		case *ast.IncDecStmt:
			found = found || names(info, n.X, v)
		case *ast.RangeStmt:
			found = found || n.Key != nil && names(info, n.Key, v) || n.Value != nil && names(info, n.Value, v)
		}
		return !found
	})
	return found
}

// takesAddress reports whether a node takes the address of a variable or field.
func takesAddress(info *types.Info, n ast.Node, v *types.Var) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if u, ok := n.(*ast.UnaryExpr); ok && u.Op == token.AND && names(info, u.X, v) {
			found = true
		}
		return !found
	})
	return found
}

// names reports whether an expression is a variable, or a field of something.
func names(info *types.Info, x ast.Expr, v *types.Var) bool {
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		return info.Uses[x] == v
	case *ast.SelectorExpr:
		return info.Uses[x.Sel] == v
	}
	return false
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
