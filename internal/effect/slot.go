package effect

import (
	"go/token"
	"go/types"

	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/source"
)

// This file has the calls whose targets other packages know.
//
// A slot is a method of a named interface: what callers know of the functions that
// other packages fill it with. A call of it is an effect, an open call, that callers
// inherit like a wait. Whoever sees both the open call of an operator and a function
// that fills the slot knows what the operator does.

// A Filler is a function of another package that a method of an interface may stand
// for.
type Filler struct {
	Full string // its name with the path of its package
	Name string // as messages have it: "(*mail.SMTP).Send"
	// Summary is what it does. It is nil or empty if nothing is known that it does. Sig
	// has the parameters that it speaks of.
	Summary *Summary
	Sig     *types.Signature
}

// Slot returns the name of the slot of an interface's method, which is the same in
// every package. It is "" if the interface has no name, or is not of the user's modules.
func (g *Graph) Slot(method *types.Func) string {
	if method.Pkg() == nil || g.originOf(method.Pkg()) != user || method.Pkg() != g.Source.Types && !g.Known(method.Pkg()) {
		return ""
	}
	return SlotOf(method)
}

// SlotOf returns the name of the slot of a method, or "" if it is none of a named
// interface's.
func SlotOf(method *types.Func) string {
	recv := method.Signature().Recv()
	if recv == nil || !types.IsInterface(recv.Type()) {
		return ""
	}
	n := source.NamedOf(recv.Type())
	if n == nil || n.Obj().Pkg() == nil {
		return ""
	}
	return n.Obj().Pkg().Path() + "." + n.Obj().Name() + "." + method.Name()
}

// open adds the open call of a method. A goroutine's calls are not its starter's.
func (g *Graph) open(n *node, c *source.Call, o source.Origin, to *alternatives) {
	slot := g.Slot(o.Obj)
	if g.RatesOnly || slot == "" || c.Expr == nil || c.How == source.Spawned {
		return
	}
	e := &Effect{Rule: OpenCall, Slot: slot, Pos: c.Pos(), Phrase: source.FuncName(o.Obj, g.Source.Types), Bound: Bound{Kind: Unknown}}
	e.Followed = g.fullNames(to)
	for i := range o.Obj.Signature().Params().Len() {
		if !source.IsContextLike(o.Obj.Signature().Params().At(i).Type()) {
			continue
		}
		if arg := argAt(c.Expr, i+o.Shift()); arg != nil {
			e.Bound = g.bound(arg)
		}
		break
	}
	n.effect(e)
}

// toFiller adds a call of a method that a function of another package may stand for.
func (g *Graph) toFiller(n *node, c *source.Call, o source.Origin, to Filler, alternatives *alternatives) {
	e := &edge{
		from: n.fn, call: c, imported: to.Summary, sig: to.Sig, name: to.Name, shift: o.Shift(),
		alternatives: alternatives, spawned: c.How == source.Spawned,
	}
	n.edges = append(n.edges, e)
	g.arguments(n, c, &callee{imported: to.Summary}, to.Sig, e.shift)
}

// fillers returns the functions of other packages that a method may stand for: those
// that other packages tell of, and the methods of the types that this package converts
// to the interface.
func (g *Graph) fillers(method *types.Func) []Filler {
	slot := g.Slot(method)
	if slot == "" {
		return nil
	}
	list := g.Config.Fillers(slot, method.Signature())
	have := make(map[string]bool)
	for _, f := range list {
		have[f.Full] = true
	}
	for _, t := range g.convertedTo(slot) {
		fn := source.Method(t, method.Name(), g.Source.Types)
		if fn == nil || g.Source.Of(fn) != nil || source.IsInterfaceMethod(fn) {
			continue // an own type, see implementations
		}
		full := fn.Origin().FullName()
		if have[full] {
			continue
		}
		have[full] = true
		list = append(list, Filler{Full: full, Name: source.FuncName(fn, g.Source.Types), Summary: g.imported(fn.Origin(), 0), Sig: fn.Origin().Signature()})
	}
	return list
}

// convertedTo returns the types that the package converts to interfaces with the slot.
func (g *Graph) convertedTo(slot string) []types.Type {
	if g.converted == nil {
		g.converted = make(map[string][]types.Type)
		for _, c := range g.Source.Conversions {
			if types.IsInterface(c.Type) || g.originOf(c.Iface.Obj().Pkg()) != user {
				continue
			}
			for m := range c.Iface.Underlying().(*types.Interface).Methods() {
				if s := SlotOf(m); s != "" {
					g.converted[s] = append(g.converted[s], c.Type)
				}
			}
		}
	}
	return g.converted[slot]
}

// Through returns what a function does that fills the slot of an open call, as done by
// who makes the call. x is what it does, in its own terms.
func (f *Finding) Through(name string, x *Finding) *Finding {
	t := *x
	t.Root, t.given = false, nil
	if t.Bound.Kind == Own {
		t.Bound = f.Bound
	}
	t.Uncertain = t.Uncertain || f.Uncertain
	t.before = f.AllCalls()
	if name != "" {
		hop := Hop{Name: name, Pos: f.Pos, At: f.Where.Base()}
		if f.Where != (finding.Spot{}) {
			hop.Pos = token.NoPos
		}
		t.before = append(t.before, hop)
	}
	if x.Pos == token.NoPos {
		t.Pos = f.Pos
	}
	return &t
}
