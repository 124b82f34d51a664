package effect

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/source"
)

// This file has what a library's calls do because of how values were made: they run code
// that others have put into a slot of a value, and they wait only if an option says so.

// receiverOf returns the value on which a call calls a method, or nil.
func (g *Graph) receiverOf(call *ast.CallExpr) ast.Expr {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || g.Source.Info.Selections[sel] == nil || g.Source.NamedFunc(call) == nil {
		return nil
	}
	return sel.X
}

// slots adds edges to what a call runs of what others have put into its values.
func (g *Graph) slots(n *node, c *source.Call, entry *catalog.Call) {
	if g.RatesOnly && entry.Class != catalog.Network {
		return // others' readers and writers seldom limit
	}
	for _, s := range entry.Slots {
		if recv := g.receiverOf(c.Expr); s.Receiver && recv != nil {
			g.slot(n, c, s, g.makingsFor(recv, g.Source.NamedFunc(c.Expr).Name()))
		}
		for _, e := range g.slotArgs(c.Expr, s) {
			g.slot(n, c, s, g.makings(e))
		}
	}
}

// slotArgs returns the arguments of a call in which a slot may be.
func (g *Graph) slotArgs(call *ast.CallExpr, s *catalog.Slot) []ast.Expr {
	var list []ast.Expr
	for i, arg := range s.Args {
		last := s.Variadic && i == len(s.Args)-1
		for ; arg < len(call.Args); arg++ {
			if e := call.Args[arg]; !s.Direct || g.ofUser(g.Source.Info.TypeOf(e)) {
				list = append(list, e)
			}
			if !last {
				break
			}
		}
	}
	return list
}

// slot adds edges to what fills a slot of a value that was made in one of several ways.
func (g *Graph) slot(n *node, c *source.Call, s *catalog.Slot, makings []*making) {
	for _, method := range s.Methods() {
		for _, e := range g.methods(makings, method.Name, method.Match) {
			e.slot = s
			g.edge(n, c, e)
		}
		g.elsewhere(n, c, s, makings, method.Name, anyMethod())
	}
	for _, m := range makings {
		g.filled(n, c, s, m)
		g.fieldsOf(n, c, s, m)
		g.passedAs(n, c, m.functions(s.MatchFunc), func(e *edge) { e.slot = s })
	}
}

// functions returns the functions that a value is or holds and that match.
func (m *making) functions(match func(*types.Signature) bool) []source.Origin {
	var list []source.Origin
	for _, o := range m.funcs {
		if sig := o.Signature(); sig != nil && match(sig) && !slices.Contains(list, o) {
			list = append(list, o)
		}
	}
	return list
}

// edge adds an edge of a call.
func (g *Graph) edge(n *node, c *source.Call, e *edge) {
	e.from, e.call, e.spawned = n.fn, c, c.How == source.Spawned
	n.edges = append(n.edges, e)
}

// methods returns edges to a method of what a value holds. If one of the ways in which it
// may have been made has none, what the others do is not certain.
func (g *Graph) methods(makings []*making, name string, match func(*types.Signature) bool) []*edge {
	a := new(alternatives)
	var edges []*edge
	for _, m := range makings {
		found := g.methodsOf(m, name, match, a)
		if edges = append(edges, found...); len(found) == 0 && len(m.parts) > 0 {
			a.fill([]Filler{{}})
		}
	}
	for _, e := range edges {
		e.alternatives = a
	}
	return edges
}

// methodsOf returns edges to a method of what a value holds, and adds its functions to
// the alternatives.
func (g *Graph) methodsOf(m *making, name string, match func(*types.Signature) bool, a *alternatives) []*edge {
	var edges []*edge
	for _, p := range m.parts {
		if p.typ == nil || types.IsInterface(p.typ) || source.NamedOf(p.typ) == nil {
			continue
		}
		fn := source.Method(p.typ, name, g.Source.Types)
		if fn == nil || !match(fn.Signature()) || g.originOf(fn.Pkg()) != user || source.IsInterfaceMethod(fn) {
			continue
		}
		if local := g.Source.Of(fn); local != nil {
			to := g.nodes[local.Index]
			a.nodes = append(a.nodes, to)
			edges = append(edges, &edge{to: to, sig: local.Sig, name: to.name()})
			continue
		}
		f := Filler{Name: source.FuncName(fn, g.Source.Types), Summary: g.imported(fn.Origin(), 0), Sig: fn.Origin().Signature()}
		if a.fill([]Filler{f}); !f.Summary.Empty() {
			edges = append(edges, &edge{imported: f.Summary, sig: f.Sig, name: f.Name})
		}
	}
	return edges
}

// standard adds a call of a method of an interface of the standard library: of the
// methods of those values that are known to be in it. If another one may be, what they do
// is not certain.
func (g *Graph) standard(n *node, c *source.Call, o source.Origin) {
	if o.Recv == nil || c.Expr == nil {
		return
	}
	match := func(sig *types.Signature) bool { return types.Identical(sig, o.Obj.Signature()) }
	makings := g.makingsFor(o.Recv, o.Obj.Name())
	for _, e := range g.methods(makings, o.Obj.Name(), match) {
		g.edge(n, c, e)
	}
	for _, m := range makings {
		g.passedAs(n, c, m.functions(match), func(*edge) {}) // the type's method calls them
		g.library(n, c, m, o.Obj.Name())
	}
	if g.worthwhile(o.Obj) {
		g.elsewhere(n, c, nil, makings, o.Obj.Name(), o.Obj.Signature())
	}
}

// library adds what a method of a library's types runs that a value has, if the method is
// called through an interface.
func (g *Graph) library(n *node, c *source.Call, m *making, method string) {
	for _, s := range g.methodSlots(m.parts, method) {
		g.slot(n, c, s, []*making{m})
	}
}

// methodSlots returns the slots that a method of a library's types has, if one of the parts
// of a value is of such a type.
func (g *Graph) methodSlots(parts []part, method string) []*catalog.Slot {
	var list []*catalog.Slot
	for _, p := range parts {
		named := source.NamedOf(p.typ)
		if p.typ == nil || types.IsInterface(p.typ) || named == nil || g.originOf(named.Obj().Pkg()) == user {
			continue
		}
		fn := source.Method(p.typ, method, g.Source.Types)
		if fn == nil {
			continue
		}
		if entry := g.Catalog.Call(catalog.SymbolOf(fn)); entry != nil {
			for _, s := range entry.Slots {
				if s.Receiver && !slices.Contains(list, s) {
					list = append(list, s)
				}
			}
		}
	}
	return list
}

// filled adds the waits of a library's value that fills a slot: of a transport that
// limits.
func (g *Graph) filled(n *node, c *source.Call, s *catalog.Slot, m *making) {
	for _, made := range m.calls {
		fn := g.Source.NamedFunc(made)
		if fn == nil || g.originOf(fn.Pkg()) == user {
			continue
		}
		entry := g.Catalog.Call(catalog.SymbolOf(fn))
		if entry == nil || entry.Fills == "" || !runs(s, entry.Fills) {
			continue
		}
		own := g.maker(nil)
		own.call(made)
		if !g.meets(own.making, entry.When) {
			continue
		}
		bound := Bound{Kind: Unknown}
		if s.Bound == catalog.BoundByNothing {
			bound.Kind = Nothing
		} else if len(s.Given) > 0 && argAt(c.Expr, s.Given[0]) != nil {
			bound = g.bound(argAt(c.Expr, s.Given[0]))
		}
		name := source.FuncName(fn, g.Source.Types)
		g.own(n, c, &Effect{Rule: Rule(entry.Effect), Bound: bound, Pos: c.Pos(), Phrase: says(entry, name), Instead: entry.Instead}, name)
	}
}

func runs(s *catalog.Slot, method string) bool {
	for _, m := range s.Methods() {
		if m.Name == method {
			return true
		}
	}
	return false
}

// own adds an effect that a library's call has for the function that makes it.
func (g *Graph) own(n *node, c *source.Call, e *Effect, name string) {
	if c.How == source.Spawned && !e.detach(name) || !g.counts(e.Rule) {
		return
	}
	n.effect(e)
}

// says returns the phrase of a call by the catalogue's word.
func says(entry *catalog.Call, name string) string {
	if entry.Says != "" {
		return entry.Says + " " + name
	}
	return phraseOf(Rule(entry.Effect), name)
}

// fieldsOf adds edges to the functions in the fields of a value.
func (g *Graph) fieldsOf(n *node, c *source.Call, s *catalog.Slot, m *making) {
	for _, sym := range s.Fields() {
		field := g.fieldOf(sym)
		if field == nil {
			continue
		}
		for _, p := range m.parts {
			if p.field != nil && p.field.Origin() == field {
				g.passed(n, c, p.expr, func(*edge) {})
			}
		}
	}
}

// Returned returns what a function does that a library's function returned, by the
// catalogue's word, or nil. recv is the value of the method that returned it.
func (g *Graph) Returned(o source.Origin) *Effect {
	if o.Obj == nil || o.Results != 1 || g.originOf(o.Obj.Pkg()) == user {
		return nil
	}
	entry := g.Catalog.Call(catalog.SymbolOf(o.Obj))
	if entry == nil || !entry.Returned || entry.Effect == "" {
		return nil
	}
	e := &Effect{Rule: Rule(entry.Effect), Bound: Bound{Kind: Nothing}, Phrase: says(entry, source.FuncName(o.Obj, g.Source.Types))}
	if entry.Bound == catalog.BoundByDuration {
		e.Bound.Kind = Duration
	}
	e.Uncertain, e.Instead = entry.Unsure, entry.Instead
	if entry.When == nil {
		return e
	}
	var makings []*making
	if o.Recv != nil {
		makings = shown(g.makingsFor(o.Recv, o.Obj.Name()))
	}
	met := 0
	for _, m := range makings {
		if g.meets(m, entry.When) {
			met++
		}
	}
	if met == 0 {
		return nil
	}
	e.Uncertain = e.Uncertain || met < len(makings)
	return e
}

// callReturned adds what a call does of a function that a library's function returned.
func (g *Graph) callReturned(n *node, c *source.Call, o source.Origin) {
	name := source.FuncName(o.Obj, g.Source.Types)
	if e := g.Returned(o); e != nil {
		e.Pos = c.Pos()
		g.own(n, c, e, name)
	}
	entry := g.Catalog.Call(catalog.SymbolOf(o.Obj))
	if entry == nil || !entry.Returned || o.Call == nil {
		return
	}
	for _, i := range entry.Calls {
		if arg := argAt(o.Call, i); arg != nil {
			g.passed(n, c, arg, func(*edge) {})
		}
	}
}

// condition returns the makings of the value that the condition of an entry is about: of
// a method's receiver, or of what a function is given.
func (g *Graph) condition(call *ast.CallExpr) []*making {
	if recv := g.receiverOf(call); recv != nil {
		return shown(g.makingsFor(recv, g.Source.NamedFunc(call).Name()))
	}
	m := g.maker(nil)
	m.call(call)
	return []*making{m.making}
}

// conditional changes the effect of a call by how its values were made. It reports
// whether there is still one.
func (g *Graph) conditional(call *ast.CallExpr, entry *catalog.Call, e *Effect) bool {
	set, _, contexts := entry.When.Needs()
	makings := g.condition(call)
	met := 0
	for _, m := range makings {
		if !g.meets(m, entry.When) {
			continue
		}
		met++
		for _, c := range m.calls {
			for _, s := range contexts {
				if arg := argAt(c, 0); arg != nil && g.symbolOf(c) == s {
					e.Bound = e.Bound.join(g.bound(arg))
				}
			}
		}
	}
	if met == 0 {
		return len(makings) == 0 && len(set) == 0
	}
	e.Uncertain = e.Uncertain || met < len(makings)
	return true
}

// others returns what is true of the methods of a library that have a context, or nil.
func (g *Graph) others(fn *types.Func) *catalog.Call {
	entry := g.Catalog.Others(fn.Pkg().Path())
	if entry == nil {
		return nil
	}
	sig := fn.Signature()
	for i := range sig.Params().Len() {
		if source.IsContextLike(sig.Params().At(i).Type()) {
			own := *entry
			own.Context = &i
			own.Slots = nil
			for _, s := range entry.Slots {
				given := *s
				given.Given = []int{i}
				own.Slots = append(own.Slots, &given)
			}
			return &own
		}
	}
	return nil
}
