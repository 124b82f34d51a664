package comm

import (
	"go/ast"
	"go/types"
)

// This file has what a deferred function asks of a panic:
//
//	if r := recover(); r != nil { errs <- errPanic }

// panics returns the register of what a comparison asks whether there was a panic.
func (c *compiler) panics(x *ast.BinaryExpr) reg {
	if !c.Source.Info.Types[x.Y].IsNil() {
		return noReg
	}
	if c.isRecover(x.X) {
		return c.expr(x.X)
	}
	if v, ok := c.Source.Info.Uses[ident(x.X)].(*types.Var); ok && c.holdsPanic(v) {
		return c.regs.get(v)
	}
	return noReg
}

// holdsPanic reports whether a variable holds nothing but what recover has returned.
func (c *compiler) holdsPanic(v *types.Var) bool {
	if !types.IsInterface(v.Type()) || c.facts.sets[v] != 1 || c.facts.taken[v] {
		return false
	}
	vals := c.Source.Values(v)
	return len(vals) == 1 && c.isRecover(vals[0].Expr)
}

func (c *compiler) isRecover(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	return ok && c.Source.Builtin(call) == "recover"
}

// recover tells whether the function panics that has deferred the one which a process runs,
// and ends the panic.
func (p *process) recover() value {
	for i := len(p.frames) - 1; i >= 0; i-- {
		if f := &p.frames[i]; f.returning {
			if f.panics {
				f.panics = false
				return yes
			}
			return no
		}
	}
	return no
}
