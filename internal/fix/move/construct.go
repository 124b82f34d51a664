package move

import (
	"go/ast"
	"go/constant"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/fix/edit"
	"github.com/jobvet/jobvet/internal/source"
	limiter "github.com/jobvet/jobvet/ratelimit"
)

// constructor changes a call that makes a limiter. It fails if an argument is not a
// constant that the bundled limiter takes.
func (m *mover) constructor(call *ast.CallExpr) bool {
	p, ok := m.at(call)
	entry := m.function(call)
	if !ok || entry == nil || entry.Makes == nil || entry.Makes.Burst == "" || !types.Identical(m.Info.TypeOf(call), m.typ) {
		return false
	}
	rate, ok := m.first(p, call, entry.Makes)
	if !ok {
		return false
	}
	burst, ok := m.burst(p, call, entry.Makes.Burst)
	if !ok {
		return false
	}
	if !slices.Contains(m.libs, entry.Symbols()[0].Pkg) {
		for _, s := range entry.Symbols() {
			m.libs = append(m.libs, s.Pkg)
		}
	}
	p.ReplaceNode(call, p.Qualified(Limiter, "ratelimit", "Must")+"("+p.Qualified(Limiter, "ratelimit", "New")+"("+rate+", "+burst+"))")
	return true
}

// function returns the catalogue's entry of a called function, or nil if it has none or
// is called with options.
func (m *mover) function(call *ast.CallExpr) *catalog.Call {
	fn := typeutil.StaticCallee(m.Info, call)
	if fn == nil || fn.Pkg() == nil || fn.Signature().Recv() != nil {
		return nil
	}
	if n := fn.Signature().Params().Len(); len(call.Args) > n || fn.Signature().Variadic() && len(call.Args) == n {
		return nil // options
	}
	return m.Cat.Call(catalog.SymbolOf(fn))
}

// first is the rate by the first argument of a constructor: a rate or an interval.
func (m *mover) first(p edit.Place, call *ast.CallExpr, maker *catalog.Maker) (string, bool) {
	if len(call.Args) == 0 {
		return "", false
	}
	arg := call.Args[0]
	if maker.First == catalog.FirstRate {
		return m.rate(p, ast.Unparen(arg))
	}
	interval := p.Of(arg)
	if d, exact := m.Src.ConstantInt(arg); !exact || d < 1 || !source.IsDuration(m.Info.TypeOf(arg)) || !strings.Contains(interval, ".") {
		return "", false
	}
	if _, ok := arg.(*ast.SelectorExpr); !ok {
		interval = "(" + interval + ")"
	}
	return "1 / " + interval + ".Seconds()", true
}

// rate is an argument that is a rate, in permits a second.
func (m *mover) rate(p edit.Place, x ast.Expr) (string, bool) {
	call, isCall := x.(*ast.CallExpr)
	if isCall && !m.Info.Types[call.Fun].IsType() {
		entry := m.function(call)
		if entry == nil || entry.Makes == nil || entry.Makes.Burst != "" {
			return "", false
		}
		return m.first(p, call, entry.Makes) // rate.Every
	}
	v := m.Info.Types[x].Value
	if v == nil {
		return "", false
	}
	f, _ := constant.Float64Val(v)
	switch {
	case f < limiter.MinRate:
		return "", false
	case f > limiter.MaxRate: // rate.Inf
		return p.Qualified(Limiter, "ratelimit", "MaxRate"), true
	}
	if isCall && len(call.Args) == 1 { // a conversion
		x = call.Args[0]
	}
	return m.float(p, x)
}

// float is a constant as a float64.
func (m *mover) float(p edit.Place, x ast.Expr) (string, bool) {
	switch x.(type) {
	case *ast.BasicLit:
		return p.Of(x), true
	case *ast.Ident, *ast.SelectorExpr, *ast.BinaryExpr:
		if b, ok := m.Info.TypeOf(x).(*types.Basic); ok && b.Kind() == types.Float64 {
			return p.Of(x), true
		}
		typ, ok := p.Predeclared("float64")
		return typ + "(" + p.Of(x) + ")", ok
	}
	return "", false
}

// burst is the burst of a constructor: an argument, or a number.
func (m *mover) burst(p edit.Place, call *ast.CallExpr, text string) (string, bool) {
	if text != "$1" {
		m.note = "; its burst is " + text + ", what the old one has of slack"
		return text, true
	}
	if len(call.Args) < 2 {
		return "", false
	}
	arg := call.Args[1]
	if n, exact := m.Src.ConstantInt(arg); !exact || n < 1 || n > limiter.MaxBurst {
		return "", false
	}
	if _, ok := arg.(*ast.BasicLit); ok || types.Identical(m.Info.TypeOf(arg), types.Typ[types.Int]) {
		return p.Of(arg), true
	}
	typ, ok := p.Predeclared("int")
	return typ + "(" + p.Of(arg) + ")", ok
}
