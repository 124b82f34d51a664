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
// interface, and of generic types that have a method of the name. It returns none if
// the method is not one of an interface.
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
		// What a generic type implements depends on its type arguments.
		generic := t.TypeParams().Len() > 0
		if local := p.Of(fn); local != nil && (generic || types.Implements(ptr, iface)) {
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
