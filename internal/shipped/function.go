package shipped

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/operator"
	"github.com/jobvet/jobvet/internal/source"
)

// functionValues finds the functions that are shipped and consist of more than code:
// closures, and methods with a receiver. A function that is registered by name does
// not count: the worker made it, too, when it initialised the package.
func (f *finder) functionValues() {
	named := make(map[*source.Func]bool)
	for _, s := range f.functions {
		if s.Registration.Ships != catalog.ShipsValue {
			named[s.Fn] = true
		}
	}
	const harm = "functions are shipped by name, and on a worker what it holds is garbage that crashes the process"
	done := make(map[*source.Func]bool)
	for _, s := range f.functions {
		op := f.operatorOf(s.Fn)
		if named[s.Fn] || done[s.Fn] || op == nil {
			continue
		}
		switch {
		case s.Recv != nil && f.stateless(s):
			continue
		case s.Recv != nil:
			f.found = append(f.found, &Finding{
				Kind: MethodValue, Op: op, Pos: s.Recv.Pos(), Set: s.Recv.Pos(),
				Phrase: "is shipped as a method value, which holds its receiver",
				Harm:   harm,
				Advice: f.instead(s),
			})
		case s.Fn.Lit != nil:
			vars := f.captures(s.Fn)
			if len(vars) == 0 {
				continue
			}
			f.found = append(f.found, &Finding{
				Kind: Captured, Op: op, Pos: s.Fn.Lit.Pos(), Set: s.Pos,
				Phrase: "is a closure that has captured " + list(vars),
				Harm:   harm,
				Advice: "make it a registered struct with exported fields",
			})
		default:
			continue
		}
		done[s.Fn] = true
	}
}

// instead says what to ship instead of a method value: its receiver, if that is an
// operator.
func (f *finder) instead(s *operator.Shipped) string {
	t := f.Source.Info.TypeOf(s.Recv)
	for _, sub := range f.subjects {
		if types.Identical(t, sub.named) || types.Identical(t, types.NewPointer(sub.named)) {
			return "ship " + types.ExprString(s.Recv) + " itself"
		}
	}
	return "ship a registered struct with exported fields instead"
}

// stateless reports whether a method value holds nothing but code, since values of its
// receiver's type have no size.
func (f *finder) stateless(s *operator.Shipped) bool {
	if s.Fn.Obj == nil || !sizeless(s.Fn.Obj.Signature().Recv().Type()) {
		return false
	}
	t := f.Source.Info.TypeOf(s.Recv)
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	return sizeless(t)
}

// sizeless reports whether values of a type take no memory.
func sizeless(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Struct:
		for fld := range u.Fields() {
			if !sizeless(fld.Type()) {
				return false
			}
		}
		return true
	case *types.Array:
		return u.Len() == 0 || sizeless(u.Elem())
	}
	return false
}

// captures returns the local variables of enclosing functions that a literal
// uses, in the order of their uses.
func (f *finder) captures(fn *source.Func) []string {
	var names []string
	seen := make(map[*types.Var]bool)
	ast.Inspect(fn.Lit, func(x ast.Node) bool {
		id, ok := x.(*ast.Ident)
		if !ok {
			return true
		}
		v, ok := f.Source.Info.Uses[id].(*types.Var)
		if !ok || v.IsField() || v.Kind() == types.PackageVar || seen[v] || v.Pkg() != f.Source.Types {
			return true
		}
		if v.Pos() < fn.Lit.Pos() || fn.Lit.End() <= v.Pos() {
			seen[v] = true
			names = append(names, v.Name())
		}
		return true
	})
	return names
}

// list joins names for a message.
func list(names []string) string {
	if len(names) > 3 {
		names = append(names[:2:2], "others")
	}
	if len(names) == 1 {
		return names[0]
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}
