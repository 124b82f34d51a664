package comm

import (
	"go/ast"

	"github.com/jobvet/jobvet/internal/source"
)

// Fed reports whether result i of a declared function is a channel that the function's own
// goroutines feed: if somebody receives all that comes, each receive ends, since they send
// or close on every path. A nil channel beside an error is not received from.
func (x *Explorer) Fed(fn *source.Func, i int) bool {
	if fn.Decl == nil || fn.Decl.Body == nil || !x.isCandidate(fn) {
		return false
	}
	m := x.model(fn)
	end := new(ast.RangeStmt)
	main := m.drain(fn, i, end)
	g := m.run(main)
	if g == nil {
		return false
	}
	var a Answers
	g.answer(&a)
	return a.Fate(end) == Served
}

// drain makes code that calls a function and receives all that comes from its result i.
func (m *model) drain(fn *source.Func, i int, at ast.Node) *code {
	c := &compiler{model: m, fn: fn, code: &code{}}
	m.register(c.code)
	body := m.compile(fn)
	results := fn.Sig.Results()
	into := make([]reg, results.Len())
	for k := range into {
		into[k] = m.regs.fresh()
	}
	c.emit(instr{op: call, src: noReg, code: body, into: into})
	var none []hole
	if source.EndsInError(results) {
		none, c.open = c.branch(instr{op: test, src: into[i], ch: noReg, flag: true})
	}
	head := len(c.code.instrs)
	more, done := c.branch(instr{op: rangeOver, node: at, ch: into[i], dst: noReg, ok: noReg})
	c.fill(more, head)
	c.open = append(done, none...)
	c.place(instr{op: ret})
	return c.code
}
