package effect

import (
	"go/token"
	"go/types"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/source"
	"github.com/jobvet/jobvet/internal/walk"
)

// summarise computes the summaries bottom-up, one strongly connected
// component at a time. Within a component it repeats until nothing changes;
// since the shortest chain wins, and ties are broken by a total order, the
// result does not depend on where it starts.
func (g *Graph) summarise() {
	walk.Components(len(g.nodes), func(i int, yield func(int)) {
		for _, e := range g.nodes[i].edges {
			if e.to != nil {
				yield(e.to.fn.Index)
			}
			if e.through != nil && e.through.to != nil {
				yield(e.through.to.fn.Index)
			}
		}
	}, func(component []int) {
		var nodes []*node
		for _, i := range component {
			nodes = append(nodes, g.nodes[i])
		}
		g.component(nodes)
	})
}

func (g *Graph) component(nodes []*node) {
	for _, n := range nodes {
		if n.fixed {
			continue
		}
		for _, e := range n.own {
			if !g.Suppressed(e.Pos, e.Rule) && !g.ends(n, e) {
				n.sum.add(e)
			}
		}
	}
	for changed := true; changed; {
		changed = false
		for _, n := range nodes {
			if n.fixed {
				continue
			}
			for _, e := range n.edges {
				if g.inherit(n, e) {
					changed = true
				}
			}
		}
		if len(nodes) == 1 && !selfCalls(nodes[0]) {
			return
		}
	}
}

func selfCalls(n *node) bool {
	for _, e := range n.edges {
		if e.to == n || e.through != nil && e.through.to == n {
			return true
		}
	}
	return false
}

// inherit adds to n what it inherits through e and reports whether its
// summary changed.
func (g *Graph) inherit(n *node, e *edge) bool {
	sum := e.summary()
	live, spawned := e.state()
	if sum == nil || !live {
		return false
	}
	changed := false
	for _, x := range sum.Effects {
		if l := g.lift(x, e, spawned); l != nil && !g.Suppressed(e.call.Pos(), l.Rule) && n.sum.add(l) {
			changed = true
		}
	}
	into := &n.sum.Calls
	if spawned {
		into = &n.sum.Spawns
	}
	for _, v := range sum.Calls {
		changed = g.inheritCall(into, v, e) || changed
	}
	for _, v := range sum.Spawns {
		changed = g.inheritCall(&n.sum.Spawns, v, e) || changed
	}
	return changed
}

// inheritCall notes that the caller calls v through e: one of its own
// variables, or one of an enclosing function. A parameter of the function
// called is the business of the edges that pass an argument for it.
func (g *Graph) inheritCall(into *[]*types.Var, v *types.Var, e *edge) bool {
	if e.sig != nil {
		if _, own := e.argument(v); own {
			return false
		}
	}
	return addVar(into, v)
}

// lift returns the effect x of the function that e calls as an effect of the
// caller, or nil where the caller does not have it.
func (g *Graph) lift(x *Effect, e *edge, spawned bool) *Effect {
	l := *x
	l.Uses = nil
	l.Via = x.Via.Push(e.hop())
	if spawned {
		switch {
		case x.Rule == RateWait || x.Rule == RateAsync:
			l.Rule, l.Bound, l.Subject = RateAsync, Bound{}, nil
			l.Phrase = "moves rate limiting to a goroutine that " + x.Phrase
			if x.Rule == RateAsync {
				l.Phrase = x.Phrase
			}
			l.Pos = e.call.Pos()
			return &l
		case x.Rule == TimeWait && e.joined:
		case x.Rule == JobExit && x.Ends != catalog.EndsGoroutine:
		default:
			return nil
		}
	}
	l.Bound = g.translate(x.Bound, e)
	if x.Subject != nil {
		sub := g.subject(x, e)
		if sub == nil {
			return nil
		}
		l.Subject, l.Soft = sub.Subject, sub.Soft
	}
	if e.alternatives.lack(x.Rule) {
		l.Soft = true
	}
	if x.Pos == token.NoPos {
		l.Pos = e.call.Pos()
	}
	return &l
}

// subject returns x, which waits on a channel parameter of the function that
// e calls, with the channel in the caller's terms; nil where the caller's
// channel makes the wait harmless, or nothing is known of it.
func (g *Graph) subject(x *Effect, e *edge) *Effect {
	arg, own := e.argument(x.Subject)
	if !own {
		return x // of an enclosing function
	}
	if arg == nil {
		return nil
	}
	w := g.waitOn(e.from, arg, false)
	if w.never || w.timer {
		return nil
	}
	l := *x
	l.Subject = w.subject
	l.Soft = l.Soft || w.soft
	return &l
}

// translate returns a bound of the function that e calls in the caller's terms.
func (g *Graph) translate(b Bound, e *edge) Bound {
	if b.Kind != Param {
		return b
	}
	arg, own := e.argument(b.Var)
	switch {
	case !own:
		return b // of an enclosing function
	case arg != nil:
		return g.bound(arg)
	case e.through != nil && e.call.Expr != nil:
		// The function in between passes a context on: probably its own.
		best, known := Bound{Kind: Nothing}, false
		for _, a := range e.call.Expr.Args {
			if source.IsContextLike(g.Source.Info.TypeOf(a)) {
				best, known = lenient(best, g.bound(a)), true
			}
		}
		if known {
			return best
		}
	}
	return Bound{Kind: Unknown}
}
