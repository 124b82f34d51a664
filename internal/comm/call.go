package comm

import (
	"go/ast"
	"go/types"

	"github.com/jobvet/jobvet/internal/source"
)

// call compiles a call. Its results go to the registers in into, and the first one to
// the register that is returned.
func (c *compiler) call(e *ast.CallExpr, into []reg) reg {
	if tv := c.Source.Info.Types[e.Fun]; tv.IsType() {
		if len(e.Args) == 1 {
			return c.result(e.Args[0], tv.Type)
		}
		return noReg
	}
	if name := c.Source.Builtin(e); name != "" {
		return c.builtin(e, name)
	}
	if sel, ok := ast.Unparen(e.Fun).(*ast.SelectorExpr); ok {
		if r, done := c.method(e, sel); done {
			return r
		}
	}
	if into == nil {
		into = c.places(e)
	}
	c.function(e, into)
	if len(into) > 0 {
		return into[0]
	}
	return noReg
}

// places returns a new register for each result of a call that is followed.
func (c *compiler) places(e *ast.CallExpr) []reg {
	var into []reg
	for v := range c.results(e).Variables() {
		r := noReg
		if c.tracks(v.Type()) {
			r = c.regs.fresh()
		}
		into = append(into, r)
	}
	return into
}

// function compiles a call of a function, or of a method of what is not followed: a
// literal, one of a library, the value of a variable, one in the model, or any other.
func (c *compiler) function(e *ast.CallExpr, into []reg) {
	fun := ast.Unparen(e.Fun)
	if lit, ok := fun.(*ast.FuncLit); ok {
		c.enter(e, c.Source.OfLit(lit), noReg, into)
		return
	}
	if lib := c.Library(e); lib.Known {
		c.library(e, lib, into)
		return
	}
	sel := c.methodOf(fun)
	if sel == nil {
		if r := c.expr(fun); r != noReg {
			args := c.arguments(e, nil)
			c.emit(instr{op: call, site: e, src: r, args: args, into: into})
			return
		}
	}
	if fn := c.modelled(e); fn != nil {
		recv := noReg
		if sel != nil && fn.Sig.Recv() != nil {
			recv = c.receiver(sel, fn)
		}
		c.enter(e, fn, recv, into)
		return
	}
	if sel != nil {
		c.leak([]reg{c.expr(sel.X)})
	}
	c.leave(e, into)
}

// modelled returns the function that a call is certain to call, if it is in the model.
func (c *compiler) modelled(e *ast.CallExpr) *source.Func {
	origins := c.Source.Callees(&source.Call{Expr: e})
	if len(origins) != 1 || origins[0].Fn == nil || origins[0].MethodExpr {
		return nil
	}
	if fn := origins[0].Fn; c.follows(fn) || c.hasRecord(e) {
		return fn
	}
	return nil
}

// methodOf returns the selector of a method that is called, or nil.
func (c *compiler) methodOf(fun ast.Expr) *ast.SelectorExpr {
	sel, ok := fun.(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	if s := c.Source.Info.Selections[sel]; s == nil || s.Kind() != types.MethodVal {
		return nil
	}
	return sel
}

func (c *compiler) results(e *ast.CallExpr) *types.Tuple {
	if sig, ok := c.Source.Info.TypeOf(e.Fun).Underlying().(*types.Signature); ok {
		return sig.Results()
	}
	return nil
}

// leave compiles a call of something that is not in the model.
func (c *compiler) leave(e *ast.CallExpr, into []reg) {
	var args []reg
	for _, a := range e.Args {
		if r := c.expr(a); !source.IsContext(c.Source.Info.TypeOf(a)) {
			args = append(args, r)
		}
	}
	c.leak(args)
	for _, r := range into {
		c.bind(r, noReg)
	}
}

// enter compiles a call of a function in the model.
func (c *compiler) enter(e *ast.CallExpr, fn *source.Func, recv reg, into []reg) {
	args := c.arguments(e, fn)
	code := c.compile(fn)
	if v := fn.Sig.Recv(); v != nil {
		args = append(args, recv)
	}
	c.emit(instr{op: call, site: e, src: noReg, code: code, args: args, into: into})
}

// arguments compiles the arguments of a call. Those for variadic parameters can no
// longer be followed.
func (c *compiler) arguments(e *ast.CallExpr, fn *source.Func) []reg {
	args := make([]reg, len(e.Args))
	for i, a := range e.Args {
		args[i] = c.value(a)
	}
	if fn != nil && fn.Sig.Variadic() {
		last := min(fn.Sig.Params().Len()-1, len(args))
		c.leak(args[last:])
		args = append(args[:last:last], noReg)
	}
	return args
}

// follows reports whether it matters to the model what a function does: it gets or
// returns something that is followed.
func (c *compiler) follows(fn *source.Func) bool {
	if fn.Decl != nil && fn.Decl.Body == nil {
		return false
	}
	if fn.Lit != nil {
		return true
	}
	for v := range fn.Sig.Results().Variables() {
		if c.matters(v.Type()) || c.recordOf(v.Type()) != nil {
			return true
		}
	}
	if r := fn.Sig.Recv(); r != nil && c.matters(r.Type()) {
		return true
	}
	for v := range fn.Sig.Params().Variables() {
		if c.matters(v.Type()) {
			return true
		}
	}
	// A goroutine may end with a context.
	return c.going && source.TakesContext(fn.Sig)
}

// matters reports whether a function that gets a value of a type may do something to it
// which others notice: all that is followed, but bools, contexts and records.
func (c *compiler) matters(t types.Type) bool {
	return c.tracks(t) && !isBool(t) && !source.IsContext(t) && c.recordOf(t) == nil
}

func (c *compiler) builtin(e *ast.CallExpr, name string) reg {
	switch name {
	case "make":
		if t := c.Source.Info.TypeOf(e); source.IsChan(t) {
			in := instr{op: makeObj, dst: c.regs.fresh(), obj: aChan}
			if len(e.Args) > 1 {
				in.n = c.clamp(int64(c.integer(e.Args[1], 4)))
			}
			c.emit(in)
			return in.dst
		}
	case "new":
		if t := source.Pointee(c.Source.Info.TypeOf(e)); c.isGroup(t) || c.recordOf(t) != nil {
			return c.zeroOf(t)
		}
	case "recover":
		dst := c.regs.fresh()
		c.emit(instr{op: recovered, dst: dst})
		return dst
	case "close":
		c.emit(instr{op: closeCh, ch: c.expr(e.Args[0])})
	default:
		var args []reg
		for _, a := range e.Args {
			args = append(args, c.expr(a))
		}
		if name == "append" || name == "copy" {
			c.leak(args)
		}
	}
	return noReg
}

// method compiles a call of a method of something that is followed.
func (c *compiler) method(e *ast.CallExpr, sel *ast.SelectorExpr) (result reg, done bool) {
	if c.methodOf(sel) == nil || !c.hasMethods(sel) {
		return noReg, false
	}
	r, t := c.operand(sel)
	if source.IsContext(t) {
		return r, r != noReg && sel.Sel.Name == "Done"
	}
	lib := c.Library(e)
	switch {
	case lib.Joins && lib.Runs >= 0 && lib.Runs < len(e.Args):
		c.emit(instr{op: add, ch: r, n: 1})
		c.emit(instr{op: start, node: e, site: e, code: c.runner(e.Args[lib.Runs], r)})
	case sel.Sel.Name == "Add" && len(e.Args) == 1:
		c.emit(instr{op: add, ch: r, n: c.integer(e.Args[0], 4)})
	case sel.Sel.Name == "Done" && len(e.Args) == 0:
		c.emit(instr{op: add, ch: r, n: -1})
	case sel.Sel.Name == "Wait":
		c.emit(instr{op: wait, node: e, ch: r})
	default:
		c.leave(e, nil)
	}
	return noReg, true
}

// hasMethods reports whether a selector names a method of a context or a group.
func (c *compiler) hasMethods(sel *ast.SelectorExpr) bool {
	t, index := c.Source.Info.TypeOf(sel.X), c.Source.Info.Selections[sel].Index()
	if s := c.recordOf(t); s != nil && len(index) == 2 {
		t = s.Field(index[0]).Type()
	}
	return source.IsContext(t) || c.isGroup(t)
}

// fragment compiles a call that is deferred, or that a goroutine runs. A function that
// is the result of a call is asked for at once.
func (c *compiler) fragment(e *ast.CallExpr) *code {
	var fun reg = noReg
	if inner, ok := ast.Unparen(e.Fun).(*ast.CallExpr); ok {
		fun = c.expr(inner)
	}
	return c.apart(func(sub *compiler) {
		if fun != noReg {
			sub.emit(instr{op: call, site: e, src: fun, args: sub.arguments(e, nil)})
			return
		}
		sub.call(e, nil)
	})
}

// runner compiles a function that a goroutine runs, which tells a group of its end.
func (c *compiler) runner(f ast.Expr, group reg) *code {
	r := c.expr(f)
	return c.apart(func(sub *compiler) {
		sub.emit(instr{op: call, src: r})
		if group != noReg {
			sub.emit(instr{op: add, ch: group, n: -1})
		}
	})
}

// apart makes a code of its own, in the function at hand.
func (c *compiler) apart(body func(*compiler)) *code {
	sub := &compiler{model: c.model, fn: c.fn, code: &code{}}
	c.register(sub.code)
	was := c.going
	c.going = true
	body(sub)
	c.going = was
	sub.place(instr{op: ret})
	return sub.code
}
