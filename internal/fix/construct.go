package fix

import (
	"go/ast"
	"go/constant"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/source"
	limiter "github.com/jobvet/jobvet/ratelimit"
)

// constructor changes a call that makes a limiter. Its arguments have to be
// constants that the bundled limiter takes.
func (m *mover) constructor(call *ast.CallExpr) bool {
	e := m.in(call)
	entry := m.function(call)
	if e == nil || entry == nil || entry.Makes == nil || entry.Makes.Burst == "" || !types.Identical(m.pass.TypesInfo.TypeOf(call), m.typ) {
		return false
	}
	rate, ok := m.first(e, call, entry.Makes)
	if !ok {
		return false
	}
	burst, ok := m.burst(e, call, entry.Makes.Burst)
	if !ok {
		return false
	}
	if pkg := entry.Symbols()[0].Pkg; !slices.Contains(m.lib, pkg) {
		for _, s := range entry.Symbols() {
			m.lib = append(m.lib, s.Pkg)
		}
	}
	e.replace(call.Pos(), call.End(), e.name(ratelimit, "ratelimit", "Must")+"("+e.name(ratelimit, "ratelimit", "New")+"("+rate+", "+burst+"))")
	return true
}

// function returns what the catalogue says of a called function, if all its
// parameters are given.
func (m *mover) function(call *ast.CallExpr) *catalog.Call {
	fn := typeutil.StaticCallee(m.pass.TypesInfo, call)
	if fn == nil || fn.Pkg() == nil || fn.Signature().Recv() != nil {
		return nil
	}
	if n := fn.Signature().Params().Len(); len(call.Args) > n || fn.Signature().Variadic() && len(call.Args) == n {
		return nil // options
	}
	return m.cat.Call(catalog.SymbolOf(fn))
}

// first is the rate that the first argument of a constructor is, or tells.
func (m *mover) first(e *edit, call *ast.CallExpr, maker *catalog.Maker) (string, bool) {
	if len(call.Args) == 0 {
		return "", false
	}
	arg := call.Args[0]
	if maker.First == catalog.FirstRate {
		return m.rate(e, ast.Unparen(arg))
	}
	d, exact := m.src.ConstantInt(arg)
	if !exact || d < 1 {
		return "", false
	}
	of := e.file.of(arg)
	if !source.IsDuration(m.pass.TypesInfo.TypeOf(arg)) || !strings.Contains(of, ".") {
		return "", false
	}
	if _, ok := arg.(*ast.SelectorExpr); !ok {
		of = "(" + of + ")"
	}
	return "1 / " + of + ".Seconds()", true
}

// rate is an argument that is a rate, in permits per second.
func (m *mover) rate(e *edit, x ast.Expr) (string, bool) {
	if call, ok := x.(*ast.CallExpr); ok && !m.pass.TypesInfo.Types[call.Fun].IsType() {
		entry := m.function(call)
		if entry == nil || entry.Makes == nil || entry.Makes.Burst != "" {
			return "", false
		}
		return m.first(e, call, entry.Makes) // rate.Every
	}
	v := m.pass.TypesInfo.Types[x].Value
	if v == nil {
		return "", false
	}
	f, _ := constant.Float64Val(v)
	switch {
	case f < limiter.MinRate:
		return "", false
	case f > limiter.MaxRate: // rate.Inf
		return e.name(ratelimit, "ratelimit", "MaxRate"), true
	}
	if call, ok := x.(*ast.CallExpr); ok && len(call.Args) == 1 { // a conversion
		x = call.Args[0]
	}
	switch x := x.(type) {
	case *ast.BasicLit:
		return e.file.of(x), true
	case *ast.Ident, *ast.SelectorExpr, *ast.BinaryExpr:
		if b, ok := m.pass.TypesInfo.TypeOf(x).(*types.Basic); ok && b.Kind() == types.Float64 {
			return e.file.of(x), true
		}
		return e.universe("float64") + "(" + e.file.of(x) + ")", true
	}
	return "", false
}

// burst is the burst of a constructor: an argument, or a number.
func (m *mover) burst(e *edit, call *ast.CallExpr, text string) (string, bool) {
	if text != "$1" {
		m.note = "; its burst is " + text + ", what the old one has of slack"
		return text, true
	}
	if len(call.Args) < 2 {
		return "", false
	}
	arg := call.Args[1]
	if n, exact := m.src.ConstantInt(arg); !exact || n < 1 || n > limiter.MaxBurst {
		return "", false
	}
	if _, ok := arg.(*ast.BasicLit); ok || types.Identical(m.pass.TypesInfo.TypeOf(arg), types.Typ[types.Int]) {
		return e.file.of(arg), true
	}
	return e.universe("int") + "(" + e.file.of(arg) + ")", true
}
