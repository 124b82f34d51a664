package operator

import (
	"go/types"

	"github.com/jobvet/jobvet/internal/catalog"
)

// This file finds the operators that a directive at a type declares. If the type is an
// interface, all that implements it is an operator; if it is a function type, all that
// becomes one. Of any other type the methods are operators.

// DeclaredFramework returns the framework of operators that directives declare.
func DeclaredFramework(p catalog.Policy) *catalog.Framework {
	return &catalog.Framework{
		Name: "declared", Policy: p,
		Wait:  "whatever runs the operator waits with it",
		Spawn: "whatever runs the operator does not know of it",
		Exit:  "whatever runs the operator ends with it",
	}
}

// declaredTypes finds the operators by the directives at the types of a package: of
// this one, or of one that it imports.
func (f *finder) declaredTypes(pkg *types.Package) {
	for _, tn := range f.DeclaredTypes(pkg) {
		if r, ok := f.declaredType(tn); ok {
			if types.IsInterface(tn.Type()) {
				f.implementing(tn.Type(), r)
			}
			continue
		}
		if d := f.Declared(tn); pkg == f.Source.Types && d != nil {
			f.exportedMethods(tn.Type(), registration{framework: DeclaredFramework(d.Policy), form: "//jobvet:operator", pos: tn.Pos(), rank: byDirective})
		}
	}
}

// declaredType returns the registration of what gets a type that a directive declares,
// if that is an interface or a function type.
func (f *finder) declaredType(tn *types.TypeName) (registration, bool) {
	iface, isInterface := tn.Type().Underlying().(*types.Interface)
	_, isFunc := tn.Type().Underlying().(*types.Signature)
	if !isInterface && !isFunc {
		return registration{}, false
	}
	d := f.Declared(tn)
	if d == nil {
		return registration{}, false
	}
	entry := new(catalog.Registration)
	if isInterface {
		for m := range iface.Methods() {
			if !catalog.IsLifecycle(m.Name()) {
				entry.Hot = append(entry.Hot, m.Name())
			}
		}
	}
	form := tn.Name()
	if tn.Pkg() != f.Source.Types {
		form = tn.Pkg().Name() + "." + form
	}
	return registration{framework: DeclaredFramework(d.Policy), entry: entry, form: form, pos: tn.Pos(), rank: byDirective}, true
}
