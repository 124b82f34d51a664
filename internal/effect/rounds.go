package effect

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"github.com/jobvet/jobvet/internal/source"
)

// mostRounds is how often a loop over a constant may go round.
const mostRounds = 1 << 20

// isLarge reports whether an expression is a constant beyond mostRounds.
func (s *standalone) isLarge(x ast.Expr) bool {
	v := s.Source.Info.Types[x].Value
	if v == nil || v.Kind() != constant.Int {
		return false
	}
	n, exact := constant.Int64Val(v)
	return !exact || n > mostRounds || n < -mostRounds
}

// counts reports whether a loop counts a variable of its own up or down to a limit that
// stays: for i := 0; i < n; i++. A loop with any other condition may go on until another
// goroutine changes what it looks at.
func (s *standalone) counts(loop *ast.ForStmt) bool {
	cond, isComparison := ast.Unparen(loop.Cond).(*ast.BinaryExpr)
	inc, isStep := loop.Post.(*ast.IncDecStmt)
	init, isSet := loop.Init.(*ast.AssignStmt)
	if !isComparison || !isStep || !isSet || init.Tok != token.DEFINE || len(init.Lhs) != 1 {
		return false
	}
	counter := s.localVar(inc.X)
	if counter == nil || s.localVar(init.Lhs[0]) != counter || s.localVar(cond.X) != counter || assigns(s.Source.Info, loop.Body, counter) {
		return false
	}
	if !source.IsInteger(counter.Type()) {
		return false // a large float does not grow
	}
	if s.isLarge(init.Rhs[0]) || s.isLarge(cond.Y) {
		return false
	}
	return approaches(cond.Op, inc.Tok, counter.Type()) && s.stays(cond.Y, counter)
}

// approaches reports whether a step up or down ends at some time what the comparison of a
// counter with its limit lets go on.
func approaches(comparison, step token.Token, counter types.Type) bool {
	switch comparison {
	case token.LSS:
		return step == token.INC
	case token.GTR:
		return step == token.DEC
	case token.LEQ:
		return step == token.INC && passesLimits(counter)
	case token.GEQ:
		return step == token.DEC && passesLimits(counter)
	}
	return false
}

// passesLimits reports whether a counter of the type gets past its limit. If the type is
// small or has no negative numbers, the limit may be its largest or its smallest value.
func passesLimits(counter types.Type) bool {
	b, ok := counter.Underlying().(*types.Basic)
	return ok && (b.Kind() == types.Int || b.Kind() == types.Int32 || b.Kind() == types.Int64)
}

// stays reports whether the limit of a loop that counts stays the same: it consists of
// constants and of local variables that only their declaration sets.
func (s *standalone) stays(limit ast.Expr, counter *types.Var) bool {
	ok := true
	ast.Inspect(limit, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			name := s.Source.Builtin(n)
			ok = ok && (name == "len" || name == "cap") && s.keepsLength(n.Args[0])
		case *ast.Ident:
			if v, is := s.Source.Info.Uses[n].(*types.Var); is {
				ok = ok && v != counter && (v.Kind() == types.LocalVar || v.Kind() == types.ParamVar) && s.setOnce(v)
			}
		case nil, *ast.BinaryExpr, *ast.ParenExpr, *ast.BasicLit:
		default:
			ok = false
		}
		return ok
	})
	return ok
}

// keepsLength reports whether the length of a value changes only if its variable is
// set. The length of a map or a channel changes otherwise, too.
func (s *standalone) keepsLength(x ast.Expr) bool {
	t := s.Source.Info.TypeOf(x)
	if t == nil {
		return false
	}
	switch t.Underlying().(type) {
	case *types.Slice, *types.Array, *types.Pointer, *types.Basic:
		return true
	}
	return false
}

// setOnce reports whether only its declaration sets a variable.
func (s *standalone) setOnce(v *types.Var) bool {
	f := s.Source.FileAt(v.Pos())
	return f != nil && !assigns(s.Source.Info, f, v)
}

// localVar returns the local variable that an expression is, or nil.
func (s *standalone) localVar(x ast.Expr) *types.Var {
	id, ok := ast.Unparen(x).(*ast.Ident)
	if !ok {
		return nil
	}
	v, ok := s.Source.Info.ObjectOf(id).(*types.Var)
	if !ok || v.Kind() != types.LocalVar {
		return nil
	}
	return v
}

// assigns reports whether a node changes a variable, or may change it since it takes
// the address.
func assigns(info *types.Info, n ast.Node, v *types.Var) bool {
	is := func(x ast.Expr) bool {
		id, ok := ast.Unparen(x).(*ast.Ident)
		return ok && info.Uses[id] == v
	}
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, l := range n.Lhs {
				found = found || is(l)
			}
		case *ast.IncDecStmt:
			found = found || is(n.X)
		case *ast.RangeStmt:
			found = found || n.Key != nil && is(n.Key) || n.Value != nil && is(n.Value)
		case *ast.UnaryExpr:
			found = found || n.Op == token.AND && is(n.X)
		}
		return !found
	})
	return found
}
