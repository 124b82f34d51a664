package effect

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

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
	if g.opposes(out, v, isSend, c.call.Pos()) {
		return true
	}
	for _, x := range out.Calls {
		if x.Pos() >= c.call.Pos() {
			continue
		}
		for _, o := range g.Source.Callees(x) {
			if o.Fn != nil && g.opposes(o.Fn, v, isSend, o.Fn.Body.End()) {
				return true
			}
		}
	}
	return false
}

// opposes reports whether fn does the opposite of an operation on v, before a position.
func (g *Graph) opposes(fn *source.Func, v *types.Var, isSend bool, before token.Pos) bool {
	return slices.ContainsFunc(fn.ChanOps, func(op *source.ChanOp) bool {
		return op.Node.Pos() < before && op.Chan != nil && (op.Kind == source.Send) != isSend && g.Source.VarOf(op.Chan) == v
	})
}

// undoes returns the names of the methods that take what an operation of fn gives back:
// fn is a method, the channel a field with room that the package has for itself, and the
// other methods do the opposite. A caller that has called one of them does not wait. To give
// back is to send if who makes the channel fills it, else to receive.
func (g *Graph) undoes(fn *source.Func, op *source.ChanOp) []string {
	v := g.Source.VarOf(op.Chan)
	if v == nil || !v.IsField() || op.Kind == source.RangeOver || fn.Obj == nil || !g.isToken(op) || g.roomOf(v) == 0 || g.trafficOf(v) == nil {
		return nil
	}
	makes := g.makesOf(op.Chan)
	if len(makes) == 0 || slices.ContainsFunc(makes, func(call *ast.CallExpr) bool { return g.fills(call, v) != (op.Kind == source.Send) }) {
		return nil
	}
	var names []string
	for _, other := range g.methodsBeside(fn) {
		if g.opposes(other, v, op.Kind == source.Send, other.Body.End()) {
			names = append(names, other.Obj.Name())
		}
	}
	return names
}

// undoneHere reports whether the function that makes a call, or one around it, has called
// one of the methods on the same variable before.
func (g *Graph) undoneHere(fn *source.Func, c *source.Call, methods []string) bool {
	recv := g.receiver(c)
	if recv == nil || len(methods) == 0 {
		return false
	}
	for ; fn != nil && fn.Body != nil; fn = fn.Parent {
		for _, other := range fn.Calls {
			if other.How == source.Plain && other.Pos() < c.Pos() && g.receiver(other) == recv && slices.Contains(methods, g.Source.NamedFunc(other.Expr).Name()) {
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
	if carriesNothing(t.Elem()) {
		return true
	}
	send, ok := op.Node.(*ast.SendStmt)
	if !ok {
		return false
	}
	_, ok = ast.Unparen(send.Value).(*ast.Ident)
	return ok
}
