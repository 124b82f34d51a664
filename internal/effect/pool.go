package effect

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/jobvet/jobvet/internal/source"
)

// A pool is a channel in a field that holds things for all who need one: who makes it
// fills it, one method takes a thing, and another one gives it back.
//
//	func (p *Pool) Acquire() *Conn  { return <-p.free }
//	func (p *Pool) Release(c *Conn) { p.free <- c }

// pooled reports whether a receive takes a thing from a pool. Its wait ends when another
// operator gives one back. The size of the pool does not show, so that it may have one for
// each worker: a pool of a constant size is a limit of the operator's own.
func (g *Graph) pooled(ch ast.Expr, isSend bool) bool {
	v := g.Source.VarOf(ch)
	if v == nil || !v.IsField() || isSend {
		return false
	}
	if c := g.chanType(ch); c == nil || carriesNothing(c.Elem()) {
		return false
	}
	t := g.trafficOf(v)
	if t == nil || !t.plain {
		return false
	}
	makes := g.makesOf(ch)
	for _, call := range makes {
		if len(call.Args) < 2 || !g.fills(call, v) {
			return false
		}
		if _, constant := g.Source.ConstantInt(call.Args[1]); constant {
			return false
		}
	}
	return len(makes) > 0
}

// makesOf returns the calls that make the channels which an expression may be, or nil if one
// of them does not show.
func (g *Graph) makesOf(ch ast.Expr) []*ast.CallExpr {
	var makes []*ast.CallExpr
	for _, o := range g.Source.Origins(ch) {
		if o.Expr == nil {
			return nil
		}
		call, ok := ast.Unparen(o.Expr).(*ast.CallExpr)
		if !ok || g.Source.Builtin(call) != "make" {
			return nil
		}
		makes = append(makes, call)
	}
	return makes
}

// fills reports whether the function that makes a channel for v sends to it.
func (g *Graph) fills(made *ast.CallExpr, v *types.Var) bool {
	fn := g.declaredAt(made.Pos())
	return fn != nil && slices.ContainsFunc(fn.ChanOps, func(op *source.ChanOp) bool {
		if op.Kind != source.Send || op.Node.Pos() < made.Pos() {
			return false
		}
		to := g.Source.VarOf(op.Chan)
		return to == v || to != nil && slices.ContainsFunc(g.Source.Values(to), func(val source.Value) bool { return ast.Unparen(val.Expr) == made })
	})
}

// declaredAt returns the declared function around a position, or nil.
func (g *Graph) declaredAt(pos token.Pos) *source.Func {
	for _, fn := range g.Source.Funcs {
		if fn.Decl != nil && fn.Decl.Pos() <= pos && pos < fn.Decl.End() {
			return fn
		}
	}
	return nil
}

// carriesNothing reports whether the elements of a channel say nothing but that they are
// there.
func carriesNothing(elem types.Type) bool {
	switch u := elem.Underlying().(type) {
	case *types.Struct:
		return u.NumFields() == 0
	case *types.Basic:
		return u.Kind() == types.Bool
	}
	return false
}
