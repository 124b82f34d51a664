package effect

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/source"
)

// This file follows values of others' types from one package to another: an HTTP client
// that one package makes and another one uses, with a transport that waits. The type
// says nothing of the transport, so the value is followed from place to place.
//
//	job.New(client.New()) // from the result of client.New to the parameter of job.New
//
// A place is an exported variable, a field of one, a parameter of an exported function or of
// one that a container calls, or the first result of one. The method that a call runs of what a place holds is a slot: see slot.go.

// PlaceSlot returns the name of the slot for a method of what a place holds.
func PlaceSlot(place, method string) string { return place + " " + method }

// OfPlace reports whether a slot is of a place, and not of an interface.
func OfPlace(slot string) bool { return strings.Contains(slot, " ") }

// Place returns the place that a variable is, or "".
func (g *Graph) Place(v *types.Var) string {
	if v == nil || !g.ours(v.Pkg()) {
		return ""
	}
	if name := g.injectedName(v); name != "" {
		return name
	}
	name := g.varNames.Name(v.Origin())
	owner, _, isParam := strings.Cut(name, "#")
	if !isParam && !v.Exported() || !token.IsExported(owner[strings.LastIndexAny(owner, ".:")+1:]) {
		return ""
	}
	return name
}

// ResultPlace returns the place that the first result of a function is, or "".
func (g *Graph) ResultPlace(fn *types.Func) string {
	if !fn.Exported() || !g.ours(fn.Pkg()) || source.IsInterfaceMethod(fn) {
		return ""
	}
	name := source.NameInPackage(fn)
	if name == "" {
		return ""
	}
	return fn.Pkg().Path() + ":" + name + "()"
}

// Called is the method of the slot that a call of a function in a place has.
const Called = "()"

// TypePlace returns the place that the values of a function type are, or "". Who has a
// method that calls its receiver, as http.HandlerFunc has, does not know these.
func (g *Graph) TypePlace(t types.Type) string {
	n := source.NamedOf(t)
	if n == nil || !source.IsFunc(n) || !g.ours(n.Obj().Pkg()) || n.Obj().Parent() != n.Obj().Pkg().Scope() {
		return ""
	}
	return n.Obj().Pkg().Path() + ":" + n.Obj().Name()
}

// adapted adds what a method does that calls its receiver: what the functions do that
// become values of its type.
func (g *Graph) adapted(n *node, c *source.Call, recv *types.Var) {
	place := g.TypePlace(recv.Type())
	if recv.Kind() != types.RecvVar || place == "" || c.Expr == nil || g.RatesOnly || c.How == source.Spawned {
		return
	}
	a := new(alternatives)
	for _, fn := range g.becoming(source.NamedOf(recv.Type())) {
		a.nodes = append(a.nodes, g.nodes[fn.Index])
	}
	sig := source.FuncOf(recv.Type())
	a.fill(g.Config.Fillers(PlaceSlot(place, Called), sig))
	for _, to := range a.nodes {
		g.toLocal(n, c, source.Origin{Fn: to.fn}, to, a)
	}
	g.openCalled(n, c, place, sig, a)
}

// openCalled adds a call of a function that a place holds. The alternatives are those
// that are known.
func (g *Graph) openCalled(n *node, c *source.Call, place string, sig *types.Signature, a *alternatives) {
	for _, f := range a.fillers {
		g.toFiller(n, c, source.Origin{}, f, a)
	}
	n.effect(&Effect{
		Rule: OpenCall, Slot: PlaceSlot(place, Called), Pos: c.Pos(), Phrase: Called, Bound: g.passes(c, nil, sig), Followed: g.fullNames(a),
	})
}

// openVar adds what a call does of what other packages have put into a variable or a field.
func (g *Graph) openVar(n *node, c *source.Call, v *types.Var) {
	place := g.Place(v)
	sig, ok := g.Source.Info.TypeOf(c.Fun()).Underlying().(*types.Signature)
	if place == "" || !ok || c.Expr == nil || g.RatesOnly || c.How == source.Spawned {
		return
	}
	a := new(alternatives)
	for _, o := range g.Source.Origins(c.Fun()) {
		if o.Fn != nil {
			a.nodes = append(a.nodes, g.nodes[o.Fn.Index])
		}
	}
	a.fill(g.Config.Fillers(PlaceSlot(place, Called), sig))
	g.openCalled(n, c, place, sig, a)
}

// openParam adds what a call does of what other packages have given to a method that has
// kept its parameter v. What functions keep, package operator follows.
func (g *Graph) openParam(n *node, c *source.Call, v *types.Var) {
	place := g.Place(v)
	if place == "" || c.Expr == nil || g.RatesOnly || c.How == source.Spawned || !g.methodParam(v) {
		return
	}
	for fn := n.fn; fn != nil; fn = fn.Parent {
		if fn.Sig != nil && source.ParamIndex(fn.Sig, v) >= 0 {
			return // its caller tells
		}
	}
	if sig := source.FuncOf(v.Type()); sig != nil {
		a := new(alternatives)
		a.fill(g.Config.Fillers(PlaceSlot(place, Called), sig))
		g.openCalled(n, c, place, sig, a)
	}
}

// methodParam reports whether a variable is a parameter of one of the package's methods.
func (g *Graph) methodParam(v *types.Var) bool {
	if g.ofMethods == nil {
		g.ofMethods = make(map[*types.Var]bool)
		for _, fn := range g.Source.Funcs {
			if fn.Obj != nil && fn.Sig.Recv() != nil {
				for p := range fn.Sig.Params().Variables() {
					g.ofMethods[p.Origin()] = true
				}
			}
		}
	}
	return g.ofMethods[v.Origin()]
}

// becoming returns the package's functions that become values of a function type.
func (g *Graph) becoming(t *types.Named) []*source.Func {
	var list []*source.Func
	for _, b := range g.Source.Becomings {
		if b.Type != t.Origin() {
			continue
		}
		origins := g.Source.Origins(b.Expr)
		for _, arg := range g.argumentsOf(origins) {
			origins = append(origins, g.Source.Origins(arg)...)
		}
		for _, o := range origins {
			if o.Fn != nil && !slices.Contains(list, o.Fn) {
				list = append(list, o.Fn)
			}
		}
	}
	return list
}

// argumentsOf returns what the package passes for those origins that are parameters.
func (g *Graph) argumentsOf(origins []source.Origin) []ast.Expr {
	var list []ast.Expr
	for _, o := range origins {
		list = append(list, g.argumentsFor(o.Param)...)
	}
	return list
}

// ours reports whether the facts of a package tell all that it does with places.
func (g *Graph) ours(pkg *types.Package) bool {
	return pkg != nil && g.originOf(pkg) == user && (pkg == g.Source.Types || g.Known(pkg))
}

// shown returns the ways in which a value may have been made that this package shows.
func shown(makings []*making) []*making {
	return slices.DeleteFunc(slices.Clone(makings), func(m *making) bool { return len(m.parts) == 0 })
}

// placesOf returns the places that a value with the origin comes from, and those among the
// variables that hold it.
func (g *Graph) placesOf(o source.Origin) []string {
	place := ""
	switch {
	case o.Param != nil:
		place = g.Place(o.Param)
	case o.Obj != nil && o.Results == 1:
		place = g.ResultPlace(o.Obj)
	case o.Expr != nil:
		if v := g.Source.VarOf(o.Expr); v != nil && isShared(v) {
			place = g.Place(v)
		}
	}
	if place == "" {
		return nil
	}
	return []string{place}
}

// shared returns the places among variables that the package itself fills, and others may,
// too.
func (g *Graph) shared(vars []*types.Var) []string {
	var list []string
	for _, v := range vars {
		if place := g.Place(v); isShared(v) && place != "" && len(g.Source.Values(v)) > 0 {
			list = append(list, place)
		}
	}
	return list
}

// worthwhile reports whether it is worth while to follow calls of an interface's method from
// package to package: it gets a context, the catalogue says that calls run it, or its
// library is in the catalogue. There are too many others: those of syntax trees, types,
// errors.
func (g *Graph) worthwhile(method *types.Func) bool {
	sig := method.Signature()
	for v := range sig.Params().Variables() {
		if source.IsContextLike(v.Type()) {
			return true
		}
	}
	return SlotOf(method) == "" || g.originOf(method.Pkg()) == catalogue || g.Catalog.IsRun(method.Pkg().Path(), method.Name())
}

// elsewhere adds what a call does of a method of what other packages have put into its
// values: what is known of it, and an open call for what is not. The slot is that of a
// library's call, or nil if the call is one of the method.
func (g *Graph) elsewhere(n *node, c *source.Call, s *catalog.Slot, makings []*making, method string, sig *types.Signature) {
	if g.RatesOnly || c.How == source.Spawned {
		return
	}
	var places []string
	for _, m := range makings {
		for _, place := range m.places {
			if !slices.Contains(places, place) {
				places = append(places, place)
			}
		}
	}
	for _, place := range places {
		slot := PlaceSlot(place, method)
		fillers := g.Config.Fillers(slot, sig)
		if OfResult(slot) && len(fillers) == 0 {
			continue // the package of the function has told all
		}
		a := new(alternatives)
		a.fill(fillers)
		for _, f := range a.fillers {
			g.edge(n, c, &edge{imported: f.Summary, sig: f.Sig, name: f.Name, alternatives: a, slot: s})
		}
		n.effect(&Effect{
			Rule: OpenCall, Slot: slot, Pos: c.Pos(), Phrase: method, Bound: g.passes(c, s, sig), Followed: g.fullNames(a),
			Uncertain: slices.ContainsFunc(makings, func(m *making) bool { return len(m.places) == 0 }),
		})
	}
}

// passes returns what ends the context that a call gives to a method: one that a library
// runs, or one with the signature that is called.
func (g *Graph) passes(c *source.Call, s *catalog.Slot, sig *types.Signature) Bound {
	if s == nil {
		for i := range sig.Params().Len() {
			if arg := argAt(c.Expr, i); arg != nil && source.IsContextLike(sig.Params().At(i).Type()) {
				return g.bound(arg)
			}
		}
		return Bound{Kind: Unknown}
	}
	switch {
	case s.Bound == catalog.BoundByNothing:
		return Bound{Kind: Nothing}
	case len(s.Given) > 0 && argAt(c.Expr, s.Given[0]) != nil:
		return g.bound(argAt(c.Expr, s.Given[0]))
	}
	return Bound{Kind: Unknown}
}

// anyMethod is the signature of a method that a library calls: only the numbers of its
// parameters are known.
func anyMethod() *types.Signature {
	var params []*types.Var
	for range 4 {
		params = append(params, types.NewParam(token.NoPos, nil, "", types.NewInterfaceType(nil, nil)))
	}
	return types.NewSignatureType(nil, nil, nil, types.NewTuple(params...), nil, false)
}

// OfLibrary reports whether a function is one of the standard library or of a library of
// the catalogue.
func (g *Graph) OfLibrary(fn *types.Func) bool { return g.originOf(fn.Pkg()) != user }

// OfResult reports whether a slot is of what a function returns: the function's own package
// has told all of it.
func OfResult(slot string) bool {
	place, _, _ := strings.Cut(slot, " ")
	return strings.HasSuffix(place, ")")
}

// A Held is what a method of a value runs: functions, and what the slots of other places
// are filled with.
type Held struct {
	Funcs []source.Origin
	From  []string
}

// Contents returns what a method of the value of e runs, for each way in which the value may
// have been made. sig is the signature of the method, if that is known.
func (g *Graph) Contents(e ast.Expr, method string, sig *types.Signature) []Held {
	t := g.Source.Info.TypeOf(e)
	if field := g.embedded(e, method); field != nil {
		t = field.Type()
	}
	var list []Held
	for _, m := range g.makingsFor(e, method) {
		var h Held
		slots := g.methodSlots(append([]part{{typ: t}}, m.parts...), method)
		if len(slots) == 0 {
			g.runBy(m, &h, method, func(*types.Signature) bool { return true })
		}
		if sig != nil {
			h.Funcs = append(h.Funcs, m.functions(func(s *types.Signature) bool { return types.Identical(s, sig) })...)
		}
		for _, s := range slots {
			for _, run := range s.Methods() {
				g.runBy(m, &h, run.Name, run.Match)
			}
			h.Funcs = append(h.Funcs, m.functions(s.MatchFunc)...)
		}
		list = append(list, h)
	}
	return list
}

// runBy adds the methods of the name that parts of a value have, and those that other places
// know.
func (g *Graph) runBy(m *making, h *Held, method string, match func(*types.Signature) bool) {
	for _, p := range m.parts {
		if p.typ == nil || types.IsInterface(p.typ) || source.NamedOf(p.typ) == nil {
			continue
		}
		fn := source.Method(p.typ, method, g.Source.Types)
		if fn != nil && match(fn.Signature()) && g.originOf(fn.Pkg()) == user && !source.IsInterfaceMethod(fn) {
			h.Funcs = append(h.Funcs, source.Origin{Fn: g.Source.Of(fn), Obj: fn.Origin()})
		}
	}
	for _, place := range m.places {
		h.From = append(h.From, PlaceSlot(place, method))
	}
}

// Runs returns the names of the methods that calls run of what a value of the type
// holds. There are none if the type, or what it points to, is the user's own: its
// methods tell.
func (g *Graph) Runs(t types.Type) []string {
	n := source.NamedOf(t)
	if n != nil && (n.Obj().Pkg() == nil || g.ours(n.Obj().Pkg())) || source.IsContextLike(t) {
		return nil
	}
	var names []string
	if iface, ok := t.Underlying().(*types.Interface); ok {
		for m := range iface.Methods() {
			if g.worthwhile(m) {
				names = append(names, m.Name())
			}
		}
		return names
	}
	if n == nil {
		return nil
	}
	return g.Catalog.Runs(catalog.SymbolOf(n.Obj()))
}
