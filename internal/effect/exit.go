package effect

import (
	"go/ast"
	"go/constant"
	"go/token"
	"strings"

	"golang.org/x/tools/go/cfg"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/source"
)

// exit adds a call that does not return. It leaves out panics: frameworks recover
// those of their own goroutine, and the method panics finds the others. It also leaves
// out runtime.Goexit in a goroutine that the operator started, which ends nothing
// else.
func (g *Graph) exit(n *node, c *source.Call, ends catalog.Ends, name string) {
	if g.RatesOnly || ends == catalog.EndsByPanic || ends == catalog.EndsGoroutine && c.How == source.Spawned {
		return
	}
	if !g.lives(n.fn, c.Expr) {
		return
	}
	phrase := phraseOf(JobExit, name)
	if ends == catalog.EndsGoroutine {
		phrase = "ends the goroutine that runs it in " + name
	}
	n.effect(&Effect{Rule: JobExit, Ends: ends, Pos: c.Pos(), Phrase: phrase})
}

// panicked adds a panic on the goroutine at hand, unless the function recovers it, or it is
// for what cannot happen. Whether it ends the process is up to callers and the framework.
func (g *Graph) panicked(n *node, c *source.Call) {
	if g.RatesOnly || c.How != source.Plain || c.Expr == nil {
		return
	}
	name := g.panicOf(c.Expr)
	if name == "" || g.asserts(c.Expr) || g.recovers(n.fn) || !g.lives(n.fn, c.Expr) {
		return
	}
	n.effect(&Effect{Rule: JobExit, Ends: catalog.EndsUnrecovered, Uncertain: true, Pos: c.Pos(), Phrase: phraseOf(JobExit, name)})
}

// panics adds what ends the process in the goroutine that c starts: panics in the
// goroutine's own function, unless it recovers.
func (g *Graph) panics(n *node, c *source.Call) {
	if g.panicOf(c.Expr) != "" {
		n.effect(g.unrecovered(c.Expr, c.Pos(), nil))
		return
	}
	for _, o := range g.Source.Callees(c) {
		if o.Fn == nil || g.nodes[o.Fn.Index].declared || g.recovers(o.Fn) {
			continue
		}
		var via *Chain
		if o.Fn.Obj != nil {
			via = via.Push(Hop{Name: o.Fn.Name(), Pos: c.Pos(), Fn: o.Fn})
		}
		for _, call := range o.Fn.Calls {
			if call.How == source.Plain && call.Expr != nil && g.panicOf(call.Expr) != "" && g.lives(o.Fn, call.Expr) {
				n.effect(g.unrecovered(call.Expr, call.Pos(), via))
			}
		}
	}
}

// unrecovered returns the effect of a panic that nothing recovers. If it is an
// assertion, which nobody expects to fail, it is not certain enough for an error.
func (g *Graph) unrecovered(call *ast.CallExpr, pos token.Pos, via *Chain) *Effect {
	return &Effect{
		Rule: JobExit, Ends: catalog.EndsByPanic, Pos: pos, Via: via, Uncertain: g.asserts(call),
		Phrase: "starts a goroutine that ends the process in " + g.panicOf(call),
	}
}

// panicOf returns the name of the function by which a call panics, or "".
func (g *Graph) panicOf(call *ast.CallExpr) string {
	if g.Source.Builtin(call) == "panic" {
		return "panic"
	}
	fn := g.Source.NamedFunc(call)
	if fn == nil || g.originOf(fn.Pkg()) == user {
		return ""
	}
	entry := g.Catalog.Call(catalog.SymbolOf(fn))
	if entry == nil || entry.Effect != string(JobExit) || entry.Ends != catalog.EndsByPanic {
		return ""
	}
	return source.FuncName(fn, g.Source.Types)
}

// recovers reports whether a function has a deferred call that recovers or may
// recover. Functions of the standard library do not; others without a body in this
// package may.
func (g *Graph) recovers(fn *source.Func) bool {
	for _, c := range fn.Calls {
		if c.How != source.Deferred || c.Expr == nil {
			continue
		}
		switch g.Source.Builtin(c.Expr) {
		case "":
		case "recover":
			return true
		default:
			continue
		}
		if source.IsCancelFunc(g.Source.Info.TypeOf(c.Expr.Fun)) {
			continue
		}
		origins := g.Source.Callees(c)
		if len(origins) == 0 {
			return true
		}
		for _, o := range origins {
			switch {
			case o.Fn != nil:
				if g.callsRecover(o.Fn) {
					return true
				}
			case o.Obj == nil || o.Results > 0 || g.originOf(o.Obj.Pkg()) != standard:
				return true
			}
		}
	}
	return false
}

func (g *Graph) callsRecover(fn *source.Func) bool {
	for _, c := range fn.Calls {
		if c.Expr != nil && g.Source.Builtin(c.Expr) == "recover" {
			return true
		}
	}
	return false
}

// lives reports whether control can reach a call in fn. It cannot if the call is
// behind a return, another exit, an endless loop, or a constant condition.
func (g *Graph) lives(fn *source.Func, call *ast.CallExpr) bool {
	x := g.exits[fn]
	if x == nil {
		f := newFlow(fn.Body, g.mayReturn)
		x = &exits{f, g.reachable(f.CFG)}
		g.exits[fn] = x
	}
	b := x.first(call.Pos())
	return b == nil || x.reached[b] // nil if the control-flow graph leaves that part of a statement out
}

// exits is the flow of a function that some calls end, and the part of it that control
// can reach.
type exits struct {
	*flow
	reached map[*cfg.Block]bool
}

// reachable returns the blocks that control can reach. If a condition is a constant,
// such as one of a build, it leads one way only.
func (g *Graph) reachable(graph *cfg.CFG) map[*cfg.Block]bool {
	reached := make(map[*cfg.Block]bool)
	var visit func(b *cfg.Block)
	visit = func(b *cfg.Block) {
		if reached[b] {
			return
		}
		reached[b] = true
		succs := b.Succs
		// A block with a case does not show what the case is compared with.
		if len(succs) == 2 && len(b.Nodes) > 0 && succs[0].Kind != cfg.KindSwitchCaseBody {
			if cond, ok := b.Nodes[len(b.Nodes)-1].(ast.Expr); ok {
				if always, never := g.decided(cond); always {
					succs = succs[:1]
				} else if never {
					succs = succs[1:]
				}
			}
		}
		for _, s := range succs {
			visit(s)
		}
	}
	visit(graph.Blocks[0])
	return reached
}

// decided reports whether constants make a condition always true, or never.
func (g *Graph) decided(cond ast.Expr) (always, never bool) {
	if v := g.Source.Info.Types[cond].Value; v != nil && v.Kind() == constant.Bool {
		return constant.BoolVal(v), !constant.BoolVal(v)
	}
	switch x := cond.(type) {
	case *ast.ParenExpr:
		return g.decided(x.X)
	case *ast.UnaryExpr:
		if x.Op == token.NOT {
			always, never = g.decided(x.X)
			return never, always
		}
	case *ast.BinaryExpr:
		xAlways, xNever := g.decided(x.X)
		yAlways, yNever := g.decided(x.Y)
		switch x.Op {
		case token.LAND:
			return xAlways && yAlways, xNever || yNever
		case token.LOR:
			return xAlways || yAlways, xNever && yNever
		}
	}
	return false, false
}

// mayReturn reports whether a call may return.
func (g *Graph) mayReturn(call *ast.CallExpr) bool {
	if g.Source.Builtin(call) == "panic" {
		return false
	}
	fn := g.Source.NamedFunc(call)
	if fn == nil || g.originOf(fn.Pkg()) == user {
		return true
	}
	entry := g.Catalog.Call(catalog.SymbolOf(fn))
	return entry == nil || entry.Effect != string(JobExit)
}

// asserts reports whether a panic is for what its author takes to be impossible: it
// stands in the default case of a switch, or its message says so.
func (g *Graph) asserts(call *ast.CallExpr) bool {
	for _, arg := range call.Args {
		said := ""
		ast.Inspect(arg, func(x ast.Node) bool {
			if e, ok := x.(ast.Expr); ok && said == "" {
				if v := g.Source.Info.Types[e].Value; v != nil && v.Kind() == constant.String {
					said = strings.ToLower(constant.StringVal(v))
				}
			}
			return said == ""
		})
		for _, word := range assertions {
			if strings.Contains(said, word) {
				return true
			}
		}
	}
	return g.inDefault(call)
}

// assertions are words of messages about things that cannot happen.
var assertions = [...]string{
	"unreachable", "unexpected", "impossible", "should not", "should never", "must not", "must be", "never happen",
	"cannot happen", "can't happen", "bug", "invariant", "internal error", "unimplemented", "not implemented", "todo",
	"unknown", "unhandled", "unsupported", "assert",
}

// inDefault reports whether a call stands in the default case of a switch.
func (g *Graph) inDefault(call *ast.CallExpr) bool {
	file := g.Source.FileAt(call.Pos())
	if file == nil {
		return false
	}
	found := false
	ast.Inspect(file, func(x ast.Node) bool {
		if x == nil || call.Pos() < x.Pos() || x.End() <= call.Pos() {
			return false
		}
		switch x := x.(type) {
		case *ast.FuncLit:
			found = false
		case *ast.CaseClause:
			found = x.List == nil
		}
		return true
	})
	return found
}
