package effect

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/source"
)

// dynamic adds a call through an interface of the user's: to the methods of
// the concrete types that flow into the receiver, where all of them show;
// else to every implementation in the package; else, where the interface is a
// limiter's in disguise, what the limiter's method does.
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

// concreteMethods resolves a method called on recv if every type that recv
// can hold shows in the package.
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

// alternatives are the functions that a call may go to.
type alternatives struct {
	fns   []*source.Func
	nodes []*node
	// first is, for each rule, the first node that lacks it. Summaries only
	// grow, so that it only moves on.
	first [len(effects)]int
}

// lack reports whether one of the functions, if there are any, has no effect
// of the rule.
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

// lacking returns the rules that lack is true for.
func (a *alternatives) lacking() ruleSet {
	var set ruleSet
	for _, rule := range effects {
		if a.lack(rule) {
			set |= rule.set()
		}
	}
	return set
}

// alternatives returns the methods of the package's own types that an
// interface method may stand for, in source order, and their nodes.
func (g *Graph) alternatives(method *types.Func) *alternatives {
	if a, ok := g.interfaces[method]; ok {
		return a
	}
	var fns []*source.Func
	iface, _ := method.Signature().Recv().Type().Underlying().(*types.Interface)
	if iface != nil {
		for _, t := range g.concreteTypes() {
			ptr := types.NewPointer(t)
			// Few types have a method of the name, and to ask for it is the
			// smaller question.
			obj, _, _ := types.LookupFieldOrMethod(ptr, true, g.Source.Types, method.Name())
			fn, ok := obj.(*types.Func)
			if !ok {
				continue
			}
			if local := g.Source.Of(fn); local != nil && !local.Test && types.Implements(ptr, iface) {
				fns = append(fns, local)
			}
		}
	}
	a := &alternatives{fns: fns}
	for _, fn := range fns {
		a.nodes = append(a.nodes, g.nodes[fn.Index])
	}
	g.interfaces[method] = a
	return a
}

// concreteTypes returns the package-level types that are no interfaces.
func (g *Graph) concreteTypes() []types.Type {
	if g.concrete == nil {
		g.concrete = []types.Type{}
		scope := g.Source.Types.Scope()
		for _, name := range scope.Names() {
			tn, ok := scope.Lookup(name).(*types.TypeName)
			if !ok || tn.IsAlias() || types.IsInterface(tn.Type()) {
				continue
			}
			if named, ok := tn.Type().(*types.Named); ok && named.TypeParams().Len() == 0 {
				g.concrete = append(g.concrete, named)
			}
		}
	}
	return g.concrete
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

// disguised adds a call of a method of a user's interface that catalogued
// limiters have in the same shape: interface{ Wait(context.Context) error }.
// Where no name speaks of limiting, the finding is no more than a caution.
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
	name := ObjectName(o.Obj, g.Source.Types)
	phrase := phraseOf(rule, name)
	if c.How == source.Spawned {
		rule, phrase, bound = RateAsync, "moves "+name+" to a goroutine", Bound{}
	}
	sure := speaksOfLimits(name) || recv != nil && speaksOfLimits(types.ExprString(recv))
	n.effect(&Effect{Rule: rule, Bound: bound, Pos: c.Pos(), Phrase: phrase, Soft: !sure})
}
