package operator

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/jobvet/jobvet/internal/catalog"
)

// This file finds values that become a framework's type without a conversion that
// stands there: they are passed as a parameter of the type, assigned to a variable or a
// field of it, or returned as one. That says as much as a conversion does.

// becoming finds the operators that become one by the type that they get.
func (f *finder) becoming() {
	for _, c := range f.Source.Conversions {
		f.become(c.Iface, c.Expr)
	}
	for _, b := range f.Source.Becomings {
		f.become(b.Type, b.Expr)
	}
}

// become notes the operators in a value that gets the type n.
func (f *finder) become(n *types.Named, e ast.Expr) {
	if f.given[e.Pos()] {
		return // the call that it is an argument of says more
	}
	for _, r := range f.makers(n.Origin().Obj()) {
		r.pos = e.Pos()
		f.value(e, r)
	}
}

// makers returns the registrations by conversion to a type: by the catalogue's word
// for one of a framework, by a directive for one of the user's.
func (f *finder) makers(tn *types.TypeName) []registration {
	if known, ok := f.made[tn]; ok {
		return known
	}
	var list []registration
	if f.Catalog.Owns(tn.Pkg().Path()) {
		sym := catalog.SymbolOf(tn)
		entries := f.Catalog.ByConversion(sym)
		if iface, ok := tn.Type().Underlying().(*types.Interface); ok {
			entries = slices.DeleteFunc(slices.Concat(entries, f.Catalog.ByInterface(sym)), func(entry *catalog.Registration) bool {
				return f.specific(iface, entry) // all that implements it is found by that
			})
		}
		for _, entry := range entries {
			list = append(list, registration{framework: entry.Framework(), entry: entry, symbol: sym, form: f.display(sym), rank: byConversion})
		}
	}
	if r, ok := f.declaredType(tn); ok {
		list = append(list, r)
	}
	f.made[tn] = list
	return list
}
