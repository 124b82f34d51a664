package comm

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/jobvet/jobvet/internal/source"
)

// A compiler makes the code of one function.
type compiler struct {
	*model
	fn   *source.Func
	code *code
	// open are the places whose next instruction is the one that comes next.
	open    []hole
	targets []target
	// loops are the loops around, the inner ones last: whether each has a known number
	// of rounds.
	around []bool
	label  *ast.Ident // of the statement that comes next
	head   bool       // a loop's condition is compiled
	failed bool
}

// A hole is a next of an instruction, or of a case of one, that is not known yet.
type hole struct{ instr, next, choice int }

// A target is a statement that a break or continue may be for.
type target struct {
	label     string
	loop      bool
	breaks    []hole
	continues []hole
}

// emit adds an instruction that goes on at one place.
func (c *compiler) emit(in instr) {
	i := c.place(in)
	if in.next == nil && in.op != die && in.op != ret && in.op != choose {
		c.code.instrs[i].next = []int{0}
		c.open = []hole{{i, 0, -1}}
	}
}

// place adds an instruction behind the open holes, and leaves none open.
func (c *compiler) place(in instr) int {
	i := len(c.code.instrs)
	c.code.instrs = append(c.code.instrs, in)
	c.fill(c.open, i)
	c.open = nil
	return i
}

func (c *compiler) fill(holes []hole, at int) {
	for _, h := range holes {
		if h.choice >= 0 {
			c.code.instrs[h.instr].cases[h.choice].next = at
		} else {
			c.code.instrs[h.instr].next[h.next] = at
		}
	}
}

// branch adds an instruction that goes on at two places, and returns them.
func (c *compiler) branch(in instr) (first, second []hole) {
	in.next = []int{0, 0}
	i := c.place(in)
	return []hole{{i, 0, -1}}, []hole{{i, 1, -1}}
}

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
	case *ast.ExprStmt:
		c.expr(s.X)
		if call, ok := ast.Unparen(s.X).(*ast.CallExpr); ok && !c.MayReturn(call) {
			switch {
			case c.Source.Builtin(call) == "panic" && c.Recovers(c.fn):
				c.emit(instr{op: ret})
			case c.Library(call).Quits:
				c.place(instr{op: quit})
			default:
				c.emit(instr{op: die})
			}
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
	var end, other []hole
	t := c.within(label, false, func() {
		var fallback *ast.CaseClause
		for _, cl := range s.Body.List {
			cl := cl.(*ast.CaseClause)
			if cl.List == nil {
				fallback = cl
				continue
			}
			var into []hole
			for _, e := range cl.List {
				var then []hole
				if s.Tag == nil {
					then, other = c.cond(e)
				} else {
					c.expr(e)
					then, other = c.branch(instr{op: nop, doubt: doubt})
				}
				into, c.open = append(into, then...), other
			}
			rest := c.open
			c.open = into
			c.block(cl.Body)
			end, c.open = append(end, c.open...), rest
		}
		if fallback != nil {
			c.block(fallback.Body)
		}
	})
	c.open = append(append(c.open, end...), t.breaks...)
}

func (c *compiler) typeSwitch(s *ast.TypeSwitchStmt, label *ast.Ident) {
	if s.Init != nil {
		c.stmt(s.Init)
	}
	var end []hole
	doubt := c.endless()
	t := c.within(label, false, func() {
		var fallback *ast.CaseClause
		for _, cl := range s.Body.List {
			cl := cl.(*ast.CaseClause)
			if cl.List == nil {
				fallback = cl
				continue
			}
			then, other := c.branch(instr{op: nop, doubt: doubt})
			c.open = then
			c.block(cl.Body)
			end, c.open = append(end, c.open...), other
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
