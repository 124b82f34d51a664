package source

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A Conversion is a place where a value becomes a value of a named interface with
// methods. Type is the type that it has before: a named type, a pointer to one, or
// another interface. Others are the other values of the same type that become one of the
// same interface, if the type is of another package: how each was made may matter.
type Conversion struct {
	Iface  *types.Named
	Type   types.Type
	Expr   ast.Expr
	Pos    token.Pos
	Others []ast.Expr
}

// A Becoming is a place where a function becomes a value of a named function type.
type Becoming struct {
	Type *types.Named
	Expr ast.Expr
}

// converts notes the conversion of e to a type, if it is one to an interface or to a
// named function type. It is asked for each value that is assigned, passed, returned, or
// put into a literal.
func (b *builder) converts(to types.Type, e ast.Expr) {
	if to == nil || b.test {
		return
	}
	n, ok := types.Unalias(to).(*types.Named)
	if !ok || n.Obj().Pkg() == nil {
		return
	}
	switch t := n.Underlying().(type) {
	case *types.Interface:
		if t.NumMethods() > 0 {
			b.toInterface(n, e)
		}
	case *types.Signature:
		if from := b.Info.TypeOf(e); from != nil && IsFunc(from) && !types.Identical(from, n) {
			b.Becomings = append(b.Becomings, Becoming{n.Origin(), e})
		}
	}
}

// toInterface notes the conversion of e to a named interface.
func (b *builder) toInterface(iface *types.Named, e ast.Expr) {
	b.fromType(iface, b.Info.TypeOf(e), e)
}

// fromType notes the conversion of values of a type to a named interface.
func (b *builder) fromType(iface *types.Named, from types.Type, e ast.Expr) {
	named := NamedOf(from)
	if named == nil || named == iface {
		return
	}
	key := conversionKey{iface.Obj(), named.Obj()}
	if at, ok := b.converted[key]; ok {
		if c := &b.Conversions[at]; named.Obj().Pkg() != b.Types && !types.IsInterface(named) {
			c.Others = append(c.Others, e)
		}
		return
	}
	put(&b.converted, key, len(b.Conversions))
	b.Conversions = append(b.Conversions, Conversion{Iface: iface.Origin(), Type: from, Expr: e, Pos: e.Pos()})
}

// A conversionKey tells conversions apart. Instances of a generic type are one.
type conversionKey struct{ iface, from *types.TypeName }

// arguments notes the conversions of a call: of its arguments, or of the value that a
// conversion converts.
func (b *builder) arguments(n *ast.CallExpr) {
	tv := b.Info.Types[n.Fun]
	if tv.IsType() {
		if len(n.Args) == 1 {
			b.converts(tv.Type, n.Args[0])
		}
		return
	}
	if tv.Type == nil {
		return
	}
	sig, ok := coreType(tv.Type).(*types.Signature)
	if !ok {
		return
	}
	for i, arg := range n.Args {
		b.converts(paramType(sig, i, n.Ellipsis.IsValid()), arg)
	}
}

// paramType returns the type of the parameter that argument i is for, or nil.
func paramType(sig *types.Signature, i int, spread bool) types.Type {
	last := sig.Params().Len() - 1
	if sig.Variadic() && i >= last && !spread {
		return elem(sig.Params().At(last).Type())
	}
	if i > last {
		return nil
	}
	return sig.Params().At(i).Type()
}

// instantiates notes the conversions that type arguments make: the methods of a constraint
// are those of the argument.
func (b *builder) instantiates(fun ast.Expr) {
	id := ident(b.withoutTypeArgs(fun))
	inst, ok := b.Info.Instances[id]
	if id == nil || !ok || b.test {
		return
	}
	var params *types.TypeParamList
	if sig, ok := b.Info.Uses[id].Type().(*types.Signature); ok {
		params = sig.TypeParams()
	}
	for i := range params.Len() {
		iface, ok := types.Unalias(params.At(i).Constraint()).(*types.Named)
		if !ok || iface.Obj().Pkg() == nil || i >= inst.TypeArgs.Len() {
			continue
		}
		if t, ok := iface.Underlying().(*types.Interface); ok && t.NumMethods() > 0 {
			b.fromType(iface, inst.TypeArgs.At(i), fun)
		}
	}
}

// results notes the conversions of a return statement.
func (b *builder) results(n *ast.ReturnStmt) {
	sig := b.top().Sig
	if sig == nil || len(n.Results) != sig.Results().Len() {
		return
	}
	for i, e := range n.Results {
		b.converts(sig.Results().At(i).Type(), e)
	}
}

// sent notes the conversion of a value that is sent.
func (b *builder) sent(n *ast.SendStmt) {
	t := b.Info.TypeOf(n.Chan)
	if t == nil {
		return
	}
	if ch, ok := coreType(t).(*types.Chan); ok {
		b.converts(ch.Elem(), n.Value)
	}
}

// elements notes the conversions of the elements of a composite literal that is none
// of a struct.
func (b *builder) elements(n *ast.CompositeLit, t types.Type) {
	to := elem(t)
	if to == nil {
		return
	}
	for _, elt := range n.Elts {
		if kv, ok := elt.(*ast.KeyValueExpr); ok {
			elt = kv.Value
		}
		b.converts(to, elt)
	}
}
