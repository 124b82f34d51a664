package edit

import (
	"fmt"
	"go/token"
	"go/types"
	"iter"
	"slices"
	"strings"
)

// A Place is a position in a changed file at which names are written. Their meaning there
// decides how they are written.
type Place struct {
	*Change
	at token.Pos
}

// At returns the place at a position of the changed file.
func (c *Change) At(pos token.Pos) Place { return Place{c, pos} }

// Lookup returns the object that a name means at the place, or nil.
func (p Place) Lookup(name string) types.Object {
	_, obj := p.LookupAt(name, p.at)
	return obj
}

// Sees reports whether the name of an object means that object at the place.
func (p Place) Sees(obj types.Object) bool { return p.Means(obj, p.at) }

// Std returns how a member of a package of the standard library is written, if the
// package's name is its path.
func (p Place) Std(pkg, member string) string { return p.Qualified(pkg, pkg, member) }

// Member returns how a member of any package is written. It fails if the package is the
// changed one, and something else has the member's name at the place.
func (p Place) Member(importPath, pkgName, member string) (string, bool) {
	if importPath != p.pkg.Path() {
		return p.Qualified(importPath, pkgName, member), true
	}
	obj := p.Lookup(member)
	return member, obj != nil && obj.Parent() == p.pkg.Scope()
}

// Qualified returns how a member of another package is written. The change
// imports the package if no import of it is visible.
func (p Place) Qualified(importPath, pkgName, member string) string {
	if name := p.packageName(importPath, pkgName, member); name != "" {
		return name + "." + member
	}
	return member
}

// packageName returns the name of a package at the place. It returns "" if a dot import
// makes the member visible by its own name.
func (p Place) packageName(importPath, pkgName, member string) string {
	for _, spec := range p.Syntax.Imports {
		pkg := p.info.PkgNameOf(spec)
		if pkg == nil || pkg.Imported().Path() != importPath {
			continue
		}
		switch pkg.Name() {
		case "_":
		case ".":
			if s, _ := p.LookupAt(member, p.at); s == p.info.Scopes[p.Syntax] {
				return ""
			}
		default:
			if p.Sees(pkg) {
				return pkg.Name()
			}
		}
	}
	name, ok := p.imports[importPath]
	if !ok {
		name = Fresh(pkgName, p.isTaken)
		p.imports[importPath] = name
	}
	return name
}

// isTaken reports whether a new import cannot have a name, because the package or the
// file declares it, or because it means something else at the place.
func (p Place) isTaken(name string) bool {
	if p.pkg.Scope().Lookup(name) != nil || p.info.Scopes[p.Syntax].Lookup(name) != nil || p.Lookup(name) != nil {
		return true
	}
	for _, other := range p.imports {
		if other == name {
			return true
		}
	}
	return false
}

// Fresh returns name, or name followed by a number that is not taken.
func Fresh(name string, taken func(string) bool) string {
	for i, base := 2, name; taken(name); i++ {
		name = fmt.Sprint(base, i)
	}
	return name
}

// Predeclared returns a predeclared name. It fails if something hides it at the
// place.
func (p Place) Predeclared(name string) (string, bool) {
	obj := p.Lookup(name)
	return name, obj != nil && obj.Parent() == types.Universe
}

// Zero is an expression for the zero value of a type.
func (p Place) Zero(t types.Type) (string, bool) {
	if _, ok := types.Unalias(t).(*types.TypeParam); ok {
		_, seen := p.Predeclared("new")
		text, ok := p.Type(t)
		return "*new(" + text + ")", ok && seen
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		switch {
		case u.Info()&types.IsBoolean != 0:
			return p.Predeclared("false")
		case u.Info()&types.IsString != 0:
			return `""`, true
		case u.Info()&types.IsNumeric != 0:
			return "0", true
		}
	case *types.Struct, *types.Array:
		text, ok := p.Type(t)
		return text + "{}", ok
	}
	return p.Predeclared("nil")
}

// Type is the text of a type. It fails if a name in it means something else at the
// place, or cannot be written in this package.
func (p Place) Type(t types.Type) (string, bool) {
	for n := range namesIn(t) {
		if n.Pkg() != nil && n.Pkg() != p.pkg {
			if !n.Exported() || slices.Contains(strings.Split(n.Pkg().Path(), "/"), "internal") {
				return "", false
			}
		} else if !p.Sees(n) {
			return "", false
		}
	}
	return types.TypeString(t, func(pkg *types.Package) string {
		if pkg == p.pkg {
			return ""
		}
		return p.packageName(pkg.Path(), pkg.Name(), "")
	}), true
}

// namesIn yields the named types and type parameters that a type is made of.
func namesIn(t types.Type) iter.Seq[*types.TypeName] {
	return func(yield func(*types.TypeName) bool) { eachName(t, yield) }
}

func eachName(t types.Type, yield func(*types.TypeName) bool) bool {
	switch t := t.(type) {
	case interface {
		Obj() *types.TypeName
		TypeArgs() *types.TypeList
	}: // an alias or a named type
		return yield(t.Obj()) && each(t.TypeArgs().Types(), yield)
	case *types.TypeParam:
		return yield(t.Obj())
	case *types.Basic:
		obj, ok := types.Universe.Lookup(t.Name()).(*types.TypeName)
		return !ok || yield(obj)
	case *types.Map:
		return eachName(t.Key(), yield) && eachName(t.Elem(), yield)
	case interface{ Elem() types.Type }: // a pointer, slice, array or channel
		return eachName(t.Elem(), yield)
	case *types.Signature:
		return each(typesOf(t.Params().Variables()), yield) && each(typesOf(t.Results().Variables()), yield)
	case *types.Struct:
		return each(typesOf(t.Fields()), yield)
	}
	return true
}

// each does the same for several types.
func each(list iter.Seq[types.Type], yield func(*types.TypeName) bool) bool {
	for t := range list {
		if !eachName(t, yield) {
			return false
		}
	}
	return true
}

func typesOf(vars iter.Seq[*types.Var]) iter.Seq[types.Type] {
	return func(yield func(types.Type) bool) {
		for v := range vars {
			if !yield(v.Type()) {
				return
			}
		}
	}
}
