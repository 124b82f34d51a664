package effect

import (
	"go/ast"
	"go/constant"
	"go/types"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/source"
)

// timerDelay returns the name of the call that returned the delay for which a timer
// runs, or "".
func (g *Graph) timerDelay(timer ast.Expr) string {
	v := g.Source.VarOf(timer)
	if v == nil {
		return ""
	}
	for _, val := range g.Source.Values(v) {
		if call, ok := ast.Unparen(val.Expr).(*ast.CallExpr); ok && len(call.Args) > 0 {
			if d := g.delayOf(call.Args[0]); d != "" {
				return d
			}
		}
	}
	return ""
}

// neverPositive reports whether e is a constant that is zero or negative.
func (g *Graph) neverPositive(e ast.Expr) bool {
	if e == nil {
		return false
	}
	v := g.Source.Info.Types[e].Value
	return v != nil && v.Kind() == constant.Int && constant.Sign(v) <= 0
}

// delayOf returns the name of the limiter's call that returned the delay in e, or "".
func (g *Graph) delayOf(e ast.Expr) string {
	if e == nil {
		return ""
	}
	return g.delay(e, 4)
}

// delay looks for a call that returns a delay: in e, and, for the given number of
// steps, in the local variables and the functions of the package that e gets its value
// from.
func (g *Graph) delay(e ast.Expr, steps int) string {
	found := ""
	ast.Inspect(e, func(x ast.Node) bool {
		if found != "" {
			return false
		}
		switch x := x.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			found = g.delayOfCall(x, steps)
		case *ast.Ident:
			found = g.delayOfVar(x, steps)
		}
		return found == ""
	})
	return found
}

// delayOfCall is delay for what a call returns.
func (g *Graph) delayOfCall(call *ast.CallExpr, steps int) string {
	fn := g.Source.Callee(call)
	if fn == nil {
		return ""
	}
	if g.originOf(fn.Pkg()) != user {
		if entry := g.Catalog.Call(catalog.SymbolOf(fn)); entry != nil && entry.Delay {
			return source.FuncName(fn, g.Source.Types)
		}
		return ""
	}
	local := g.Source.Of(fn)
	if local == nil || steps <= 1 {
		return ""
	}
	for _, ret := range local.Returns {
		if len(ret.Results) == 0 {
			continue
		}
		if found := g.delay(ret.Results[0], steps-2); found != "" { // two steps, since there may be many
			return found
		}
	}
	return ""
}

// delayOfVar is delay for the values of a local variable.
func (g *Graph) delayOfVar(id *ast.Ident, steps int) string {
	v, ok := g.Source.Info.Uses[id].(*types.Var)
	if !ok || steps == 0 || v.Kind() != types.LocalVar {
		return ""
	}
	for _, val := range g.Source.Values(v) {
		if found := g.delay(val.Expr, steps-1); found != "" {
			return found
		}
	}
	return ""
}
