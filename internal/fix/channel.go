package fix

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/fix/edit"
	"github.com/jobvet/jobvet/internal/fix/syntax"
	"github.com/jobvet/jobvet/internal/source"
)

const endsWithContext = "Wait in a select that the operator's context ends; at its end the operator returns"

// selects is a select statement with a wait and with the case done, which ends it.
func selects(wait, done string) string { return "select {\ncase " + wait + ":\n" + done + "}" }

// timeWait fixes a sleep if the framework accepts one that ends with the
// operator's context:
//
//	time.Sleep(d)   →   select { case <-time.After(d): case <-ctx.Done(): return ctx.Err() }
func (s *site) timeWait() *plan {
	if s.replays() {
		return s.replayedSleep()
	}
	if s.Op.Policy != catalog.Bounded || s.Bound.Kind != effect.Nothing {
		return nil
	}
	c, ok := s.begins(func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		return ok && s.isSleep(call) || isReceive(n)
	})
	if !ok {
		return nil
	}
	stmt, alone := syntax.StatementOf(c)
	p := s.newPlan(stmt)
	done, ok := p.cancelled()
	if !ok || !alone {
		return nil
	}
	wait := s.file.Of(c.Node())
	if call, ok := c.Node().(*ast.CallExpr); ok {
		wait = "<-" + p.Std("time", "After") + "(" + s.file.Of(call.Args[0]) + ")"
	}
	p.message = endsWithContext
	p.ReplaceNode(stmt.Node(), selects(wait, done))
	return p
}

func isReceive(n ast.Node) bool {
	u, ok := n.(*ast.UnaryExpr)
	return ok && u.Op == token.ARROW
}

// chanWait fixes a channel operation that nothing ends.
func (s *site) chanWait() *plan {
	if s.Bound.Kind != effect.Nothing {
		return nil
	}
	c, ok := s.begins(func(n ast.Node) bool {
		switch n.(type) {
		case *ast.SendStmt, *ast.RangeStmt, *ast.SelectStmt:
			return true
		}
		return isReceive(n)
	})
	if !ok {
		return nil
	}
	p := s.newPlan(c)
	done, ok := p.cancelled()
	if !ok {
		return nil
	}
	p.message = endsWithContext
	switch n := c.Node().(type) {
	case *ast.SendStmt:
		ok = syntax.Listed(c) && p.withholds(n.Chan)
		p.ReplaceNode(n, selects(p.Of(n), done))
	case *ast.SelectStmt:
		ok = p.mayPass(n)
		p.Insert(n.Body.Rbrace, done)
	case *ast.RangeStmt:
		ok = p.abandons(n.X, true) && p.ranged(n, done)
	case *ast.UnaryExpr:
		ok = p.abandons(n.X, false) && p.received(c, done)
	}
	if !ok {
		return nil
	}
	return p
}

// mayPass makes sure that the operator may leave a select without any of its cases.
func (p *plan) mayPass(sel *ast.SelectStmt) bool {
	for _, c := range sel.Body.List {
		ch, isSend := source.CommChan(c.(*ast.CommClause).Comm)
		if ch == nil || isSend && !p.withholds(ch) || !isSend && !p.abandons(ch, false) {
			return false
		}
	}
	return true
}

// received rewrites a receive: alone, assigned to variables, or within an
// expression.
func (p *plan) received(recv inspector.Cursor, done string) bool {
	c := syntax.Wrapped(recv).Parent()
	if syntax.Listed(c) {
		switch st := c.Node().(type) {
		case *ast.ExprStmt:
			p.before = c
			p.ReplaceNode(st, selects(p.Of(st), done))
			return true
		case *ast.AssignStmt:
			if len(st.Rhs) == 1 && (st.Tok == token.ASSIGN || st.Tok == token.DEFINE) {
				p.before = c
				return p.receivedInto(st, recv.Node().(*ast.UnaryExpr), done)
			}
		}
	}
	return p.receivedWithin(recv, done)
}

// receivedInto rewrites the receive of an assignment. It fails if the assignment declares
// a name that the receive or the case for the end mentions.
func (p *plan) receivedInto(st *ast.AssignStmt, recv *ast.UnaryExpr, done string) bool {
	decls := ""
	for _, l := range st.Lhs {
		id, ok := l.(*ast.Ident)
		if !ok {
			continue
		}
		v := p.Info.Defs[id]
		if v == nil {
			continue // it was declared before
		}
		decl, ok := p.variable(id.Name, v.Type())
		if !ok || edit.Mentions(p.Of(recv), id.Name) || edit.Mentions(done, id.Name) {
			return false
		}
		decls += decl
	}
	to := p.Slice(st.Pos(), st.Lhs[len(st.Lhs)-1].End())
	p.ReplaceNode(st, decls+selects(to+" = "+p.Of(recv), done))
	return true
}

// receivedWithin rewrites a receive within an expression, if nothing before it
// in the statement does anything:
//
//	return <-errs   →   var v error; select { case v = <-errs: ... }; return v
func (p *plan) receivedWithin(recv inspector.Cursor, done string) bool {
	stmt, ok := syntax.Statement(recv)
	if !ok {
		return false
	}
	x := recv.Node().(*ast.UnaryExpr)
	t := p.Info.TypeOf(x)
	if _, two := t.(*types.Tuple); two || actsBefore(stmt.Node(), x) {
		return false
	}
	v := p.newVar("received")
	decl, ok := p.variable(v, t)
	p.before = stmt
	p.Insert(stmt.Node().Pos(), decl+selects(v+" = "+p.Of(x), done)+"\n")
	p.ReplaceNode(x, v)
	return ok
}

// actsBefore reports whether a statement may do something before it evaluates an
// expression in it.
func actsBefore(stmt ast.Node, x ast.Expr) bool {
	found := false
	ast.Inspect(stmt, func(n ast.Node) bool {
		if n == nil || n.Pos() >= x.Pos() || found {
			return false
		}
		switch n := n.(type) {
		case *ast.CallExpr:
			found = !syntax.Within(x, n) || syntax.HasCalls(n.Fun)
		case *ast.UnaryExpr:
			found = n.Op == token.ARROW
		case *ast.FuncLit:
			return false
		}
		return !found
	})
	return found
}

// ranged rewrites a loop over a channel:
//
//	for v := range ch { ... }
//	→ for { var v T; var ok bool; select { case v, ok = <-ch: ... }; if !ok { break }; ... }
func (p *plan) ranged(loop *ast.RangeStmt, done string) bool {
	if loop.Tok == token.ASSIGN || loop.Value != nil || syntax.HasCalls(loop.X) {
		return false
	}
	value, decl := "_", ""
	if id, is := loop.Key.(*ast.Ident); is && id.Name != "_" {
		v := p.Info.Defs[id]
		if v == nil || edit.Mentions(p.Of(loop.X), id.Name) || edit.Mentions(done, id.Name) {
			return false
		}
		var ok bool
		if decl, ok = p.variable(id.Name, v.Type()); !ok {
			return false
		}
		value = id.Name
	}
	more := p.local("ok")
	flag, ok := p.variable(more, types.Typ[types.Bool])
	wait := selects(value+", "+more+" = <-"+p.Of(loop.X), done)
	p.Replace(loop.Pos(), p.After(loop.Body.Lbrace+1), "for {\n"+decl+flag+wait+"\nif !"+more+" {\nbreak\n}\n")
	return ok
}
