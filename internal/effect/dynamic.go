package effect

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/source"
)

// dynamic adds a call of a method of a user's interface. If all types that flow into
// the receiver show, it goes to their methods. Else it goes to every implementation
// that shows, and is open to others. If there is none and the interface is a limiter's
// in disguise, the call does what the limiter's method does.
func (g *Graph) dynamic(n *node, c *source.Call, o source.Origin) {
	var recv ast.Expr
	if o.Recv != nil {
		recv = o.Recv
	}
	if fns, ok := g.concreteMethods(recv, o.Obj); ok {
		for _, fn := range fns {
			if local := g.Source.Of(fn); local != nil {
				g.toLocal(n, c, o, g.nodes[local.Index], nil)
			} else {
				g.toObject(n, c, source.Origin{Obj: fn.Origin()})
			}
		}
		return
	}
	alternatives := g.alternatives(o.Obj)
	for _, to := range alternatives.nodes {
		g.toLocal(n, c, o, to, alternatives)
	}
	for _, to := range alternatives.fillers {
		g.toFiller(n, c, o, to, alternatives)
	}
	if len(alternatives.nodes) == 0 && len(alternatives.fillers) == 0 && g.disguised(n, c, o, recv) {
		return
	}
	if recv != nil && c.Expr != nil && SlotOf(o.Obj) == "" { // of an interface without a name
		g.elsewhere(n, c, nil, g.makings(recv), o.Obj.Name(), o.Obj.Signature())
	}
	g.open(n, c, o, alternatives)
}

// concreteMethods returns the methods that a call on recv may mean. It fails if a type
// that recv can hold does not show in the package.
func (g *Graph) concreteMethods(recv ast.Expr, method *types.Func) ([]*types.Func, bool) {
	if recv == nil {
		return nil, false
	}
	var fns []*types.Func
	for _, o := range g.Source.Origins(recv) {
		t := g.typeOf(o)
		if t == nil || types.IsInterface(t) {
			return nil, false
		}
		fn := source.Method(t, method.Name(), g.Source.Types)
		if fn == nil {
			return nil, false
		}
		fns = append(fns, fn)
	}
	return fns, len(fns) > 0
}

// typeOf returns the type of a value that has the origin, or nil if that does not show.
func (g *Graph) typeOf(o source.Origin) types.Type {
	switch {
	case o.Expr != nil:
		return g.Source.Info.TypeOf(o.Expr)
	case o.Obj != nil && o.Results == 1 && o.Obj.Signature().TypeParams().Len() == 0:
		return o.Obj.Signature().Results().At(0).Type()
	}
	return nil
}

// alternatives are the functions that a call of an interface's method may go to: those
// of this package, and those of others.
type alternatives struct {
	nodes   []*node
	fillers []Filler
	// idle are the rules that a function of another package lacks.
	idle ruleSet
	// first is the index of the first node that lacks a rule, by rule. It only grows,
	// since summaries do.
	first [len(effects)]int
}

// lack reports whether one of the functions has no effect of the rule.
func (a *alternatives) lack(rule Rule) bool {
	if a == nil || rule == OpenCall {
		return false
	}
	i := slices.Index(effects[:], rule)
	if i < 0 {
		return false
	}
	if a.idle&rule.set() != 0 {
		return true
	}
	at := &a.first[i]
	for *at < len(a.nodes) && a.nodes[*at].sum.Has(rule) {
		*at++
	}
	return *at < len(a.nodes)
}

// lacking returns the rules for which lack is true.
func (a *alternatives) lacking() ruleSet {
	var set ruleSet
	for _, rule := range effects {
		if a.lack(rule) {
			set |= rule.set()
		}
	}
	return set
}

// alternatives returns what an interface's method may stand for: methods of the
// package's own types, sorted by the names of the types, and of those types of other
// packages that are known to become the interface.
func (g *Graph) alternatives(method *types.Func) *alternatives {
	if a, ok := g.interfaces[method]; ok {
		return a
	}
	a := new(alternatives)
	for _, fn := range g.Implementations(method) {
		a.nodes = append(a.nodes, g.nodes[fn.Index])
	}
	a.fill(g.fillers(method))
	g.interfaces[method] = a
	return a
}

// FullName returns the name of a function of the package that is unique among all.
func (g *Graph) FullName(fn *source.Func) string {
	if fn.Obj != nil {
		return fn.Obj.FullName()
	}
	return g.Source.Types.Path() + "." + fn.Name()
}

// fullNames returns the full names of the functions.
func (g *Graph) fullNames(a *alternatives) []string {
	var list []string
	for _, n := range a.nodes {
		list = append(list, g.FullName(n.fn))
	}
	for _, f := range a.fillers {
		list = append(list, f.Full)
	}
	return list
}

// fill adds functions of other packages.
func (a *alternatives) fill(list []Filler) {
	for _, f := range list {
		for _, rule := range effects {
			if f.Summary == nil || !f.Summary.Has(rule) {
				a.idle |= rule.set()
			}
		}
		if !f.Summary.Empty() {
			a.fillers = append(a.fillers, f)
		}
	}
}

// Implementations returns the methods of the package's own types that an interface's
// method may stand for, sorted by the names of the types.
func (g *Graph) Implementations(method *types.Func) []*source.Func {
	found := slices.DeleteFunc(g.Source.Implementations(method), func(i source.Implementation) bool {
		// Types of tests and of function bodies are seldom what a caller of the interface
		// means.
		return i.Fn.Test || i.Type.Obj().Parent() != g.Source.Types.Scope()
	})
	// They are sorted by name so that the order of files does not show in chains of
	// equal length.
	slices.SortFunc(found, func(a, b source.Implementation) int { return strings.Compare(a.Type.Obj().Name(), b.Type.Obj().Name()) })
	var fns []*source.Func
	for _, i := range found {
		fns = append(fns, i.Fn)
	}
	return fns
}

// speaksOfLimits reports whether a name stands for a rate limiter.
func speaksOfLimits(name string) bool {
	name = strings.ToLower(name)
	for _, word := range []string{"limit", "throttl", "rate", "quota", "pace"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}

// disguised adds a call of a method of a user's interface if limiters of the catalogue
// have a method of that shape: interface{ Wait(context.Context) error }. If no name
// speaks of limiting, the finding is at most a caution. It reports whether there is
// such a limiter.
func (g *Graph) disguised(n *node, c *source.Call, o source.Origin, recv ast.Expr) bool {
	if c.Expr == nil {
		return false
	}
	entry := g.Catalog.Disguised(o.Obj.Name(), o.Obj.Signature())
	if entry == nil {
		return false
	}
	rule, bound := Rule(entry.Effect), Bound{Kind: Nothing}
	if entry.Context != nil {
		if arg := argAt(c.Expr, *entry.Context); arg != nil {
			bound = g.bound(arg)
		}
	}
	name := source.FuncName(o.Obj, g.Source.Types)
	sure := speaksOfLimits(name) || recv != nil && speaksOfLimits(types.ExprString(recv))
	e := &Effect{Rule: rule, Bound: bound, Pos: c.Pos(), Phrase: phraseOf(rule, name), Uncertain: !sure}
	if c.How == source.Spawned {
		e.detach(name)
	}
	n.effect(e)
	return true
}
