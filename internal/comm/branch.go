package comm

import (
	"go/ast"

	"github.com/jobvet/jobvet/internal/source"
)

func (c *compiler) ifStmt(s *ast.IfStmt) {
	if s.Init != nil {
		c.stmt(s.Init)
	}
	then, other := c.cond(s.Cond)
	c.open = then
	c.block(s.Body.List)
	end := c.open
	c.open = other
	if s.Else != nil {
		c.stmt(s.Else)
	}
	c.open = append(c.open, end...)
}

// switchStmt takes each case for possible. A switch without a tag is a chain of ifs.
func (c *compiler) switchStmt(s *ast.SwitchStmt, label *ast.Ident) {
	if s.Init != nil {
		c.stmt(s.Init)
	}
	doubt := false
	if s.Tag != nil {
		c.expr(s.Tag)
		doubt = c.doubtful(s.Tag)
	}
	c.clauses(s.Body, label, func(cl *ast.CaseClause) (into []hole) {
		for _, e := range cl.List {
			var then []hole
			if s.Tag == nil {
				then, c.open = c.cond(e)
			} else {
				c.expr(e)
				then, c.open = c.branch(instr{op: nop, doubt: doubt})
			}
			into = append(into, then...)
		}
		return into
	})
}

func (c *compiler) typeSwitch(s *ast.TypeSwitchStmt, label *ast.Ident) {
	if s.Init != nil {
		c.stmt(s.Init)
	}
	doubt := c.endless()
	c.clauses(s.Body, label, func(*ast.CaseClause) (into []hole) {
		into, c.open = c.branch(instr{op: nop, doubt: doubt})
		return into
	})
}

// clauses compiles the clauses of a switch. choose returns the way into one that has
// cases, and leaves the way past it open.
func (c *compiler) clauses(body *ast.BlockStmt, label *ast.Ident, choose func(*ast.CaseClause) (into []hole)) {
	var end []hole
	t := c.within(label, false, func() {
		var fallback *ast.CaseClause
		for _, cl := range body.List {
			cl := cl.(*ast.CaseClause)
			if cl.List == nil {
				fallback = cl
				continue
			}
			into := choose(cl)
			past := c.open
			c.open = into
			c.block(cl.Body)
			end, c.open = append(end, c.open...), past
		}
		if fallback != nil {
			c.block(fallback.Body)
		}
	})
	c.open = append(append(c.open, end...), t.breaks...)
}

func (c *compiler) selectStmt(s *ast.SelectStmt, label *ast.Ident) {
	in := instr{op: choose, node: s}
	for _, cl := range s.Body.List {
		in.cases = append(in.cases, c.caseOf(cl.(*ast.CommClause).Comm))
	}
	at := c.place(in)
	var end []hole
	t := c.within(label, false, func() {
		for i, cl := range s.Body.List {
			c.open = []hole{{at, 0, i}}
			c.block(cl.(*ast.CommClause).Body)
			end, c.open = append(end, c.open...), nil
		}
	})
	c.open = append(end, t.breaks...)
}

func (c *compiler) caseOf(comm ast.Stmt) choice {
	if comm == nil {
		return choice{op: die}
	}
	if s, ok := comm.(*ast.SendStmt); ok {
		ch := c.expr(s.Chan)
		return choice{op: send, ch: ch, src: c.expr(s.Value)}
	}
	recv := source.CommReceive(comm)
	if recv == nil {
		return choice{op: external}
	}
	ch, kind := c.channel(recv.X)
	k := choice{op: kind, ch: ch, dst: noReg, ok: noReg, flag: isSign(c.Source.Info.TypeOf(recv.X))}
	if a, ok := comm.(*ast.AssignStmt); ok {
		k.dst = c.lhs(a.Lhs[0])
		c.received(a.Lhs[0])
		if len(a.Lhs) > 1 {
			k.ok = c.lhs(a.Lhs[1])
		}
	}
	return k
}
