package comm

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"github.com/jobvet/jobvet/internal/source"
)

// mostRounds is how often a loop goes round at most. All that is longer, or has more
// room, is taken for one more than that, if it is the same number everywhere.
const mostRounds = 16

// length returns how often a range over x goes round.
func (c *compiler) length(x ast.Expr) int {
	if k, ok := c.Source.ConstantInt(x); ok {
		return c.clamp(k)
	}
	t := c.Source.Info.TypeOf(x)
	if t == nil {
		return c.symbolic
	}
	if a, ok := source.Pointee(t).Underlying().(*types.Array); ok {
		return c.clamp(a.Len())
	}
	if tv := c.Source.Info.Types[x]; tv.Value != nil && tv.Value.Kind() == constant.String {
		return c.clamp(int64(len(constant.StringVal(tv.Value))))
	}
	if source.IsInteger(t) {
		return c.clamp(int64(c.integer(x, 4)))
	}
	if lit, ok := ast.Unparen(x).(*ast.CompositeLit); ok {
		return c.clamp(int64(len(lit.Elts)))
	}
	if v, ok := c.Source.Info.ObjectOf(ident(x)).(*types.Var); ok && c.facts.sets[v] == 1 {
		if vals := c.Source.Values(v); len(vals) == 1 {
			switch val := ast.Unparen(vals[0].Expr).(type) {
			case *ast.CompositeLit:
				return c.clamp(int64(len(val.Elts)))
			case *ast.CallExpr:
				if c.Source.Builtin(val) == "make" && len(val.Args) > 1 {
					return c.integer(val.Args[1], 4)
				}
			}
		}
	}
	return c.symbolic
}

func (c *compiler) clamp(n int64) int {
	if n > mostRounds {
		c.large = c.large || c.most != 0 && c.most != n
		c.most, n = n, mostRounds+1
	}
	return int(max(0, n))
}

// integer returns the value of an expression; if that does not show, it is symbolic:
// all numbers that are not known are taken for equal.
func (c *compiler) integer(e ast.Expr, steps int) int {
	if k, ok := c.Source.ConstantInt(e); ok {
		return int(min(k, 1<<30))
	}
	if steps == 0 {
		return c.symbolic
	}
	switch x := ast.Unparen(e).(type) {
	case *ast.CallExpr:
		switch name := c.Source.Builtin(x); {
		case name == "len", name == "cap":
			return c.length(x.Args[0])
		case len(x.Args) == 1 && c.Source.Info.Types[x.Fun].IsType():
			return c.integer(x.Args[0], steps-1)
		}
	case *ast.BinaryExpr:
		a, b := c.integer(x.X, steps-1), c.integer(x.Y, steps-1)
		switch x.Op {
		case token.ADD:
			return a + b
		case token.SUB:
			return a - b
		case token.MUL:
			return a * b
		}
	case *ast.Ident:
		if v, ok := c.Source.Info.ObjectOf(x).(*types.Var); ok {
			if set, all := c.Source.Numbers(v); all && len(set) == 1 {
				return c.integer(set[0], steps-1)
			}
		}
	}
	return c.symbolic
}

// roundsOf returns how often a loop goes round that counts a variable up or down.
func (c *compiler) roundsOf(s *ast.ForStmt) (n int, known bool) {
	cond, ok := ast.Unparen(s.Cond).(*ast.BinaryExpr)
	inc, ok2 := s.Post.(*ast.IncDecStmt)
	init, ok3 := s.Init.(*ast.AssignStmt)
	if !ok || !ok2 || !ok3 || len(init.Lhs) != 1 || len(init.Rhs) != 1 {
		return 2, false
	}
	v, ok := c.Source.Info.ObjectOf(ident(inc.X)).(*types.Var)
	if !ok || c.Source.Info.ObjectOf(ident(init.Lhs[0])) != v || c.Source.Info.ObjectOf(ident(cond.X)) != v || c.facts.sets[v] != 2 {
		return 2, false
	}
	from, to := c.integer(init.Rhs[0], 4), c.integer(cond.Y, 4)
	switch {
	case inc.Tok == token.INC && (cond.Op == token.LSS || cond.Op == token.NEQ):
		n = to - from
	case inc.Tok == token.INC && cond.Op == token.LEQ:
		n = to - from + 1
	case inc.Tok == token.DEC && (cond.Op == token.GTR || cond.Op == token.NEQ):
		n = from - to
	case inc.Tok == token.DEC && cond.Op == token.GEQ:
		n = from - to + 1
	default:
		return 2, false
	}
	return c.clamp(int64(n)), true
}
