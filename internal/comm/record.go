package comm

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/jobvet/jobvet/internal/source"
)

// A record is a structure of the package that has channels, groups or cancel functions in
// its fields: a request with a channel for the answer, a worker with what ends it. It is
// followed from where it is made, through local variables and calls.

// recordOf returns the structure that values of a type are or point to, or nil if it is no
// record.
func (cfg *Config) recordOf(t types.Type) *types.Struct {
	if t == nil || cfg.isGroup(t) {
		return nil
	}
	t = source.Pointee(t)
	if n := source.NamedOf(t); n != nil && n.Obj().Pkg() != cfg.Source.Types {
		return nil
	}
	s, ok := t.Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	for f := range s.Fields() {
		if source.IsChan(f.Type()) || cfg.isGroup(f.Type()) || source.IsCancelFunc(f.Type()) {
			return s
		}
	}
	return nil
}

// recordOf is the same, if records are followed at all.
func (c *compiler) recordOf(t types.Type) *types.Struct {
	if !c.records {
		return nil
	}
	return c.Config.recordOf(t)
}

// isRecordVar reports whether it shows what record a variable may hold.
func (c *compiler) isRecordVar(v *types.Var) bool {
	if !source.IsPointer(v.Type()) && c.facts.sets[v] > 1 {
		return false // one may have a pointer to what it held
	}
	if v.Kind() != types.LocalVar {
		return source.ParamIndex(c.root.Sig, v) < 0 && c.root.Sig.Recv() != v
	}
	values := c.Source.Values(v)
	for _, val := range values {
		if val.Result >= 0 && c.makesRecord(val.Expr) {
			return true
		}
	}
	return len(values) == 0
}

// makesRecord reports whether an expression may be a new record.
func (c *compiler) makesRecord(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.UnaryExpr:
		return e.Op == token.ARROW || e.Op == token.AND && c.makesRecord(e.X)
	case *ast.CompositeLit:
		return true
	case *ast.CallExpr:
		fn := c.Source.NamedFunc(e)
		return c.Source.Builtin(e) == "new" || fn != nil && fn.Pkg() == c.Source.Types
	}
	return false
}

// hasRecord reports whether a call gets a record, or is a method of one.
func (c *compiler) hasRecord(e *ast.CallExpr) bool {
	if !c.records {
		return false
	}
	if sel, ok := ast.Unparen(e.Fun).(*ast.SelectorExpr); ok && c.holdsRecord(sel.X) {
		return true
	}
	return slices.ContainsFunc(e.Args, c.holdsRecord)
}

func (c *compiler) holdsRecord(e ast.Expr) bool {
	e = ast.Unparen(e)
	if u, ok := e.(*ast.UnaryExpr); ok && u.Op == token.AND {
		e = ast.Unparen(u.X)
	}
	switch x := e.(type) {
	case *ast.Ident:
		return c.recordOf(c.Source.Info.TypeOf(x)) != nil && c.lhs(x) != noReg
	case *ast.CompositeLit, *ast.CallExpr:
		return c.recordOf(c.Source.Info.TypeOf(x)) != nil
	}
	return false
}

// record compiles a literal of a record.
func (c *compiler) record(e *ast.CompositeLit, s *types.Struct) reg {
	fields := make([]reg, s.NumFields())
	given := make([]bool, s.NumFields())
	for i, x := range e.Elts {
		if kv, ok := x.(*ast.KeyValueExpr); ok {
			x = kv.Value
			i = slices.IndexFunc(slices.Collect(s.Fields()), func(f *types.Var) bool { return f.Name() == ident(kv.Key).Name })
		}
		r := c.result(x, s.Field(i).Type())
		if !c.tracks(s.Field(i).Type()) {
			c.leak([]reg{r})
			r = noReg
		}
		fields[i], given[i] = r, true
	}
	for i := range fields {
		if !given[i] {
			fields[i] = c.zeroOf(s.Field(i).Type())
		}
	}
	dst := c.regs.fresh()
	c.makeRecord(dst, fields)
	return dst
}

// zeroRecord compiles a record with zero values.
func (c *compiler) zeroRecord(dst reg, s *types.Struct) {
	var fields []reg
	for f := range s.Fields() {
		fields = append(fields, c.zeroOf(f.Type()))
	}
	c.makeRecord(dst, fields)
}

func (c *compiler) makeRecord(dst reg, fields []reg) {
	c.hasRecords = true
	c.emit(instr{op: makeRecord, dst: dst, args: fields})
}

// zeroOf returns a register with the zero value of a type, noReg if it is not followed.
func (c *compiler) zeroOf(t types.Type) reg {
	if !c.tracks(t) {
		return noReg
	}
	dst := c.regs.fresh()
	c.zero(dst, t)
	return dst
}

// copied compiles a copy of a record, which has groups of its own.
func (c *compiler) copied(r reg, s *types.Struct) reg {
	dst := c.regs.fresh()
	c.emit(instr{op: copyRecord, dst: dst, src: r})
	for i := range s.NumFields() {
		if t := s.Field(i).Type(); c.isGroup(t) && !source.IsPointer(t) {
			c.emit(instr{op: setField, ch: dst, n: i, src: c.zeroOf(t)})
		}
	}
	return dst
}

// selector compiles a selector. A method that is a value can do anything with its receiver.
func (c *compiler) selector(e *ast.SelectorExpr) reg {
	sel := c.Source.Info.Selections[e]
	if sel == nil {
		return noReg
	}
	x := c.expr(e.X)
	if x == noReg {
		return noReg
	}
	if sel.Kind() == types.MethodVal {
		c.leak([]reg{x})
		return noReg
	}
	i, ok := c.fieldOf(e)
	if !ok {
		return noReg
	}
	if i < 0 {
		c.leak([]reg{x})
		return noReg
	}
	if !c.tracks(sel.Type()) {
		return noReg
	}
	return c.fieldIn(x, i)
}

// fieldIn compiles the value of a field of the record in x.
func (c *compiler) fieldIn(x reg, i int) reg {
	dst := c.regs.fresh()
	c.emit(instr{op: field, dst: dst, src: x, n: i})
	return dst
}

// fieldOf returns the index of the field of a record that a selector names, or -1 if it is a
// field of an embedded structure.
func (c *compiler) fieldOf(e *ast.SelectorExpr) (i int, ok bool) {
	sel := c.Source.Info.Selections[e]
	if sel == nil || sel.Kind() != types.FieldVal || c.recordOf(c.Source.Info.TypeOf(e.X)) == nil {
		return 0, false
	}
	if len(sel.Index()) > 1 {
		return -1, true
	}
	return sel.Index()[0], true
}

// address compiles a pointer to a value. Who has one to a channel in a record can put another
// one there.
func (c *compiler) address(e ast.Expr) reg {
	sel := selectorOf(e)
	if _, ok := c.fieldOf(sel); ok && !c.isGroup(c.Source.Info.TypeOf(e)) && c.recordOf(c.Source.Info.TypeOf(e)) == nil {
		c.leak([]reg{c.expr(sel.X)})
		return noReg
	}
	return c.expr(e)
}

// operand compiles the value whose method a selector names, and returns its type. It may be
// embedded in a record.
func (c *compiler) operand(sel *ast.SelectorExpr) (reg, types.Type) {
	x, t := c.expr(sel.X), c.Source.Info.TypeOf(sel.X)
	index := c.Source.Info.Selections[sel].Index()
	if s := c.recordOf(t); s != nil && len(index) == 2 {
		t = s.Field(index[0]).Type()
		if x != noReg && c.tracks(t) {
			return c.fieldIn(x, index[0]), t
		}
		return noReg, t
	}
	return x, t
}

// receiver compiles the receiver of a call of a method in the model.
func (c *compiler) receiver(sel *ast.SelectorExpr, fn *source.Func) reg {
	x := c.expr(sel.X)
	s := c.recordOf(c.Source.Info.TypeOf(sel.X))
	switch {
	case s == nil || x == noReg:
	case len(c.Source.Info.Selections[sel].Index()) > 1:
		c.leak([]reg{x})
		return noReg
	case !source.IsPointer(fn.Sig.Recv().Type()):
		return c.copied(x, s)
	}
	return x
}

// setField compiles the assignment of the value in r to a field of a record.
func (c *compiler) setField(sel *ast.SelectorExpr, r reg) bool {
	i, ok := c.fieldOf(sel)
	if !ok || i < 0 {
		return false
	}
	x := c.expr(sel.X)
	if x == noReg {
		return false
	}
	if !c.tracks(c.Source.Info.TypeOf(sel)) {
		c.leak([]reg{r})
		return true
	}
	c.emit(instr{op: setField, ch: x, n: i, src: r})
	return true
}

// doRecord runs an instruction on a record.
func (s *state) doRecord(f *frame, in *instr) {
	switch in.op {
	case makeRecord:
		o := object{kind: aRecord}
		for _, r := range in.args {
			o.env = append(o.env, f.load(r))
		}
		f.env[in.dst] = s.allocate(o)
	case copyRecord:
		o := s.deref(f.load(in.src))
		f.env[in.dst] = unknown
		if o != nil && o.kind == aRecord {
			f.env[in.dst] = s.allocate(object{kind: aRecord, open: o.open, env: slices.Clone(o.env)})
		}
	case field:
		o := s.deref(f.load(in.src))
		f.env[in.dst] = unknown
		if o != nil && o.kind == aRecord && !o.open {
			f.env[in.dst] = o.env[in.n]
		}
	case setField:
		o := s.deref(f.load(in.ch))
		if o == nil || o.kind != aRecord || o.open {
			s.leak(f.load(in.src))
			return
		}
		o.env = slices.Clone(o.env) // other states have it, too
		o.env[in.n] = f.load(in.src)
	}
}
