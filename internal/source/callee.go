package source

import (
	"go/ast"
	"go/types"
)

// This file answers whom a call calls. It is the one place that does; there are two
// answers, and each package asks for the one that it needs:
//
//   - Callees follows values: of f := time.Sleep; f(d) it tells time.Sleep. What a call
//     does is asked of these.
//   - Named reads the call as it stands: it tells f. Registrations ask it, since
//     tables name what they mean, and so does whoever needs the text of a call.
//
// A method of an interface is an answer of both. Implementations tells which of the
// package's own methods that may be.

// Callees returns the functions that a call may call, as far as the package shows. It
// returns none for a conversion or a predeclared function.
func (p *Package) Callees(c *Call) []Origin {
	fun := p.withoutTypeArgs(c.Fun())
	if id := ident(fun); id != nil {
		switch p.Info.Uses[id].(type) {
		case *types.Builtin, *types.TypeName, nil:
			return nil
		}
	} else if p.Info.Types[fun].IsType() {
		return nil
	}
	return p.Origins(fun)
}

// Callee returns the first declared function or method among the callees of a call,
// or nil.
func (p *Package) Callee(call *ast.CallExpr) *types.Func {
	for _, o := range p.Callees(&Call{Expr: call}) {
		switch {
		case o.Obj != nil && o.Results == 0:
			return o.Obj
		case o.Fn != nil && o.Fn.Obj != nil:
			return o.Fn.Obj
		}
	}
	return nil
}

// Named returns what a call names: a function, a method, a variable, a predeclared
// function or, in a conversion, a type. It returns nil if the call has no name for it,
// as for an element of a container or a literal.
func (p *Package) Named(call *ast.CallExpr) types.Object {
	if id := ident(p.withoutTypeArgs(call.Fun)); id != nil {
		return p.Info.Uses[id]
	}
	return nil
}

// NamedFunc returns the function or method that a call names, or nil.
func (p *Package) NamedFunc(call *ast.CallExpr) *types.Func {
	fn, _ := p.Named(call).(*types.Func)
	return fn
}

// IsMethodExpr reports whether a call calls a method expression, T.M(recv, arg): its
// first argument is the receiver.
func (p *Package) IsMethodExpr(call *ast.CallExpr) bool {
	sel, ok := p.withoutTypeArgs(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	s := p.Info.Selections[sel]
	return s != nil && s.Kind() == types.MethodExpr
}

// Builtin returns the name of the predeclared function that a call calls, or "".
func (p *Package) Builtin(call *ast.CallExpr) string {
	if id, ok := ast.Unparen(call.Fun).(*ast.Ident); ok {
		if b, ok := p.Info.Uses[id].(*types.Builtin); ok {
			return b.Name()
		}
	}
	return ""
}

// withoutTypeArgs returns the generic function or type of an instantiation, and any
// other expression as it is, all without parentheses.
func (p *Package) withoutTypeArgs(fun ast.Expr) ast.Expr {
	fun = ast.Unparen(fun)
	switch x := fun.(type) {
	case *ast.IndexExpr:
		if IsFunc(p.Info.TypeOf(x.X)) || p.Info.Types[x.X].IsType() { // else an element of a container
			return ast.Unparen(x.X)
		}
	case *ast.IndexListExpr:
		return ast.Unparen(x.X)
	}
	return fun
}

// ident returns the identifier that names what an expression stands for, or nil.
func ident(e ast.Expr) *ast.Ident {
	switch x := e.(type) {
	case *ast.Ident:
		return x
	case *ast.SelectorExpr:
		return x.Sel
	}
	return nil
}
