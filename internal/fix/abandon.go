package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/jobvet/jobvet/internal/fix/syntax"
	"github.com/jobvet/jobvet/internal/source"
)

// Abandoned channels: a fix may let an operator stop waiting for a channel. It must
// not strand the goroutine at the other end, and it must not leave an answer there
// that a later call would take for its own.

// abandons makes sure that a receive from a channel, or a range over it, may end
// early. If the function makes the channel for one answer, the plan gives it room for
// that. It returns false if it cannot tell.
func (p *plan) abandons(ch ast.Expr, ranged bool) bool {
	if p.endsItself(ch) {
		return true
	}
	v := p.Src.VarOf(ch)
	if v == nil || p.onlyClosed(v) {
		return v != nil
	}
	if v.Kind() != types.LocalVar || ranged || p.loops(v.Pos()) {
		return false
	}
	made := p.madeHere(v)
	if made == nil || !p.receivedOnce(v) {
		return false
	}
	if len(made.Args) == 2 {
		size, exact := p.Src.ConstantInt(made.Args[1])
		return exact && size > 0
	}
	p.Insert(made.Rparen, ", 1")
	return !p.setsBetween(made.End(), p.Pos) // without room the sender sees it before it goes on
}

// withholds reports whether the function may leave a send out. The channel must be
// older than the call, and the function must not have used another channel before:
// then nobody who heard from this call waits for the value.
func (s *site) withholds(ch ast.Expr) bool {
	v, root := s.Src.VarOf(ch), s.rootOf(ch)
	if v == nil || root == nil || root.Kind() == types.LocalVar || root.Kind() == types.ResultVar || s.tellsBefore() || s.isShared(ch) {
		return false
	}
	return !slices.ContainsFunc(s.Src.Values(v), func(val source.Value) bool {
		return val.In != nil && val.In.Outermost() == s.fn.Outermost()
	})
}

// rootOf returns the variable with which an expression begins, or nil.
func (x *Fixer) rootOf(e ast.Expr) *types.Var {
	for {
		switch n := ast.Unparen(e).(type) {
		case *ast.Ident:
			v, _ := x.Info.Uses[n].(*types.Var)
			return v
		case *ast.SelectorExpr:
			if v, ok := x.Info.Uses[n.Sel].(*types.Var); ok && !v.IsField() {
				return v // of another package
			}
			e = n.X
		case *ast.IndexExpr:
			e = n.X
		case *ast.StarExpr:
			e = n.X
		default:
			return nil
		}
	}
}

// tellsBefore reports whether the function uses a channel before the site, except
// to ask whether something has ended.
func (s *site) tellsBefore() bool {
	return syntax.ExistsOutside(s.fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SendStmt:
			return n.Pos() < s.Pos
		case *ast.UnaryExpr:
			return n.Pos() < s.Pos && n.Op == token.ARROW && !s.endsItself(n.X)
		}
		return false
	})
}

// setsBetween reports whether the function sets a variable that it has declared
// before, between two positions.
func (s *site) setsBetween(from, to token.Pos) bool {
	return syntax.ExistsOutside(s.fn.Body, func(n ast.Node) bool {
		if n.Pos() <= from || to < n.End() {
			return false
		}
		if set, ok := n.(*ast.AssignStmt); ok {
			return set.Tok != token.DEFINE
		}
		_, ok := n.(*ast.IncDecStmt)
		return ok
	})
}

// endsItself reports whether a channel is that of a timer, which has room, or of
// a context, which is closed.
func (x *Fixer) endsItself(ch ast.Expr) bool {
	switch ch := ast.Unparen(ch).(type) {
	case *ast.CallExpr:
		sel, ok := ast.Unparen(ch.Fun).(*ast.SelectorExpr)
		return x.IsTime(ch, "After") || x.IsTime(ch, "Tick") || ok && sel.Sel.Name == "Done" && source.IsContext(x.Info.TypeOf(sel.X))
	case *ast.SelectorExpr:
		return ch.Sel.Name == "C" && source.IsTimer(x.Info.TypeOf(ch.X))
	}
	return false
}

// loops reports whether a loop inside of the function may run the site more than once
// for one variable, which is declared at a position.
func (s *site) loops(declared token.Pos) bool {
	for c := range s.cur.Enclosing((*ast.ForStmt)(nil), (*ast.RangeStmt)(nil), (*ast.FuncLit)(nil), (*ast.FuncDecl)(nil)) {
		var body *ast.BlockStmt
		switch n := c.Node().(type) {
		case *ast.ForStmt:
			body = n.Body
		case *ast.RangeStmt:
			body = n.Body
		default:
			return false
		}
		if n := c.Node(); body.Pos() <= s.Pos && !(n.Pos() <= declared && declared < n.End()) {
			return true
		}
	}
	return false
}

// madeHere returns the call of make that is all that a local variable of the
// function ever holds, or nil.
func (s *site) madeHere(v *types.Var) *ast.CallExpr {
	values := s.Src.Values(v)
	if len(values) != 1 || values[0].In != s.fn {
		return nil
	}
	call, ok := ast.Unparen(values[0].Expr).(*ast.CallExpr)
	if !ok || s.Src.Builtin(call) != "make" || s.files.At(call.Pos()) != s.file {
		return nil
	}
	return call
}

// receivedOnce reports whether the receive at the site is the only one from a
// channel that the function makes. Apart from that the function may give the channel
// to its senders, and may send on it or close it in a literal.
func (s *site) receivedOnce(v *types.Var) bool {
	return !s.hasGoto() && !slices.ContainsFunc(s.UsesOf(v), func(use *ast.Ident) bool { return !s.isOtherEnd(s.Find(use)) })
}

// isOtherEnd reports whether a use of a channel is the receive at the site, or
// belongs to the senders.
func (s *site) isOtherEnd(use inspector.Cursor) bool {
	switch p := use.Parent().Node().(type) {
	case *ast.UnaryExpr:
		return p.Op == token.ARROW && (p.Pos() == s.Pos || s.inSelect(p))
	case *ast.SendStmt:
		fn := s.FuncAt(use)
		return use.ParentEdgeKind() == edge.SendStmt_Value || fn != s.fn && fn != nil && fn.Lit != nil
	case *ast.CallExpr:
		return s.Src.Builtin(p) == "close" || s.sendsOnly(use)
	case *ast.CompositeLit, *ast.KeyValueExpr:
		return isSent(use)
	}
	return false
}

// sendsOnly reports whether a call that gets a channel can only send on it, or is
// made by a goroutine.
func (s *site) sendsOnly(ch inspector.Cursor) bool {
	if ch.Parent().ParentEdgeKind() == edge.GoStmt_Call {
		return true
	}
	param := s.ParamOf(ch)
	return param != nil && isChanOf(param.Type(), types.SendOnly)
}

// isSent reports whether an expression stands in a composite literal that is the
// value of a send.
func isSent(c inspector.Cursor) bool {
	for {
		switch kind := c.ParentEdgeKind(); kind {
		case edge.SendStmt_Value:
			return true
		case edge.CompositeLit_Elts, edge.ParenExpr_X, edge.KeyValueExpr_Value:
		case edge.UnaryExpr_X:
			if c.Parent().Node().(*ast.UnaryExpr).Op != token.AND {
				return false
			}
		default:
			return false
		}
		c = c.Parent()
	}
}

// inSelect reports whether a receive is a case of the select at the site.
func (s *site) inSelect(recv ast.Expr) bool {
	sel, ok := s.cur.Node().(*ast.SelectStmt)
	return ok && sel.Pos() <= recv.Pos() && recv.End() <= sel.End()
}

// onlyClosed reports whether nobody ever sends on a channel. Only this package may
// reach the variable or field, and each use of it must receive from the channel,
// close it, make it, or give it to code that can only receive from it.
func (x *Fixer) onlyClosed(v *types.Var) bool {
	if v.Exported() && v.Kind() != types.LocalVar {
		return false
	}
	for _, use := range x.UsesOf(v.Origin()) {
		if !x.receivesOnly(use) {
			return false
		}
	}
	for _, val := range x.Src.Values(v) {
		call, ok := ast.Unparen(val.Expr).(*ast.CallExpr)
		if !ok || x.Src.Builtin(call) != "make" {
			return false
		}
	}
	return len(x.Src.Values(v)) > 0
}

// receivesOnly reports whether a use of a channel cannot lead to a send on it.
func (x *Fixer) receivesOnly(use *ast.Ident) bool {
	c := x.Find(use)
	for c.ParentEdgeKind() == edge.SelectorExpr_Sel || c.ParentEdgeKind() == edge.ParenExpr_X {
		c = c.Parent()
	}
	switch c.ParentEdgeKind() {
	case edge.UnaryExpr_X:
		return c.Parent().Node().(*ast.UnaryExpr).Op == token.ARROW
	case edge.RangeStmt_X, edge.AssignStmt_Lhs, edge.BinaryExpr_X, edge.BinaryExpr_Y:
		return true
	case edge.KeyValueExpr_Key:
		return true // a literal sets it, and its values are known
	case edge.ReturnStmt_Results:
		result := x.resultOf(c)
		return result != nil && isChanOf(result.Type(), types.RecvOnly)
	case edge.CallExpr_Args:
		if name := x.Src.Builtin(c.Parent().Node().(*ast.CallExpr)); name != "" {
			return name == "close"
		}
		param := x.ParamOf(c)
		return param != nil && isChanOf(param.Type(), types.RecvOnly)
	}
	return false
}

// resultOf returns the result that a return statement gives an expression for,
// or nil if it is not one of as many as there are results.
func (x *Fixer) resultOf(c inspector.Cursor) *types.Var {
	fn, ret := x.FuncAt(c), c.Parent().Node().(*ast.ReturnStmt)
	if fn == nil || fn.Sig.Results().Len() != len(ret.Results) {
		return nil
	}
	return fn.Sig.Results().At(c.ParentEdgeIndex())
}

// isChanOf reports whether a type is that of a channel with a direction.
func isChanOf(t types.Type, dir types.ChanDir) bool {
	c, ok := t.Underlying().(*types.Chan)
	return ok && c.Dir() == dir
}
