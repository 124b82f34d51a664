package comm

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/jobvet/jobvet/internal/source"
)

// expr compiles what an expression does, and returns the register of its value.
func (c *compiler) expr(e ast.Expr) reg {
	switch e := e.(type) {
	case nil:
	case *ast.Ident:
		if v, ok := c.Source.Info.Uses[e].(*types.Var); ok {
			return c.variable(v)
		}
	case *ast.ParenExpr:
		return c.expr(e.X)
	case *ast.StarExpr:
		return c.expr(e.X)
	case *ast.UnaryExpr:
		return c.unary(e)
	case *ast.BinaryExpr:
		c.expr(e.X)
		c.expr(e.Y)
	case *ast.CallExpr:
		return c.call(e, nil)
	case *ast.FuncLit:
		dst := c.regs.fresh()
		c.emit(instr{op: closure, dst: dst, code: c.compile(c.Source.OfLit(e))})
		return dst
	case *ast.CompositeLit:
		return c.composite(e)
	case *ast.KeyValueExpr:
		return c.expr(e.Value)
	case *ast.SelectorExpr:
		if c.Source.Info.Selections[e] != nil {
			c.expr(e.X)
		}
	case *ast.IndexExpr:
		c.expr(e.X)
		c.expr(e.Index)
	case *ast.SliceExpr:
		c.expr(e.X)
	case *ast.TypeAssertExpr:
		return c.expr(e.X)
	}
	return noReg
}

func (c *compiler) unary(e *ast.UnaryExpr) reg {
	if e.Op != token.ARROW {
		return c.expr(e.X)
	}
	dst := noReg
	if c.tracks(c.Source.Info.TypeOf(e)) {
		dst = c.regs.fresh()
	}
	c.receive(e, dst, noReg)
	return dst
}

// receive compiles a receive, whose value and success get into registers.
func (c *compiler) receive(e *ast.UnaryExpr, dst, ok reg) {
	ch, kind := c.channel(e.X)
	c.emit(instr{op: kind, node: e, ch: ch, dst: dst, ok: ok, flag: isSign(c.Source.Info.TypeOf(e.X))})
}

// isSign reports whether the elements of a channel say nothing but that they are there.
func isSign(t types.Type) bool {
	ch, ok := t.Underlying().(*types.Chan)
	if !ok {
		return false
	}
	s, ok := ch.Elem().Underlying().(*types.Struct)
	return ok && s.NumFields() == 0 || isBool(ch.Elem())
}

// channel compiles the channel of a receive, and tells what the receive is: nop for
// the channel of a timer.
func (c *compiler) channel(x ast.Expr) (reg, op) {
	r := c.expr(x)
	if r == noReg {
		if t, ok := c.Source.Info.TypeOf(x).Underlying().(*types.Chan); ok && t.Dir() == types.RecvOnly && source.IsTime(t.Elem()) {
			return noReg, nop
		}
		return noReg, external
	}
	return r, receive
}

// composite compiles a composite literal. What it holds can no longer be followed.
func (c *compiler) composite(e *ast.CompositeLit) reg {
	if t := c.Source.Info.TypeOf(e); len(e.Elts) == 0 && c.isGroup(t) {
		dst := c.regs.fresh()
		c.emit(instr{op: makeObj, dst: dst, obj: aGroup})
		return dst
	}
	var args []reg
	for _, x := range e.Elts {
		args = append(args, c.expr(x))
	}
	c.leak(args)
	return noReg
}

// leak tells that values go to where they can no longer be followed.
func (c *compiler) leak(args []reg) {
	var known []reg
	for _, r := range args {
		if r != noReg {
			known = append(known, r)
		}
	}
	if len(known) > 0 {
		c.emit(instr{op: leak, args: known})
	}
}

func (c *compiler) assign(lhs, rhs []ast.Expr) {
	if len(rhs) == 1 && len(lhs) > 1 {
		into := make([]reg, len(lhs))
		for i, l := range lhs {
			into[i] = c.lhs(l)
		}
		switch r := ast.Unparen(rhs[0]).(type) {
		case *ast.CallExpr:
			c.call(r, into)
		case *ast.UnaryExpr:
			c.receive(r, into[0], into[1])
			c.received(lhs[0])
		default:
			c.expr(r)
			for _, r := range into {
				c.bind(r, noReg)
			}
		}
		for _, l := range lhs {
			c.forget(l)
		}
		return
	}
	regs := make([]reg, len(rhs))
	for i, r := range rhs {
		if i < len(lhs) {
			if u, ok := ast.Unparen(r).(*ast.UnaryExpr); ok && u.Op == token.ARROW {
				c.received(lhs[i])
			}
		}
		regs[i] = c.value(r)
	}
	for i, r := range regs {
		if i < len(lhs) {
			c.store(lhs[i], rhs[i], r)
		}
	}
}

// value compiles an expression, and copies the groups and notes the bools that it is.
func (c *compiler) value(e ast.Expr) reg {
	t := c.Source.Info.TypeOf(e)
	if t == nil {
		return noReg
	}
	if isBool(t) {
		if always, never := c.Decided(e); always || never {
			dst := c.regs.fresh()
			c.emit(instr{op: setBool, dst: dst, flag: always})
			return dst
		}
	}
	r := c.expr(e)
	if r != noReg && c.isGroup(t) && !source.IsPointer(t) && !types.IsInterface(t) {
		if _, made := ast.Unparen(e).(*ast.CompositeLit); !made {
			r = c.regs.fresh()
			c.emit(instr{op: makeObj, dst: r, obj: aGroup})
		}
	}
	return r
}

// store compiles the assignment of the value in r.
func (c *compiler) store(lhs, rhs ast.Expr, r reg) {
	id, ok := ast.Unparen(lhs).(*ast.Ident)
	switch {
	case !ok:
		c.expr(lhs)
		c.leak([]reg{r})
	case id.Name == "_":
	default:
		dst := c.lhs(lhs)
		if dst == noReg {
			c.leak([]reg{r})
		} else if lit, ok := c.Source.Info.Types[rhs]; ok && lit.IsNil() && source.IsChan(c.Source.Info.TypeOf(lhs)) {
			c.emit(instr{op: makeObj, dst: dst, obj: aNilChan})
		} else {
			c.bind(dst, r)
		}
	}
	c.forget(lhs)
}

func (c *compiler) bind(dst, src reg) {
	if dst != noReg {
		c.emit(instr{op: bind, dst: dst, src: src})
	}
}

// lhs returns the register of a variable that is assigned to.
func (c *compiler) lhs(e ast.Expr) reg {
	if e == nil {
		return noReg
	}
	if id, ok := ast.Unparen(e).(*ast.Ident); ok {
		if v, ok := c.Source.Info.ObjectOf(id).(*types.Var); ok {
			return c.variable(v)
		}
	}
	return noReg
}

// variable returns the register of a variable, or noReg if it is not followed.
func (c *compiler) variable(v *types.Var) reg {
	switch v.Kind() {
	case types.LocalVar, types.ParamVar, types.RecvVar, types.ResultVar:
	default:
		return noReg
	}
	if !c.tracks(v.Type()) || c.facts.shared(v) {
		return noReg
	}
	return c.regs.get(v)
}

// tracks reports whether values of a type are followed.
func (c *compiler) tracks(t types.Type) bool {
	return t != nil && (source.IsChan(t) || source.IsFunc(t) || isBool(t) || source.IsContext(t) || c.isGroup(t))
}

// isGroup reports whether a type is one that goroutines are added to and waited for.
func (c *compiler) isGroup(t types.Type) bool {
	return source.IsWaitGroupLike(t) || c.Group(t)
}

func isBool(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsBoolean != 0
}
