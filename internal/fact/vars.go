package fact

import (
	"go/types"
	"strconv"
	"strings"

	"github.com/jobvet/jobvet/internal/source"
)

// VarName returns the name of a field, parameter or variable within its package, or "".
func VarName(v *types.Var) string {
	_, name, _ := strings.Cut(make(source.VarNames).Name(v), ":")
	return name
}

// FindVar returns the variable of a package that has the name, or nil.
func FindVar(pkg *types.Package, name string) *types.Var { return findVar(pkg, pkg.Path()+":"+name) }

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
