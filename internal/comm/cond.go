package comm

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/jobvet/jobvet/internal/source"
)

// cond compiles a condition. It returns what goes on if it holds, and if not.
func (c *compiler) cond(e ast.Expr) (then, other []hole) {
	e = ast.Unparen(e)
	if always, never := c.Decided(e); always || never {
		c.emit(instr{op: nop})
		if always {
			return c.open, nil
		}
		return nil, c.open
	}
	switch x := e.(type) {
	case *ast.UnaryExpr:
		if x.Op == token.NOT {
			then, other = c.cond(x.X)
			return other, then
		}
	case *ast.BinaryExpr:
		switch x.Op {
		case token.LAND:
			first, not := c.cond(x.X)
			c.open = first
			then, other = c.cond(x.Y)
			return then, append(not, other...)
		case token.LOR:
			yes, first := c.cond(x.X)
			c.open = first
			then, other = c.cond(x.Y)
			return append(yes, then...), other
		case token.NEQ, token.EQL:
			if then, other, ok := c.comparison(x); ok {
				return then, other
			}
		}
	case *ast.Ident:
		if r := c.lhs(x); r != noReg {
			return c.branch(instr{op: test, src: r, ch: noReg, doubt: c.doubtful(e)})
		}
	}
	return c.remembered(e)
}

// comparison compiles the question whether a context has ended, or something that is
// followed is nil. ok tells that a comparison asks for one of them.
func (c *compiler) comparison(x *ast.BinaryExpr) (then, other []hole, ok bool) {
	in := instr{op: test, ch: c.ended(x), src: c.panics(x)}
	if in.ch == noReg && in.src == noReg {
		in.src, in.flag = c.isNil(x), true
	}
	if in.ch == noReg && in.src == noReg {
		return nil, nil, false
	}
	then, other = c.branch(in)
	if in.flag != (x.Op == token.EQL) {
		then, other = other, then
	}
	return then, other, true
}

// remembered compiles a condition that the model knows nothing of. It goes the same way
// each time, as long as its parts stay as they are.
func (c *compiler) remembered(e ast.Expr) (then, other []hole) {
	c.expr(e)
	in := instr{op: test, ch: noReg, src: noReg, doubt: c.doubtful(e)}
	text, swapped := normal(e)
	if vars, ok := c.lasting(e); ok {
		if c.isGlobal(vars) {
			in.n = c.memoOf(text) + 1
		} else {
			in.src = c.slot(text, vars)
		}
	}
	then, other = c.branch(in)
	if swapped {
		then, other = other, then
	}
	return then, other
}

// normal returns the text of a condition, with == for !=.
func normal(e ast.Expr) (text string, swapped bool) {
	if b, ok := e.(*ast.BinaryExpr); ok && b.Op == token.NEQ {
		return types.ExprString(&ast.BinaryExpr{X: b.X, Op: token.EQL, Y: b.Y}), true
	}
	return types.ExprString(e), false
}

// ended returns the register of the context that a comparison asks for its error.
func (c *compiler) ended(x *ast.BinaryExpr) reg {
	call, ok := ast.Unparen(x.X).(*ast.CallExpr)
	if !ok || !c.Source.Info.Types[x.Y].IsNil() {
		return noReg
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "Err" || !source.IsContext(c.Source.Info.TypeOf(sel.X)) {
		return noReg
	}
	return c.expr(sel.X)
}

// isNil returns the register of what a comparison compares with nil, if it can tell.
func (c *compiler) isNil(x *ast.BinaryExpr) reg {
	t := c.Source.Info.TypeOf(x.X)
	if t == nil || !c.Source.Info.Types[x.Y].IsNil() || !source.IsChan(t) && !source.IsFunc(t) {
		return noReg
	}
	return c.lhs(x.X)
}

// lasting returns the variables in a condition, and reports whether the condition
// stays as it is until one of them is set.
func (c *compiler) lasting(e ast.Expr) (vars []*types.Var, ok bool) {
	ok = true
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			name := c.Source.Builtin(n)
			ok = ok && (name == "len" || name == "cap" || c.Source.Info.Types[n.Fun].IsType())
		case *ast.UnaryExpr:
			ok = ok && n.Op != token.ARROW
		case *ast.FuncLit:
			ok = false
		case *ast.Ident:
			if v, is := c.Source.Info.Uses[n].(*types.Var); is && !v.IsField() {
				vars = append(vars, v)
				if c.facts.shared(v) || c.facts.taken[v] {
					ok = false
				}
			}
		}
		return ok
	})
	return vars, ok && len(vars) > 0
}

// isGlobal reports whether variables have one value in all goroutines, for all time.
func (c *compiler) isGlobal(vars []*types.Var) bool {
	for _, v := range vars {
		if v.Kind() == types.PackageVar && c.facts.sets[v] == 0 {
			continue
		}
		if c.facts.sets[v] > 1 || c.facts.inLoop[v] || !c.ofRoot(v) {
			return false
		}
	}
	return true
}

// ofRoot reports whether a variable belongs to the function that is explored, and not
// to a literal in it.
func (c *compiler) ofRoot(v *types.Var) bool {
	if v.Pos() < c.start || c.end <= v.Pos() {
		return false
	}
	for _, lit := range c.root.Lits {
		if lit.Lit.Pos() <= v.Pos() && v.Pos() < lit.Lit.End() {
			return false
		}
	}
	return true
}

func (m *model) memoOf(text string) int {
	n, ok := m.memos[text]
	if !ok {
		n = len(m.memos)
		m.memos[text] = n
	}
	return n
}

// slot returns the register that holds what was decided about a condition.
func (c *compiler) slot(text string, vars []*types.Var) reg {
	key := slotKey{c.fn, text}
	r, ok := c.slots[key]
	if !ok {
		r = c.regs.fresh()
		c.slots[key] = r
		for _, v := range vars {
			c.deps[v] = append(c.deps[v], r)
		}
	}
	return r
}

type slotKey struct {
	fn   *source.Func
	text string
}

// forget tells that a variable has another value.
func (c *compiler) forget(e ast.Expr) {
	if v, ok := c.Source.Info.ObjectOf(ident(e)).(*types.Var); ok {
		c.emit(instr{op: forget, v: v})
	}
}

// received notes that a variable holds what came over a channel. The failure of
// another goroutine may always be.
func (c *compiler) received(e ast.Expr) {
	if v, ok := c.Source.Info.ObjectOf(ident(e)).(*types.Var); ok && !source.IsError(v.Type()) {
		c.facts.received[v] = true
	}
}

// doubtful reports whether a condition may depend on what the program did before, so
// that it does not go both ways.
func (c *compiler) doubtful(e ast.Expr) bool {
	if c.asksForError(e) {
		return false
	}
	_, compares := ast.Unparen(e).(*ast.BinaryExpr)
	endless, found := c.endless(), false
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			found = found || c.runsCode(n) && (endless || compares && c.head || c.isAtomic(n))
		case *ast.UnaryExpr:
			found = found || n.Op == token.ARROW && endless
		case *ast.Ident:
			found = found || c.isStateful(n)
		}
		return !found
	})
	return found
}

// runsCode reports whether a call is one of a function, not a builtin or a conversion.
func (c *compiler) runsCode(call *ast.CallExpr) bool {
	return c.Source.Builtin(call) == "" && !c.Source.Info.Types[call.Fun].IsType()
}

// isStateful reports whether the value of a variable may depend on what the program did
// before: it came over a channel in a loop, or is set again and is not followed.
func (c *compiler) isStateful(id *ast.Ident) bool {
	v, ok := c.Source.Info.Uses[id].(*types.Var)
	if !ok || v.IsField() || source.IsError(v.Type()) {
		return false
	}
	if c.facts.received[v] && c.endless() {
		return true
	}
	local := v.Kind() != types.PackageVar && v.Kind() != types.ParamVar
	return local && c.facts.sets[v] > 1 && c.lhs(id) == noReg
}

// asksForError reports whether a condition asks for an error.
func (c *compiler) asksForError(e ast.Expr) bool {
	switch x := ast.Unparen(e).(type) {
	case *ast.BinaryExpr:
		return source.IsError(c.Source.Info.TypeOf(x.X)) || source.IsError(c.Source.Info.TypeOf(x.Y))
	case *ast.CallExpr:
		return len(x.Args) > 0 && source.IsError(c.Source.Info.TypeOf(x.Args[0]))
	}
	return false
}

func (c *compiler) isAtomic(call *ast.CallExpr) bool {
	fn := c.Source.NamedFunc(call)
	return fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "sync/atomic"
}
