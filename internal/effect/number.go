package effect

import (
	"go/ast"
	"go/types"

	"github.com/jobvet/jobvet/internal/source"
)

// asManyAs reports whether a channel has as much room as the number that the package gives
// to the framework, which is mostly how many operators run at once.
//
//	config.Set("max_in_flight", s.Size)
//	s.work = make(chan *task, s.Size)
func (g *Graph) asManyAs(ch ast.Expr) bool {
	makes := g.makesOf(ch)
	for _, call := range makes {
		if len(call.Args) < 2 {
			return false
		}
		n := g.number(call.Args[1], 4)
		if n == nil || !g.frameworkNumbers()[n] {
			return false
		}
	}
	return len(makes) > 0
}

// number returns the variable that an integer is taken from: a field, a parameter, a
// variable of the package or one that is set more than once. It returns nil for all else.
func (g *Graph) number(e ast.Expr, steps int) *types.Var {
	if call, ok := ast.Unparen(e).(*ast.CallExpr); ok && len(call.Args) == 1 && g.Source.Info.Types[call.Fun].IsType() {
		return g.number(call.Args[0], steps)
	}
	if !source.IsInteger(g.Source.Info.TypeOf(e)) || g.Source.Info.Types[e].Value != nil {
		return nil
	}
	if _, indexed := ast.Unparen(e).(*ast.IndexExpr); indexed {
		return nil
	}
	v := g.Source.VarOf(e)
	if v == nil {
		return nil
	}
	if set, all := g.Source.Numbers(v); all && len(set) == 1 && v.Kind() == types.LocalVar && steps > 0 {
		if from := g.number(set[0], steps-1); from != nil {
			return from
		}
	}
	return v.Origin()
}

// frameworkNumbers returns the variables whose numbers the package gives to frameworks: as
// arguments, or in literals and fields of their types.
func (g *Graph) frameworkNumbers() map[*types.Var]bool {
	if g.numbers != nil {
		return g.numbers
	}
	g.numbers = make(map[*types.Var]bool)
	for _, f := range g.Source.Files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				if callee := g.Source.NamedFunc(n); callee != nil {
					g.gives(callee, n.Args...)
				}
			case *ast.KeyValueExpr:
				g.gives(g.fieldAt(n.Key), n.Value)
			case *ast.AssignStmt:
				for i, lhs := range n.Lhs {
					if len(n.Lhs) == len(n.Rhs) {
						g.gives(g.fieldAt(lhs), n.Rhs[i])
					}
				}
			}
			return true
		})
	}
	return g.numbers
}

// fieldAt returns the field that an expression names, or nil.
func (g *Graph) fieldAt(e ast.Expr) types.Object {
	if v := g.Source.VarOf(e); v != nil && v.IsField() {
		return v
	}
	return nil
}

// gives notes the numbers that a function or a field gets, if it is a framework's.
func (g *Graph) gives(to types.Object, values ...ast.Expr) {
	if to == nil || to.Pkg() == nil || g.originOf(to.Pkg()) != catalogue || !g.Catalog.IsFramework(to.Pkg().Path()) {
		return
	}
	for _, e := range values {
		if n := g.number(e, 4); n != nil {
			g.numbers[n] = true
		}
	}
}
