package operator

import (
	"go/types"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/source"
)

// This file finds the methods of the user's interfaces that register operators: a type
// behind them does, of this package or of a framework, or their name and shape say so.

// A method that registers is known by these places:
//
//   - a type of this package implements the interface, and its method is a wrapper
//   - a type of a framework has a method of the same name and signature that registers
//   - the catalogue knows the name and the shape

// lift notes that the methods of this package's interfaces for which the method of a
// wrapper stands register what it registers.
func (f *finder) lift(w *Wrapper) {
	recv := w.Fn.Signature().Recv()
	if recv == nil || types.IsInterface(recv.Type()) {
		return
	}
	t := types.NewPointer(source.Pointee(recv.Type()))
	for _, m := range f.ownInterfaces() {
		iface := m.Signature().Recv().Type().Underlying().(*types.Interface)
		if m.Name() == w.Fn.Name() && types.Implements(t, iface) {
			f.wrapMethod(m, w.Fact)
		}
	}
}

// ownInterfaces returns the methods of the interfaces that the package declares.
func (f *finder) ownInterfaces() []*types.Func {
	if f.interfaces == nil {
		f.interfaces = []*types.Func{}
		scope := f.Source.Types.Scope()
		for _, name := range scope.Names() {
			tn, ok := scope.Lookup(name).(*types.TypeName)
			if !ok || tn.IsAlias() || !types.IsInterface(tn.Type()) {
				continue
			}
			for m := range tn.Type().Underlying().(*types.Interface).ExplicitMethods() {
				f.interfaces = append(f.interfaces, m)
			}
		}
	}
	return f.interfaces
}

// frameworkMethods finds the methods of this package's interfaces that a framework's
// type has as well.
func (f *finder) frameworkMethods() {
	for _, pkg := range f.Source.Types.Imports() {
		if !f.Catalog.Owns(pkg.Path()) {
			continue
		}
		for _, m := range f.ownInterfaces() {
			for _, entry := range f.Catalog.ByMethod(pkg.Path(), m.Name()) {
				if f.hasMethod(pkg, entry, m) {
					f.wrapArgs(m, entry)
				}
			}
		}
	}
}

// hasMethod reports whether one of the methods of a framework's package that an entry
// names has the name and the signature of m.
func (f *finder) hasMethod(pkg *types.Package, entry *catalog.Registration, m *types.Func) bool {
	for _, sym := range entry.Symbols() {
		if sym.Pkg != pkg.Path() || sym.Name != m.Name() || sym.Recv == "" {
			continue
		}
		tn, ok := pkg.Scope().Lookup(sym.Recv).(*types.TypeName)
		if !ok {
			continue
		}
		fn := source.Method(tn.Type(), sym.Name, f.Source.Types)
		if fn != nil && types.Identical(fn.Signature(), m.Signature()) {
			return true
		}
	}
	return false
}

// wrapArgs notes that a method of an interface registers what an entry's calls register.
func (f *finder) wrapArgs(m *types.Func, entry *catalog.Registration) {
	for _, arg := range entry.Args {
		if arg < m.Signature().Params().Len() {
			told := registration{framework: entry.Framework(), entry: entry}.fact()
			told.Param = arg
			f.wrapMethod(m, told)
		}
	}
}

// disguised finds the operators in the arguments of a call of a method of a user's
// interface whose name and shape say that it registers.
func (f *finder) disguised(m *types.Func) []*catalog.Registration {
	if !source.IsInterfaceMethod(m) || f.Catalog.IsLibrary(m.Pkg().Path()) || catalog.IsStandard(m.Pkg().Path()) {
		return nil
	}
	return f.Catalog.DisguisedRegistrations(m.Name(), m.Signature())
}
