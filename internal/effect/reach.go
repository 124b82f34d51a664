package effect

import (
	"encoding/binary"
	"go/token"
	"slices"

	"golang.org/x/tools/container/intsets"

	"github.com/jobvet/jobvet/internal/comm"
	"github.com/jobvet/jobvet/internal/source"
	"github.com/jobvet/jobvet/internal/walk"
)

// A Reach tells what functions reach, within the package or by the first call that
// leaves it.
type Reach struct {
	*reacher
	roots  []*source.Func
	search walk.Search[*edge]
}

// Reach calls yield for each effect that a root reaches: once for each root, each
// place and each way in which it is bounded, the shortest chain first. If more than
// most roots reach a function in one way, only the nearest most of them are told of it
// (the first in the list, if they are equally near); Rest tells of the others. If most
// is 0, all are.
func (g *Graph) Reach(roots []*source.Func, most int, yield func(root int, f *Finding)) *Reach {
	if g.reached == nil {
		g.reached = &reacher{Graph: g, byKey: make(map[string]known), callers: make(map[*comm.Answers]int)}
	}
	r := &Reach{reacher: g.reached, roots: roots}
	r.search = walk.Search[*edge]{
		Most:  most,
		Alike: func(place int) int { return r.spots[place].group },
		Next: func(place int, step func(*edge, int)) {
			for _, s := range r.expand(r.spots[place]).steps {
				step(s.edge, s.to.index)
			}
		},
	}
	var places []int
	for _, fn := range roots {
		places = append(places, r.atRoot(fn).index)
	}
	r.search.Run(places, func(v *walk.Visit[*edge]) {
		s := r.expand(r.spots[v.Place])
		root := roots[v.Root]
		for _, x := range s.reports {
			f := &Finding{Effect: *x, Root: s.node.isIn(root), from: v}
			if f.Pos == token.NoPos {
				f.Pos = root.Body.Pos()
			}
			yield(v.Root, f)
		}
	})
	return r
}

// Rest calls yield for the effects that Reach has not told to all roots that reach
// them. roots are the others, and perhaps some that were told. The finding is in the
// terms of any of them, and its chain is not known.
func (r *Reach) Rest(yield func(f *Finding, roots *intsets.Sparse)) {
	r.search.Rest(func(place int, roots *intsets.Sparse) {
		for _, x := range r.expand(r.spots[place]).reports {
			yield(&Finding{Effect: *x}, roots)
		}
	})
}

// isIn reports whether the node's function is root or a literal in it.
func (n *node) isIn(root *source.Func) bool {
	for fn := n.fn; fn != nil; fn = fn.Parent {
		if fn == root {
			return true
		}
	}
	return false
}

// A spot is a function in the way in which roots reach it: what its parameters are
// bound to in the roots' terms, and what the calls on the way do to its effects.
type spot struct {
	node  *node
	index int
	// Spots whose parameters are bound alike have the same group. Of a group, only the
	// first spot that a root reaches counts.
	group    int
	bounds   []BoundKind // of node.bounds
	channels []channel   // of node.channels
	truths   []truth     // of node.conds
	// uncertain and hidden are the rules whose effects a call on the way makes
	// uncertain or suppresses.
	uncertain, hidden ruleSet
	// callers are what the functions on the way know of the goroutines that are started
	// here and below, the nearest first.
	callers []*comm.Answers

	expanded bool
	steps    []step
	reports  []*Effect // in the roots' terms
}

// A step is a call that leads from one spot to another.
type step struct {
	edge *edge
	to   *spot
}

// A channel is what becomes of a wait on a channel parameter in the roots' terms.
type channel uint8

const (
	harmlessChan  channel = iota // no finding: the channel is the framework's, or there is no wait
	waitedChan                   // a finding
	uncertainChan                // a finding that is not certain
	hiddenChan                   // all effects with it are suppressed on the way
)

// unseen is the bound of a parameter if all effects with it are suppressed on the way.
const unseen BoundKind = 255

type reacher struct {
	*Graph
	spots  []*spot
	byKey  map[string]known
	groups int // the number of groups

	callers map[*comm.Answers]int // their numbers
}

// known is what a key leads to: a group, and a spot if there is one.
type known struct {
	spot  *spot
	group int
}

// terms collects the parameters that the effects of the summary depend on.
func (n *node) terms() {
	if n.termed {
		return
	}
	n.termed = true
	for _, x := range n.sum.Effects {
		if x.Bound.Kind == Param {
			addVar(&n.bounds, x.Bound.Var)
		}
		if x.Subject != nil {
			addVar(&n.channels, x.Subject)
		}
		n.condition(x.If)
	}
	for _, x := range n.own {
		n.condition(x.If)
	}
	for _, e := range n.edges {
		if !e.summary().Empty() {
			n.condition(e.cond)
		}
	}
}

func (n *node) condition(c Cond) {
	if c.Var != nil {
		addVar(&n.conds, c.Var)
	}
}

// atRoot returns the spot of a root. The framework provides its context and its
// channels.
func (r *reacher) atRoot(fn *source.Func) *spot {
	n := r.nodes[fn.Index]
	n.terms()
	s := &spot{node: n}
	for _, v := range n.bounds {
		kind := Own
		if source.ParamIndex(fn.Sig, v) < 0 {
			kind = Foreign // captured from an enclosing function
		}
		s.bounds = append(s.bounds, kind)
	}
	for _, v := range n.channels {
		ch := harmlessChan
		if source.ParamIndex(fn.Sig, v) < 0 {
			ch = waitedChan
		}
		s.channels = append(s.channels, ch)
	}
	s.truths = make([]truth, len(n.conds))
	return r.intern(s)
}

// intern returns the one spot that equals s.
func (r *reacher) intern(s *spot) *spot {
	n := s.node.fn.Index
	key := []byte{byte(n), byte(n >> 8), byte(n >> 16), byte(n >> 24)}
	for _, b := range s.bounds {
		key = append(key, byte(b))
	}
	for _, t := range s.truths {
		key = append(key, byte(t))
	}
	for _, c := range s.channels {
		alike := c
		if alike == uncertainChan {
			alike = waitedChan
		}
		key = append(key, byte(alike))
	}
	for _, c := range s.callers {
		key = binary.AppendVarint(key, int64(r.callerID(c)))
	}
	found, ok := r.byKey[string(key)]
	if !ok {
		found.group = r.groups
		r.groups++
		r.byKey[string(key)] = found
	}
	if s.uncertain != 0 || s.hidden != 0 || slices.Contains(s.channels, uncertainChan) {
		for _, c := range s.channels {
			key = append(key, byte(c))
		}
		key = append(key, byte(s.uncertain), byte(s.hidden))
		found.spot = r.byKey[string(key)].spot
	}
	if found.spot == nil {
		s.group, s.index = found.group, len(r.spots)
		found.spot = s
		r.byKey[string(key)] = found
		r.spots = append(r.spots, s)
	}
	return found.spot
}

// callerID returns a number for what a caller knows.
func (r *reacher) callerID(a *comm.Answers) int {
	id, ok := r.callers[a]
	if !ok {
		id = len(r.callers)
		r.callers[a] = id
	}
	return id
}

// expand finds what the spot's function does and where its calls lead.
func (r *reacher) expand(s *spot) *spot {
	if s.expanded {
		return s
	}
	s.expanded = true
	if s.node.declared {
		for _, x := range s.node.sum.Effects {
			r.report(s, x)
		}
		return s
	}
	for _, x := range s.node.own {
		if !r.Suppressed(x.Pos, x.Rule) && !r.ends(s.node, x) {
			r.report(s, x)
		}
	}
	for _, e := range s.node.edges {
		r.follow(s, e)
	}
	return s
}

// follow adds where a call of the spot's function leads. A call that stays in the package
// and on its goroutine leads to another spot; of any other call, the summary is reported.
func (r *reacher) follow(s *spot, e *edge) {
	sum := e.summary()
	live, spawned := e.state()
	if !live || sum.Empty() || s.excludes(e.cond) {
		return
	}
	if e.to != nil && !spawned {
		if hidden := r.hides(e); hidden != sum.rules || hidden == 0 {
			s.steps = append(s.steps, step{e, r.through(s, e, hidden)})
		}
		return
	}
	for _, x := range sum.Effects {
		if l := r.instantiate(x, e, spawned); l != nil && !r.Suppressed(e.call.Pos(), l.Rule) {
			l.given = e.given(x.Bound)
			r.report(s, l)
		}
	}
}

// hides returns the rules whose effects a directive at the call suppresses, or a caller recovers.
func (r *reacher) hides(e *edge) ruleSet {
	var hidden ruleSet
	if e.to.sum.rules&unrecovered != 0 && r.recovers(e.from) {
		hidden = unrecovered
	}
	for _, x := range e.to.sum.Effects {
		if set := x.set(); hidden&set == 0 && r.Suppressed(e.call.Pos(), x.Rule) {
			hidden |= set
		}
	}
	return hidden
}

// through returns the spot to which the call e leads from s.
func (r *reacher) through(s *spot, e *edge, hidden ruleSet) *spot {
	n := e.to
	n.terms()
	to := &spot{
		node:      n,
		uncertain: (s.uncertain | e.alternatives.lacking()) & n.sum.rules,
		hidden:    (s.hidden | hidden) & n.sum.rules,
	}
	for _, v := range n.bounds {
		to.bounds = append(to.bounds, r.resolve(s, r.instantiateBound(Bound{Kind: Param, Var: v}, e)))
	}
	for _, v := range n.channels {
		to.channels = append(to.channels, r.channel(s, r.instantiateSubject(&Effect{Subject: v}, e)))
	}
	for _, v := range n.conds {
		to.truths = append(to.truths, r.truth(s, v, e))
	}
	if n.sum.rules&judged != 0 {
		if a := r.below(e); a.Tells() {
			to.callers = append(to.callers, a)
		}
		to.callers = append(to.callers, s.callers[:min(len(s.callers), mostCallers)]...)
	}
	return r.intern(to)
}

// mostCallers is how many functions on the way are asked, beside the nearest.
const mostCallers = 2

// resolve returns a bound of the spot's function in the roots' terms.
func (r *reacher) resolve(s *spot, b Bound) BoundKind {
	if b.Kind != Param {
		return b.Kind
	}
	if i := slices.Index(s.node.bounds, b.Var); i >= 0 {
		return s.bounds[i]
	}
	return unseen
}

// channel returns what becomes of the wait x of the spot's function in the roots'
// terms. x may be nil.
func (r *reacher) channel(s *spot, x *Effect) channel {
	if x == nil {
		return harmlessChan
	}
	ch := waitedChan
	if x.Subject != nil {
		i := slices.Index(s.node.channels, x.Subject)
		if i < 0 {
			return hiddenChan
		}
		ch = s.channels[i]
	}
	if ch == waitedChan && x.Uncertain {
		ch = uncertainChan
	}
	return ch
}

// report notes the effect x of the spot's function. The channels that an operator gets
// as parameters are the framework's.
func (r *reacher) report(s *spot, x *Effect) {
	set := x.set()
	if s.hidden&set != 0 || s.excludes(x.If) {
		return
	}
	for _, c := range s.callers {
		if x = x.judgedBy(c); x == nil {
			return
		}
	}
	f := *x
	f.If = Cond{}
	f.own = x.Bound
	if x.Bound.Kind == Param {
		if f.Bound = (Bound{Kind: r.resolve(s, x.Bound)}); f.Bound.Kind == unseen {
			f.Bound.Kind = Unknown
		}
	}
	if x.Subject != nil {
		switch r.channel(s, &Effect{Subject: x.Subject}) {
		case harmlessChan, hiddenChan:
			return
		case uncertainChan:
			f.Uncertain = true
		}
		f.Subject = nil
	}
	if s.uncertain&set != 0 {
		f.Uncertain = true
	}
	s.reports = append(s.reports, &f)
}
