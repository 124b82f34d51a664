package shipped

import (
	"go/types"
	"reflect"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/source"
)

// marshals reports whether values of a type encode themselves as JSON.
func marshals(t types.Type) bool {
	return source.Method(t, "MarshalJSON", nil) != nil || source.Method(t, "MarshalText", nil) != nil
}

// restores reports whether values of a type decode themselves.
func restores(t types.Type) bool {
	return source.Method(t, "UnmarshalJSON", nil) != nil || source.Method(t, "UnmarshalText", nil) != nil
}

// untagged reports whether a tag keeps field i of a struct from being encoded.
func untagged(st *types.Struct, i int) bool {
	return reflect.StructTag(st.Tag(i)).Get("json") == "-"
}

// opaque returns the named struct that t is or points to, if it has state of which
// JSON encodes nothing: it has no exported fields, and no encoding of its own.
func opaque(t types.Type) *types.Named {
	n := source.NamedOf(t)
	if n == nil || marshals(n) || restores(n) {
		return nil
	}
	st, ok := n.Underlying().(*types.Struct)
	if !ok || st.NumFields() == 0 {
		return nil
	}
	for f := range st.Fields() {
		if f.Exported() || f.Embedded() {
			return nil
		}
	}
	return n
}

// isLimiter reports whether a type is a catalogued rate limiter.
func (f *finder) isLimiter(t types.Type) bool {
	n := source.NamedOf(t)
	if n == nil || n.Obj().Pkg() == nil || !f.Catalog.Owns(n.Obj().Pkg().Path()) {
		return false
	}
	for m := range n.Methods() {
		if entry := f.Catalog.Call(catalog.SymbolOf(m)); entry != nil && entry.Limiter {
			return true
		}
	}
	return false
}

// unencodable returns the part of a type of which no schema can be made (a channel, a
// function or an interface) and the path of fields that leads to it. It looks only
// into types that certainly have no encoding of their own.
func (f *finder) unencodable(t types.Type, path string, seen map[types.Type]bool) (types.Type, string) {
	if seen[t] {
		return nil, ""
	}
	seen[t] = true
	if !f.shows(t) {
		return nil, ""
	}
	switch u := t.Underlying().(type) {
	case *types.Chan, *types.Signature, *types.Interface:
		return t, path
	case *types.Pointer:
		return f.unencodable(u.Elem(), path, seen)
	case *types.Slice:
		return f.unencodable(u.Elem(), path, seen)
	case *types.Array:
		return f.unencodable(u.Elem(), path, seen)
	case *types.Map:
		if bad, at := f.unencodable(u.Key(), path, seen); bad != nil {
			return bad, at
		}
		return f.unencodable(u.Elem(), path, seen)
	case *types.Struct:
		for fld := range u.Fields() {
			if !fld.Exported() {
				continue
			}
			if bad, at := f.unencodable(fld.Type(), path+"."+fld.Name(), seen); bad != nil {
				return bad, at
			}
		}
	}
	return nil, ""
}

// shows reports whether a type certainly has no encoding of its own: it is of this
// package, in which ownEncoders has found none, or of the standard library, or has no
// name.
func (f *finder) shows(t types.Type) bool {
	switch t := types.Unalias(t).(type) {
	case *types.Named:
		pkg := t.Obj().Pkg()
		return pkg == nil || !f.Catalog.IsLibrary(pkg.Path()) && (pkg == f.Source.Types || catalog.IsStandard(pkg.Path()))
	case *types.TypeParam:
		return false
	}
	return true
}
