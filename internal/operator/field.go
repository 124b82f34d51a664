package operator

import (
	"cmp"
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/fact"
	"github.com/jobvet/jobvet/internal/source"
)

// This file follows registrations of what a struct's field or a package's variable
// holds: the elements of a list of definitions, each of which has a function, or a
// function that an operator calls. Other packages fill such fields.

// A Field is a field of a struct type of the package, or a variable of the package, whose
// values are registered.
type Field struct {
	Var   *types.Var
	Name  string // "Handler.Notify", "OnDone"
	Facts []fact.Registration
}

// deepest is how many variables lie at most between a field and its registration.
const deepest = 3

// registerField notes that a registration gets what a field holds, if it does, and reports
// whether it does.
func (f *finder) registerField(e ast.Expr, r registration) bool {
	fields := f.behind(e, deepest)
	if r.rank == byCall { // else others that fill the field are found by its type
		for _, v := range fields {
			f.keep(v, r)
		}
	}
	return len(fields) > 0
}

// calledField notes that an operator calls what a field holds. What this package puts
// into a field of its own types, package effect follows.
func (f *finder) calledField(v *types.Var, r registration) {
	if v.Pkg() == f.Source.Types {
		f.keep(v, r)
		return
	}
	r.form = v.Pkg().Name() + "." + fact.VarName(v) + " → " + r.form
	f.values(v, r)
}

// keep notes that a registration gets what others put into a field of the package's.
func (f *finder) keep(v *types.Var, r registration) {
	told := r.fact()
	if v.Pkg() == f.Source.Types && v.Exported() && !slices.Contains(f.kept[v], told) {
		f.kept[v] = append(f.kept[v], told)
	}
}

// behind returns the fields whose values, or elements of them, e is.
func (f *finder) behind(e ast.Expr, depth int) []*types.Var {
	v := f.Source.VarOf(e)
	switch {
	case v == nil:
		return nil
	case v.Kind() == types.FieldVar:
		return []*types.Var{v.Origin()}
	case v.Kind() != types.LocalVar || depth == 0:
		return nil
	}
	var list []*types.Var
	for _, val := range f.Source.Values(v) {
		list = append(list, f.behind(val.Expr, depth-1)...)
	}
	return list
}

// filled finds the operators among the values with which this package fills the fields
// of packages that it imports.
func (f *finder) filled() {
	for _, pkg := range f.Source.Types.Imports() {
		for _, fld := range f.Fields(pkg) {
			for _, told := range fld.Facts {
				if r, ok := f.ofFact(told); ok {
					r.shaped = len(fld.Facts) > 1
					r.form = pkg.Name() + "." + fld.Name + " → " + r.form
					f.values(fld.Var, r)
				}
			}
		}
	}
}

// values finds the operators among the values of a variable or field.
func (f *finder) values(v *types.Var, r registration) {
	for _, val := range f.Source.Values(v) {
		r.pos = val.Expr.Pos()
		f.value(val.Expr, r)
	}
}

// suits reports whether the function of an origin can be what a registration means. If
// the library has several frameworks, such as workflows and activities, a function
// with the shape of one is none of another.
func (f *finder) suits(o source.Origin, r registration) bool {
	table := r.framework.Table()
	if table == nil || len(table.Frameworks) < 2 {
		return true
	}
	sig := o.Signature()
	if sig == nil {
		return true
	}
	for _, fw := range table.Frameworks {
		matches := false
		for _, shape := range fw.Signatures {
			matches = matches || !shape.Weak && shape.Match(sig)
		}
		if matches {
			return fw == r.framework
		}
	}
	return !r.shaped || len(r.framework.Signatures) == 0
}

// fieldList returns the fields and variables of the package whose values are registered,
// by their names.
func (f *finder) fieldList() []*Field {
	var list []*Field
	for v, told := range f.kept {
		name := fact.VarName(v)
		if name == "" {
			continue
		}
		slices.SortFunc(told, func(a, b fact.Registration) int {
			return cmp.Or(cmp.Compare(a.Framework, b.Framework), cmp.Compare(a.Form, b.Form), cmp.Compare(a.Policy, b.Policy))
		})
		list = append(list, &Field{Var: v, Name: name, Facts: told})
	}
	slices.SortFunc(list, func(a, b *Field) int { return strings.Compare(a.Name, b.Name) })
	return list
}
