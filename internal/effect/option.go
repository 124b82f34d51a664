package effect

import (
	"go/ast"
	"go/types"

	"github.com/jobvet/jobvet/internal/catalog"
)

// optional returns what the options say of the wait of a call: those among its arguments,
// and in what made its receiver. They may give a bound, or tell that there is no wait.
func (g *Graph) optional(call *ast.CallExpr, entry *catalog.Call) (b Bound, never bool) {
	if len(entry.Options) == 0 {
		return Bound{}, false
	}
	o := optionFinder{Graph: g, options: entry.Options, seen: make(map[*types.Var]bool)}
	for _, arg := range call.Args {
		o.look(arg)
	}
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && g.Source.Info.Selections[sel] != nil {
		o.look(sel.X)
	}
	return o.bound, o.never
}

// An optionFinder looks for options in expressions, and in what local variables hold.
type optionFinder struct {
	*Graph
	options []*catalog.Option
	seen    map[*types.Var]bool
	bound   Bound
	never   bool
}

func (o *optionFinder) look(e ast.Expr) {
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			o.call(n)
		case *ast.Ident:
			v, ok := o.Source.Info.Uses[n].(*types.Var)
			if ok && v.Kind() == types.LocalVar && !o.seen[v] {
				o.seen[v] = true
				for _, val := range o.Source.Values(v) {
					o.look(val.Expr)
				}
			}
		}
		return true
	})
}

func (o *optionFinder) call(call *ast.CallExpr) {
	fn := o.Source.NamedFunc(call)
	if fn == nil {
		return
	}
	for _, opt := range o.options {
		if !opt.Made(catalog.SymbolOf(fn)) {
			continue
		}
		if opt.Context != nil {
			if arg := argAt(call, *opt.Context); arg != nil {
				o.bound = o.bound.join(o.Graph.bound(arg))
			}
		} else if arg := argAt(call, opt.Arg); arg != nil {
			v := o.Source.Info.Types[arg].Value
			o.never = o.never || v != nil && v.ExactString() == opt.Is
		}
	}
}
