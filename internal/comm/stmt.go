package comm

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/jobvet/jobvet/internal/source"
)

func (c *compiler) block(list []ast.Stmt) {
	for _, s := range list {
		c.stmt(s)
	}
}

func (c *compiler) stmt(s ast.Stmt) {
	label := c.label
	c.label = nil
	switch s := s.(type) {
	case *ast.BlockStmt:
		c.block(s.List)
	case *ast.LabeledStmt:
		c.label = s.Label
		c.stmt(s.Stmt)
	case *ast.ReturnStmt:
		c.returns(s)
	case *ast.BranchStmt:
		c.jump(s)
	case *ast.IfStmt:
		c.ifStmt(s)
	case *ast.SwitchStmt:
		c.switchStmt(s, label)
	case *ast.TypeSwitchStmt:
		c.typeSwitch(s, label)
	case *ast.SelectStmt:
		c.selectStmt(s, label)
	case *ast.ForStmt:
		c.forStmt(s, label)
	case *ast.RangeStmt:
		c.rangeStmt(s, label)
	default:
		c.simple(s)
	}
}

// simple compiles a statement that the next one follows, unless a call in it does not
// return.
func (c *compiler) simple(s ast.Stmt) {
	switch s := s.(type) {
	case *ast.ExprStmt:
		c.expr(s.X)
		if call, ok := ast.Unparen(s.X).(*ast.CallExpr); ok && !c.MayReturn(call) {
			c.ending(call)
		}
	case *ast.SendStmt:
		ch := c.expr(s.Chan)
		v := c.expr(s.Value)
		c.emit(instr{op: send, node: s, ch: ch, src: v})
	case *ast.IncDecStmt:
		c.forget(s.X)
	case *ast.AssignStmt:
		c.assign(s.Lhs, s.Rhs)
	case *ast.DeclStmt:
		c.decl(s)
	case *ast.GoStmt:
		c.emit(instr{op: start, node: s, site: s.Call, code: c.fragment(s.Call)})
	case *ast.DeferStmt:
		c.emit(instr{op: later, code: c.fragment(s.Call)})
	}
}

// ending compiles what a call that does not return ends: a panic that is recovered ends
// the function, another call the goroutine or the program.
func (c *compiler) ending(call *ast.CallExpr) {
	switch {
	case c.Source.Builtin(call) == "panic" && c.Recovers(c.fn):
		c.emit(instr{op: ret, flag: true})
	case c.Library(call).Quits:
		c.place(instr{op: quit})
	default:
		c.emit(instr{op: die})
	}
}

func (c *compiler) decl(s *ast.DeclStmt) {
	gen, ok := s.Decl.(*ast.GenDecl)
	if !ok || gen.Tok != token.VAR {
		return
	}
	for _, spec := range gen.Specs {
		spec := spec.(*ast.ValueSpec)
		lhs := make([]ast.Expr, len(spec.Names))
		for i, name := range spec.Names {
			lhs[i] = name
		}
		if len(spec.Values) > 0 {
			c.assign(lhs, spec.Values)
			continue
		}
		for _, name := range spec.Names {
			if v, ok := c.Source.Info.Defs[name].(*types.Var); ok {
				c.zeroVar(v)
			}
		}
	}
}

// zeroVar gives a variable its zero value.
func (c *compiler) zeroVar(v *types.Var) {
	if dst := c.variable(v); dst != noReg {
		c.zero(dst, v.Type())
	}
}

// zero puts the zero value of a type into a register.
func (c *compiler) zero(dst reg, t types.Type) {
	switch s := c.recordOf(t); {
	case s != nil && !source.IsPointer(t):
		c.zeroRecord(dst, s)
	case source.IsChan(t):
		c.emit(instr{op: makeObj, dst: dst, obj: aNilChan})
	case c.isGroup(t) && !source.IsPointer(t) && !types.IsInterface(t):
		c.emit(instr{op: makeObj, dst: dst, obj: aGroup})
	case isBool(t):
		c.emit(instr{op: setBool, dst: dst})
	default:
		c.emit(instr{op: bind, dst: dst, src: noReg})
	}
}

func (c *compiler) returns(s *ast.ReturnStmt) {
	var args []reg
	if len(s.Results) == 1 && c.fn.Sig.Results().Len() > 1 {
		if call, ok := ast.Unparen(s.Results[0]).(*ast.CallExpr); ok {
			for range c.fn.Sig.Results().Len() {
				args = append(args, c.regs.fresh())
			}
			c.call(call, args)
		}
	} else {
		for i, r := range s.Results {
			if i < c.fn.Sig.Results().Len() {
				args = append(args, c.result(r, c.fn.Sig.Results().At(i).Type()))
			}
		}
	}
	if len(s.Results) == 0 {
		for v := range c.fn.Sig.Results().Variables() {
			args = append(args, c.variable(v))
		}
	}
	c.emit(instr{op: ret, args: args})
}

// result compiles a value that becomes one of a type: a result, a field of a literal.
func (c *compiler) result(e ast.Expr, t types.Type) reg {
	if !c.Source.Info.Types[e].IsNil() || !source.IsChan(t) {
		return c.expr(e)
	}
	return c.zeroOf(t)
}

func (c *compiler) jump(s *ast.BranchStmt) {
	if s.Tok == token.GOTO || s.Tok == token.FALLTHROUGH {
		c.failed = true
		return
	}
	for i := len(c.targets) - 1; i >= 0; i-- {
		t := &c.targets[i]
		if s.Label != nil && t.label != s.Label.Name || s.Label == nil && s.Tok == token.CONTINUE && !t.loop {
			continue
		}
		if s.Tok == token.BREAK {
			t.breaks = append(t.breaks, c.open...)
		} else {
			t.continues = append(t.continues, c.open...)
		}
		c.open = nil
		return
	}
}

// within compiles the body of a statement that a break may leave.
func (c *compiler) within(label *ast.Ident, loop bool, body func()) target {
	t := target{loop: loop}
	if label != nil {
		t.label = label.Name
	}
	c.targets = append(c.targets, t)
	body()
	t = c.targets[len(c.targets)-1]
	c.targets = c.targets[:len(c.targets)-1]
	return t
}
