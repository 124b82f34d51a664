package effect

import (
	"go/ast"
	"go/types"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/source"
)

// harmless reports whether the catalogue lists a function of another package as
// harmless, and no argument has code of its own that it could call. Literals may be
// arguments if they are standalone.
func (s *standalone) harmless(c *source.Call, fn *types.Func) bool {
	if c.Expr == nil || !s.Catalog.Harmless(catalog.SymbolOf(fn), c.How == source.Spawned || s.unheard[c.Expr]) || s.redirects() {
		return false
	}
	for _, arg := range c.Expr.Args {
		if lit, ok := ast.Unparen(arg).(*ast.FuncLit); ok {
			if !s.function(s.Source.OfLit(lit)) {
				return false
			}
			continue
		}
		if !s.isData(s.Source.Info.TypeOf(arg), make(map[types.Type]bool)) {
			return false
		}
	}
	return true
}

// redirects reports whether the package makes harmless calls run other code, as by
// giving a logger an output.
func (g *Graph) redirects() bool {
	if g.redirected == nil {
		found := false
		for _, obj := range g.Source.Info.Uses {
			switch obj := obj.(type) {
			case *types.Func:
				found = found || g.Catalog.Redirects(catalog.SymbolOf(obj))
			case *types.Var:
				found = found || len(g.Source.Values(obj)) > 0 && g.Catalog.Redirects(catalog.SymbolOf(obj))
			}
		}
		g.redirected = &found
	}
	return *g.redirected
}

// isData reports whether values of a type have no code of their own: no functions, no
// methods but those of harmless types, and no interfaces, which may hold anything.
func (s *standalone) isData(t types.Type, seen map[types.Type]bool) bool {
	if t == nil {
		return false
	}
	if seen[t] {
		return true
	}
	seen[t] = true
	switch u := types.Unalias(t).(type) {
	case *types.Named:
		return s.isNamedData(u, seen)
	case *types.Basic:
		return u.Kind() != types.UnsafePointer
	case *types.Map:
		return s.isData(u.Key(), seen) && s.isData(u.Elem(), seen)
	case interface{ Elem() types.Type }: // pointers, slices, arrays, channels
		return s.isData(u.Elem(), seen)
	case *types.Tuple: // f(g())
		for v := range u.Variables() {
			if !s.isData(v.Type(), seen) {
				return false
			}
		}
		return true
	case *types.Struct:
		for f := range u.Fields() {
			if !s.isData(f.Type(), seen) {
				return false
			}
		}
		return true
	}
	return false // functions, interfaces, type parameters
}

// isNamedData is isData for a named type. Of a library's types, only numbers, strings
// and those that the catalogue lists as harmless are data.
func (s *standalone) isNamedData(t *types.Named, seen map[types.Type]bool) bool {
	obj := t.Obj()
	switch {
	case obj.Pkg() == nil || types.IsInterface(t):
		return false
	case s.Catalog.Harmless(catalog.SymbolOf(obj), false):
		return true
	case s.originOf(obj.Pkg()) != user && !source.IsBasic(t):
		return false
	case s.originOf(obj.Pkg()) == user && types.NewMethodSet(types.NewPointer(t)).Len() > 0:
		return false
	}
	return s.isData(t.Underlying(), seen)
}
