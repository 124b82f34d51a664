// Package source is the model of one type-checked package: its functions and literals,
// the calls and channel operations in them, and the values that flow into variables,
// fields and results.
//
// It is built in one pass over the syntax and holds no opinion: what a call does is
// the catalogue's word, and what that means to a caller is the word of package effect.
//
// It also answers, for all other packages, whom a call calls (callee.go), what
// implements a method (implement.go, convert.go), where a value comes from (origin.go), what a
// type is (types.go) and what a function is called (name.go).
package source

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// A Package is the model of one package.
type Package struct {
	Fset  *token.FileSet
	Types *types.Package
	Info  *types.Info
	Files []*ast.File

	// Funcs are the declared functions and the literals, in source order.
	Funcs []*Func
	// Literals are the composite literals, inside of functions and outside, in
	// source order.
	Literals []*ast.CompositeLit
	// Conversions are the conversions to named interfaces, the first of each pair of
	// types.
	Conversions []Conversion
	// Becomings are the functions that become values of named function types, in source
	// order.
	Becomings []Becoming

	byObj  map[*types.Func]*Func
	byLit  map[*ast.FuncLit]*Func
	values map[*types.Var][]Value
	// numbers is what happens to integers; nil until asked for.
	numbers map[*types.Var]*number
	// origins caches the answers of Origins for variables that many functions share.
	origins map[*types.Var][]Origin
	// concrete holds the types that are not interfaces, if something asked for them.
	concrete []*types.Named
	// init stands for the package's variable initialisers.
	init *Func
}

// A Func is a declared function or a function literal.
type Func struct {
	Obj    *types.Func // nil for a literal
	Lit    *ast.FuncLit
	Decl   *ast.FuncDecl
	Sig    *types.Signature
	Body   *ast.BlockStmt
	Parent *Func // the function around a literal
	Test   bool  // in a _test.go file
	Index  int   // position in Package.Funcs

	Calls   []*Call
	ChanOps []*ChanOp
	Loops   []*ast.ForStmt
	Returns []*ast.ReturnStmt
	Lits    []*Func // the literals that stand directly in this function
}

// Outermost returns the declared function that fn stands in, through all literals
// around it. For a declared function that is fn itself.
func (fn *Func) Outermost() *Func {
	for fn.Parent != nil && fn.Parent.Body != nil {
		fn = fn.Parent
	}
	return fn
}

// ParamIndex returns the index of the parameter v of a function with the signature, or
// -1 if v is none.
func ParamIndex(sig *types.Signature, v *types.Var) int {
	for i := range sig.Params().Len() {
		if sig.Params().At(i).Origin() == v.Origin() {
			return i
		}
	}
	return -1
}

// ParamAt returns the parameter that argument i of a call goes to, or nil.
func ParamAt(sig *types.Signature, i int) *types.Var {
	params := sig.Params()
	if sig.Variadic() && i >= params.Len()-1 {
		i = params.Len() - 1
	}
	if i < 0 || i >= params.Len() {
		return nil
	}
	return params.At(i).Origin()
}

// How tells how a call is made.
type How uint8

const (
	Plain How = iota
	Deferred
	Spawned // by a go statement
)

// A Call is a call or conversion expression, or a range over a function.
type Call struct {
	Expr *ast.CallExpr
	// If a range statement calls its iterator, Range is set and Expr is nil.
	Range *ast.RangeStmt
	How   How
	Go    *ast.GoStmt // set if How is Spawned
}

// Pos is the position at which the call is reported.
func (c *Call) Pos() token.Pos {
	switch {
	case c.Go != nil:
		return c.Go.Pos()
	case c.Range != nil:
		return c.Range.X.Pos()
	}
	return c.Expr.Pos()
}

// Fun is the expression that is called.
func (c *Call) Fun() ast.Expr {
	if c.Range != nil {
		return c.Range.X
	}
	return c.Expr.Fun
}

// ChanKind is the kind of a channel operation.
type ChanKind uint8

const (
	Send ChanKind = iota
	Receive
	RangeOver
	Select
)

// A ChanOp is a channel operation that may wait. A select is one operation;
// its cases are not operations of their own.
type ChanOp struct {
	Kind   ChanKind
	Node   ast.Node
	Chan   ast.Expr        // nil for Select
	Select *ast.SelectStmt // for Select
}

// A Value is an expression that flows into a variable. If Expr is a call with several
// results, Result is the index of the one that does. If a statement assigns it to a field,
// Of is the variable that has the field, if that has a name, or the embedded field.
type Value struct {
	Expr   ast.Expr
	Result int
	Of     *types.Var
	In     *Func // the function around it; nil for package initialisers
}

// Of returns the model of fn, or nil if fn has no body in this package.
func (p *Package) Of(fn *types.Func) *Func { return p.byObj[fn.Origin()] }

// OfLit returns the model of a literal.
func (p *Package) OfLit(lit *ast.FuncLit) *Func { return p.byLit[lit] }

// Values returns what the package assigns to v, a variable or a field.
func (p *Package) Values(v *types.Var) []Value { return p.values[v.Origin()] }

// SharedVars returns the fields, and the variables of packages, that the package assigns
// something to, in the order of their declarations and names.
func (p *Package) SharedVars() []*types.Var {
	var list []*types.Var
	for v := range p.values {
		if v.Kind() == types.FieldVar || v.Kind() == types.PackageVar {
			list = append(list, v)
		}
	}
	slices.SortFunc(list, func(a, b *types.Var) int {
		return cmp.Or(cmp.Compare(a.Pos(), b.Pos()), strings.Compare(a.Name(), b.Name()))
	})
	return list
}

// FileAt returns the file that pos stands in, or nil if it is none of the package's.
func (p *Package) FileAt(pos token.Pos) *ast.File {
	for _, f := range p.Files {
		if f.FileStart <= pos && pos <= f.FileEnd {
			return f
		}
	}
	return nil
}

// InitCalls returns the calls in the package's variable initialisers.
func (p *Package) InitCalls() []*Call { return p.init.Calls }

// AllCalls returns the calls of the package, but for those of test files and those that
// range statements make.
func (p *Package) AllCalls() []*Call {
	var list []*Call
	for _, fn := range append([]*Func{p.init}, p.Funcs...) {
		for _, c := range fn.Calls {
			if c.Expr != nil && !fn.Test {
				list = append(list, c)
			}
		}
	}
	return list
}

// CommReceive returns the receive expression of a select case, or nil if the case
// sends.
func CommReceive(comm ast.Stmt) *ast.UnaryExpr {
	var e ast.Expr
	switch comm := comm.(type) {
	case *ast.ExprStmt:
		e = comm.X
	case *ast.AssignStmt:
		e = comm.Rhs[0]
	default:
		return nil
	}
	x, _ := ast.Unparen(e).(*ast.UnaryExpr)
	return x
}

// CommChan returns the channel of a select case, and whether the case sends. It returns nil
// for the default case.
func CommChan(comm ast.Stmt) (ch ast.Expr, isSend bool) {
	if send, ok := comm.(*ast.SendStmt); ok {
		return send.Chan, true
	}
	if recv := CommReceive(comm); recv != nil {
		return recv.X, false
	}
	return nil, false
}

// VarOf returns the variable or field that e denotes. For an element of a map, slice
// or array that is the container; for any other expression it is nil.
func (p *Package) VarOf(e ast.Expr) *types.Var {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		v, _ := p.Info.ObjectOf(e).(*types.Var)
		return v
	case *ast.SelectorExpr:
		v, _ := p.Info.Uses[e.Sel].(*types.Var)
		return v
	case *ast.IndexExpr:
		return p.VarOf(e.X)
	case *ast.StarExpr:
		return p.VarOf(e.X)
	}
	return nil
}
