package effect

import (
	"go/ast"
	"go/types"

	"github.com/jobvet/jobvet/internal/source"
)

// This file has the functions that are kept somewhere and called later: those in fields
// and variables that other packages fill, and those that one method of a value is given
// and another one calls.
//
//	g.Add(f) // keeps f
//	g.Run()  // calls it

// openField returns the exported field of a user's type, or the exported variable of a
// user's package, that a called expression is taken from, as a function or as an element
// of a container. It returns nil if there is none. Other packages may fill it.
func (g *Graph) openField(fun ast.Expr) *types.Var {
	v := g.Source.VarOf(fun)
	if v != nil && v.Kind() == types.LocalVar {
		for _, val := range g.Source.Values(v) {
			if from := g.Source.VarOf(val.Expr); from != nil && isShared(from) {
				v = from
				break
			}
		}
	}
	if v == nil || !isShared(v) || !v.Exported() || g.originOf(v.Pkg()) != user {
		return nil
	}
	if v = v.Origin(); source.IsFunc(v.Type()) || source.HoldsFuncs(v.Type()) {
		return v
	}
	return nil
}

// isShared reports whether a variable is a field or a package's.
func isShared(v *types.Var) bool { return v.Kind() == types.FieldVar || v.Kind() == types.PackageVar }

// A keptArg is a function that a call gives to a method of a value.
type keptArg struct {
	arg    ast.Expr
	param  *types.Var
	method *types.Func
}

// runsKept adds edges to the functions that a call of a method may call because another
// method of the same value was given them. They are live only if the method calls the
// other one's parameter.
func (g *Graph) runsKept(n *node, c *source.Call, through *callee) {
	recv := g.receiver(c)
	if recv == nil || through.imported != nil && len(through.imported.Vars()) == 0 {
		return
	}
	for _, k := range g.keptBy(recv) {
		if k.method != g.Source.NamedFunc(c.Expr).Origin() {
			g.passed(n, c, k.arg, func(e *edge) { e.through, e.param = through, k.param })
		}
	}
}

// receiver returns the variable on which a call calls a method, or nil.
func (g *Graph) receiver(c *source.Call) *types.Var {
	if c.Expr == nil || g.Source.NamedFunc(c.Expr) == nil {
		return nil
	}
	sel, ok := ast.Unparen(c.Expr.Fun).(*ast.SelectorExpr)
	if !ok || g.Source.Info.Selections[sel] == nil {
		return nil
	}
	v := g.Source.VarOf(sel.X)
	if v == nil {
		return nil
	}
	return v.Origin()
}

// keptBy returns the functions that calls in the package give to methods of a variable.
func (g *Graph) keptBy(recv *types.Var) []keptArg {
	if g.kept == nil {
		g.kept = make(map[*types.Var][]keptArg)
		for _, fn := range g.Source.Funcs {
			for _, c := range fn.Calls {
				g.keeps(c)
			}
		}
	}
	return g.kept[recv]
}

// keeps notes the functions that a call gives to a method of a variable.
func (g *Graph) keeps(c *source.Call) {
	recv := g.receiver(c)
	if recv == nil {
		return
	}
	method := g.Source.NamedFunc(c.Expr).Origin()
	if g.originOf(method.Pkg()) != user {
		return
	}
	for i, arg := range c.Expr.Args {
		if !source.IsFunc(g.Source.Info.TypeOf(arg)) {
			continue
		}
		if v := source.ParamAt(method.Signature(), i); v != nil {
			g.kept[recv] = append(g.kept[recv], keptArg{arg, v, method})
		}
	}
}
