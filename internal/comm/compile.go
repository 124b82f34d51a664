package comm

import (
	"go/ast"
	"go/types"

	"github.com/jobvet/jobvet/internal/source"
)

// Models that are larger are not explored.
const (
	mostCodes  = 40
	mostInstrs = 1500
)

func (m *model) register(c *code) {
	m.number[c] = len(m.number)
	if len(m.number) > mostCodes {
		m.broken = true
	}
}

// compile returns the code of a function.
func (m *model) compile(fn *source.Func) *code {
	if code := m.codes[fn]; code != nil {
		return code
	}
	if out := fn.Outermost(); out.Body != nil {
		m.facts.look(out, m.Source.Info)
	}
	c := &compiler{model: m, fn: fn, code: &code{}}
	m.codes[fn] = c.code
	m.isLit[c.code] = fn.Lit != nil
	m.register(c.code)
	if m.broken {
		c.place(instr{op: ret})
		return c.code
	}
	for v := range fn.Sig.Params().Variables() {
		c.code.params = append(c.code.params, c.variable(v))
	}
	if v := fn.Sig.Recv(); v != nil {
		c.code.params = append(c.code.params, c.variable(v))
	}
	c.uses()
	was := m.going
	m.going = m.going || fn.Lit != nil
	for v := range fn.Sig.Results().Variables() {
		if v.Name() != "" {
			c.zeroVar(v)
		}
	}
	c.block(fn.Body.List)
	m.going = was
	var args []reg
	for v := range fn.Sig.Results().Variables() {
		args = append(args, c.variable(v))
	}
	c.place(instr{op: ret, args: args})
	m.broken = m.broken || c.failed
	if m.size += len(c.code.instrs); m.size > mostInstrs {
		m.broken = true
	}
	return c.code
}

// uses notes the variables that a literal has from the function around it.
func (c *compiler) uses() {
	if c.fn.Lit == nil {
		return
	}
	ast.Inspect(c.fn.Body, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		v, ok := c.Source.Info.Uses[id].(*types.Var)
		if ok && !v.IsField() && (v.Pos() < c.fn.Lit.Pos() || c.fn.Lit.End() <= v.Pos()) {
			if r := c.variable(v); r != noReg {
				c.code.uses = append(c.code.uses, r)
			}
		}
		return true
	})
}
