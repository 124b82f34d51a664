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
	case *ast.SelectorExpr:
		return c.selector(e)
	case *ast.IndexExpr:
		c.expr(e.X)
		c.expr(e.Index)
	case *ast.SliceExpr:
		c.expr(e.X)
	default:
		return c.expr(wrapped(e))
	}
	return noReg
}

// wrapped returns the expression in another one that has the same value for the model,
// or nil.
func wrapped(e ast.Expr) ast.Expr {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return e.X
	case *ast.StarExpr:
		return e.X
	case *ast.KeyValueExpr:
		return e.Value
	case *ast.TypeAssertExpr:
		return e.X
	}
	return nil
}

func (c *compiler) unary(e *ast.UnaryExpr) reg {
	if e.Op == token.AND {
		return c.address(e.X)
	}
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

// composite compiles a composite literal. What it holds can no longer be followed, unless
// it is a record.
func (c *compiler) composite(e *ast.CompositeLit) reg {
	if t := c.Source.Info.TypeOf(e); len(e.Elts) == 0 && c.isGroup(t) {
		dst := c.regs.fresh()
		c.emit(instr{op: makeObj, dst: dst, obj: aGroup})
		return dst
	}
	if s := c.recordOf(c.Source.Info.TypeOf(e)); s != nil {
		return c.record(e, s)
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

// assign compiles an assignment, or a declaration with values.
func (c *compiler) assign(lhs, rhs []ast.Expr) {
	if len(rhs) == 1 && len(lhs) > 1 {
		c.spread(lhs, ast.Unparen(rhs[0]))
		return
	}
	regs := make([]reg, len(rhs))
	for i, r := range rhs {
		if i < len(lhs) && isReceive(r) {
			c.received(lhs[i])
		}
		regs[i] = c.value(r)
	}
	for i, r := range regs {
		if i < len(lhs) {
			c.store(lhs[i], rhs[i], r)
		}
	}
}

func isReceive(e ast.Expr) bool {
	u, ok := ast.Unparen(e).(*ast.UnaryExpr)
	return ok && u.Op == token.ARROW
}

// spread compiles the assignment of one expression's values to several places.
func (c *compiler) spread(lhs []ast.Expr, rhs ast.Expr) {
	into := make([]reg, len(lhs))
	for i, l := range lhs {
		into[i] = c.lhs(l)
		if _, ok := c.fieldOf(selectorOf(l)); ok && c.tracks(c.Source.Info.TypeOf(l)) {
			into[i] = c.regs.fresh()
		}
	}
	switch r := rhs.(type) {
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
	for i, l := range lhs {
		if sel := selectorOf(l); sel.X != nil && into[i] != noReg {
			c.setField(sel, into[i])
		}
		c.forget(l)
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
	if _, made := ast.Unparen(e).(*ast.CompositeLit); made || r == noReg || source.IsPointer(t) || types.IsInterface(t) {
		return r
	}
	if c.isGroup(t) {
		r = c.regs.fresh()
		c.emit(instr{op: makeObj, dst: r, obj: aGroup})
	} else if s := c.recordOf(t); s != nil {
		r = c.copied(r, s)
	}
	return r
}

// store compiles the assignment of the value in r.
func (c *compiler) store(lhs, rhs ast.Expr, r reg) {
	id, ok := ast.Unparen(lhs).(*ast.Ident)
	switch {
	case !ok:
		if !c.setField(selectorOf(lhs), c.orNil(rhs, lhs, r)) {
			c.leak([]reg{c.expr(lhs), r})
		}
	case id.Name == "_":
	default:
		dst := c.lhs(lhs)
		if dst == noReg {
			c.leak([]reg{r})
		} else {
			c.bind(dst, c.orNil(rhs, lhs, r))
		}
	}
	c.forget(lhs)
}

// orNil returns the register of a nil channel if rhs is nil, else r.
func (c *compiler) orNil(rhs, lhs ast.Expr, r reg) reg {
	if lit, ok := c.Source.Info.Types[rhs]; !ok || !lit.IsNil() || !source.IsChan(c.Source.Info.TypeOf(lhs)) {
		return r
	}
	return c.zeroOf(c.Source.Info.TypeOf(lhs))
}

// selectorOf returns the selector that an expression is, or an empty one.
func selectorOf(e ast.Expr) *ast.SelectorExpr {
	if sel, ok := ast.Unparen(e).(*ast.SelectorExpr); ok {
		return sel
	}
	return &ast.SelectorExpr{}
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
	if c.holdsPanic(v) {
		return c.regs.get(v)
	}
	if !c.tracks(v.Type()) || c.facts.shared(v) || c.recordOf(v.Type()) != nil && !c.isRecordVar(v) {
		return noReg
	}
	return c.regs.get(v)
}

// tracks reports whether values of a type are followed.
func (c *compiler) tracks(t types.Type) bool {
	return t != nil && (source.IsChan(t) || source.IsFunc(t) || isBool(t) || source.IsContext(t) || c.isGroup(t) || c.recordOf(t) != nil)
}

// isGroup reports whether a type is one that goroutines are added to and waited for.
func (cfg *Config) isGroup(t types.Type) bool {
	return source.IsWaitGroupLike(t) || cfg.Group(t)
}

func isBool(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsBoolean != 0
}
