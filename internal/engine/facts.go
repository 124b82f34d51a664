package engine

import (
	"go/types"
	"maps"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/directive"
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/fact"
	"github.com/jobvet/jobvet/internal/operator"
	"github.com/jobvet/jobvet/internal/source"
)

// relevant reports whether a third party's package is looked at for what to
// remember of it: it imports a library of the catalogue that has limiters or
// operators, or a package that waits for them or registers some; its functions
// take functions; it calls a limiter through an interface of its own; or there
// are directives. Most packages have none of it.
//
// What is missed: functions that come in slices, variadic parameters (mostly
// options) or from results, and limiters that a package hands on without
// calling them.
func (p *pass) relevant() bool {
	for _, pkg := range p.Pkg.Imports() {
		var f fact.Package
		if p.Catalog.IsCause(pkg.Path()) || p.ImportPackageFact(pkg, &f) && f.Waits {
			return true
		}
	}
	return takesFunctions(p.Pkg.Scope()) || p.callsDisguised() || directive.Any(p.Files)
}

// callsDisguised reports whether the package selects a method of an interface
// behind which a limiter may stand.
func (p *pass) callsDisguised() bool {
	for _, sel := range p.TypesInfo.Selections {
		fn, ok := sel.Obj().(*types.Func)
		if ok && types.IsInterface(fn.Signature().Recv().Type()) && p.Catalog.Disguised(fn.Name(), fn.Signature()) != nil {
			return true
		}
	}
	return false
}

// takesFunctions reports whether an exported function or method of a package
// has a parameter of function type.
func takesFunctions(scope *types.Scope) bool {
	takes := func(fn *types.Func) bool {
		if !fn.Exported() {
			return false
		}
		for v := range fn.Signature().Params().Variables() {
			if _, ok := v.Type().Underlying().(*types.Signature); ok {
				return true
			}
		}
		return false
	}
	for _, name := range scope.Names() {
		switch obj := scope.Lookup(name).(type) {
		case *types.Func:
			if takes(obj) {
				return true
			}
		case *types.TypeName:
			if named, ok := obj.Type().(*types.Named); ok && !obj.IsAlias() {
				for m := range named.Methods() {
					if takes(m) {
						return true
					}
				}
			}
		}
	}
	return false
}

// packageFact returns the fact of another package as it is encoded, or nil.
func (p *pass) packageFact(pkg *types.Package) *fact.Package {
	f, known := p.encoded[pkg]
	if !known {
		if f = new(fact.Package); !p.ImportPackageFact(pkg, f) {
			f = nil
		}
		p.encoded[pkg] = f
	}
	return f
}

// content returns what is remembered of another package, or nil.
func (p *pass) content(pkg *types.Package) *fact.Content {
	if c, ok := p.facts[pkg]; ok {
		return c
	}
	var c *fact.Content
	if f := p.packageFact(pkg); f != nil {
		// A fact that does not decode was not written by this tool; what it
		// would say is not known, as with a package without facts.
		c, _ = f.Decode()
	} else if !slices.Contains(p.Pkg.Imports(), pkg) {
		c = p.reexported(pkg.Path())
	}
	p.facts[pkg] = c
	return c
}

// funcFact returns what is remembered of a function, or nil.
func (p *pass) funcFact(fn *types.Func, results int) (*fact.Func, *fact.Content) {
	if fn.Pkg() == nil {
		return nil, nil
	}
	c := p.content(fn.Pkg())
	if c == nil {
		return nil, nil
	}
	return c.Funcs[fact.Key(fn, results)], c
}

// imported returns the summary of a function of another package.
func (p *pass) imported(fn *types.Func, results int) *effect.Summary {
	f, c := p.funcFact(fn, results)
	if f == nil {
		return nil
	}
	foreign := !p.sameOwner(c.Module)
	if !foreign {
		all := *f
		all.Effects = p.bundle(fn.Origin().FullName()+strings.Repeat("()", results), &fact.Filler{Package: fn.Pkg().Name(), Module: c.Module, Effects: f.Effects})
		f = &all
	}
	return f.Summary(source.ResultSignature(fn, results), fn.Pkg(), c.Module, foreign)
}

func (p *pass) registers(fn *types.Func) []fact.Registration {
	var list []fact.Registration
	if f, _ := p.funcFact(fn, 0); f != nil {
		list = f.Registers
	}
	slot := p.seams.before.Slot(effect.SlotOf(fn))
	if slot == nil {
		return list
	}
	list = slices.Clone(list)
	for _, full := range slices.Sorted(maps.Keys(slot.Fillers)) {
		for _, r := range slot.Fillers[full].Registers {
			if !slices.Contains(list, r) {
				list = append(list, r)
			}
		}
	}
	return list
}

// declaredEffects returns the summary that a directive gives a function.
func (p *pass) declaredEffects(fn *source.Func) (*effect.Summary, bool) {
	if fn.Obj == nil {
		return nil, false
	}
	if p.Directives.Of(fn.Obj, directive.NonBlocking) != nil || p.Directives.Of(fn.Obj, directive.Local) != nil {
		return &effect.Summary{}, true
	}
	if d := p.Directives.Of(fn.Obj, directive.Blocking); d != nil {
		return effect.DeclaredWait(fn, d.Reason), true
	}
	return nil, false
}

// export writes what importers need to know.
func (p *pass) export(found *operator.All) {
	c := &fact.Content{Funcs: make(map[string]*fact.Func)}
	fact.Export(p.Graph, p.home(), c.Funcs)
	p.compactAll(c.Funcs)
	at := func(key string) *fact.Func {
		f := c.Funcs[key]
		if f == nil {
			f = new(fact.Func)
			c.Funcs[key] = f
		}
		return f
	}
	for _, w := range found.Wrappers {
		if key := fact.Key(w.Fn, 0); key != "" {
			f := at(key)
			f.Registers = append(f.Registers, w.Fact)
		}
	}
	for _, op := range found.Operators {
		if op.Fn != nil && op.Fn.Obj != nil && !op.Guessed {
			if key := fact.Key(op.Fn.Obj, 0); key != "" && c.Funcs[key] != nil {
				c.Funcs[key].Operator = true
			}
		}
	}
	c.Types, c.Fields = p.exportedTypes(), exportedFields(found.Fields)
	c.Reexports, c.State = p.reexports(), p.exportedState()
	s := p.exportSeams(found)
	if c.Empty() && s.Empty() {
		return
	}
	c.Module = p.module()
	p.ExportPackageFact(c.Encode(s))
}
