package effect

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/source"
)

// dynamic adds a call of a method of a user's interface. If all types that flow into
// the receiver show, it goes to their methods; else to every implementation in the
// package. If there is none and the interface is a limiter's in disguise, the call
// does what the limiter's method does.
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
	if len(alternatives.nodes) == 0 {
		g.disguised(n, c, o, recv)
	}
}

// concreteMethods returns the methods that a call on recv may mean. It fails if a type
// that recv can hold does not show in the package.
func (g *Graph) concreteMethods(recv ast.Expr, method *types.Func) ([]*types.Func, bool) {
	if recv == nil {
		return nil, false
	}
	var fns []*types.Func
	for _, o := range g.Source.Origins(recv) {
		if o.Expr == nil {
			return nil, false
		}
		t := g.Source.Info.TypeOf(o.Expr)
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

// alternatives are the functions that a call of an interface's method may go to.
type alternatives struct {
	nodes []*node
	// first is the index of the first node that lacks a rule, by rule. It only grows,
	// since summaries do.
	first [len(effects)]int
}

// lack reports whether one of the functions has no effect of the rule.
func (a *alternatives) lack(rule Rule) bool {
	if a == nil {
		return false
	}
	i := slices.Index(effects[:], rule)
	if i < 0 {
		return false
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

// alternatives returns the methods of the package's own types that an interface's
// method may stand for, sorted by the names of the types.
func (g *Graph) alternatives(method *types.Func) *alternatives {
	if a, ok := g.interfaces[method]; ok {
		return a
	}
	found := slices.DeleteFunc(g.Source.Implementations(method), func(i source.Implementation) bool {
		// A generic type may implement another instance of the interface. Types of
		// tests and of function bodies are seldom what a caller of the interface
		// means.
		return i.Fn.Test || i.Type.TypeParams().Len() > 0 || i.Type.Obj().Parent() != g.Source.Types.Scope()
	})
	// They are sorted by name so that the order of files does not show in chains of
	// equal length.
	slices.SortFunc(found, func(a, b source.Implementation) int { return strings.Compare(a.Type.Obj().Name(), b.Type.Obj().Name()) })
	a := new(alternatives)
	for _, i := range found {
		a.nodes = append(a.nodes, g.nodes[i.Fn.Index])
	}
	g.interfaces[method] = a
	return a
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
// speaks of limiting, the finding is at most a caution.
func (g *Graph) disguised(n *node, c *source.Call, o source.Origin, recv ast.Expr) {
	if c.Expr == nil {
		return
	}
	entry := g.Catalog.Disguised(o.Obj.Name(), o.Obj.Signature())
	if entry == nil {
		return
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
}
