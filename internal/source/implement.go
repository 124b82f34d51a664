package source

import (
	"cmp"
	"go/types"
	"slices"
)

// An Implementation is a function of the package that a method of an interface may
// stand for.
type Implementation struct {
	// Type has the method: its own, or one that it embeds.
	Type *types.Named
	Fn   *Func
}

// Implementations returns the package's functions that a method of an interface may
// stand for, in source order of their types: those of the types that implement the
// interface, and of generic types that implement it for some type arguments. It returns
// none if the method is not one of an interface.
func (p *Package) Implementations(method *types.Func) []Implementation {
	if !IsInterfaceMethod(method) {
		return nil
	}
	iface, ok := method.Signature().Recv().Type().Underlying().(*types.Interface)
	if !ok {
		return nil
	}
	var list []Implementation
	for _, t := range p.concreteTypes() {
		ptr := types.NewPointer(t)
		// Few types have a method of the name, and to ask for it is the smaller question.
		fn := Method(ptr, method.Name(), p.Types)
		if fn == nil {
			continue
		}
		if local := p.Of(fn); local != nil && (types.Implements(ptr, iface) || generic(t) && p.shapes(ptr, iface)) {
			list = append(list, Implementation{t, local})
		}
	}
	return list
}

// concreteTypes returns the named types of the package that are not interfaces, those
// that functions declare as well, in source order.
func (p *Package) concreteTypes() []*types.Named {
	if p.concrete == nil {
		p.concrete = []*types.Named{}
		for _, obj := range p.Info.Defs {
			tn, ok := obj.(*types.TypeName)
			if !ok || tn.IsAlias() {
				continue
			}
			if n, ok := tn.Type().(*types.Named); ok && !types.IsInterface(n) {
				p.concrete = append(p.concrete, n)
			}
		}
		slices.SortFunc(p.concrete, func(a, b *types.Named) int { return cmp.Compare(a.Obj().Pos(), b.Obj().Pos()) })
	}
	return p.concrete
}

func generic(t *types.Named) bool { return t.TypeParams().Len() > 0 }

// shapes reports whether a generic type implements an interface for some type arguments,
// as far as names and numbers tell: it has all methods, and those that mention no type
// parameter have the interface's signatures.
func (p *Package) shapes(t types.Type, iface *types.Interface) bool {
	for m := range iface.Methods() {
		fn := Method(t, m.Name(), p.Types)
		if fn == nil || !similar(fn.Signature().Params(), m.Signature().Params()) || !similar(fn.Signature().Results(), m.Signature().Results()) {
			return false
		}
	}
	return true
}

// similar compares two lists of types. A type parameter is like every other type.
func similar(a, b *types.Tuple) bool {
	if a.Len() != b.Len() {
		return false
	}
	for i := range a.Len() {
		if ta, tb := a.At(i).Type(), b.At(i).Type(); !parametric(ta) && !parametric(tb) && !types.Identical(ta, tb) {
			return false
		}
	}
	return true
}

// parametric reports whether a type mentions a type parameter, in the places where a
// method's signature mostly has one.
func parametric(t types.Type) bool {
	switch t := types.Unalias(t).(type) {
	case *types.TypeParam:
		return true
	case interface{ Elem() types.Type }:
		return parametric(t.Elem())
	case *types.Named:
		for arg := range t.TypeArgs().Types() {
			if parametric(arg) {
				return true
			}
		}
	case *types.Signature:
		return true
	}
	return false
}
