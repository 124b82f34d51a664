package source

import (
	"fmt"
	"go/types"
)

// VarNames are the names by which other packages know fields, parameters and variables:
// "example.com/job:Handler.Notify" is a field, "example.com/run:Group.Add#0" the first
// parameter of a method, "example.com/job:OnDone" a variable.
type VarNames map[*types.Package]map[*types.Var]string

// Name returns the name of a variable, or "" if it has none: it is no field of a declared
// type, no parameter of a declared function, and no variable of the package.
func (n VarNames) Name(v *types.Var) string {
	pkg := v.Pkg()
	if pkg == nil {
		return ""
	}
	names, ok := n[pkg]
	if !ok {
		names = make(map[*types.Var]string)
		n[pkg] = names
		for _, name := range pkg.Scope().Names() {
			nameVars(names, pkg, pkg.Scope().Lookup(name))
		}
	}
	return names[v]
}

func nameVars(names map[*types.Var]string, pkg *types.Package, obj types.Object) {
	params := func(prefix string, sig *types.Signature) {
		for i := range sig.Params().Len() {
			names[sig.Params().At(i)] = fmt.Sprintf("%s:%s#%d", pkg.Path(), prefix, i)
		}
	}
	switch obj := obj.(type) {
	case *types.Func:
		params(obj.Name(), obj.Signature())
	case *types.Var:
		names[obj] = pkg.Path() + ":" + obj.Name()
	case *types.TypeName:
		n, ok := obj.Type().(*types.Named)
		if !ok || obj.IsAlias() {
			return
		}
		for m := range n.Methods() {
			params(obj.Name()+"."+m.Name(), m.Signature())
		}
		switch t := n.Underlying().(type) {
		case *types.Struct:
			for f := range t.Fields() {
				names[f] = fmt.Sprintf("%s:%s.%s", pkg.Path(), obj.Name(), f.Name())
			}
		case *types.Interface:
			for m := range t.ExplicitMethods() {
				params(obj.Name()+"."+m.Name(), m.Signature())
			}
		}
	}
}
