package effect

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/source"
)

// This file answers what the analysis itself does not ask: what a reader wants to know
// of a line that is not reported.

// A SiteKind is what is known of the target of a call.
type SiteKind string

const (
	CallsInterface SiteKind = "interface" // a method of a user's interface
	CallsStandard  SiteKind = "standard"  // the standard library; its table does not say that the call waits
	CallsLibrary   SiteKind = "library"   // a library of the catalogue, which knows nothing of the call
	CallsListed    SiteKind = "listed"    // the catalogue says what it does
	CallsBodiless  SiteKind = "nosource"  // a function of this package without a Go body
	CallsParam     SiteKind = "param"     // a function that the caller passes
	CallsUnknown   SiteKind = "unknown"   // a function value whose origin does not show
	Channel        SiteKind = "channel"   // a channel operation that does not wait
)

// A Site is a call or a channel operation, as a reader sees it.
type Site struct {
	Pos  token.Pos
	Kind SiteKind
	// Name is the name of the function called, or of the operation.
	Name string
	// Note says more: the catalogue's class of a call, or why a channel operation does
	// not wait.
	Note string
}

// A Target is a function that a call may lead to.
type Target struct {
	// Exactly one of Fn and Obj is set. Results is how often the result of Obj was
	// taken.
	Fn      *source.Func
	Obj     *types.Func
	Results int
	Name    string
	Pos     token.Pos
	// Spawned tells that the function runs in a goroutine. Idle tells that it is
	// passed to a function that does not call it, as far as that shows.
	Spawned, Idle bool
	// Through is the function that it is passed to, or "" for a direct call.
	Through string
	// Interface is the method of an interface that the call names, or "".
	Interface string
}

// Own calls yield for each effect that fn has itself. ended tells that the effect only
// waits for goroutines that fn has started and that end.
func (g *Graph) Own(fn *source.Func, yield func(e *Effect, ended bool)) {
	n := g.nodes[fn.Index]
	if n.declared {
		for _, e := range n.sum.Effects {
			yield(e, false)
		}
		return
	}
	for _, e := range n.own {
		if e.Rule != OpenCall {
			yield(e, g.ends(n, e))
		}
	}
}

// Targets returns the user's functions that fn calls, or passes to functions that may
// call them, in source order.
func (g *Graph) Targets(fn *source.Func) []Target {
	var list []Target
	local := make(map[*source.Call]bool)
	for _, e := range g.nodes[fn.Index].edges {
		if e.to == nil {
			continue
		}
		live, spawned := e.state()
		t := Target{Fn: e.to.fn, Name: e.name, Pos: e.call.Pos(), Spawned: spawned, Idle: !live}
		if e.through != nil || !g.names(e.call, e.to.fn) {
			t.Through = types.ExprString(e.call.Fun())
		}
		if m := g.interfaceMethod(e.call); m != nil && e.through == nil {
			t.Through, t.Interface = "", source.FuncName(m, g.Source.Types)
		}
		local[e.call] = true
		list = append(list, t)
	}
	for _, c := range fn.Calls {
		for _, o := range g.Source.Callees(c) {
			if o.Obj == nil || g.originOf(o.Obj.Pkg()) != user || o.Obj.Pkg() == nil || o.Obj.Pkg() == g.Source.Types {
				continue
			}
			list = append(list, g.importedTargets(c, o)...)
		}
	}
	return list
}

// importedTargets returns the functions of other packages to which a call of o leads.
func (g *Graph) importedTargets(c *source.Call, o source.Origin) []Target {
	t := Target{Obj: o.Obj, Results: o.Results, Name: source.FuncName(o.Obj, g.Source.Types), Pos: c.Pos(), Spawned: c.How == source.Spawned}
	if o.Results > 0 || !source.IsInterfaceMethod(o.Obj) {
		return []Target{t}
	}
	var list []Target
	fns, _ := g.concreteMethods(o.Recv, o.Obj)
	for _, fn := range fns {
		if g.Source.Of(fn) == nil {
			t.Obj, t.Interface = fn.Origin(), t.Name
			list = append(list, t)
		}
	}
	return list
}

// names reports whether a call calls fn itself, and does not pass it to another
// function.
func (g *Graph) names(c *source.Call, fn *source.Func) bool {
	for _, o := range g.Source.Callees(c) {
		if o.Fn == fn {
			return true
		}
	}
	return false
}

// interfaceMethod returns the method of a user's interface that a call names.
func (g *Graph) interfaceMethod(c *source.Call) *types.Func {
	for _, o := range g.Source.Callees(c) {
		if o.Obj != nil && source.IsInterfaceMethod(o.Obj) && g.originOf(o.Obj.Pkg()) == user {
			return o.Obj
		}
	}
	return nil
}

// Sites returns the calls and channel operations of fn that have no effect of their
// own, with what is known of them. Targets has the calls of functions that are
// analysed.
func (g *Graph) Sites(fn *source.Func) []Site {
	has := make(map[token.Pos]bool)
	for _, e := range g.nodes[fn.Index].own {
		if e.Rule != OpenCall {
			has[e.Pos] = true
		}
	}
	var list []Site
	for _, c := range fn.Calls {
		if !has[c.Pos()] && !g.isConversion(c) {
			list = append(list, g.siteOf(c)...)
		}
	}
	for _, op := range fn.ChanOps {
		if pos := op.Node.Pos(); !has[pos] {
			list = append(list, Site{Pos: pos, Kind: Channel, Name: operation(op), Note: g.harmless(fn, op)})
		}
	}
	return list
}

// isConversion reports whether what looks like a call is a conversion, or calls a
// predeclared function.
func (g *Graph) isConversion(c *source.Call) bool {
	if c.Expr == nil {
		return false
	}
	return g.Source.Info.Types[c.Expr.Fun].IsType() || g.Source.Builtin(c.Expr) != ""
}

func (g *Graph) siteOf(c *source.Call) []Site {
	s := Site{Pos: c.Pos(), Kind: CallsUnknown, Name: types.ExprString(c.Fun())}
	if _, ok := ast.Unparen(c.Fun()).(*ast.FuncLit); ok {
		s.Name = "func literal"
	}
	var list []Site
	for _, o := range g.Source.Callees(c) {
		x := s
		switch {
		case o.Fn != nil:
			if o.Fn.Decl == nil || o.Fn.Decl.Body != nil {
				return nil
			}
			x.Kind, x.Name = CallsBodiless, o.Fn.Name()
		case o.Obj != nil:
			x.Name = source.FuncName(o.Obj, g.Source.Types)
			if x.Kind, x.Note = g.kindOf(o); x.Kind == "" {
				return nil
			}
		case o.Param != nil:
			x.Kind, x.Name = CallsParam, o.Param.Name()
		}
		list = append(list, x)
	}
	if len(list) == 0 {
		list = append(list, s)
	}
	return list
}

// kindOf returns what is known of a function without a body here, and a note. The kind
// is "" if the function is analysed elsewhere.
func (g *Graph) kindOf(o source.Origin) (SiteKind, string) {
	org := g.originOf(o.Obj.Pkg())
	if org == user {
		if o.Results == 0 && source.IsInterfaceMethod(o.Obj) {
			return CallsInterface, ""
		}
		return "", ""
	}
	if entry := g.Catalog.Call(catalog.SymbolOf(o.Obj)); entry != nil {
		return CallsListed, string(entry.Class)
	}
	if org == standard {
		return CallsStandard, ""
	}
	return CallsLibrary, ""
}

// operation describes a channel operation.
func operation(op *source.ChanOp) string {
	switch op.Kind {
	case source.Send:
		return "send to " + types.ExprString(op.Chan)
	case source.Receive:
		return "receive from " + types.ExprString(op.Chan)
	case source.RangeOver:
		return "range over " + types.ExprString(op.Chan)
	}
	return "select"
}

// harmless returns the reason for which a channel operation has no effect.
func (g *Graph) harmless(fn *source.Func, op *source.ChanOp) string {
	switch {
	case g.nodes[fn.Index].declared:
		return "a directive says what the function does"
	case g.RatesOnly:
		return "in another's module only rate limiting counts"
	case op.Kind == source.Select:
		return g.harmlessSelect(fn, op)
	case g.released(fn, op):
		return "it gives back what the same function took"
	case g.drains(fn, op):
		return "it takes the value of a timer that has fired"
	}
	return g.harmlessChannel(op.Chan)
}

func (g *Graph) harmlessSelect(fn *source.Func, op *source.ChanOp) string {
	for _, s := range op.Select.Body.List {
		comm := s.(*ast.CommClause).Comm
		if comm == nil {
			return "its default case is taken where it would wait"
		}
		if recv := source.CommReceive(comm); recv != nil && g.waitOn(fn, recv.X, false).timer {
			return "a timer case ends it"
		}
	}
	return "one of its cases does not wait for long"
}

func (g *Graph) harmlessChannel(ch ast.Expr) string {
	for _, o := range g.Source.Origins(ch) {
		if o.Obj == nil {
			continue
		}
		if g.Catalog.IsChannel(catalog.SymbolOf(o.Obj)) != nil {
			return "the channel is the framework's own: waiting on it is its API"
		}
		return "the call that returned the channel counts, not the receive"
	}
	return "the channel is made here, and buffered for its sends, filled and closed before, or served by a goroutine of this call"
}
