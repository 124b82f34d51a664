package effect

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"

	"github.com/jobvet/jobvet/internal/source"
)

// A signal is what tells that a goroutine has ended: a wait group, a channel, an
// errgroup.
type signal struct {
	v    *types.Var
	expr string
}

func (g *Graph) signalOf(e ast.Expr) (signal, bool) {
	if u, ok := ast.Unparen(e).(*ast.UnaryExpr); ok && u.Op == token.AND {
		e = u.X
	}
	v := g.Source.VarOf(e)
	if v == nil {
		return signal{}, false
	}
	return signal{v, types.ExprString(ast.Unparen(e))}, true
}

// isSignal reports whether a value of type t can tell of a goroutine's end.
func isSignal(t types.Type) bool {
	return source.IsChan(source.Pointee(t)) || source.IsWaitGroupLike(t)
}

// signals adds what a goroutine signals, if a literal runs in it.
func (g *Graph) signals(body ast.Expr, into map[signal]bool) {
	lit, ok := ast.Unparen(body).(*ast.FuncLit)
	if !ok {
		return
	}
	ast.Inspect(lit.Body, func(x ast.Node) bool {
		switch x := x.(type) {
		case *ast.SendStmt:
			if t, ok := g.signalOf(x.Chan); ok {
				into[t] = true
			}
		case *ast.CallExpr:
			if g.Source.Builtin(x) == "close" {
				if t, ok := g.signalOf(x.Args[0]); ok {
					into[t] = true
				}
			}
			if fun, ok := ast.Unparen(x.Fun).(*ast.SelectorExpr); ok && fun.Sel.Name == "Done" && len(x.Args) == 0 {
				if t, ok := g.signalOf(fun.X); ok && isSignal(t.v.Type()) {
					into[t] = true
				}
			}
		}
		return true
	})
}

// A spawned is a call that starts a goroutine, and what the goroutine signals.
type spawned struct {
	call    *source.Call
	signals map[signal]bool
}

// relay adds what other goroutines of fn signal after they have waited for one of the
// signals: go func() { wg.Wait(); close(results) }(), or a worker that ranges over a
// channel until it is closed.
func (g *Graph) relay(fn *source.Func, c *source.Call, signals map[signal]bool) {
	queue := slices.Collect(maps.Keys(signals))
	for len(queue) > 0 {
		s := queue[0]
		queue = queue[1:]
		for _, r := range g.relaysOf(fn)[s] {
			if r.call == c {
				continue
			}
			for next := range r.signals {
				if !signals[next] {
					signals[next] = true
					queue = append(queue, next)
				}
			}
		}
	}
}

// relaysOf returns the goroutines that fn starts with a literal, by what they wait
// for.
func (g *Graph) relaysOf(fn *source.Func) map[signal][]spawned {
	if known, ok := g.relays[fn]; ok {
		return known
	}
	relays := make(map[signal][]spawned)
	for _, c := range fn.Calls {
		if c.How != source.Spawned {
			continue
		}
		lit, ok := ast.Unparen(c.Expr.Fun).(*ast.FuncLit)
		if !ok {
			continue
		}
		waits := make(map[signal]bool)
		ast.Inspect(lit.Body, func(x ast.Node) bool {
			switch x := x.(type) {
			case *ast.CallExpr:
				if sel, ok := ast.Unparen(x.Fun).(*ast.SelectorExpr); ok && sel.Sel.Name == "Wait" {
					if t, ok := g.signalOf(sel.X); ok {
						waits[t] = true
					}
				}
			case *ast.RangeStmt:
				if t, ok := g.signalOf(x.X); ok {
					waits[t] = true
				}
			}
			return true
		})
		if len(waits) == 0 {
			continue
		}
		r := spawned{c, make(map[signal]bool)}
		g.signals(lit, r.signals)
		for t := range waits {
			relays[t] = append(relays[t], r)
		}
	}
	g.relays[fn] = relays
	return relays
}
