package operator

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/jobvet/jobvet/internal/source"
)

// This file notes the registrations that cannot be followed: jobvet says so, since a job
// that it does not see must not look like a clean one.

// argument notes the operators in an argument of a call that registers it, or that none
// shows.
func (f *finder) argument(e ast.Expr, r registration) {
	before := f.seen
	f.value(e, r)
	switch {
	case f.seen > before:
		delete(f.unseen, e.Pos())
	case r.entry != nil && r.entry.Role == "lifecycle", f.names(e), f.keeps(e):
	default:
		f.unseen[e.Pos()] = r.form
	}
}

// names reports whether a value is none that could be run: a name, a number, or nil.
func (f *finder) names(e ast.Expr) bool {
	t := f.Source.Info.TypeOf(e)
	return t == nil || source.IsBasic(t) || types.Identical(t, types.Typ[types.UntypedNil])
}

// keeps reports whether a value is what a field of the package holds, which others fill.
func (f *finder) keeps(e ast.Expr) bool {
	return slices.ContainsFunc(f.behind(e, deepest), func(v *types.Var) bool { return len(f.kept[v]) > 0 })
}

func (f *finder) unseenList() []Unseen {
	var list []Unseen
	for pos, form := range f.unseen {
		list = append(list, Unseen{form, pos})
	}
	slices.SortFunc(list, func(a, b Unseen) int { return cmp.Compare[token.Pos](a.Pos, b.Pos) })
	return list
}
