package comm

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/jobvet/jobvet/internal/source"
)

// isCandidate reports whether a function starts a goroutine or makes a channel, or
// calls a function that returns one, or has a channel, a group or a record of its own.
func (x *Explorer) isCandidate(fn *source.Func) bool {
	return slices.ContainsFunc(fn.Calls, x.isWorthExploring) ||
		len(fn.ChanOps) > 0 && slices.ContainsFunc(fn.Calls, x.makesContext) ||
		slices.ContainsFunc(fn.ChanOps, func(op *source.ChanOp) bool { return op.Chan != nil && x.isLocal(op.Chan) }) ||
		slices.ContainsFunc(fn.Lits, x.isCandidate)
}

// isWorthExploring reports whether a call gives its function something that the model
// follows.
func (x *Explorer) isWorthExploring(c *source.Call) bool {
	switch {
	case c.How == source.Spawned:
		return true
	case c.Expr == nil:
		return false
	}
	return x.makesChan(c.Expr) || x.runsInLibrary(c.Expr) || x.asksOwn(c.Expr) || x.returnsFollowed(c)
}

// makesChan reports whether a call makes a channel, or a nil one by a conversion.
func (x *Explorer) makesChan(call *ast.CallExpr) bool {
	if !source.IsChan(x.Source.Info.TypeOf(call)) {
		return false
	}
	return x.Source.Builtin(call) == "make" || len(call.Args) == 1 && x.Source.Info.Types[call.Args[0]].IsNil()
}

// makesContext reports whether a call returns a context that nothing ends.
func (x *Explorer) makesContext(c *source.Call) bool {
	return c.Expr != nil && source.IsContext(x.Source.Info.TypeOf(c.Expr)) && x.Library(c.Expr).Root
}

// runsInLibrary reports whether a library runs a function in a goroutine of its own.
func (x *Explorer) runsInLibrary(call *ast.CallExpr) bool {
	lib := x.Library(call)
	return lib.Known && lib.Runs >= 0
}

// asksOwn reports whether a call waits for a group of the function's own, or is of a
// method of its own record.
func (x *Explorer) asksOwn(call *ast.CallExpr) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || !x.isLocal(sel.X) {
		return false
	}
	t := x.Source.Info.TypeOf(sel.X)
	return x.isGroup(t) && sel.Sel.Name == "Wait" || x.recordOf(t) != nil
}

// returnsFollowed reports whether a function of the package that a call may call returns
// a channel, a function or a record.
func (x *Explorer) returnsFollowed(c *source.Call) bool {
	for _, o := range x.Source.Callees(c) {
		if o.Fn == nil {
			continue
		}
		for v := range o.Fn.Sig.Results().Variables() {
			if source.IsChan(v.Type()) || source.IsFunc(v.Type()) || x.recordOf(v.Type()) != nil {
				return true
			}
		}
	}
	return false
}

// isLocal reports whether an expression is a local variable, or a field of one that is a
// record.
func (x *Explorer) isLocal(e ast.Expr) bool {
	if sel := selectorOf(e); sel.X != nil && x.recordOf(x.Source.Info.TypeOf(sel.X)) != nil {
		e = sel.X
	}
	v, ok := x.Source.Info.ObjectOf(ident(e)).(*types.Var)
	return ok && !v.IsField() && v.Kind() == types.LocalVar
}
