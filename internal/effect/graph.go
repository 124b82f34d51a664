package effect

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/source"
)

// A Config is what the computation depends on beside the package itself.
type Config struct {
	Source  *source.Package
	Catalog *catalog.Catalog
	// Imported returns the summary of a function of another package, or of
	// what the function returns when its result is taken so many times. It
	// returns nil where there is nothing to know.
	Imported func(fn *types.Func, results int) *Summary
	// Declared returns what a directive says of a function of this package:
	// its whole summary, and whether there is such a directive.
	Declared func(fn *source.Func) (*Summary, bool)
	// Suppressed reports whether a directive takes effects of the rule at pos
	// out of the reckoning. It is called only where there is such an effect.
	Suppressed func(pos token.Pos, rule Rule) bool
	// Known reports whether all that another package does shows in its facts.
	Known func(pkg *types.Package) bool
	// RatesOnly leaves out all but rate-limit effects: what a third party's
	// module does with channels and goroutines is its own affair.
	RatesOnly bool
}

// counts reports whether effects of the rule are looked for.
func (c *Config) counts(rule Rule) bool { return !c.RatesOnly || rule.OfRates() }

// A Graph is the call graph of a package with the effects of each function.
type Graph struct {
	Config
	nodes []*node // by source.Func.Index

	packages   map[*types.Package]origin
	chans      map[*types.Var]*localChan
	looked     map[*source.Func]bool // whose channels are in chans
	tokens     map[*source.Func]*tokens
	relays     map[*source.Func]map[signal][]spawned
	joinSites  map[*source.Func]joinIndex
	flows      map[*source.Func]*flow
	exits      map[*source.Func]*exits
	joined     map[joinKey]*joinSites
	returned   map[*source.Func]map[*types.Var]bool // the variables that it returns
	started    map[*node]map[signal][]*edge
	interfaces map[*types.Func]*alternatives
	reached    *reacher            // what Reach has found, lazily
	addressed  map[*types.Var]bool // whose address the package takes, lazily
	redirected *bool               // see redirects
}

// A node is one function of the package.
type node struct {
	fn    *source.Func
	own   []*Effect
	edges []*edge
	// spawns are the goroutines that it starts and that signal something.
	spawns []spawned
	sum    *Summary
	fixed  bool   // the summary is declared by a directive
	called string // its name, once it was asked for

	// bounds and channels are the parameters that its summary depends on, once
	// it was asked for them.
	bounds, channels []*types.Var
	termed           bool
}

// name returns the function's name; those that are called often are asked for
// it at every call.
func (n *node) name() string {
	if n.called == "" {
		n.called = n.fn.Name()
	}
	return n.called
}

// An edge is a call, or a possible one, from one function to another.
type edge struct {
	from *source.Func
	call *source.Call
	// Exactly one of to and imported is set.
	to       *node
	imported *Summary
	sig      *types.Signature // of the function called
	name     string           // for chains
	shift    int              // 1 where a method expression has the receiver first

	// through is the function that calls its parameter, to which this edge's
	// function is passed; nil for a direct call. The edge is live only if
	// through calls (or spawns) that parameter.
	through *callee
	param   *types.Var

	// spawned tells that the function runs in a goroutine; joined that the
	// goroutine ends before the caller returns.
	spawned, joined bool
	// alternatives are the functions that the call may go to instead, if any.
	alternatives *alternatives
}

// A callee is a function as the target of a call.
type callee struct {
	to       *node
	imported *Summary
}

func (c *callee) summary() *Summary {
	if c.to != nil {
		return c.to.sum
	}
	return c.imported
}

func (e *edge) summary() *Summary {
	if e.to != nil {
		return e.to.sum
	}
	return e.imported
}

// state tells whether the edge is live and whether it spawns.
func (e *edge) state() (live, spawned bool) {
	if e.through == nil {
		return true, e.spawned
	}
	sum := e.through.summary()
	if sum == nil {
		return false, false
	}
	if slices.Contains(sum.Calls, e.param) {
		return true, e.spawned
	}
	spawns := slices.Contains(sum.Spawns, e.param)
	return spawns, spawns
}

// origin is whose code a package is.
type origin uint8

const (
	user      origin = iota
	standard         // the standard library: only the catalogue speaks of it
	catalogue        // a library of the catalogue: its own source is not ours to judge
)

func (g *Graph) originOf(pkg *types.Package) origin {
	if pkg == nil || pkg == g.Source.Types {
		return user
	}
	o, ok := g.packages[pkg]
	if !ok {
		switch {
		case catalog.IsStandard(pkg.Path()):
			o = standard
		case g.Catalog.IsLibrary(pkg.Path()):
			o = catalogue
		}
		g.packages[pkg] = o
	}
	return o
}

// New computes the effects of every function of the package.
func New(cfg Config) *Graph {
	g := &Graph{
		Config:     cfg,
		packages:   make(map[*types.Package]origin),
		chans:      make(map[*types.Var]*localChan),
		looked:     make(map[*source.Func]bool),
		tokens:     make(map[*source.Func]*tokens),
		relays:     make(map[*source.Func]map[signal][]spawned),
		joinSites:  make(map[*source.Func]joinIndex),
		flows:      make(map[*source.Func]*flow),
		exits:      make(map[*source.Func]*exits),
		joined:     make(map[joinKey]*joinSites),
		returned:   make(map[*source.Func]map[*types.Var]bool),
		started:    make(map[*node]map[signal][]*edge),
		interfaces: make(map[*types.Func]*alternatives),
	}
	for _, fn := range cfg.Source.Funcs {
		n := &node{fn: fn, sum: &Summary{}}
		if sum, ok := cfg.Declared(fn); ok {
			n.sum, n.fixed = sum, true
		}
		g.nodes = append(g.nodes, n)
	}
	for _, n := range g.nodes {
		if !n.fixed {
			g.build(n)
		}
	}
	g.summarise()
	return g
}

// Summary returns the effects of a function of the package.
func (g *Graph) Summary(fn *source.Func) *Summary { return g.nodes[fn.Index].sum }

// build finds a function's own effects and its calls.
func (g *Graph) build(n *node) {
	for _, c := range n.fn.Calls {
		g.call(n, c)
	}
	for _, l := range n.fn.Loops {
		g.spin(n, l)
	}
	if g.RatesOnly {
		return
	}
	for _, op := range n.fn.ChanOps {
		g.chanOp(n, op)
	}
}

// effect adds one of the function's own.
func (n *node) effect(e *Effect) { n.own = append(n.own, e) }

// call adds what a call does: the catalogue's word on it, or an edge.
func (g *Graph) call(n *node, c *source.Call) {
	for _, o := range g.Source.Callees(c) {
		switch {
		case o.Param != nil:
			list := &n.sum.Calls
			if c.How == source.Spawned {
				list = &n.sum.Spawns
			}
			addVar(list, o.Param)
		case o.Fn != nil:
			g.toLocal(n, c, o, g.nodes[o.Fn.Index], nil)
		case o.Obj != nil:
			g.toObject(n, c, o)
		}
	}
	if c.How == source.Spawned && !g.RatesOnly {
		g.spawn(n, c)
	}
}

// toLocal adds a call of a function of this package.
func (g *Graph) toLocal(n *node, c *source.Call, o source.Origin, to *node, alternatives *alternatives) {
	e := &edge{from: n.fn, call: c, to: to, sig: to.fn.Sig, name: to.name(), alternatives: alternatives}
	if o.MethodExpr {
		e.shift = 1
	}
	e.spawned = c.How == source.Spawned
	n.edges = append(n.edges, e)
	g.arguments(n, c, &callee{to: to}, to.fn.Sig, e.shift)
}

// toObject adds a call of a function without a body in this package.
func (g *Graph) toObject(n *node, c *source.Call, o source.Origin) {
	fn := o.Obj
	if o.Results > 0 {
		// A function that an imported function returned.
		if sum := g.imported(fn, o.Results); !sum.Empty() {
			g.toImported(n, c, o, sum, ResultSignature(fn, o.Results))
		}
		return
	}
	org := g.originOf(fn.Pkg())
	if org != user {
		if entry := g.Catalog.Call(catalog.SymbolOf(fn)); entry != nil {
			g.catalogued(n, c, o, entry)
			return
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
	e := &edge{from: n.fn, call: c, imported: sum, sig: sig, name: source.FuncName(o.Obj, g.Source.Types), spawned: c.How == source.Spawned}
	if o.MethodExpr {
		e.shift = 1
	}
	n.edges = append(n.edges, e)
	g.arguments(n, c, &callee{imported: sum}, sig, e.shift)
}

// ResultSignature returns the signature of the function that fn returns when
// its first result is taken so many times, or nil.
func ResultSignature(fn *types.Func, results int) *types.Signature {
	sig := fn.Signature()
	for range results {
		if sig == nil || sig.Results().Len() == 0 {
			return nil
		}
		sig, _ = sig.Results().At(0).Type().Underlying().(*types.Signature)
	}
	return sig
}

// arguments adds the edges to functions that are passed to a function which
// may call them.
func (g *Graph) arguments(n *node, c *source.Call, through *callee, sig *types.Signature, shift int) {
	if c.Expr == nil || sig == nil {
		return
	}
	for i, arg := range c.Expr.Args {
		if t := g.Source.Info.TypeOf(arg); !source.IsFunc(t) && !source.HoldsFuncs(t) {
			continue
		}
		v := paramAt(sig, i-shift)
		if v == nil {
			continue
		}
		g.passed(n, c, arg, func(e *edge) { e.through, e.param = through, v })
	}
}

// callbacks adds the edges to the functions passed to a function that calls
// them all.
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

// passed adds edges to the functions that arg may be. Parameters of n that
// are passed on are noted by the same edges: see summarise.
func (g *Graph) passed(n *node, c *source.Call, arg ast.Expr, set func(*edge)) {
	origins := g.Source.Origins
	if source.HoldsFuncs(g.Source.Info.TypeOf(arg)) {
		origins = g.Source.Elements
	}
	for _, o := range origins(arg) {
		e := &edge{from: n.fn, call: c, spawned: c.How == source.Spawned}
		switch {
		case o.Fn != nil:
			to := g.nodes[o.Fn.Index]
			e.to, e.sig, e.name = to, to.fn.Sig, to.name()
		case o.Obj != nil:
			sum := g.objectSummary(c, o)
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

// objectSummary returns the summary of a function value that is not of this
// package: a limiter's method value, for example.
func (g *Graph) objectSummary(c *source.Call, o source.Origin) *Summary {
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
		if v := paramAt(o.Obj.Signature(), *entry.Context); v != nil {
			bound = Bound{Kind: Param, Var: v}
		}
	}
	rule := Rule(entry.Effect)
	if !g.counts(rule) {
		return nil
	}
	return summaryOf(&Effect{
		Rule: rule, Bound: bound, Ends: entry.Ends, Pos: c.Pos(),
		Phrase: phraseOf(rule, source.FuncName(o.Obj, g.Source.Types)),
	})
}

// paramAt returns the parameter that argument i goes to, or nil.
func paramAt(sig *types.Signature, i int) *types.Var {
	params := sig.Params()
	if sig.Variadic() && i >= params.Len()-1 {
		i = params.Len() - 1
	}
	if i < 0 || i >= params.Len() {
		return nil
	}
	return params.At(i).Origin()
}

// argument returns the argument that parameter v of the edge's function gets,
// or nil, and whether v is a parameter of that function at all.
func (e *edge) argument(v *types.Var) (arg ast.Expr, own bool) {
	if e.sig == nil {
		return nil, false
	}
	i := source.ParamIndex(e.sig, v)
	switch {
	case i < 0:
		return nil, false
	case e.through == nil && e.call.Expr != nil && i+e.shift < len(e.call.Expr.Args):
		return e.call.Expr.Args[i+e.shift], true
	}
	return nil, true
}
