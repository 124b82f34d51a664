package effect

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/jobvet/jobvet/internal/source"
)

// released reports whether an operation gives back what the same function took: it
// is the second half of a semaphore that is made of a channel.
//
//	s.sem <- struct{}{}
//	defer func() { <-s.sem }()
func (g *Graph) released(fn *source.Func, op *source.ChanOp) bool {
	if op.Kind == source.RangeOver || !g.isToken(op) {
		return false
	}
	first := g.tokensOf(fn.Outermost()).receives
	if op.Kind == source.Receive {
		first = g.tokensOf(fn.Outermost()).sends
	}
	if pos, ok := first[types.ExprString(op.Chan)]; ok {
		return pos < op.Node.Pos()
	}
	return g.givesBack(fn, op)
}

// givesBack reports whether an operation is the release of a semaphore in a function of
// its own: the semaphore is a field with room, and each function of the package that
// calls this one has first called another one that does the opposite.
func (g *Graph) givesBack(fn *source.Func, op *source.ChanOp) bool {
	v, out := g.Source.VarOf(op.Chan), fn.Outermost()
	if v == nil || !v.IsField() || out.Obj == nil || g.roomOf(v) == 0 {
		return false
	}
	callers, _ := g.callersOf(out.Obj)
	for _, c := range callers {
		if !g.takesBefore(c, v, op.Kind == source.Send) {
			return false
		}
	}
	return len(callers) > 0
}

// takesBefore reports whether the function around a call does, or has called a function
// that does, the opposite of an operation on v before the call.
func (g *Graph) takesBefore(c caller, v *types.Var, isSend bool) bool {
	out := c.in.Outermost()
	opposite := func(fn *source.Func, before token.Pos) bool {
		for _, op := range fn.ChanOps {
			if op.Node.Pos() < before && op.Chan != nil && (op.Kind == source.Send) != isSend && g.Source.VarOf(op.Chan) == v {
				return true
			}
		}
		return false
	}
	if opposite(out, c.call.Pos()) {
		return true
	}
	for _, x := range out.Calls {
		if x.Pos() >= c.call.Pos() {
			continue
		}
		for _, o := range g.Source.Callees(x) {
			if o.Fn != nil && opposite(o.Fn, o.Fn.Body.End()) {
				return true
			}
		}
	}
	return false
}

// tokens are the places, by channel, at which a function or a literal in it first
// sends and first receives.
type tokens struct{ sends, receives map[string]token.Pos }

func (g *Graph) tokensOf(fn *source.Func) *tokens {
	if t := g.tokens[fn]; t != nil {
		return t
	}
	t := &tokens{make(map[string]token.Pos), make(map[string]token.Pos)}
	note := func(first map[string]token.Pos, ch ast.Expr, pos token.Pos) {
		name := types.ExprString(ch)
		if old, ok := first[name]; !ok || pos < old {
			first[name] = pos
		}
	}
	ast.Inspect(fn.Body, func(x ast.Node) bool {
		switch x := x.(type) {
		case *ast.SendStmt:
			note(t.sends, x.Chan, x.Pos())
		case *ast.UnaryExpr:
			if x.Op == token.ARROW {
				note(t.receives, x.X, x.Pos())
			}
		}
		return true
	})
	g.tokens[fn] = t
	return t
}

// isToken reports whether a channel operation may be one on a semaphore: the element
// carries nothing, or is a thing that the function puts back.
func (g *Graph) isToken(op *source.ChanOp) bool {
	t := g.chanType(op.Chan)
	if t == nil {
		return false
	}
	switch u := t.Elem().Underlying().(type) {
	case *types.Struct:
		if u.NumFields() == 0 {
			return true
		}
	case *types.Basic:
		if u.Kind() == types.Bool {
			return true
		}
	}
	send, ok := op.Node.(*ast.SendStmt)
	if !ok {
		return false
	}
	_, ok = ast.Unparen(send.Value).(*ast.Ident)
	return ok
}
