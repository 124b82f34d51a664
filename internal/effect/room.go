package effect

import (
	"go/ast"
	"go/token"
	"go/types"
	"math"

	"github.com/jobvet/jobvet/internal/source"
)

// fits reports whether a send fills a channel that was made for a field of a new value, in
// the same function, and has room for all sends there. Nobody else has the value yet.
//
//	r := &box{c: make(chan int, 1)}
//	r.c <- 1
func (g *Graph) fits(fn *source.Func, op *source.ChanOp) bool {
	sel, ok := ast.Unparen(op.Chan).(*ast.SelectorExpr)
	if !ok || op.Kind != source.Send {
		return false
	}
	r, c := g.Source.VarOf(sel.X), g.Source.VarOf(sel)
	if r == nil || c == nil || r.Kind() != types.LocalVar || !c.IsField() {
		return false
	}
	room := g.roomOfNew(fn, r, c)
	return room > 0 && g.sendsToNew(fn, r, c, op.Node.End()) <= room
}

// sendsToNew returns how often fn sends to the channel c of the new value r before a
// position; it is more than there is room for if others may have the value.
func (g *Graph) sendsToNew(fn *source.Func, r, c *types.Var, before token.Pos) int {
	sends, alone := 0, true
	var stack []ast.Node
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		if n == nil {
			stack = stack[:len(stack)-1]
			return true
		}
		if id, ok := n.(*ast.Ident); ok && g.Source.Info.Uses[id] == r && id.Pos() < before {
			sent, isAlone := g.useOfNew(stack, c)
			alone = alone && isAlone
			if sent {
				sends++
			}
		}
		stack = append(stack, n)
		return true
	})
	if !alone {
		return math.MaxInt
	}
	return sends
}

// roomOfNew returns the room of the channel that the field c of r is made with, if fn makes
// r with a literal, and r gets no other value. Else it returns 0.
func (g *Graph) roomOfNew(fn *source.Func, r, c *types.Var) int {
	vals := g.Source.Values(r)
	if len(vals) != 1 || vals[0].In != fn {
		return 0
	}
	e := ast.Unparen(vals[0].Expr)
	if u, ok := e.(*ast.UnaryExpr); ok && u.Op == token.AND {
		e = ast.Unparen(u.X)
	}
	lit, ok := e.(*ast.CompositeLit)
	if !ok {
		return 0
	}
	for _, elt := range lit.Elts {
		kv, ok := elt.(*ast.KeyValueExpr)
		if !ok || g.Source.VarOf(kv.Key) == nil || g.Source.VarOf(kv.Key).Origin() != c.Origin() {
			continue
		}
		call, ok := ast.Unparen(kv.Value).(*ast.CallExpr)
		if !ok || g.Source.Builtin(call) != "make" || len(call.Args) < 2 {
			break
		}
		n, _ := g.Source.ConstantInt(call.Args[1])
		return int(min(n, 1<<30))
	}
	return 0
}

// useOfNew tells what one use of a new value, under the nodes of stack, does: whether it
// sends to the value's channel c, once, and whether the value stays the function's own.
func (g *Graph) useOfNew(stack []ast.Node, c *types.Var) (sends, alone bool) {
	for _, n := range stack {
		switch n.(type) {
		case *ast.FuncLit, *ast.ForStmt, *ast.RangeStmt:
			return false, false
		}
	}
	if len(stack) < 2 {
		return false, false
	}
	sel, ok := stack[len(stack)-1].(*ast.SelectorExpr)
	if !ok {
		return false, false
	}
	if v := g.Source.VarOf(sel); v == nil || v.Origin() != c.Origin() {
		return false, v != nil // another field; a method may do anything
	}
	send, ok := stack[len(stack)-2].(*ast.SendStmt)
	return ok, ok && send.Chan == sel
}
