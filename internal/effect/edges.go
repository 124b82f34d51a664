package effect

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/source"
)

// build finds a function's own effects and its calls.
func (g *Graph) build(n *node) {
	for _, c := range n.fn.Calls {
		g.call(n, c)
		g.panicked(n, c)
	}
	for _, l := range n.fn.Loops {
		g.spin(n, l)
	}
	if g.RatesOnly {
		return
	}
	for _, op := range n.fn.ChanOps {
		had := len(n.own)
		g.chanOp(n, op)
		if len(n.own) == had && g.isNative(n.fn, op) {
			n.effect(&Effect{Rule: ChanWait, Native: true, Phrase: operates(op), Pos: op.Node.Pos()})
		}
	}
}

// effect adds an effect that the function has itself.
func (n *node) effect(e *Effect) { n.own = append(n.own, e) }

// call adds what a call does: an edge, or an effect if the catalogue knows the callee.
func (g *Graph) call(n *node, c *source.Call) {
	var vars []*types.Var
	for _, o := range g.Source.Callees(c) {
		switch {
		case o.Param != nil:
			vars = append(vars, o.Param)
			g.adapted(n, c, o.Param)
			g.openParam(n, c, o.Param)
		case o.Fn != nil:
			g.toLocal(n, c, o, g.nodes[o.Fn.Index], nil)
		case o.Obj != nil:
			g.toObject(n, c, o)
		}
	}
	if v := g.openField(c.Fun()); v != nil {
		vars = append(vars, v)
		g.openVar(n, c, v)
	}
	list := &n.sum.Calls
	if c.How == source.Spawned {
		list = n.sum.spawned(!g.RatesOnly && g.spawn(n, c) == Joined)
	}
	for _, v := range vars {
		addVar(list, v)
	}
}

// toLocal adds a call of a function of this package.
func (g *Graph) toLocal(n *node, c *source.Call, o source.Origin, to *node, alternatives *alternatives) {
	e := &edge{
		from: n.fn, call: c, to: to, sig: to.fn.Sig, name: to.name(), shift: o.Shift(),
		alternatives: alternatives, spawned: c.How == source.Spawned,
	}
	n.edges = append(n.edges, e)
	g.arguments(n, c, &callee{to: to}, to.fn.Sig, e.shift)
	g.runsKept(n, c, &callee{to: to})
}

// toObject adds a call of a function that has no body in this package.
func (g *Graph) toObject(n *node, c *source.Call, o source.Origin) {
	fn := o.Obj
	if o.Results > 0 {
		// This is a function that an imported function returned.
		if sum := g.imported(fn, o.Results); !sum.Empty() {
			g.toImported(n, c, o, sum, source.ResultSignature(fn, o.Results))
		}
		g.callReturned(n, c, o)
		return
	}
	others := g.originOf(fn.Pkg()) != user
	if others || fn.Pkg() != nil && g.Catalog.Describes(fn.Pkg().Path()) {
		if entry := g.Catalog.Call(catalog.SymbolOf(fn)); entry != nil {
			g.catalogued(n, c, o, entry)
			return
		}
	}
	if others {
		if entry := g.others(fn); entry != nil {
			g.catalogued(n, c, o, entry)
		}
		if source.IsInterfaceMethod(fn) {
			g.standard(n, c, o)
		}
		if g.Catalog.Callback(fn.Pkg().Path()) {
			g.callbacks(n, c)
		}
		return
	}
	if source.IsInterfaceMethod(fn) {
		g.dynamic(n, c, o)
		return
	}
	if sum := g.imported(fn, 0); !sum.Empty() {
		g.toImported(n, c, o, sum, fn.Signature())
	}
}

func (g *Graph) imported(fn *types.Func, results int) *Summary {
	if fn.Pkg() == nil || fn.Pkg() == g.Source.Types || g.originOf(fn.Pkg()) != user {
		return nil
	}
	return g.Imported(fn, results)
}

func (g *Graph) toImported(n *node, c *source.Call, o source.Origin, sum *Summary, sig *types.Signature) {
	e := &edge{
		from: n.fn, call: c, imported: sum, sig: sig, name: source.FuncName(o.Obj, g.Source.Types), shift: o.Shift(),
		spawned: c.How == source.Spawned,
	}
	n.edges = append(n.edges, e)
	g.arguments(n, c, &callee{imported: sum}, sig, e.shift)
	g.runsKept(n, c, &callee{imported: sum})
}

// arguments adds edges to the functions that are passed to a function, which may call
// them.
func (g *Graph) arguments(n *node, c *source.Call, through *callee, sig *types.Signature, shift int) {
	if c.Expr == nil || sig == nil {
		return
	}
	for i, arg := range c.Expr.Args {
		if t := g.Source.Info.TypeOf(arg); !source.IsFunc(t) && !source.HoldsFuncs(t) {
			continue
		}
		v := source.ParamAt(sig, i-shift)
		if v == nil {
			continue
		}
		g.passed(n, c, arg, func(e *edge) { e.through, e.param = through, v })
	}
}

// callbacks adds edges to the functions that are passed to a function which calls them
// all.
func (g *Graph) callbacks(n *node, c *source.Call) {
	if c.Expr == nil {
		return
	}
	for _, arg := range c.Expr.Args {
		if source.IsFunc(g.Source.Info.TypeOf(arg)) {
			g.passed(n, c, arg, func(*edge) {})
		}
	}
}

// passed adds edges to the functions that arg may be. If arg is a parameter of n, the
// edge is how n comes to call it: see inheritCall.
func (g *Graph) passed(n *node, c *source.Call, arg ast.Expr, set func(*edge)) {
	origins := g.Source.Origins
	if source.HoldsFuncs(g.Source.Info.TypeOf(arg)) {
		origins = g.Source.Elements
	}
	g.passedAs(n, c, origins(arg), set)
}

// passedAs adds edges to the functions with the origins.
func (g *Graph) passedAs(n *node, c *source.Call, origins []source.Origin, set func(*edge)) {
	for _, o := range origins {
		e := &edge{from: n.fn, call: c, spawned: c.How == source.Spawned}
		switch {
		case o.Fn != nil:
			to := g.nodes[o.Fn.Index]
			e.to, e.sig, e.name = to, to.fn.Sig, to.name()
		case o.Obj != nil:
			sum := g.ValueSummary(o, c.Pos())
			if sum.Empty() {
				continue
			}
			e.imported, e.sig, e.name = sum, o.Obj.Signature(), source.FuncName(o.Obj, g.Source.Types)
		case o.Param != nil:
			e.imported = &Summary{Calls: []*types.Var{o.Param}}
			e.name = o.Param.Name()
		default:
			continue
		}
		set(e)
		n.edges = append(n.edges, e)
	}
}

// ValueSummary returns the summary of a function value of another package, such as a
// method value of a limiter. pos is where it is used.
func (g *Graph) ValueSummary(o source.Origin, pos token.Pos) *Summary {
	if g.originOf(o.Obj.Pkg()) == user {
		return g.imported(o.Obj, o.Results)
	}
	entry := g.Catalog.Call(catalog.SymbolOf(o.Obj))
	if entry == nil || entry.Effect == "" || o.Results > 0 || entry.Ends == catalog.EndsByPanic {
		return nil
	}
	bound := Bound{Kind: Nothing}
	if entry.Context != nil {
		bound = Bound{Kind: Unknown}
		if v := source.ParamAt(o.Obj.Signature(), *entry.Context); v != nil {
			bound = Bound{Kind: Param, Var: v}
		}
	}
	rule := Rule(entry.Effect)
	if !g.counts(rule) {
		return nil
	}
	return NewSummary(&Effect{
		Rule: rule, Bound: bound, Ends: entry.Ends, Pos: pos,
		Phrase: phraseOf(rule, source.FuncName(o.Obj, g.Source.Types)),
	})
}
