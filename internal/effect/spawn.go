package effect

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/comm"
	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/source"
)

// spawn adds a go statement, and returns what is known of the end of its goroutine.
func (g *Graph) spawn(n *node, c *source.Call) Join {
	join := g.joinOf(n, c, c.Expr.Fun, "")
	closes, read := g.piped(n.fn, c)
	if closes && read && join == Outlives {
		join = Joined
	}
	if join == Outlives && g.closedLater(n.fn, c) {
		join = Released
	}
	e := &Effect{Rule: GoSpawn, Pos: c.Go.Pos(), Uses: g.uses(c.Expr)}
	e.joinedBy(join)
	e.Uncertain = e.Uncertain || closes
	e.Uncertain = e.Uncertain || join == Outlives && (g.converses(n.fn, c) || g.listed(n.fn, c) || g.stays(c))
	if join == Outlives {
		e.JoinedBy = g.joinersOf(n, c)
	}
	n.effect(e)
	g.panics(n, c)
	if join == Joined {
		for _, e := range slices.Backward(n.edges) {
			if e.call != c {
				break // those of the call at hand are the last
			}
			e.joined = true
		}
	}
	return join
}

// joinedBy notes what is known of the end of the goroutine that a go statement starts.
func (e *Effect) joinedBy(join Join) {
	e.Join, e.Phrase = join, spawnPhrase(join)
	e.Uncertain = join == CallerMayJoin || join == Cancelled
}

// judged returns the effect x of the function that e calls as the caller sees it.
func (g *Graph) judged(x *Effect, e *edge) *Effect {
	if e.to == nil || x.Rule.set()&judged == 0 {
		return x
	}
	return x.judgedBy(g.below(e))
}

// judged are the rules of effects of which a caller may know more.
var judged = GoSpawn.set() | ChanWait.set() | SyncWait.set()

// judgedBy returns an effect as a caller sees it, who may know more of the end of a
// goroutine, or that a wait ends; then it returns nil.
func (x *Effect) judgedBy(caller *comm.Answers) *Effect {
	if x.Rule.set()&judged == 0 || x.Where != (finding.Spot{}) {
		return x
	}
	if x.Rule != GoSpawn {
		if !x.Native && !x.Locked && caller.Serves(x.Pos) {
			return nil
		}
		return x
	}
	join := ending(x.Join, caller.End(x.Pos))
	if join == x.Join {
		return x
	}
	l := *x
	l.joinedBy(join)
	return &l
}

func spawnPhrase(join Join) string {
	switch join {
	case Joined, Released:
		return "starts a goroutine"
	case Stranded:
		return "starts a goroutine that on some path waits for ever"
	case Cancelled:
		return "starts a goroutine and stops waiting for it when a context ends"
	case CallerMayJoin:
		return "starts a goroutine that its caller may wait for"
	}
	return "starts a goroutine that can outlive the call"
}

// uses returns the parameters, of the functions around an expression, that it refers
// to.
func (g *Graph) uses(e ast.Expr) []*types.Var {
	var vars []*types.Var
	ast.Inspect(e, func(x ast.Node) bool {
		id, ok := x.(*ast.Ident)
		if !ok {
			return true
		}
		v, ok := g.Source.Info.Uses[id].(*types.Var)
		if ok && v.Kind() == types.ParamVar && (v.Pos() < e.Pos() || v.Pos() >= e.End()) {
			addVar(&vars, v)
		}
		return true
	})
	return vars
}

// ends reports whether a SyncWait of the function of n waits only for goroutines that
// this function, or a literal in it, has started, and that do not wait themselves.
// Then their work bounds it.
func (g *Graph) ends(n *node, e *Effect) bool {
	if e.waits.v == nil {
		return false
	}
	started := g.startedIn(n)[e.waits]
	for _, x := range started {
		if x == nil {
			continue
		}
		if live, spawned := x.state(); live && spawned && x.summary() != nil && x.summary().waitsForOthers() {
			return false
		}
	}
	return len(started) > 0
}

// startedIn returns the calls of the goroutines that the function of n and the
// literals in it start, by what the goroutines signal. A nil stands for each goroutine
// itself, which may call nothing that is known.
func (g *Graph) startedIn(n *node) map[signal][]*edge {
	if started, ok := g.started[n]; ok {
		return started
	}
	started := make(map[signal][]*edge)
	var visit func(fn *source.Func)
	visit = func(fn *source.Func) {
		in := g.nodes[fn.Index]
		edges := make(map[*source.Call][]*edge)
		for _, x := range in.edges {
			edges[x.call] = append(edges[x.call], x)
		}
		for _, s := range in.spawns {
			for t := range s.signals {
				started[t] = append(append(started[t], nil), edges[s.call]...)
			}
		}
		for _, lit := range fn.Lits {
			visit(lit)
		}
	}
	visit(n.fn)
	g.started[n] = started
	return started
}

// runs adds a function that the callee runs in a goroutine of its own.
func (g *Graph) runs(n *node, c *source.Call, arg ast.Expr, entry *catalog.Call, name string) {
	if entry.Effect == "" {
		return // the framework's own goroutines: what they run is an operator
	}
	join := Outlives
	if !g.RatesOnly {
		join = g.joinOf(n, c, arg, entry.Join)
		if (entry.Duration != nil || entry.Context != nil) && !join.Ends() && g.stopped(n.fn, c) {
			join = Released
		}
		n.effect(&Effect{
			Rule: GoSpawn, Bound: Bound{}, Join: join, JoinedBy: g.joinersOf(n, c), Pos: c.Pos(),
			Phrase: phraseOf(GoSpawn, name),
			// A callback that runs later, or when a context ends, is mostly a cancel
			// function.
			Uncertain: entry.Unsure || join == CallerMayJoin || join == Cancelled || entry.Duration != nil || entry.Context != nil,
			Uses:      g.uses(arg),
		})
	}
	g.passed(n, c, arg, func(e *edge) { e.spawned, e.joined = true, join == Joined })
}
