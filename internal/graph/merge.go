package graph

import (
	"cmp"
	"slices"
	"strings"
)

// A Graph is the merged graph of several packages.
type Graph struct {
	Packages  []*Package // sorted by path
	Operators []*Operator
	funcs     map[string]*Func
	callers   map[string][]Caller
	home      map[*Operator]*Package
	packages  map[*Func]*Package
}

// A Caller is a call, seen from the function that is called.
type Caller struct {
	From *Func
	Call *Call
}

// Merge makes one graph of packages. Where a package comes twice, as with its
// tests and without, the larger one stays.
func Merge(pkgs []*Package) *Graph {
	g := &Graph{funcs: make(map[string]*Func), callers: make(map[string][]Caller), home: make(map[*Operator]*Package), packages: make(map[*Func]*Package)}
	pkgs = slices.Clone(pkgs)
	slices.SortStableFunc(pkgs, func(a, b *Package) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), -cmp.Compare(len(a.Funcs), len(b.Funcs)))
	})
	for _, p := range slices.CompactFunc(pkgs, func(a, b *Package) bool { return a.Path == b.Path }) {
		g.Packages = append(g.Packages, p)
		for _, f := range p.Funcs {
			g.funcs[f.ID], g.packages[f] = f, p
		}
		for _, op := range p.Operators {
			g.Operators = append(g.Operators, op)
			g.home[op] = p
		}
	}
	for _, p := range g.Packages {
		for _, op := range p.Linked {
			g.link(p, op)
		}
	}
	for _, p := range g.Packages {
		for _, f := range p.Funcs {
			for i := range f.Calls {
				c := &f.Calls[i]
				g.callers[c.To] = append(g.callers[c.To], Caller{f, c})
			}
		}
	}
	return g
}

// link adds what an operator reaches by way of p to what its own package tells of it.
func (g *Graph) link(p *Package, op *Operator) {
	for _, known := range g.Operators {
		if known.Func == op.Func && known.Framework == op.Framework {
			known.Reaches = append(known.Reaches, op.Reaches...)
			return
		}
	}
	g.Operators = append(g.Operators, op)
	g.home[op] = p
}

// Package returns the package with the path, or nil.
func (g *Graph) Package(path string) *Package {
	i := slices.IndexFunc(g.Packages, func(p *Package) bool { return p.Path == path })
	if i < 0 {
		return nil
	}
	return g.Packages[i]
}

// Home returns the package that registers an operator.
func (g *Graph) Home(op *Operator) *Package { return g.home[op] }

// Func returns the function with the ID, or nil where its package is not at
// hand.
func (g *Graph) Func(id string) *Func { return g.funcs[id] }

// PackageOf returns the package of the function with the ID, or nil if that is not
// at hand.
func (g *Graph) PackageOf(id string) *Package { return g.packages[g.funcs[id]] }

// Callers returns the calls of the function with the ID.
func (g *Graph) Callers(id string) []Caller { return g.callers[id] }

// A Path leads from an operator to a function: the calls in between, the
// operator's own first.
type Path struct {
	Operator *Operator
	Calls    []Caller
}

// Spawned returns the first call on the path that starts a goroutine, or nil.
func (p Path) Spawned() *Caller {
	for i := range p.Calls {
		if p.Calls[i].Call.Spawned {
			return &p.Calls[i]
		}
	}
	return nil
}

// Reaching returns a shortest path from each operator that reaches the
// function with the ID, in the order of the operators. Calls through functions
// that are only passed on do not count.
func (g *Graph) Reaching(id string) []Path {
	next := map[string]Caller{id: {}}
	queue := []string{id}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		for _, c := range g.callers[at] {
			if c.Call.Idle {
				continue
			}
			if _, seen := next[c.From.ID]; !seen {
				next[c.From.ID] = c
				queue = append(queue, c.From.ID)
			}
		}
	}
	var paths []Path
	for _, op := range g.Operators {
		if _, ok := next[op.Func]; !ok {
			continue
		}
		p := Path{Operator: op}
		for at := op.Func; at != id; {
			c := next[at]
			p.Calls = append(p.Calls, c)
			at = c.Call.To
		}
		paths = append(paths, p)
	}
	return paths
}
