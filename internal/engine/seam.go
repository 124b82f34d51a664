package engine

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"iter"
	"maps"
	"slices"

	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/fact"
	"github.com/jobvet/jobvet/internal/operator"
	"github.com/jobvet/jobvet/internal/source"
)

// This file remembers who calls methods of interfaces, and which functions these may
// stand for. Package effect has the words.

// seams are what the packages that are imported, and the package itself, tell.
type seams struct {
	imports []*fact.Seams // of each import that tells something
	paths   []string      // of these imports
	before  *fact.Seams   // of all imports
	all     *fact.Seams   // of all imports and of the package; empty before export
	// others are the operators of other packages.
	others []*fact.Operator
	// registers are the registrations of the package's own functions.
	registers map[*types.Func][]fact.Registration
	// own are the package's own functions that fill slots, by their full names.
	own map[string]*source.Func
	// told are the slots of the package's fields and variables of which importers know that
	// what they put there is registered.
	told map[string]bool
	// idle are the slots of places that hold something of which nothing is known.
	idle []string
	// wired are the places at which the package converts a type to an interface, by slot
	// and by the full name of the method.
	wired map[wire]token.Pos
}

// A wire is a function that fills a slot.
type wire struct{ slot, full string }

// readSeams reads what imports tell. Of other owners' modules nothing counts.
func (p *pass) readSeams() {
	p.seams = &seams{before: new(fact.Seams), all: new(fact.Seams), own: make(map[string]*source.Func), told: make(map[string]bool), wired: make(map[wire]token.Pos)}
	if p.ThirdParty {
		return
	}
	for _, imp := range p.Pkg.Imports() {
		f := p.packageFact(imp)
		if f == nil || len(f.Seams) == 0 {
			continue
		}
		s, err := f.DecodeSeams()
		if err != nil || !p.sameOwner(s.Module) {
			continue
		}
		p.seams.imports, p.seams.paths = append(p.seams.imports, s), append(p.seams.paths, imp.Path())
		p.seams.before.Merge(s)
	}
}

// fillers returns the functions of other packages that a slot may stand for.
func (p *pass) fillers(name string, sig *types.Signature) []effect.Filler {
	slot := p.seams.before.Slot(name)
	if slot == nil {
		return nil
	}
	var list []effect.Filler
	for _, full := range slices.Sorted(maps.Keys(slot.Fillers)) {
		f := *slot.Fillers[full]
		f.Effects = p.bundle(full, &f)
		list = append(list, effect.Filler{Full: full, Name: f.Name, Summary: f.Summary(sig), Sig: sig})
	}
	if slot.Idle {
		list = append(list, effect.Filler{})
	}
	return list
}

// exportSeams returns what importers need to know.
func (p *pass) exportSeams(found *operator.All) *fact.Seams {
	if p.ThirdParty {
		return new(fact.Seams)
	}
	all := p.seams.all
	all.Merge(p.seams.before)
	p.seams.registers = make(map[*types.Func][]fact.Registration)
	for _, w := range found.Wrappers {
		p.seams.registers[w.Fn] = append(p.seams.registers[w.Fn], w.Fact)
	}
	p.fillOwn()
	p.fillConverted()
	p.fillPlaces()
	p.keepParams()
	p.hand()
	p.seams.others = p.seams.before.Operators()
	for _, f := range found.Fields {
		p.seams.told[effect.PlaceSlot(p.Graph.Place(f.Var), effect.Called)] = true
	}
	for _, op := range found.Operators {
		if o := p.opener(op); o != nil {
			all.Open(o)
		}
	}
	for _, op := range all.Operators() {
		p.widen(op)
	}
	all.Module = p.module()
	return all
}

// fillOwn notes which of the package's functions the methods of its own interfaces may
// stand for.
func (p *pass) fillOwn() {
	for m := range p.ownMethods() {
		slot := p.Graph.Slot(m)
		if slot == "" {
			continue
		}
		for _, fn := range p.Graph.Implementations(m) {
			p.fillLocal(slot, fn)
		}
	}
}

// ownMethods iterates over the methods of the package's own interfaces.
func (p *pass) ownMethods() iter.Seq[*types.Func] {
	return func(yield func(*types.Func) bool) {
		for _, name := range p.Pkg.Scope().Names() {
			tn, ok := p.Pkg.Scope().Lookup(name).(*types.TypeName)
			if !ok || tn.IsAlias() || !types.IsInterface(tn.Type()) {
				continue
			}
			for m := range tn.Type().Underlying().(*types.Interface).Methods() {
				if !yield(m) {
					return
				}
			}
		}
	}
}

// fillConverted notes the methods of the types that the package converts to interfaces.
func (p *pass) fillConverted() {
	for _, c := range p.Source.Conversions {
		p.fillConversion(c)
	}
}

// fillConversion notes the methods of a type that becomes an interface.
func (p *pass) fillConversion(c source.Conversion) {
	for m := range c.Iface.Underlying().(*types.Interface).Methods() {
		slot := p.Graph.Slot(m)
		fn := source.Method(c.Type, m.Name(), p.Pkg)
		switch {
		case slot == "" || fn == nil:
		case types.IsInterface(c.Type):
			p.fillAgain(slot, p.Graph.Slot(fn), c.Pos)
		case p.Source.Of(fn) != nil:
			p.fillLocal(slot, p.Source.Of(fn))
		case p.Graph.OfLibrary(fn):
			for _, e := range append([]ast.Expr{c.Expr}, c.Others...) {
				p.fillMade(slot, e, fn.Name(), nil)
			}
		default:
			full := fn.Origin().FullName()
			p.seams.wired[wire{slot, full}] = c.Pos
			p.seams.all.Fill(slot, full, p.importedFiller(fn.Origin()))
		}
	}
}

// fillAgain notes that what fills one slot fills another one, too: the package converts
// an interface to another.
func (p *pass) fillAgain(slot, from string, pos token.Pos) {
	known := p.seams.all.Slot(from)
	if known == nil {
		return
	}
	if slot != from {
		p.seams.all.FillFrom(slot, known)
	}
	p.wireAgain(slot, from, pos)
}

// wireAgain notes the place at which what fills one slot gets to another one.
func (p *pass) wireAgain(slot, from string, pos token.Pos) {
	known := p.seams.all.Slot(from)
	if known == nil {
		return
	}
	for full := range known.Fillers {
		if _, ok := p.seams.wired[wire{slot, full}]; !ok {
			p.seams.wired[wire{slot, full}] = pos
		}
	}
}

// fillLocal notes that a function of the package fills a slot.
func (p *pass) fillLocal(slot string, fn *source.Func) {
	if fn.Test {
		return
	}
	f := &fact.Filler{
		Name: p.fillerName(slot, fn), Package: p.Pkg.Name(), Module: p.module(),
		Effects: p.compact(fn, fact.Effects(p.Graph, p.home(), p.Graph.Summary(fn), fn.Sig)),
		Params:  fact.CalledBy(p.Graph.Summary(fn), fn.Sig),
	}
	if fn.Obj != nil {
		f.Registers = p.seams.registers[fn.Obj]
	}
	full := p.Graph.FullName(fn)
	p.seams.own[full] = fn
	p.seams.all.Fill(slot, full, f)
}

// importedFiller returns what is known of a function of another package that fills a slot.
func (p *pass) importedFiller(fn *types.Func) *fact.Filler {
	f, c := p.funcFact(fn, 0)
	if f == nil || fn.Pkg() == nil {
		return nil
	}
	return &fact.Filler{Name: source.FuncName(fn, nil), Package: fn.Pkg().Name(), Module: c.Module, Effects: f.Effects, Registers: f.Registers, Params: f.Called}
}

// opener returns what importers need to know of an operator, or nil if it calls no
// slots.
func (p *pass) opener(op *operator.Operator) *fact.Operator {
	sum, sig := p.does(op)
	if sum == nil || !sum.Has(effect.OpenCall) {
		return nil
	}
	o := p.toldOperator(op)
	effects := fact.Effects(p.Graph, p.home(), sum, sig)
	if op.Fn != nil {
		effects = p.compact(op.Fn, effects)
	}
	for _, e := range effects {
		if effect.Rule(e.Rule) != effect.OpenCall || p.seams.told[e.Slot] {
			continue
		}
		if effect.BoundKind(e.Bound) == effect.Param {
			e.Bound, e.Param = uint8(effect.Own), 0
		}
		o.Open(e)
	}
	return o
}

// toldOperator is what importers need to know of an operator, without its calls.
func (p *pass) toldOperator(op *operator.Operator) *fact.Operator {
	named := p.named(op)
	o := &fact.Operator{
		Func: named.Func,
		Name: named.Name, Form: named.Form, Package: p.Pkg.Name(), Module: p.module(), Registered: p.home().Spot(named.Registered),
		Framework: op.Framework.Name, Policy: string(op.Policy), Guessed: op.Guessed,
	}
	if t := op.Framework.Table(); t != nil {
		o.Table = t.Modules[0]
	}
	return o
}

// operatorID returns the ID of an operator's function in the graph.
func (p *pass) operatorID(op *operator.Operator) string {
	switch {
	case op.Fn == nil:
		return funcID(op.Obj, op.Results)
	case op.Fn.Obj == nil:
		return p.Pkg.Path() + "." + op.Fn.Name()
	}
	return funcID(op.Fn.Obj, 0)
}

// does returns the summary of an operator, and the signature whose parameters it speaks
// of. The summary is nil if nothing is known.
func (p *pass) does(op *operator.Operator) (*effect.Summary, *types.Signature) {
	if op.Fn != nil {
		return p.Graph.Summary(op.Fn), op.Fn.Sig
	}
	return p.imported(op.Obj, op.Results), source.ResultSignature(op.Obj, op.Results)
}

// widen adds the calls that an operator makes through the functions that its calls may
// stand for.
func (p *pass) widen(known *fact.Operator) {
	op := *known
	op.Opens = slices.Clone(known.Opens)
	for i := 0; i < len(op.Opens); i++ {
		open := op.Opens[i]
		slot := p.seams.all.Slot(open.Slot)
		if slot == nil {
			continue
		}
		for _, full := range slices.Sorted(maps.Keys(slot.Fillers)) {
			f := slot.Fillers[full]
			for _, e := range f.Effects {
				if effect.Rule(e.Rule) == effect.OpenCall && op.Opening(e.Slot) == nil {
					op.Open(through(&op, open, f, e))
				}
			}
		}
	}
	if len(op.Opens) > len(known.Opens) {
		p.seams.all.Open(&op)
	}
}

// through returns the effect e of a filler as one of an operator that calls its slot.
func through(op *fact.Operator, open *fact.Effect, f *fact.Filler, e *fact.Effect) *fact.Effect {
	x := *e
	if x.Module = cmp.Or(e.Module, f.Module); x.Module == op.Module {
		x.Module = ""
	}
	if effect.BoundKind(x.Bound) == effect.Param {
		x.Bound, x.Param = open.Bound, 0
	}
	var call []fact.Hop
	if f.Name != "" { // of a bundle, the calls end with the function
		call = []fact.Hop{{Name: f.Name, At: open.Where.Base()}}
	}
	x.Chain = fact.Ends(slices.Concat(open.Chain, call, e.Chain))
	x.Uncertain = e.Uncertain || open.Uncertain
	return &x
}
