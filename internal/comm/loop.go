package comm

import (
	"go/ast"

	"github.com/jobvet/jobvet/internal/source"
)

func (c *compiler) forStmt(s *ast.ForStmt, label *ast.Ident) {
	if s.Init != nil {
		c.stmt(s.Init)
	}
	rounds, known := c.roundsOf(s)
	c.loop(s, label, instr{op: count, n: rounds, doubt: !known}, s.Cond, s.Body, s.Post)
}

func (c *compiler) rangeStmt(s *ast.RangeStmt, label *ast.Ident) {
	t := c.Source.Info.TypeOf(s.X)
	x := c.expr(s.X)
	if source.IsChan(t) {
		if s.Key != nil {
			c.received(s.Key)
		}
		c.loop(s, label, instr{op: rangeOver, node: s, ch: x, dst: c.lhs(s.Key), ok: noReg, flag: isSign(t)}, nil, s.Body, nil)
		return
	}
	c.loop(s, label, instr{op: count, n: c.length(s.X), doubt: source.IsFunc(t)}, nil, s.Body, nil)
}

// loop compiles a loop whose head is in. If the head is a count that is in doubt, the
// loop may go round as often as it likes.
func (c *compiler) loop(s ast.Stmt, label *ast.Ident, in instr, cond ast.Expr, body *ast.BlockStmt, post ast.Stmt) {
	_, isFor := s.(*ast.ForStmt)
	endless := isFor && cond == nil
	head := len(c.code.instrs)
	var first, done, not []hole
	if endless {
		c.emit(instr{op: nop})
		first = c.open
	} else {
		if in.op == count {
			in.loops = []int{c.code.loops}
			c.code.loops++
		}
		first, done = c.branch(in)
	}
	if cond != nil && in.doubt {
		c.open = first
		c.head = true
		first, not = c.cond(cond)
		c.head = false
	}
	c.open = first
	from := c.code.loops
	fresh := c.place(instr{op: rounds, next: []int{0}})
	c.open = []hole{{fresh, 0, -1}}
	c.around = append(c.around, !in.doubt && !endless && in.op == count)
	if r, ok := s.(*ast.RangeStmt); ok {
		c.another(r)
	}
	t := c.within(label, true, func() { c.block(body.List) })
	c.around = c.around[:len(c.around)-1]
	c.open = append(c.open, t.continues...)
	if post != nil {
		c.stmt(post)
	}
	c.fill(c.open, head)
	if in.doubt && !c.starts(c.code.instrs[fresh:], make(map[*code]bool)) {
		c.uncount(head, not != nil)
		if not != nil {
			done = nil
		}
	}
	for i := from; i < c.code.loops; i++ {
		c.code.instrs[fresh].loops = append(c.code.instrs[fresh].loops, i)
	}
	c.open = append(append(done, not...), t.breaks...)
}

// another compiles what a range does with its variables before each round.
func (c *compiler) another(r *ast.RangeStmt) {
	for _, e := range []ast.Expr{r.Key, r.Value} {
		if e == nil {
			continue
		}
		if !source.IsChan(c.Source.Info.TypeOf(r.X)) {
			c.bind(c.lhs(e), noReg)
		}
		c.forget(e)
	}
}

// uncount makes the head of a loop one that does not count, since the loop starts no
// goroutines: it leads to the same states again. If the loop has a condition, that
// alone ends it.
func (c *compiler) uncount(head int, hasCond bool) {
	in := &c.code.instrs[head]
	in.op, in.doubt = nop, false
	if hasCond {
		in.next = in.next[:1]
	}
}

// starts reports whether instructions may start goroutines.
func (c *compiler) starts(list []instr, seen map[*code]bool) bool {
	for i := range list {
		in := &list[i]
		if in.op == start || in.op == call && in.code == nil {
			return true
		}
		if in.code != nil && !seen[in.code] {
			seen[in.code] = true
			if c.starts(in.code.instrs, seen) {
				return true
			}
		}
	}
	return false
}

// endless reports whether a loop of unknown length is around.
func (c *compiler) endless() bool {
	for _, known := range c.around {
		if !known {
			return true
		}
	}
	return false
}
