package fix

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"github.com/jobvet/jobvet/internal/source"
)

// Abandon a channel: a fix that lets an operator stop waiting for a channel must
// not strand the goroutine at the other end, and must not leave an answer there
// that a later call would take for its own.

// abandons makes sure that a receive from a channel, or a range over it, may end
// early. It gives a channel that the function makes itself room for the one
// answer that it expects. It fails where it cannot tell.
func (e *edit) abandons(ch ast.Expr, ranged bool) bool {
	if e.endsItself(ch) {
		return true
	}
	v := e.src.VarOf(ch)
	if v == nil {
		return false
	}
	if e.onlyClosed(v) {
		return true
	}
	if v.Kind() != types.LocalVar || ranged || e.loops(v.Pos()) {
		return false
	}
	made := e.madeHere(v)
	if made == nil || !e.receivedOnce(v) {
		return false
	}
	switch size := e.pass.TypesInfo.Types[lastArg(made)].Value; {
	case len(made.Args) == 1:
		if e.setsBetween(made.End(), e.Pos) {
			return false // without room the sender sees it before it goes on
		}
		e.insert(made.Rparen, ", 1")
		return true
	default:
		return size != nil && constant.Compare(constant.ToInt(size), token.GTR, constant.MakeInt64(0))
	}
}

// withholds reports whether a send on a channel may be left out: it is the first
// thing that the function says to others, on a channel that was there before, so
// that nobody whom it has told of something waits for the value.
func (s *site) withholds(ch ast.Expr) bool {
	v, root := s.src.VarOf(ch), s.rootOf(ch)
	if v == nil || root == nil || root.Kind() == types.LocalVar || root.Kind() == types.ResultVar || s.tellsBefore() || s.isShared(ch) {
		return false
	}
	return !slices.ContainsFunc(s.src.Values(v), func(val source.Value) bool {
		return val.In != nil && val.In.Outermost() == s.fn.Outermost()
	})
}

// rootOf returns the variable that an expression starts with, or nil.
func (x *Fixer) rootOf(e ast.Expr) *types.Var {
	for {
		switch n := ast.Unparen(e).(type) {
		case *ast.Ident:
			v, _ := x.pass.TypesInfo.Uses[n].(*types.Var)
			return v
		case *ast.SelectorExpr:
			if v, ok := x.pass.TypesInfo.Uses[n.Sel].(*types.Var); ok && !v.IsField() {
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

// tellsBefore reports whether the function uses a channel before the site, other
// than to ask whether something has ended.
func (s *site) tellsBefore() bool {
	found := false
	ast.Inspect(s.fn.Body, func(n ast.Node) bool {
		if n == nil || found || n.Pos() >= s.Pos {
			return false
		}
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.SendStmt:
			found = true
		case *ast.UnaryExpr:
			found = n.Op == token.ARROW && !s.endsItself(n.X)
		}
		return !found
	})
	return found
}

// setsBetween reports whether the function sets a variable, other than where it
// declares one, between two places.
func (s *site) setsBetween(from, to token.Pos) bool {
	found := false
	ast.Inspect(s.fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.AssignStmt:
			found = found || n.Tok != token.DEFINE && from < n.Pos() && n.End() <= to
		case *ast.IncDecStmt:
			found = found || from < n.Pos() && n.End() <= to
		}
		return !found
	})
	return found
}

func lastArg(call *ast.CallExpr) ast.Expr { return call.Args[len(call.Args)-1] }

// endsItself reports whether a channel is that of a timer, which has room, or of
// a context, which is closed.
func (x *Fixer) endsItself(ch ast.Expr) bool {
	switch ch := ast.Unparen(ch).(type) {
	case *ast.CallExpr:
		sel, ok := ast.Unparen(ch.Fun).(*ast.SelectorExpr)
		return x.isTime(ch, "After") || x.isTime(ch, "Tick") || ok && sel.Sel.Name == "Done" && source.IsContext(x.pass.TypesInfo.TypeOf(sel.X))
	case *ast.SelectorExpr:
		return ch.Sel.Name == "C" && source.IsTimer(x.pass.TypesInfo.TypeOf(ch.X))
	}
	return false
}

// loops reports whether a loop stands around the site, within the function that
// declares a variable at pos: it may receive more than once.
func (s *site) loops(declared token.Pos) bool {
	for _, n := range s.path {
		switch n := n.(type) {
		case *ast.ForStmt:
			if n.Body.Pos() <= s.Pos && !(n.Pos() <= declared && declared < n.End()) {
				return true
			}
		case *ast.RangeStmt:
			if n.Body.Pos() <= s.Pos && !(n.Pos() <= declared && declared < n.End()) {
				return true
			}
		case *ast.FuncLit, *ast.FuncDecl:
			return false
		}
	}
	return false
}

// madeHere returns the call of make that is all that a local variable of the
// function ever holds, or nil.
func (s *site) madeHere(v *types.Var) *ast.CallExpr {
	values := s.src.Values(v)
	if len(values) != 1 || values[0].In != s.fn {
		return nil
	}
	call, ok := ast.Unparen(values[0].Expr).(*ast.CallExpr)
	if !ok || s.src.Builtin(call) != "make" || s.file.tok != s.pass.Fset.File(call.Pos()) {
		return nil
	}
	return call
}

// receivedOnce reports whether the receive at the site is the only one from a
// channel that the function makes: everything else that the function does with
// the channel is to hand it to who sends, and to send on it or close it in a
// literal.
func (s *site) receivedOnce(v *types.Var) bool {
	if s.hasGoto() {
		return false
	}
	for _, use := range s.usesOf(v) {
		path := enclosing(s.file.syntax, use)
		if len(path) == 0 {
			return false
		}
		ok := false
		switch p := path[0].(type) {
		case *ast.UnaryExpr:
			ok = p.Op == token.ARROW && (p.Pos() == s.Pos || s.inSelect(p))
		case *ast.SendStmt:
			ok = p.Chan != ast.Expr(use) || s.inLit(path)
		case *ast.CallExpr:
			ok = s.src.Builtin(p) == "close" || s.sendsOnly(p, use, path)
		case *ast.CompositeLit, *ast.KeyValueExpr:
			ok = isSent(use, path)
		}
		if !ok {
			return false
		}
	}
	return true
}

// sendsOnly reports whether a call that gets a channel can only send on it, or is
// made by a goroutine.
func (s *site) sendsOnly(call *ast.CallExpr, ch ast.Expr, path []ast.Node) bool {
	if _, ok := path[1].(*ast.GoStmt); ok {
		return true
	}
	sig, ok := s.pass.TypesInfo.TypeOf(call.Fun).(*types.Signature)
	if !ok {
		return false
	}
	for i, arg := range call.Args {
		if arg == ch && i < sig.Params().Len() && !(sig.Variadic() && i == sig.Params().Len()-1) {
			c, ok := sig.Params().At(i).Type().Underlying().(*types.Chan)
			return ok && c.Dir() == types.SendOnly
		}
	}
	return false
}

// isSent reports whether an expression stands in a composite literal that is the
// value of a send.
func isSent(x ast.Expr, path []ast.Node) bool {
	var child ast.Node = x
	for _, n := range path {
		switch n := n.(type) {
		case *ast.CompositeLit, *ast.ParenExpr:
		case *ast.KeyValueExpr:
			if n.Value != child {
				return false
			}
		case *ast.UnaryExpr:
			if n.Op != token.AND {
				return false
			}
		case *ast.SendStmt:
			return n.Value == child
		default:
			return false
		}
		child = n
	}
	return false
}

// inSelect reports whether a receive is a case of the select at the site.
func (s *site) inSelect(recv ast.Expr) bool {
	sel, ok := s.path[0].(*ast.SelectStmt)
	return ok && sel.Pos() <= recv.Pos() && recv.End() <= sel.End()
}

// inLit reports whether a path leads out of the function through a literal.
func (s *site) inLit(path []ast.Node) bool {
	for _, n := range path {
		switch n := n.(type) {
		case *ast.FuncLit:
			return s.src.OfLit(n) != s.fn
		case *ast.FuncDecl:
			return false
		}
	}
	return false
}

// onlyClosed reports whether nobody ever sends on a channel: it is a variable or
// field that only this package can reach, and there every use of it receives,
// closes or makes it, or hands it on to be received from.
func (x *Fixer) onlyClosed(v *types.Var) bool {
	if v.Exported() && v.Kind() != types.LocalVar {
		return false
	}
	for _, use := range x.usesOf(v.Origin()) {
		if !x.receivesOnly(use) {
			return false
		}
	}
	for _, val := range x.src.Values(v) {
		call, ok := ast.Unparen(val.Expr).(*ast.CallExpr)
		if !ok || x.src.Builtin(call) != "make" {
			return false
		}
	}
	return len(x.src.Values(v)) > 0
}

func (x *Fixer) receivesOnly(use *ast.Ident) bool {
	f := x.syntaxAt(use.Pos())
	if f == nil {
		return false
	}
	path := enclosing(f, use)
	var child ast.Expr = use
	for len(path) > 0 {
		if sel, ok := path[0].(*ast.SelectorExpr); !ok || sel.Sel != child {
			if _, ok := path[0].(*ast.ParenExpr); !ok {
				break
			}
		}
		child, path = path[0].(ast.Expr), path[1:]
	}
	if len(path) == 0 {
		return false
	}
	switch p := path[0].(type) {
	case *ast.UnaryExpr:
		return p.Op == token.ARROW
	case *ast.RangeStmt:
		return p.X == child
	case *ast.KeyValueExpr:
		return p.Key == child // of a literal: what it holds is among its values
	case *ast.AssignStmt:
		for _, l := range p.Lhs {
			if l == child {
				return true
			}
		}
		return false
	case *ast.BinaryExpr:
		return true
	case *ast.ReturnStmt:
		return isReceiveOnly(x.resultType(path, p, child))
	case *ast.CallExpr:
		if name := x.src.Builtin(p); name != "" {
			return name == "close"
		}
		sig, ok := x.pass.TypesInfo.TypeOf(p.Fun).(*types.Signature)
		if !ok {
			return false
		}
		for i, arg := range p.Args {
			if arg == child && i < sig.Params().Len() && !(sig.Variadic() && i == sig.Params().Len()-1) {
				return isReceiveOnly(sig.Params().At(i).Type())
			}
		}
	}
	return false
}

// resultType is the type of the result that an expression is returned as, or
// nil.
func (x *Fixer) resultType(path []ast.Node, ret *ast.ReturnStmt, child ast.Expr) types.Type {
	var fn *source.Func
	for _, n := range path {
		switch n := n.(type) {
		case *ast.FuncLit:
			fn = x.src.OfLit(n)
		case *ast.FuncDecl:
			if obj, ok := x.pass.TypesInfo.Defs[n.Name].(*types.Func); ok {
				fn = x.src.Of(obj)
			}
		default:
			continue
		}
		break
	}
	if fn == nil || fn.Sig.Results().Len() != len(ret.Results) {
		return nil
	}
	for i, r := range ret.Results {
		if r == child {
			return fn.Sig.Results().At(i).Type()
		}
	}
	return nil
}

func isReceiveOnly(t types.Type) bool {
	if t == nil {
		return false
	}
	c, ok := t.Underlying().(*types.Chan)
	return ok && c.Dir() == types.RecvOnly
}
