package effect

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/comm"
	"github.com/jobvet/jobvet/internal/source"
)

// A Config is the input of the computation.
type Config struct {
	Source  *source.Package
	Catalog *catalog.Catalog
	// Imported returns the summary of a function of another package. If results is not
	// 0, it is that of the function that one gets by calling fn and taking the result
	// as often. It returns nil if nothing is known.
	Imported func(fn *types.Func, results int) *Summary
	// Declared returns the summary that a directive gives to a function of this
	// package, and whether there is such a directive.
	Declared func(fn *source.Func) (*Summary, bool)
	// Suppressed reports whether a directive suppresses effects of the rule at pos. It
	// is asked only if there is such an effect.
	Suppressed func(pos token.Pos, rule Rule) bool
	// Fillers returns the functions of other packages that a slot may stand for, by what
	// those packages tell. Each has a name that is unique among them. sig is the
	// signature of all.
	Fillers func(slot string, sig *types.Signature) []Filler
	// Known reports whether the facts of another package tell all that it does.
	Known func(pkg *types.Package) bool
	// RatesOnly leaves out all effects but those of rate limiting: it is for modules
	// of third parties, whose channels and goroutines are their own business.
	RatesOnly bool
}

// counts reports whether effects of the rule are of interest.
func (c *Config) counts(rule Rule) bool { return !c.RatesOnly || rule.OfRates() }

// A Graph is the call graph of a package with the effects of each function.
type Graph struct {
	Config
	nodes []*node // by source.Func.Index

	packages    map[*types.Package]origin
	varNames    source.VarNames
	chans       map[*types.Var]*localChan
	looked      map[*source.Func]bool // the functions whose channels are in chans
	tokens      map[*source.Func]*tokens
	relays      map[*source.Func]map[signal][]spawned
	joinSites   map[*source.Func]joinIndex
	flows       map[*source.Func]*flow
	exits       map[*source.Func]*exits
	joined      map[joinKey]*joinSites
	setUps      map[*types.Var][]*ast.CallExpr       // see setters; nil until asked for
	passedFor   map[*types.Var][]ast.Expr            // see argumentsFor; nil until asked for
	madeOf      map[*types.Var][]*making             // see makings
	assigned    map[*types.Var][]assignment          // see assignments
	fieldsOfVar map[*types.Var][]part                // see setFields; nil until asked for
	returned    map[*source.Func]map[*types.Var]bool // the variables that it returns
	started     map[*node]map[signal][]*edge
	interfaces  map[*types.Func]*alternatives
	injected    map[*types.Var]string         // see injectedName; nil until asked for
	ofMethods   map[*types.Var]bool           // see methodParam; nil until asked for
	kept        map[*types.Var][]keptArg      // see kept.go
	guards      map[*source.Func]*guardSearch // of declared functions
	converted   map[string][]types.Type       // what the package converts to interfaces, by slot
	reached     *reacher                      // what Reach has found; nil before the first call
	addressed   map[*types.Var]bool           // variables whose address the package takes; nil until asked for
	redirected  *bool                         // see redirects
	partners    map[*source.Func]ends         // see partnered
	traffic     map[*types.Var]*traffic       // see trafficOf
	numbers     map[*types.Var]bool           // see frameworkNumbers; nil until asked for
	replayed    *bool                         // see replays
	explored    *comm.Explorer                // nil until asked for
	callers     map[*types.Func][]caller      // by what they call; nil until asked for
	named       map[*types.Func]int           // how often the package names each of its functions; likewise
}

// A node is one function of the package.
type node struct {
	fn    *source.Func
	own   []*Effect
	edges []*edge
	// spawns are the goroutines that it starts and that signal something.
	spawns   []spawned
	sum      *Summary
	declared bool   // a directive says what the summary is
	called   string // its name, if it was asked for

	// bounds and channels are the parameters that its summary depends on, if terms was
	// called.
	bounds, channels, conds []*types.Var
	termed                  bool
}

// name returns the function's name. It is kept, since every call of the function needs
// it.
func (n *node) name() string {
	if n.called == "" {
		n.called = n.fn.Name()
	}
	return n.called
}

// An edge is a call, certain or possible, from one function to another.
type edge struct {
	from *source.Func
	call *source.Call
	// Exactly one of to and imported is set.
	to       *node
	imported *Summary
	sig      *types.Signature // of the function called
	name     string           // for chains
	shift    int              // 1 if a method expression has the receiver first

	// If the edge's function is passed to another one as param, through is that other
	// one, and the edge is live only if through calls or spawns param. For a direct
	// call it is nil.
	through *callee
	param   *types.Var

	// spawned tells that the function runs in a goroutine, joined that the goroutine
	// ends before the caller returns.
	spawned, joined bool
	cond            Cond // of the call
	// alternatives are all the functions that the call may go to, this one too, if
	// there are several.
	alternatives *alternatives
	// slot is set if a library's call runs the edge's function: it says what that gets.
	slot *catalog.Slot
}

// A callee is the target of a call: a function of this package, or the summary of
// another.
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

// state tells whether the edge is live and whether it starts a goroutine.
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
	spawns := slices.Contains(sum.Spawns, e.param) || slices.Contains(sum.Joins, e.param)
	return spawns, spawns
}

// joins reports whether the goroutine that the edge starts ends before the caller
// returns.
func (e *edge) joins() bool {
	if e.joined || e.through == nil {
		return e.joined
	}
	sum := e.through.summary()
	return sum != nil && slices.Contains(sum.Joins, e.param) && !slices.Contains(sum.Spawns, e.param)
}

// An origin tells who has written a package.
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
		varNames:   make(source.VarNames),
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
		madeOf:     make(map[*types.Var][]*making),
		assigned:   make(map[*types.Var][]assignment),
		partners:   make(map[*source.Func]ends),
		interfaces: make(map[*types.Func]*alternatives),
		guards:     make(map[*source.Func]*guardSearch),
	}
	g.Suppressed = func(pos token.Pos, rule Rule) bool { return rule != OpenCall && cfg.Suppressed(pos, rule) }
	for _, fn := range cfg.Source.Funcs {
		n := &node{fn: fn, sum: &Summary{}}
		if sum, ok := cfg.Declared(fn); ok {
			n.sum, n.declared = sum, true
		}
		g.nodes = append(g.nodes, n)
	}
	for _, n := range g.nodes {
		if !n.declared {
			g.build(n)
			g.conditions(n)
		}
	}
	g.summarise()
	return g
}

// Summary returns the effects of a function of the package.
func (g *Graph) Summary(fn *source.Func) *Summary { return g.nodes[fn.Index].sum }

// argument returns the argument for parameter v of the edge's function, or nil if it
// does not show, and whether v is a parameter of that function at all.
func (e *edge) argument(v *types.Var) (arg ast.Expr, own bool) {
	if e.sig == nil {
		return nil, false
	}
	i := source.ParamIndex(e.sig, v)
	switch {
	case i < 0:
		return nil, false
	case e.slot != nil:
		if i < len(e.slot.Given) {
			arg = argAt(e.call.Expr, e.slot.Given[i])
		}
		return arg, true
	case e.through == nil && e.call.Expr != nil && i+e.shift < len(e.call.Expr.Args):
		return e.call.Expr.Args[i+e.shift], true
	}
	return nil, true
}
