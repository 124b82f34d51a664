package comm

import (
	"go/ast"
	"go/types"

	"github.com/jobvet/jobvet/internal/source"
)

// isCandidate reports whether a function starts a goroutine or makes a channel, or
// calls a function that returns one, or has a channel, a group or a record of its own.
func (x *Explorer) isCandidate(fn *source.Func) bool {
	for _, c := range fn.Calls {
		if c.How == source.Spawned {
			return true
		}
		if c.Expr == nil {
			continue
		}
		if x.Source.Builtin(c.Expr) == "make" && source.IsChan(x.Source.Info.TypeOf(c.Expr)) {
			return true
		}
		if lib := x.Library(c.Expr); lib.Known && lib.Runs >= 0 {
			return true
		}
		if sel, ok := ast.Unparen(c.Expr.Fun).(*ast.SelectorExpr); ok && x.isLocal(sel.X) {
			if t := x.Source.Info.TypeOf(sel.X); x.isGroup(t) && sel.Sel.Name == "Wait" || x.recordOf(t) != nil {
				return true
			}
		}
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
	}
	for _, op := range fn.ChanOps {
		if op.Chan != nil && x.isLocal(op.Chan) {
			return true
		}
	}
	for _, lit := range fn.Lits {
		if x.isCandidate(lit) {
			return true
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
