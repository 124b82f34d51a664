package shipped

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/jobvet/jobvet/internal/source"
)

// move returns how the worker can set a field itself, or nil.
func (f *finder) move(fld *field) *Move {
	if len(fld.literals) != 1 || fld.others > 0 || fld.tag || len(fld.through) > 0 || fld.v.Embedded() || fld.named.TypeParams().Len() > 0 {
		return nil
	}
	m := fld.literals[0]
	if m.Set.Pos() != fld.set && m.Set.Pos() != fld.emptyMap || !f.portable(m.Set.Value) {
		return nil
	}
	if _, ok := fld.op.Fn.Obj.Signature().Recv().Type().(*types.Pointer); !ok {
		return nil // what a method sets would be gone when it returns
	}
	for _, s := range f.Shipped {
		if s.Type == fld.named && len(s.Registration.Lifecycle) > 0 {
			m.Type, m.Field, m.Method = fld.named, fld.v, s.Registration.Lifecycle[0]
			return m
		}
	}
	return nil
}

// portable reports whether an expression means the same on a worker: it consists of
// constants, types, and calls of declared functions.
func (f *finder) portable(e ast.Expr) bool {
	ok := true
	ast.Inspect(e, func(x ast.Node) bool {
		switch x := x.(type) {
		case *ast.UnaryExpr:
			ok = ok && x.Op != token.ARROW
		case *ast.Ident:
			if v, isVar := f.Source.Info.Uses[x].(*types.Var); isVar && !v.IsField() && (v.Pos() < e.Pos() || e.End() <= v.Pos()) {
				ok = false
			}
		}
		return ok
	})
	return ok
}

// SetUp returns the method of a type that sets a worker up, or nil if this package
// does not declare it. elsewhere tells that another package declares it.
func SetUp(src *source.Package, m *Move) (fn *source.Func, elsewhere bool) {
	obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(m.Type), true, src.Types, m.Method)
	if obj == nil {
		return nil, false
	}
	method, ok := obj.(*types.Func)
	if !ok {
		return nil, true
	}
	fn = src.Of(method)
	if fn == nil || fn.Decl == nil || !declares(method, m.Type) {
		return nil, true
	}
	return fn, false
}

// declares reports whether a method is a type's own, not one that it embeds.
func declares(method *types.Func, t *types.Named) bool {
	recv := method.Signature().Recv().Type()
	if p, ok := recv.(*types.Pointer); ok {
		recv = p.Elem()
	}
	return types.Identical(recv, t)
}
