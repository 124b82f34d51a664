package effect

import (
	"cmp"
	"go/token"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/source"
)

// instantiate returns the effect x of the function that e calls in the terms of the
// caller, or nil if the caller does not have it.
func (g *Graph) instantiate(x *Effect, e *edge, spawned bool) *Effect {
	cond, possible := g.instantiateCond(x.If, e)
	if !possible {
		return nil
	}
	if x = g.judged(x, e); x == nil {
		return nil
	}
	if spawned && !x.spreads(e) || g.undoneBy(e, x) {
		return nil
	}
	l := *x
	l.Uses, l.Undoes, l.If = nil, nil, cond
	l.Via = x.Via.Push(e.hop())
	if spawned && x.Rule.OfRates() {
		l.move(x, e.call.Pos())
		return &l
	}
	if g.joinedHere(e.from, e.call, x.JoinedBy) || x.Join == CallerMayJoin && g.receivesAll(e) {
		l.Join, l.Uncertain = Joined, false
	}
	l.JoinedBy = nil
	l.Bound = g.instantiateBound(x.Bound, e)
	if x.Subject != nil {
		sub := g.instantiateSubject(x, e)
		if sub == nil {
			return nil
		}
		l.Subject, l.Uncertain = sub.Subject, sub.Uncertain
	}
	l.Uncertain = l.Uncertain || e.alternatives.lack(x.Rule)
	if x.Pos == token.NoPos {
		l.Pos = e.call.Pos()
	}
	return &l
}

// undoneBy reports whether the caller has undone an effect before, or recovers it.
func (g *Graph) undoneBy(e *edge, x *Effect) bool {
	return g.undoneHere(e.from, e.call, x.Undoes) || x.Ends == catalog.EndsUnrecovered && g.recovers(e.from)
}

// spreads reports whether the effect of what a goroutine runs is one of its starter, too.
func (x *Effect) spreads(e *edge) bool {
	return x.Rule.OfRates() || x.Rule == TimeWait && e.joins() || x.Rule == JobExit && x.Ends != catalog.EndsGoroutine && x.Ends != catalog.EndsUnrecovered
}

// move makes l what becomes of x, a wait for a limiter or what moves one, in a goroutine that
// a call starts.
func (l *Effect) move(x *Effect, call token.Pos) {
	l.Rule, l.Bound, l.Subject = RateAsync, Bound{}, nil
	if x.Rule == RateWait {
		l.Phrase = "moves rate limiting to a goroutine that " + x.Phrase
	}
	l.Pos, l.Moved = call, cmp.Or(x.Moved, x.Pos)
}

// instantiateSubject returns x, which waits on a channel parameter of the function
// that e calls, with the caller's channel instead. It returns nil if that channel
// makes the wait harmless, or if nothing is known of it.
func (g *Graph) instantiateSubject(x *Effect, e *edge) *Effect {
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
	l.Uncertain = l.Uncertain || w.uncertain
	return &l
}

// instantiateBound returns a bound of the function that e calls in the terms of the
// caller.
func (g *Graph) instantiateBound(b Bound, e *edge) Bound {
	if b.Kind != Param {
		return b
	}
	arg, own := e.argument(b.Var)
	switch {
	case !own:
		return b // of an enclosing function
	case arg != nil:
		return g.bound(arg)
	case e.slot != nil && e.slot.Bound == catalog.BoundByNothing:
		return Bound{Kind: Nothing}
	case e.through != nil && e.call.Expr != nil:
		// The function between them passes a context on, probably its own.
		best, known := Bound{Kind: Nothing}, false
		for _, a := range e.call.Expr.Args {
			if source.IsContextLike(g.Source.Info.TypeOf(a)) {
				best, known = best.join(g.bound(a)), true
			}
		}
		if known {
			return best
		}
	}
	return Bound{Kind: Unknown}
}
