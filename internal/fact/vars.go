package fact

import (
	"fmt"
	"go/types"
	"strconv"
	"strings"
)

// varNames are the names by which facts know fields, parameters and variables:
// "example.com/job:Handler.Notify" is a field, "example.com/run:Group.Add#0" the first
// parameter of a method, "example.com/job:OnDone" a variable.
type varNames map[*types.Package]map[*types.Var]string

// name returns the name of a variable, or "" if it has none: it is no field of a declared
// type, no parameter of a declared function, and no variable of the package.
func (n varNames) name(v *types.Var) string {
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

// VarName returns the name of a field, parameter or variable within its package, or "".
func VarName(v *types.Var) string {
	_, name, _ := strings.Cut(make(varNames).name(v), ":")
	return name
}

// FindVar returns the variable of a package that has the name, or nil.
func FindVar(pkg *types.Package, name string) *types.Var { return findVar(pkg, pkg.Path()+":"+name) }

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
		if st, ok := n.Underlying().(*types.Struct); ok {
			for f := range st.Fields() {
				names[f] = fmt.Sprintf("%s:%s.%s", pkg.Path(), obj.Name(), f.Name())
			}
		}
	}
}

// findVars returns the variables of the names that pkg and its imports have.
func findVars(pkg *types.Package, names []string) []*types.Var {
	var list []*types.Var
	for _, name := range names {
		if v := findVar(pkg, name); v != nil {
			list = append(list, v)
		}
	}
	return list
}

func findVar(pkg *types.Package, name string) *types.Var {
	path, rest, ok := strings.Cut(name, ":")
	if !ok {
		return nil
	}
	if path != pkg.Path() {
		// The variable may be of any package that one of the imports mentions; few are not
		// imported.
		for _, imp := range pkg.Imports() {
			if imp.Path() == path {
				return findVar(imp, name)
			}
		}
		return nil
	}
	rest, index, isParam := strings.Cut(rest, "#")
	first, second, _ := strings.Cut(rest, ".")
	obj := pkg.Scope().Lookup(first)
	if obj == nil {
		return nil
	}
	if second != "" {
		obj, _, _ = types.LookupFieldOrMethod(obj.Type(), true, pkg, second)
	}
	switch obj := obj.(type) {
	case *types.Func:
		if i, err := strconv.Atoi(index); isParam && err == nil {
			return param(obj.Signature(), i)
		}
	case *types.Var:
		return obj.Origin()
	}
	return nil
}
