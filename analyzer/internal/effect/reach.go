package effect

import (
	"fmt"
	"go/ast"
	"go/token"
	"strings"

	"github.com/jobvet/jobvet/analyzer/internal/source"
)

// A Finding is an effect that a function reaches: its bound is in the terms
// of that function, and its chain starts there.
type Finding struct {
	Effect
	// Root tells that the effect stands in the function itself or in a
	// literal that stands in it.
	Root bool
	// Context is set if the context that ends the wait is the argument of a
	// call on the way there, and not of the one that waits.
	Context *Context
}

// A Context is an expression for a context, in the function that chooses it.
type Context struct {
	Expr ast.Expr
	In   *source.Func
}

// Reach calls yield for each effect that root reaches within the package or
// through the first call that leaves it: once for each place and way in which
// it is bounded, the shortest chain first.
func (g *Graph) Reach(root *source.Func, yield func(*Finding)) {
	r := reacher{Graph: g, root: root, seen: make(map[string]bool), yield: yield}
	r.push(&state{node: g.nodes[root.Index]})
	for len(r.queue) > 0 {
		s := r.queue[0]
		r.queue = r.queue[1:]
		r.visit(s)
	}
}

// A state is a function on the way from the root, with how it was reached.
type state struct {
	node   *node
	parent *state
	edge   *edge
}

type reacher struct {
	*Graph
	root  *source.Func
	queue []*state
	seen  map[string]bool
	yield func(*Finding)
}

// push adds a state, unless the function was reached before with parameters
// that are bound alike.
func (r *reacher) push(s *state) {
	var key strings.Builder
	fmt.Fprint(&key, s.node.fn.Index)
	for _, e := range s.node.sum.Effects {
		if e.Bound.Kind == Param {
			fmt.Fprintf(&key, " %d", r.resolve(s, e.Bound).Kind)
		}
		if e.Subject != nil {
			x := *e
			fmt.Fprintf(&key, " %t", r.resolveSubject(s, &x))
		}
	}
	if k := key.String(); !r.seen[k] {
		r.seen[k] = true
		r.queue = append(r.queue, s)
	}
}

func (r *reacher) visit(s *state) {
	if s.node.fixed {
		for _, x := range s.node.sum.Effects {
			r.report(s, x, nil)
		}
		return
	}
	for _, x := range s.node.own {
		if !r.Suppressed(x.Pos, x.Rule) && !r.ends(s.node, x) {
			r.report(s, x, nil)
		}
	}
	for _, e := range s.node.edges {
		sum := e.summary()
		live, spawned := e.state()
		if !live || sum.Empty() {
			continue
		}
		if e.to != nil && !spawned {
			if !r.cut(e) {
				r.push(&state{node: e.to, parent: s, edge: e})
			}
			continue
		}
		for _, x := range sum.Effects {
			if l := r.lift(x, e, spawned); l != nil && !r.Suppressed(e.call.Pos(), l.Rule) {
				r.report(s, l, e.given(x.Bound))
			}
		}
	}
}

// cut reports whether directives at the call suppress all that it leads to.
func (r *reacher) cut(e *edge) bool {
	all := len(e.to.sum.Effects) > 0
	for _, x := range e.to.sum.Effects {
		if !r.Suppressed(e.call.Pos(), x.Rule) {
			all = false
		}
	}
	return all
}

// report yields the effect x of the function of s. by is the context of x, if a
// call of that function has chosen it.
func (r *reacher) report(s *state, x *Effect, by *Context) {
	f := &Finding{Effect: *x, Root: s.inRoot(r.root)}
	if f.Bound, f.Context = r.chosen(s, x.Bound); f.Context == nil {
		f.Context = by
	}
	if f.Subject != nil && !r.resolveSubject(s, &f.Effect) {
		return
	}
	for at := s; at.edge != nil; at = at.parent {
		if r.Suppressed(at.edge.call.Pos(), x.Rule) {
			return
		}
		for _, alt := range at.edge.alternatives {
			if !alt.sum.Has(x.Rule) {
				f.Soft = true
			}
		}
		f.Via = f.Via.Push(at.edge.name, at.edge.call.Pos(), "")
	}
	if f.Pos == token.NoPos {
		f.Pos = r.root.Body.Pos()
	}
	r.yield(f)
}

// inRoot reports whether the state's function is the root or a literal in it.
func (s *state) inRoot(root *source.Func) bool {
	for fn := s.node.fn; fn != nil; fn = fn.Parent {
		if fn == root {
			return true
		}
	}
	return false
}

// resolve returns a bound in the root's terms.
func (r *reacher) resolve(s *state, b Bound) Bound {
	b, _ = r.chosen(s, b)
	return b
}

// chosen is resolve, with the argument that decided it on the way.
func (r *reacher) chosen(s *state, b Bound) (_ Bound, by *Context) {
	for ; b.Kind == Param; s = s.parent {
		if s.edge == nil {
			if source.ParamIndex(r.root.Sig, b.Var) >= 0 {
				return Bound{Kind: Own}, by
			}
			return Bound{Kind: Foreign}, by // captured from an enclosing function
		}
		if c := s.edge.given(b); c != nil {
			by = c
		}
		b = r.translate(b, s.edge)
	}
	return b, by
}

// given returns the argument that the edge's call gives for the parameter that a
// bound is, or nil.
func (e *edge) given(b Bound) *Context {
	if b.Kind != Param {
		return nil
	}
	arg, _ := e.argument(b.Var)
	if arg == nil {
		return nil
	}
	return &Context{arg, e.from}
}

// resolveSubject follows a channel parameter to the root and reports whether
// waiting on it is still a finding there. The channels that an operator gets
// as parameters are the framework's.
func (r *reacher) resolveSubject(s *state, x *Effect) bool {
	for x.Subject != nil {
		if s.edge == nil {
			return source.ParamIndex(r.root.Sig, x.Subject) < 0
		}
		l := r.subject(x, s.edge)
		if l == nil {
			return false
		}
		*x = *l
		s = s.parent
	}
	return true
}
