package effect

import (
	"go/types"
	"slices"

	"github.com/jobvet/jobvet/internal/source"
)

// replays reports whether the package imports a framework that replays its operators:
// only then do channel operations matter that never wait.
func (g *Graph) replays() bool {
	if g.replayed == nil {
		found := false
		for _, pkg := range g.Source.Types.Imports() {
			found = found || g.Catalog.Replays(pkg.Path())
		}
		g.replayed = &found
	}
	return *g.replayed
}

// isNative reports whether a channel operation that never waits matters to an operator
// that is replayed: it is a select, goroutines have to do with it, or coroutines talk over
// it. A channel that is filled and emptied by one goroutine is the same each time.
func (g *Graph) isNative(fn *source.Func, op *source.ChanOp) bool {
	return g.replays() && (op.Kind == source.Select || g.hasGoroutines(fn.Outermost(), mostLevels) || g.talks(fn, op))
}

// talks reports whether a function and a literal use the channel of an operation, one to send
// and one to receive, and nobody closes it: they are coroutines, and one holds up the other.
func (g *Graph) talks(fn *source.Func, op *source.ChanOp) bool {
	v := g.Source.VarOf(op.Chan)
	if v == nil || v.Kind() != types.LocalVar {
		return false
	}
	lc := g.local(v, fn)
	here := lc.in(fn)
	return lc.all.closes == 0 && (here.sends > 0 && lc.all.receives > here.receives || here.receives > 0 && lc.all.sends > here.sends)
}

// native returns an effect that does not wait, or not for long.
func (e *Effect) native() Effect {
	n := *e
	n.Native, n.waits = true, signal{}
	return n
}

// mostLevels is how many callers upwards goroutines are looked for.
const mostLevels = 3

// hasGoroutines reports whether a function starts goroutines, or may be called by one
// that does.
func (g *Graph) hasGoroutines(fn *source.Func, levels int) bool {
	w := endWalker{Graph: g, seen: make(map[*source.Func]bool)}
	found := false
	w.starts(fn, func(*source.Call) { found = true })
	if found || levels == 0 || fn.Obj == nil {
		return found
	}
	callers, _ := g.callersOf(fn.Obj)
	return slices.ContainsFunc(callers, func(c caller) bool { return g.hasGoroutines(c.in.Outermost(), levels-1) })
}

// waitsForOthers reports whether a function waits on a channel, or for goroutines.
func (s *Summary) waitsForOthers() bool {
	return slices.ContainsFunc(s.Effects, func(e *Effect) bool {
		return (e.Rule == ChanWait || e.Rule == SyncWait) && !e.Native
	})
}
