package operator

import (
	"go/token"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/source"
)

// set returns the policy of a framework for what is registered at a place: the
// function around it may set another one.
func (f *finder) set(fw *catalog.Framework, policy catalog.Policy, pos token.Pos) catalog.Policy {
	if fw == nil || len(fw.Settings) == 0 || policy != fw.Policy {
		return policy
	}
	for _, fn := range f.Source.Funcs {
		if fn.Lit != nil || pos < fn.Body.Pos() || fn.Body.End() <= pos {
			continue
		}
		if found := f.setIn(fn, fw); found != "" {
			return found
		}
	}
	return policy
}

// setIn returns the policy that a function, or a literal in it, sets.
func (f *finder) setIn(fn *source.Func, fw *catalog.Framework) catalog.Policy {
	for _, c := range fn.Calls {
		if c.Expr == nil {
			continue
		}
		obj := f.Source.NamedFunc(c.Expr)
		if obj == nil {
			continue
		}
		for _, x := range fw.Settings {
			if !x.Calls(catalog.SymbolOf(obj)) || x.Arg >= len(c.Expr.Args) {
				continue
			}
			if v := f.Source.Info.Types[c.Expr.Args[x.Arg]].Value; v != nil && v.ExactString() == x.Is {
				return x.Policy
			}
		}
	}
	for _, lit := range fn.Lits {
		if found := f.setIn(lit, fw); found != "" {
			return found
		}
	}
	return ""
}
