package effect

import (
	"cmp"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/walk"
)

// A Summary is what a function does to its callers.
type Summary struct {
	// Effects has few effects for each key, each with a cause of its own, in a fixed
	// order. rules are the rules of all.
	Effects []*Effect
	rules   ruleSet
	// Calls are the variables that hold functions which it calls before it returns,
	// Spawns those that it calls in a goroutine, and Joins those that it calls in a
	// goroutine which ends before it returns. They are parameters of this function or of
	// one around it, parameters that another function has kept, or fields: what these
	// hold, other packages may know.
	Calls, Spawns, Joins []*types.Var
	// Fed are the indices of the results of an imported function that are channels which
	// its own goroutines feed: each receive ends.
	Fed []int
}

// Vars returns the variables of all three lists.
func (s *Summary) Vars() []*types.Var { return slices.Concat(s.Calls, s.Spawns, s.Joins) }

// NewSummary returns the summary that consists of the effects.
func NewSummary(effects ...*Effect) *Summary {
	s := &Summary{Effects: effects}
	for _, e := range effects {
		s.rules |= e.set()
	}
	return s
}

// Empty reports whether callers need to know nothing of the function.
func (s *Summary) Empty() bool {
	return s == nil || len(s.Effects) == 0 && len(s.Calls) == 0 && len(s.Spawns) == 0 && len(s.Joins) == 0 && len(s.Fed) == 0
}

// Has reports whether the summary has an effect of the rule.
func (s *Summary) Has(rule Rule) bool { return s.rules&rule.set() != 0 }

// mostCauses is how many effects with the same key a summary has: those with the
// shortest chains. A reader who mends one of many causes learns of the next.
const mostCauses = 8

// add puts e into the summary and reports whether it changed.
func (s *Summary) add(e *Effect) bool {
	k, alike, last := e.key(), 0, -1
	for i, old := range s.Effects {
		if old.key() != k {
			continue
		}
		if e.Rule == OpenCall || old.cause() == e.cause() {
			if compare(e, old) < 0 {
				s.Effects[i] = e
				return true
			}
			return false
		}
		if alike++; last < 0 || compare(old, s.Effects[last]) > 0 {
			last = i
		}
	}
	switch {
	case alike < mostCauses:
		s.Effects = append(s.Effects, e)
		s.rules |= e.Rule.set()
	case compare(e, s.Effects[last]) < 0:
		s.Effects[last] = e
	default:
		return false
	}
	return true
}

// A cause is the place of an effect, in this package or in another one.
type cause struct {
	pos   token.Pos
	where finding.Spot
}

func (e *Effect) cause() cause {
	if e.Where != (finding.Spot{}) {
		return cause{where: e.Where}
	}
	return cause{pos: e.Pos}
}

func addVar(list *[]*types.Var, v *types.Var) bool {
	if slices.Contains(*list, v) {
		return false
	}
	*list = append(*list, v)
	return true
}

// A key tells the kinds of the effects of a summary apart. Of two effects with the same
// key and cause, the one with the shorter chain stays.
type key struct {
	rule      Rule
	bound     Bound
	subject   *types.Var
	join      Join
	ends      catalog.Ends
	uncertain bool
	slot      string
	cond      Cond
	hangs     bool
	native    bool
}

func (e *Effect) key() key {
	return key{e.Rule, e.Bound, e.Subject, e.Join, e.Ends, e.Uncertain, e.Slot, e.If, e.Hangs, e.Native}
}

// compare orders effects of the same key, the shorter chain first. It is a total order
// on what a message shows, so that every order of computation ends with the same
// witness.
func compare(a, b *Effect) int {
	return cmp.Or(
		cmp.Compare(a.Via.len(), b.Via.len()),
		strings.Compare(a.Phrase, b.Phrase),
		compareChains(a.Via, b.Via),
		cmp.Compare(a.Pos, b.Pos),
		strings.Compare(a.Where.String(), b.Where.String()),
		strings.Compare(a.Module, b.Module),
	)
}

// summarise computes the summaries bottom-up, one strongly connected component at a
// time. Within a component it repeats until nothing changes. The result does not
// depend on the start, since the shortest chain wins and a total order breaks ties.
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

// addOwn adds the effects that a function has itself to its summary.
func (g *Graph) addOwn(n *node) {
	for _, e := range n.own {
		if g.replays() && g.ends(n, e) {
			*e = e.native()
		}
		if !g.Suppressed(e.Pos, e.Rule) && !g.ends(n, e) {
			n.sum.add(e)
		}
	}
}

func (g *Graph) component(nodes []*node) {
	for _, n := range nodes {
		if !n.declared {
			g.addOwn(n)
		}
	}
	for changed := true; changed; {
		changed = false
		for _, n := range nodes {
			if n.declared {
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

// inherit adds what n inherits through e, and reports whether the summary of n
// changed.
func (g *Graph) inherit(n *node, e *edge) bool {
	sum := e.summary()
	live, spawned := e.state()
	if sum == nil || !live {
		return false
	}
	changed := false
	for _, x := range sum.Effects {
		if l := g.instantiate(x, e, spawned); l != nil && !g.Suppressed(e.call.Pos(), l.Rule) && n.sum.add(l) {
			changed = true
		}
	}
	called, joined := &n.sum.Calls, &n.sum.Joins
	if spawned {
		called = n.sum.spawned(e.joins())
		joined = called
	}
	for _, v := range sum.Calls {
		changed = g.inheritCall(called, v, e) || changed
	}
	for _, v := range sum.Spawns {
		changed = g.inheritCall(&n.sum.Spawns, v, e) || changed
	}
	for _, v := range sum.Joins {
		changed = g.inheritCall(joined, v, e) || changed
	}
	return changed
}

// spawned returns the list of the variables that a goroutine calls.
func (s *Summary) spawned(joined bool) *[]*types.Var {
	if joined {
		return &s.Joins
	}
	return &s.Spawns
}

// inheritCall notes that the caller calls v through e. A parameter of the function
// called is left to the edges that pass an argument for it; v is a variable of the
// caller, or of a function around it.
func (g *Graph) inheritCall(into *[]*types.Var, v *types.Var, e *edge) bool {
	if e.sig != nil {
		if _, own := e.argument(v); own {
			return false
		}
	}
	return addVar(into, v)
}
