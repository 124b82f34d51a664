package engine

import (
	"go/types"
	"maps"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/fact"
)

// The go command gives a package the facts of its direct imports only. But what
// one of those returns may have methods of a package that is not imported:
//
//	app.Store().Save(order) // a method of package store; this file imports app
//
// So a fact carries what is remembered of the methods of the packages whose types
// the package's own API mentions, and what their facts carry in turn.

// reexported returns what the facts of direct imports carry of another package,
// nil where there is nothing.
func (p *pass) reexported(path string) *fact.Content {
	var c *fact.Content
	for _, imp := range p.Pkg.Imports() {
		from := p.content(imp)
		if from == nil || from.Reexports[path] == nil {
			continue
		}
		o := from.Reexports[path]
		if c == nil {
			c = &fact.Content{Module: o.Module, Funcs: make(map[string]*fact.Func)}
		}
		maps.Copy(c.Funcs, o.Funcs)
	}
	return c
}

// reexports returns what the package's own fact is to carry of others.
func (p *pass) reexports() map[string]*fact.Reexport {
	var f fact.Package
	if !slices.ContainsFunc(p.Pkg.Imports(), func(imp *types.Package) bool { return p.ImportPackageFact(imp, &f) }) {
		return nil
	}
	others := make(map[string]*fact.Reexport)
	add := func(path, module string, funcs map[string]*fact.Func) {
		for key, f := range funcs {
			if !strings.Contains(key, ".") {
				continue // no method: who calls it imports the package
			}
			if others[path] == nil {
				others[path] = &fact.Reexport{Module: module, Funcs: make(map[string]*fact.Func)}
			}
			others[path].Funcs[key] = f
		}
	}
	addOthers := func(c *fact.Content) {
		for path, o := range c.Reexports {
			if path != p.Pkg.Path() {
				add(path, o.Module, o.Funcs)
			}
		}
	}
	for pkg := range mentioned(p.Pkg) {
		if c := p.content(pkg); c != nil {
			add(pkg.Path(), c.Module, c.Funcs)
			addOthers(c)
		}
		if slices.Contains(p.Pkg.Imports(), pkg) {
			continue
		}
		for _, imp := range p.Pkg.Imports() {
			if c := p.content(imp); c != nil && c.Reexports[pkg.Path()] != nil {
				addOthers(c)
			}
		}
	}
	return others
}

// mentioned returns the packages outside of the standard library whose types
// an importer of pkg can come by without naming them: as results, fields and
// variables, and through the methods of pkg's own types.
func mentioned(pkg *types.Package) map[*types.Package]bool {
	m := &mentions{home: pkg, pkgs: make(map[*types.Package]bool), seen: make(map[*types.Named]bool)}
	for _, name := range pkg.Scope().Names() {
		if obj := pkg.Scope().Lookup(name); obj.Exported() {
			m.visit(obj.Type())
		}
	}
	return m.pkgs
}

type mentions struct {
	home *types.Package
	pkgs map[*types.Package]bool
	seen map[*types.Named]bool
}

func (m *mentions) visit(t types.Type) {
	switch t := types.Unalias(t).(type) {
	case *types.Named:
		for arg := range t.TypeArgs().Types() {
			m.visit(arg)
		}
		m.named(t)
	case interface{ Elem() types.Type }: // pointers, slices, arrays, channels
		m.visit(t.Elem())
		if t, ok := t.(*types.Map); ok {
			m.visit(t.Key())
		}
	case *types.Signature:
		// Not the parameters: who calls it has their types.
		for v := range t.Results().Variables() {
			m.visit(v.Type())
		}
	case *types.Struct:
		for f := range t.Fields() {
			if f.Exported() || f.Embedded() {
				m.visit(f.Type())
			}
		}
	case *types.Interface:
		for fn := range t.Methods() {
			m.visit(fn.Signature())
		}
	}
}

func (m *mentions) named(t *types.Named) {
	t = t.Origin()
	pkg := t.Obj().Pkg()
	switch {
	case pkg == nil || m.seen[t]: // an error, or comparable
	case pkg != m.home:
		if !catalog.IsStandard(pkg.Path()) {
			m.pkgs[pkg] = true
		}
	default:
		m.seen[t] = true
		m.visit(t.Underlying())
		for fn := range t.Methods() {
			if fn.Exported() {
				m.visit(fn.Signature())
			}
		}
	}
}
