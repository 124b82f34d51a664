package effect

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/jobvet/jobvet/internal/source"
)

// Standalone reports whether a function certainly returns, whatever other goroutines
// do, and does not notice on which goroutine it runs: then a program may call it where
// it starts it now. If that does not show, the answer is no. The call except, which
// may be nil, does not count. The functions in the variables of trusted are taken to
// be standalone.
func (g *Graph) Standalone(fn *source.Func, except *ast.CallExpr, trusted []*types.Var) bool {
	return g.standalone(except, trusted).function(fn)
}

// CallStandalone reports the same of the function that a call in fn calls.
func (g *Graph) CallStandalone(fn *source.Func, call *ast.CallExpr, trusted []*types.Var) bool {
	s := g.standalone(nil, trusted)
	for _, c := range fn.Calls {
		if c.Expr == call {
			return s.call(c)
		}
	}
	return false
}

// Spawns reports whether a call may start a goroutine that outlives it.
func (g *Graph) Spawns(c *source.Call) bool {
	return slices.ContainsFunc(g.Source.Callees(c), func(o source.Origin) bool {
		return o.Fn != nil && g.nodes[o.Fn.Index].sum.Has(GoSpawn)
	})
}

// A standalone holds the state of one question.
type standalone struct {
	*Graph
	except  *ast.CallExpr
	trusted map[*types.Var]bool // and the parameters that get one of them
	seen    map[*source.Func]bool
	// unheard are the calls whose results nobody uses.
	unheard map[*ast.CallExpr]bool
}

func (g *Graph) standalone(except *ast.CallExpr, trusted []*types.Var) *standalone {
	s := &standalone{
		Graph: g, except: except, trusted: make(map[*types.Var]bool), seen: make(map[*source.Func]bool),
		unheard: make(map[*ast.CallExpr]bool),
	}
	for _, v := range trusted {
		if len(g.Source.Values(v)) == 0 {
			s.trusted[v] = true
		}
	}
	return s
}

// isTrusted reports whether what is called is in a variable whose function is trusted,
// or is a method of such a variable.
func (s *standalone) isTrusted(x ast.Expr) bool {
	x = ast.Unparen(x)
	if sel, ok := x.(*ast.SelectorExpr); ok {
		x = ast.Unparen(sel.X)
	}
	id, ok := x.(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := s.Source.Info.Uses[id].(*types.Var)
	return ok && s.trusted[v]
}

// pass makes those parameters of a callee trusted that get a trusted function. It
// reports whether a parameter that is trusted gets another function.
func (s *standalone) pass(call *ast.CallExpr, callee *source.Func) (mixed bool) {
	if call == nil || callee.Sig.Variadic() || len(call.Args) != callee.Sig.Params().Len() {
		return false
	}
	for i, arg := range call.Args {
		switch v := callee.Sig.Params().At(i); {
		case s.isTrusted(arg):
			if !s.seen[callee] && len(s.Source.Values(v)) == 0 {
				s.trusted[v] = true
			}
		case s.trusted[v]:
			return true
		}
	}
	return false
}

// function asks the question for a function of the package. If it is being asked
// already, the answer is yes: there is no loop or channel to wait with, so that
// recursion ends or exhausts the stack.
func (s *standalone) function(fn *source.Func) bool {
	if s.seen[fn] {
		return true
	}
	s.seen[fn] = true
	if n := s.nodes[fn.Index]; n.declared {
		return n.sum.Empty() // a directive says so
	}
	if fn.Decl != nil && fn.Decl.Body == nil {
		return false // assembly or cgo
	}
	// An operation that does not wait because of a default case may never find the
	// other side ready, if it comes first.
	if len(fn.ChanOps) > 0 || !s.goesOn(fn.Body) {
		return false
	}
	for _, loop := range fn.Loops {
		if !s.counts(loop) {
			return false
		}
	}
	for _, c := range fn.Calls {
		if c.How != source.Spawned && !s.excepted(c) && !s.call(c) {
			return false
		}
	}
	// They may be passed on, or called by a name.
	for _, lit := range fn.Lits {
		if !s.function(lit) {
			return false
		}
	}
	return true
}

// excepted reports whether a call is the one that does not count, or stands in it.
func (s *standalone) excepted(c *source.Call) bool {
	return s.except != nil && s.except.Pos() <= c.Pos() && c.Pos() < s.except.End()
}

// goesOn reports whether the statements of a body go on to its end: there is no goto,
// and no range over a large number. It skips literals, and notes the calls whose
// results are not used.
func (s *standalone) goesOn(body *ast.BlockStmt) bool {
	ok := true
	unheard := func(x ast.Expr) {
		if call, is := ast.Unparen(x).(*ast.CallExpr); is {
			s.unheard[call] = true
		}
	}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.BranchStmt:
			ok = ok && n.Tok != token.GOTO
		case *ast.RangeStmt:
			ok = ok && !s.isLarge(n.X)
		case *ast.ExprStmt:
			unheard(n.X)
		case *ast.DeferStmt:
			unheard(n.Call)
		}
		return ok
	})
	return ok
}

// call asks the question for what a call calls. A conversion is standalone. A
// predeclared function is, unless it asks what is in a channel or has to do with
// panics: a panic ends the program if it is on a goroutine of its own, and frameworks
// recover it on theirs.
func (s *standalone) call(c *source.Call) bool {
	fun := ast.Unparen(c.Fun())
	switch tv := s.Source.Info.Types[fun]; {
	case tv.IsType():
		return true
	case tv.IsBuiltin():
		switch s.Source.Builtin(c.Expr) {
		case "panic", "recover":
			return false
		case "len", "cap":
			return !source.IsChan(s.Source.Info.TypeOf(c.Expr.Args[0]))
		}
		return true
	}
	if s.isTrusted(fun) {
		return true
	}
	if !s.shows(fun, make(map[*types.Var]bool)) {
		return false
	}
	origins := s.Source.Callees(c)
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
			return false // a parameter, a result, or something unknown
		}
	}
	return len(origins) > 0
}

// shows reports whether all functions that an expression may hold show in the package:
// it names a function or method, is a literal, or is a variable that nobody else can
// set.
func (s *standalone) shows(x ast.Expr, seen map[*types.Var]bool) bool {
	var obj types.Object
	switch x := ast.Unparen(x).(type) {
	case *ast.FuncLit:
		return true
	case *ast.IndexExpr: // of a generic function; an element of a container has no type arguments
		return source.IsFunc(s.Source.Info.TypeOf(x.X)) && s.shows(x.X, seen)
	case *ast.IndexListExpr:
		return s.shows(x.X, seen)
	case *ast.CallExpr:
		return s.Source.Info.Types[x.Fun].IsType() && len(x.Args) == 1 && s.shows(x.Args[0], seen)
	case *ast.Ident:
		obj = s.Source.Info.Uses[x]
	case *ast.SelectorExpr:
		obj = s.Source.Info.Uses[x.Sel]
	}
	switch obj := obj.(type) {
	case *types.Func:
		return true
	case *types.Var:
		return s.varShows(obj, seen)
	}
	return false
}

// varShows is shows for a variable.
func (s *standalone) varShows(v *types.Var, seen map[*types.Var]bool) bool {
	if seen[v] {
		return true
	}
	seen[v] = true
	if v.Kind() != types.LocalVar && (v.Kind() != types.PackageVar || v.Exported()) || s.isAddressed(v) {
		return false
	}
	for _, val := range s.Source.Values(v) {
		if val.Result != 0 || !s.shows(val.Expr, seen) {
			return false
		}
	}
	return true
}

// isAddressed reports whether the package takes the address of a variable, by an
// operator or by the call of a method.
func (g *Graph) isAddressed(v *types.Var) bool {
	if g.addressed == nil {
		g.addressed = make(map[*types.Var]bool)
		for _, f := range g.Source.Files {
			ast.Inspect(f, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.UnaryExpr:
					if v := g.Source.VarOf(n.X); n.Op == token.AND && v != nil {
						g.addressed[v] = true
					}
				case *ast.SelectorExpr:
					sel := g.Source.Info.Selections[n]
					if sel == nil || sel.Kind() != types.MethodVal {
						break
					}
					if v := g.Source.VarOf(n.X); v != nil && source.IsPointer(sel.Obj().(*types.Func).Signature().Recv().Type()) {
						g.addressed[v] = true
					}
				}
				return true
			})
		}
	}
	return g.addressed[v]
}
