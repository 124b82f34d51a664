package effect

import (
	"slices"

	"github.com/jobvet/jobvet/internal/source"
)

// This file has goroutines that one method of a value starts and another one waits for:
//
//	func (g *group) Go(f func() error) { g.inner.Go(f) }
//	func (g *group) Wait() error       { return g.inner.Wait() }
//
// Whether they end before an operator returns, its calls of both methods tell.

// joiners returns the names of the methods, of the type whose method fn is, that wait for
// a field which is one of the signals.
func (g *Graph) joiners(fn *source.Func, signals map[signal]bool) []string {
	var names []string
	for _, other := range g.methodsBeside(fn.Outermost()) {
		for waited := range g.joinsIn(other) {
			if isShared(waited.v) && hasVar(signals, waited) {
				names = append(names, other.Obj.Name())
				break
			}
		}
	}
	return names
}

// methodsBeside returns the other methods of the type whose method fn is.
func (g *Graph) methodsBeside(fn *source.Func) []*source.Func {
	if fn.Obj == nil || fn.Sig.Recv() == nil {
		return nil
	}
	own := source.NamedOf(fn.Sig.Recv().Type())
	var list []*source.Func
	for _, other := range g.Source.Funcs {
		if other.Obj != nil && other != fn && other.Sig.Recv() != nil && source.NamedOf(other.Sig.Recv().Type()) == own {
			list = append(list, other)
		}
	}
	return list
}

// joinersOf returns the joiners of the goroutine that a call of the function of n starts.
func (g *Graph) joinersOf(n *node, c *source.Call) []string {
	for _, s := range n.spawns {
		if s.call == c {
			return g.joiners(n.fn, s.signals)
		}
	}
	return nil
}

func hasVar(signals map[signal]bool, t signal) bool {
	for s := range signals {
		if s.v == t.v {
			return true
		}
	}
	return false
}

// joinedHere reports whether the function that makes a call, or one around it, calls one
// of the methods on the same variable.
func (g *Graph) joinedHere(fn *source.Func, c *source.Call, methods []string) bool {
	recv := g.receiver(c)
	if recv == nil || len(methods) == 0 {
		return false
	}
	for ; fn != nil && fn.Body != nil; fn = fn.Parent {
		for _, other := range fn.Calls {
			if other.Expr == nil || g.receiver(other) != recv || other.How != source.Deferred && other.Pos() < c.Pos() {
				continue
			}
			if slices.Contains(methods, g.Source.NamedFunc(other.Expr).Name()) {
				return true
			}
		}
	}
	return false
}

// joinedByCallers reports whether all calls of fn in the package are joined there, and
// there are some.
func (g *Graph) joinedByCallers(fn *source.Func, methods []string) bool {
	if len(methods) == 0 {
		return false
	}
	decl, some := fn.Outermost(), false
	for _, caller := range g.Source.Funcs {
		for _, c := range caller.Calls {
			if c.Expr == nil {
				continue
			}
			if m := g.Source.NamedFunc(c.Expr); m == nil || g.Source.Of(m) != decl {
				continue
			}
			if !g.joinedHere(caller, c, methods) {
				return false
			}
			some = true
		}
	}
	return some
}
