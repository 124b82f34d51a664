package source

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A Conversion is a place where a value becomes a value of a named interface with
// methods. Type is the type that it has before: a named type, a pointer to one, or
// another interface.
type Conversion struct {
	Iface *types.Named
	Type  types.Type
	Pos   token.Pos
}

// converts notes the conversion of e to a type, if it is one to an interface. It is
// asked for each value that is assigned, passed, returned, or put into a literal.
func (b *builder) converts(to types.Type, e ast.Expr) {
	if to == nil || b.test {
		return
	}
	iface, ok := types.Unalias(to).(*types.Named)
	if !ok || !types.IsInterface(iface) || iface.Obj().Pkg() == nil || iface.Underlying().(*types.Interface).NumMethods() == 0 {
		return
	}
	from := b.Info.TypeOf(e)
	named := NamedOf(from)
	if named == nil || named == iface {
		return
	}
	key := conversionKey{iface.Obj(), named.Obj()}
	if b.converted[key] {
		return
	}
	put(&b.converted, key, true)
	b.Conversions = append(b.Conversions, Conversion{iface.Origin(), from, e.Pos()})
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
