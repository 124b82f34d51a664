package engine

import (
	"go/ast"
	"go/token"
	"maps"
	"path"
	"slices"

	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/fact"
	"github.com/jobvet/jobvet/internal/operator"
	"github.com/jobvet/jobvet/internal/source"
)

// This file has the functions that are handed to a method of an interface, as in
// consumer.Subscribe(handle): what implements the method may make them operators.

// hand notes the functions that the package hands to methods of interfaces.
func (p *pass) hand() {
	for _, fn := range p.Source.Funcs {
		if fn.Test {
			continue
		}
		for _, c := range fn.Calls {
			if c.Expr == nil {
				continue
			}
			if m := p.Source.NamedFunc(c.Expr); m != nil && p.Graph.Slot(m) != "" {
				for i, arg := range c.Expr.Args {
					p.handArg(p.Graph.Slot(m), i, arg)
				}
			}
		}
	}
}

// handArg notes the functions that an argument may be.
func (p *pass) handArg(slot string, i int, arg ast.Expr) {
	if !source.IsFunc(p.TypesInfo.TypeOf(arg)) {
		return
	}
	at := p.home().Spot(p.Place(arg.Pos()))
	for _, o := range p.Source.Origins(arg) {
		switch {
		case o.Fn != nil:
			h := &fact.Handed{Slot: slot, Param: i, Func: p.Pkg.Path() + "." + o.Fn.Name(), Name: p.nameAbroad(o.Fn), Package: p.Pkg.Name(), Module: p.module(), At: at, Home: p.module()}
			if h.Effects = fact.Effects(p.Graph, p.home(), p.Graph.Summary(o.Fn), o.Fn.Sig); len(h.Effects) > 0 {
				p.seams.all.Hand(h)
			}
		case o.Obj != nil && o.Results == 0:
			if f := p.importedFiller(o.Obj); f != nil && len(f.Effects) > 0 {
				p.seams.all.Hand(&fact.Handed{
					Slot: slot, Param: i, Func: funcID(o.Obj, 0), Name: f.Name, Package: f.Package, Module: f.Module, At: at, Home: p.module(), Effects: f.Effects,
				})
			}
		}
	}
}

// nameAbroad is the name of a function as messages of other packages have it.
func (p *pass) nameAbroad(fn *source.Func) string {
	if fn.Obj == nil {
		return p.Pkg.Name() + "." + fn.Name()
	}
	return source.FuncName(fn.Obj, nil)
}

// linkHanded calls yield for what functions do that this package is the first to know as
// operators: it sees who hands them to a method, and what the method is.
func (p *pass) linkHanded(yield func(told *fact.Operator, op *operator.Operator, f *effect.Finding)) {
	for _, h := range p.seams.all.Handed() {
		slot := p.seams.all.Slot(h.Slot)
		if slot == nil {
			continue
		}
		for _, full := range slices.Sorted(maps.Keys(slot.Fillers)) {
			w := wire{h.Slot, full}
			for _, r := range slot.Fillers[full].Registers {
				if r.Param == h.Param && !p.seams.knew(h, w) {
					p.linkOperator(h, w, r, token.NoPos, yield)
				}
			}
		}
	}
}

// knew reports whether one of the imports sees both ends. The package itself does if it
// hands the function to a method that is its own, or is known from its imports: it is an
// operator then.
func (s *seams) knew(h *fact.Handed, w wire) bool {
	if !s.before.Has(h) && (s.own[w.full] != nil || s.before.Fills(w.slot, w.full)) {
		return true
	}
	return slices.ContainsFunc(s.imports, func(imp *fact.Seams) bool { return imp.Has(h) && imp.Fills(w.slot, w.full) })
}

// linkOperator yields what a function does that a method makes an operator. at is the place
// at which the package does so, if that is known.
func (p *pass) linkOperator(h *fact.Handed, w wire, r fact.Registration, at token.Pos, yield func(*fact.Operator, *operator.Operator, *effect.Finding)) {
	fw := operator.FrameworkOf(p.Catalog, r.Table, r.Framework, r.Policy)
	if fw == nil {
		return
	}
	told := &fact.Operator{
		Func: h.Func, Name: h.Name, Form: slotName(h.Slot) + " → " + fw.Name, Package: h.Package, Module: h.Home, Registered: h.At,
		Table: r.Table, Framework: fw.Name, Policy: string(fw.Policy),
	}
	op := p.otherOperator(told)
	l := linker{
		pass: p, seen: make(map[wire]bool), skip: func(string, string) bool { return false },
		add: func(f *effect.Finding) { yield(told, op, f) },
	}
	for _, x := range h.Calls() {
		f := &effect.Finding{Effect: *x}
		if f.Rule == effect.OpenCall {
			l.link(f)
			continue
		}
		if f.Subject == nil {
			if f.Pos = at; at == token.NoPos {
				f.Pos = l.place(w)
			}
			l.add(f)
		}
	}
}

// place returns the place at which the package lets a function fill a slot, or declares
// the function, or imports the package that does.
func (l *linker) place(w wire) token.Pos {
	if fn := l.seams.own[w.full]; fn != nil {
		return fn.Obj.Pos()
	}
	return l.wiring(w)
}

// slotName is a slot without the path of its package: "bus.Consumer.Subscribe".
func slotName(slot string) string { return path.Base(slot) }
