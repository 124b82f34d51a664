package effect

import (
	"go/ast"
	"slices"

	"github.com/jobvet/jobvet/internal/source"
	"github.com/jobvet/jobvet/internal/walk"
)

// A Finding is an effect that a function, the root, reaches. Its bound is in the terms
// of the root, and its chain starts there.
type Finding struct {
	Effect
	// Root tells that the effect stands in the root itself or in a literal in it.
	Root bool
	// before are the calls before the root: the root fills the slot of an open call.
	before []Hop
	// from is the way from the root to the function that has the effect; nil if that
	// is not known.
	from *walk.Visit[*edge]
}

// Len is the number of calls that lead to the effect.
func (f *Finding) Len() int {
	n := len(f.before) + f.Via.len()
	if f.from != nil {
		n += f.from.Depth
	}
	return n
}

// Calls returns the calls that lead from the root to the effect. One hop stands for
// the middle calls of a long chain.
func (f *Finding) Calls() []Hop {
	n := f.Len()
	if n <= mostHops {
		return f.AllCalls()
	}
	if f.before != nil {
		all := f.AllCalls()
		return slices.Concat(all[:endHops], []Hop{Skipped(len(all) - 2*endHops)}, all[len(all)-endHops:])
	}
	var hops []Hop
	if f.from != nil {
		hops = way(f.from.Third)
	}
	for c := f.Via; len(hops) < endHops; c = c.Next {
		hops = append(hops, c.Hop)
	}
	hops = append(hops, Skipped(n-2*endHops))
	// The last calls are those of the effect's own chain. If it has too few, the last
	// ones of the way to it come before them.
	own := min(f.Via.len(), endHops)
	var last []Hop
	for v := f.from; len(last) < endHops-own; v = v.From {
		last = append(last, v.Along.hop())
	}
	slices.Reverse(last)
	hops = append(hops, last...)
	for c := f.Via.end(); c != nil; c = c.Next {
		hops = append(hops, c.Hop)
	}
	return hops
}

// AllCalls returns all the calls that are known.
func (f *Finding) AllCalls() []Hop {
	hops := append(slices.Clone(f.before), way(f.from)...)
	for c := f.Via; c != nil; c = c.Next {
		hops = append(hops, c.Hop)
	}
	return hops
}

// way returns the calls on the way to a function.
func way(v *walk.Visit[*edge]) []Hop {
	var hops []Hop
	for ; v != nil && v.From != nil; v = v.From {
		hops = append(hops, v.Along.hop())
	}
	slices.Reverse(hops)
	return hops
}

// hop returns the call as part of a chain.
func (e *edge) hop() Hop {
	h := Hop{Name: e.name, Pos: e.call.Pos()}
	if e.to != nil {
		h.Fn = e.to.fn
	}
	return h
}

// A Context is an expression for a context, and the function that chooses it.
type Context struct {
	Expr ast.Expr
	In   *source.Func
}

// Context returns the context that ends a wait, if a call on the way to the wait
// chooses it. It returns nil if the waiting function chooses it itself.
func (g *Graph) Context(f *Finding) *Context {
	b, by := f.own, f.given
	for v := f.from; v != nil && v.From != nil; v = v.From {
		if c := v.Along.given(b); c != nil {
			by = c
		}
		b = g.instantiateBound(b, v.Along)
	}
	return by
}

// given returns the argument that the call gives for the parameter that is the bound
// b, or nil.
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
