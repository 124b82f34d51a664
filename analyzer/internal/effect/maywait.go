package effect

import (
	"go/ast"
	"go/types"

	"github.com/jobvet/jobvet/analyzer/internal/catalog"
	"github.com/jobvet/jobvet/analyzer/internal/source"
)

// MayWait reports whether a function may wait for another goroutine, perhaps
// for the one that is about to call it, or go on for as long as nobody stops
// it. The answer is yes where it cannot be told: a function of a third party,
// or one that nothing shows. The call except, which may be nil, is left out, and
// what the variables in quiet hold does not wait.
func (g *Graph) MayWait(fn *source.Func, except *ast.CallExpr, quiet []*types.Var) bool {
	return g.waiting(except, quiet).function(fn)
}

// CallMayWait is MayWait for what a call in fn calls.
func (g *Graph) CallMayWait(fn *source.Func, call *ast.CallExpr, quiet []*types.Var) bool {
	w := g.waiting(nil, quiet)
	for _, c := range fn.Calls {
		if c.Expr == call {
			return w.call(c)
		}
	}
	return true
}

type waiting struct {
	*Graph
	except *ast.CallExpr
	quiet  map[*types.Var]bool // with the parameters that get one of them
	seen   map[*source.Func]bool
}

func (g *Graph) waiting(except *ast.CallExpr, quiet []*types.Var) *waiting {
	w := &waiting{Graph: g, except: except, quiet: make(map[*types.Var]bool), seen: make(map[*source.Func]bool)}
	for _, v := range quiet {
		w.quiet[v] = true
	}
	return w
}

// isQuiet reports whether an expression is a variable whose function does not
// wait.
func (w *waiting) isQuiet(x ast.Expr) bool {
	id, ok := ast.Unparen(x).(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := w.Source.Info.Uses[id].(*types.Var)
	return ok && w.quiet[v]
}

// pass makes the parameters of a callee quiet that get a quiet function. It
// reports whether one is quiet already that gets another.
func (w *waiting) pass(call *ast.CallExpr, callee *source.Func) (mixed bool) {
	if call == nil || callee.Sig.Variadic() || len(call.Args) != callee.Sig.Params().Len() {
		return false
	}
	for i, arg := range call.Args {
		switch v := callee.Sig.Params().At(i); {
		case w.isQuiet(arg):
			if !w.seen[callee] {
				w.quiet[v] = true
			}
		case w.quiet[v]:
			return true
		}
	}
	return false
}

func (w *waiting) function(fn *source.Func) bool {
	if w.seen[fn] {
		return false
	}
	w.seen[fn] = true
	if n := w.nodes[fn.Index]; n.fixed {
		return n.sum.waits()
	}
	for _, op := range fn.ChanOps {
		if op.Kind != source.Select || !hasDefault(op.Select) {
			return true
		}
	}
	for _, loop := range fn.Loops {
		if loop.Cond == nil {
			return true
		}
	}
	for _, c := range fn.Calls {
		if c.How != source.Spawned && (c.Expr == nil || c.Expr != w.except) && w.call(c) {
			return true
		}
	}
	// Literals that are passed on, or called by a name.
	for _, lit := range fn.Lits {
		if w.function(lit) {
			return true
		}
	}
	return false
}

func hasDefault(s *ast.SelectStmt) bool {
	for _, c := range s.Body.List {
		if c.(*ast.CommClause).Comm == nil {
			return true
		}
	}
	return false
}

// call asks what a call calls, or what it returns from: a conversion or a
// builtin never waits.
func (w *waiting) call(c *source.Call) bool {
	fun := ast.Unparen(c.Fun())
	if tv := w.Source.Info.Types[fun]; tv.IsType() || tv.IsBuiltin() {
		return false
	}
	if w.isQuiet(fun) {
		return false
	}
	origins := w.callees(c)
	for _, o := range origins {
		switch {
		case o.Fn != nil:
			if w.pass(c.Expr, o.Fn) || w.function(o.Fn) {
				return true
			}
		case o.Obj != nil:
			if w.object(c, o) {
				return true
			}
		default:
			return true // a parameter, or nothing known
		}
	}
	return len(origins) == 0
}

// object asks for a function without a body in this package.
func (w *waiting) object(c *source.Call, o source.Origin) bool {
	fn := o.Obj
	switch org := w.originOf(fn.Pkg()); {
	case org != user:
		entry := w.Catalog.Call(catalog.SymbolOf(fn))
		return entry != nil && (entry.Effect != "" && entry.Class != catalog.NonBlocking && len(entry.Runs) == 0 || entry.Class == catalog.Blocking || entry.Class == catalog.BoundedWait)
	case o.Results > 0 || fn.Pkg() == nil:
		return true
	}
	if recv := fn.Signature().Recv(); recv != nil && types.IsInterface(recv.Type()) {
		impls := w.implementations(fn)
		for _, impl := range impls {
			if w.function(impl) {
				return true
			}
		}
		return len(impls) == 0
	}
	if !w.Known(fn.Pkg()) {
		return true
	}
	sum := w.imported(fn, 0)
	return sum != nil && sum.waits()
}

// waits reports whether a summary has a wait of any kind.
func (s *Summary) waits() bool {
	for _, e := range s.Effects {
		if e.Rule != GoSpawn && e.Rule != JobExit {
			return true
		}
	}
	return len(s.Calls) > 0
}
