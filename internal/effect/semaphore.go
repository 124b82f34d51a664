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
	pos, ok := first[types.ExprString(op.Chan)]
	return ok && pos < op.Node.Pos()
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
