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
	return c.lengthOfVar(x)
}

// lengthOfVar is the same for a variable that is set only once, to what is made there.
func (c *compiler) lengthOfVar(x ast.Expr) int {
	v, ok := c.Source.Info.ObjectOf(ident(x)).(*types.Var)
	if !ok || c.facts.sets[v] != 1 {
		return c.symbolic
	}
	vals := c.Source.Values(v)
	if len(vals) != 1 {
		return c.symbolic
	}
	switch val := ast.Unparen(vals[0].Expr).(type) {
	case *ast.CompositeLit:
		return c.clamp(int64(len(val.Elts)))
	case *ast.CallExpr:
		if c.Source.Builtin(val) == "make" && len(val.Args) > 1 {
			return c.integer(val.Args[1], 4)
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
		return c.integerOfCall(x, steps)
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

// integerOfCall returns the value of a length or of a conversion.
func (c *compiler) integerOfCall(x *ast.CallExpr, steps int) int {
	switch name := c.Source.Builtin(x); {
	case name == "len", name == "cap":
		return c.length(x.Args[0])
	case len(x.Args) == 1 && c.Source.Info.Types[x.Fun].IsType():
		return c.integer(x.Args[0], steps-1)
	}
	return c.symbolic
}

// roundsOf returns how often a loop goes round that counts a variable up or down.
func (c *compiler) roundsOf(s *ast.ForStmt) (n int, known bool) {
	k, ok := c.counterOf(s)
	if !ok {
		return 2, false
	}
	n, ok = k.rounds(c.integer(k.from, 4), c.integer(k.to, 4))
	if !ok {
		return 2, false
	}
	return c.clamp(int64(n)), true
}

// A counter is how a loop counts: by what step, and from and up to what it goes on.
type counter struct {
	from, to ast.Expr
	step     token.Token
	while    token.Token // the comparison with to
}

// counterOf returns how a loop counts a variable that nothing else sets.
func (c *compiler) counterOf(s *ast.ForStmt) (k counter, ok bool) {
	cond, ok := ast.Unparen(s.Cond).(*ast.BinaryExpr)
	if !ok {
		return counter{}, false
	}
	inc, ok := s.Post.(*ast.IncDecStmt)
	if !ok {
		return counter{}, false
	}
	init, ok := s.Init.(*ast.AssignStmt)
	if !ok || len(init.Lhs) != 1 || len(init.Rhs) != 1 {
		return counter{}, false
	}
	v, ok := c.Source.Info.ObjectOf(ident(inc.X)).(*types.Var)
	if !ok || c.Source.Info.ObjectOf(ident(init.Lhs[0])) != v || c.Source.Info.ObjectOf(ident(cond.X)) != v || c.facts.sets[v] != 2 {
		return counter{}, false
	}
	return counter{from: init.Rhs[0], to: cond.Y, step: inc.Tok, while: cond.Op}, true
}

// rounds returns how often a loop goes round that counts between two numbers.
func (k counter) rounds(from, to int) (n int, ok bool) {
	if k.step == token.INC {
		switch k.while {
		case token.LSS, token.NEQ:
			return to - from, true
		case token.LEQ:
			return to - from + 1, true
		}
		return 0, false
	}
	switch k.while {
	case token.GTR, token.NEQ:
		return from - to, true
	case token.GEQ:
		return from - to + 1, true
	}
	return 0, false
}
