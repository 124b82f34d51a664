package effect

import (
	"go/ast"
	"go/constant"
	"go/types"
	"slices"
	"strconv"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/source"
)

// SizeArg returns the argument of a limiter's call that is the number of permits, or
// nil if the call asks for one permit.
func SizeArg(entry *catalog.Call, info *types.Info, call *ast.CallExpr) ast.Expr {
	for i, arg := range call.Args {
		if entry.Context != nil && *entry.Context == i || entry.Duration != nil && *entry.Duration == i {
			continue
		}
		if t := info.TypeOf(arg); source.IsInteger(t) && !source.IsDurationLike(t) {
			return arg
		}
	}
	return nil
}

// Fits reports whether a limiter certainly grants a number of permits at some time.
// size is that number, or nil for one permit; if it is not a constant, the answer is
// no.
func (g *Graph) Fits(limiter, size ast.Expr) bool {
	if size == nil {
		return g.Holds(limiter, 1)
	}
	n, ok := g.Source.ConstantInt(size)
	return ok && g.Holds(limiter, n)
}

// Holds reports whether a limiter certainly has n permits at some time.
func (g *Graph) Holds(limiter ast.Expr, n int64) bool {
	burst, refuses, ok := g.burst(limiter)
	if !ok {
		return n == 1 && !g.isZero(limiter)
	}
	return n <= burst || !refuses
}

// isZero reports whether a limiter may be the zero value of its type, which never has
// a permit: it is a variable of the type itself, or a literal.
func (g *Graph) isZero(limiter ast.Expr) bool {
	for _, o := range g.Source.Origins(limiter) {
		if o.Expr == nil {
			continue
		}
		x := ast.Unparen(o.Expr)
		if u, ok := x.(*ast.UnaryExpr); ok {
			x = ast.Unparen(u.X)
		}
		if _, ok := x.(*ast.CompositeLit); ok {
			return true
		}
		if _, ok := g.Source.Info.TypeOf(x).Underlying().(*types.Struct); ok && g.Source.VarOf(x) != nil && len(g.Source.Values(g.Source.VarOf(x))) == 0 {
			return true
		}
	}
	return false
}

// burst returns the burst of the limiter that an expression holds, the smallest if it
// may hold several. refuses tells whether it refuses more than that: a limiter without
// a limit does not. It fails if the burst does not show, or if the package may change
// it.
func (g *Graph) burst(limiter ast.Expr) (burst int64, refuses, ok bool) {
	if v := g.Source.VarOf(limiter); v == nil || v.Exported() && v.Kind() != types.LocalVar || g.changesBursts() {
		return 0, false, false
	}
	refuses = true
	for i, o := range g.Source.Origins(limiter) {
		if o.Call == nil || o.Results != 1 {
			return 0, false, false
		}
		n, limited, known := g.made(o.Call)
		if !known {
			return 0, false, false
		}
		if i == 0 || n < burst {
			burst = n
		}
		refuses, ok = refuses && limited, true
	}
	return burst, refuses, ok
}

// made returns the burst of the limiter that a call makes. limited tells whether the
// limiter has a limit.
func (g *Graph) made(call *ast.CallExpr) (burst int64, limited, ok bool) {
	fn := g.Source.Callee(call)
	if fn == nil {
		return 0, false, false
	}
	entry := g.Catalog.Call(catalog.SymbolOf(fn))
	switch {
	case entry == nil:
		return 0, false, false
	case entry.Passes != nil:
		inner, isCall := ast.Unparen(argAt(call, *entry.Passes)).(*ast.CallExpr)
		if !isCall {
			return 0, false, false
		}
		return g.made(inner)
	case entry.Makes == nil || entry.Makes.Burst == "":
		return 0, false, false
	}
	if rate := argAt(call, 0); rate != nil {
		v := g.Source.Info.Types[rate].Value
		if v != nil {
			f, _ := constant.Float64Val(v)
			limited = f < catalog.Unlimited
		} else {
			_, limited = ast.Unparen(rate).(*ast.CallExpr) // rate.Every
		}
	}
	if n, err := strconv.Atoi(entry.Makes.Burst); err == nil {
		return int64(n), limited, true
	}
	arg := argAt(call, 1)
	if arg == nil {
		return 0, false, false
	}
	n, ok := g.Source.ConstantInt(arg)
	return n, limited, ok
}

// changesBursts reports whether the package changes the burst of any limiter.
func (g *Graph) changesBursts() bool {
	return slices.ContainsFunc(g.Source.Funcs, func(fn *source.Func) bool {
		return slices.ContainsFunc(fn.Calls, func(c *source.Call) bool {
			if c.Expr == nil {
				return false
			}
			fn := g.Source.NamedFunc(c.Expr)
			if fn == nil {
				return false
			}
			entry := g.Catalog.Call(catalog.SymbolOf(fn))
			return entry != nil && entry.Sets == catalog.SetsBurst
		})
	})
}

// neverGranted returns a phrase if a call asks a limiter for more permits than its
// burst, so that it fails at once, each time; else "".
func (g *Graph) neverGranted(call *ast.CallExpr, entry *catalog.Call, name string) string {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	size := SizeArg(entry, g.Source.Info, call)
	if !entry.Capped || !ok || size == nil {
		return ""
	}
	n, known := g.Source.ConstantInt(size)
	if !known {
		return ""
	}
	burst, refuses, known := g.burst(sel.X)
	if !known || !refuses || n <= burst {
		return ""
	}
	return "asks " + name + " for " + strconv.FormatInt(n, 10) + " permits of a burst of " + strconv.FormatInt(burst, 10) + ", which is never granted"
}
