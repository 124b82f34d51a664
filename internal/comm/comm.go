// Package comm explores what the goroutines that a function starts, and the function
// itself, do to one another through channels, wait groups and contexts: who may wait for
// ever, who is always served, and which goroutine ends before the function returns.
//
// A function is compiled, with the literals in it and the functions of the package
// that get its channels, to a small program of the operations that matter
// (compile.go, expr.go, call.go, cond.go). All orders in which its goroutines can run
// are tried, one state at a time (state.go, step.go), and the answers are read off the
// graph of the states (explore.go).
//
// The model knows no numbers but constants. A length or a limit that is not a constant
// is one small number, the same for all of them; so a loop over xs starts as many
// goroutines as another one over xs collects answers. A condition goes both ways, each
// time the same way as long as its parts stay as they are. If it depends on what the
// program did before, such as a counter, it may never go both ways: what comes after
// it is in doubt, and nothing that is in doubt is an answer.
//
// What goes to where the model cannot follow it, such as a field, is open: anything may
// happen to it, and an operation on it may always go on.
package comm

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/jobvet/jobvet/internal/source"
)

// A Config is what the exploration asks of others.
type Config struct {
	Source *source.Package
	// Library returns what is known of a call of a library.
	Library func(*ast.CallExpr) Library
	// Group reports whether a library's type joins goroutines.
	Group func(types.Type) bool
	// MayReturn reports whether a call may return.
	MayReturn func(*ast.CallExpr) bool
	// Recovers reports whether a function may recover when it panics.
	Recovers func(*source.Func) bool
	// Decided reports whether constants make a condition always true, or never.
	Decided func(ast.Expr) (always, never bool)
}

// A Fate is what becomes of an operation that may wait.
type Fate uint8

const (
	Unknown Fate = iota
	// Served is an operation that always goes on at last, by what the function and
	// its goroutines do alone.
	Served
	// Hangs is one that may wait for ever.
	Hangs
)

// An End is what becomes of a goroutine.
type End uint8

const (
	NotKnown End = iota
	Joined       // it ends before the function returns
	Released     // what it waits for has happened once the function returns
	Loose        // it may work on after the function has returned
	Early        // the same, though the function has waited for its group
	Stranded     // it may wait for ever
)

// Answers are what is known of a function's operations and goroutines.
type Answers struct {
	waits  map[ast.Node]Fate
	starts map[token.Pos]End
	below  map[ast.Node]*Answers // by the calls in the function itself
}

// Fate returns what becomes of an operation: a node of a source.ChanOp, or a call of
// Wait.
func (a *Answers) Fate(op ast.Node) Fate { return a.waits[op] }

// End returns what becomes of the goroutine that the go statement or the call at a
// position starts.
func (a *Answers) End(start token.Pos) End { return a.starts[start] }

// Serves reports whether the operation at a position is served.
func (a *Answers) Serves(at token.Pos) bool {
	for op, f := range a.waits {
		if f == Served && op.Pos() == at {
			return true
		}
	}
	return false
}

// Tells reports whether there is anything to say of goroutines, or of a wait that ends.
func (a *Answers) Tells() bool {
	for _, f := range a.waits {
		if f == Served {
			return true
		}
	}
	for _, end := range a.starts {
		if end != NotKnown && end != Loose {
			return true
		}
	}
	return false
}

// Below returns what is known of what one of the function's calls does.
func (a *Answers) Below(call *ast.CallExpr) *Answers {
	if b := a.below[call]; b != nil {
		return b
	}
	return &Answers{}
}

// A model is a function and its goroutines.
type model struct {
	Config
	facts      *facts
	root       *source.Func
	start, end token.Pos
	regs       registers
	codes      map[*source.Func]*code
	number     map[*code]int
	isLit      map[*code]bool
	silent     map[*instr][]*ast.CallExpr // goroutines that are not explored, with the calls around
	memos      map[string]int
	slots      map[slotKey]reg
	deps       map[*types.Var][]reg
	symbolic   int
	// records tells that records are followed, and hasRecords that there are some.
	records, hasRecords bool
	// going tells that a goroutine is compiled.
	going bool
	// large and failed tell that the function is too large, or not understood.
	large, broken bool
	most          int64 // the number that is too large to explore
	size          int
	buf           []byte
}

// An Explorer explores the functions of a package.
type Explorer struct {
	Config
	facts *facts
	found map[*source.Func]*Answers
}

// New returns an explorer.
func New(cfg Config) *Explorer {
	return &Explorer{cfg, newFacts(), make(map[*source.Func]*Answers)}
}

// Of returns what is known of a declared function and the literals in it.
func (x *Explorer) Of(fn *source.Func) *Answers {
	a := x.found[fn]
	if a == nil {
		a = &Answers{}
		x.found[fn] = a
		if fn.Decl != nil && fn.Decl.Body != nil && x.isCandidate(fn) {
			if !x.explore(fn, a, true) {
				x.explore(fn, a, false)
			}
		}
	}
	return a
}

// isCandidate reports whether a function starts a goroutine or makes a channel, or
// calls a function that returns one, or has a channel, a group or a record of its own.
func (x *Explorer) isCandidate(fn *source.Func) bool {
	for _, c := range fn.Calls {
		if c.How == source.Spawned {
			return true
		}
		if c.Expr == nil {
			continue
		}
		if x.Source.Builtin(c.Expr) == "make" && source.IsChan(x.Source.Info.TypeOf(c.Expr)) {
			return true
		}
		if lib := x.Library(c.Expr); lib.Known && lib.Runs >= 0 {
			return true
		}
		if sel, ok := ast.Unparen(c.Expr.Fun).(*ast.SelectorExpr); ok && x.isLocal(sel.X) {
			if t := x.Source.Info.TypeOf(sel.X); x.isGroup(t) && sel.Sel.Name == "Wait" || x.recordOf(t) != nil {
				return true
			}
		}
		for _, o := range x.Source.Callees(c) {
			if o.Fn == nil {
				continue
			}
			for v := range o.Fn.Sig.Results().Variables() {
				if source.IsChan(v.Type()) || source.IsFunc(v.Type()) || x.recordOf(v.Type()) != nil {
					return true
				}
			}
		}
	}
	for _, op := range fn.ChanOps {
		if op.Chan != nil && x.isLocal(op.Chan) {
			return true
		}
	}
	for _, lit := range fn.Lits {
		if x.isCandidate(lit) {
			return true
		}
	}
	return false
}

// isLocal reports whether an expression is a local variable, or a field of one that is a
// record.
func (x *Explorer) isLocal(e ast.Expr) bool {
	if sel := selectorOf(e); sel.X != nil && x.recordOf(x.Source.Info.TypeOf(sel.X)) != nil {
		e = sel.X
	}
	v, ok := x.Source.Info.ObjectOf(ident(e)).(*types.Var)
	return ok && !v.IsField() && v.Kind() == types.LocalVar
}

// explore finds the answers for a function. It reports whether there is nothing more to
// find if records are not followed, so that the model is smaller.
func (x *Explorer) explore(fn *source.Func, a *Answers, records bool) (done bool) {
	m := x.model(fn)
	m.records = records
	main := m.compile(fn)
	main.isMain = fn.Obj != nil && fn.Obj.Name() == "main" && fn.Sig.Recv() == nil && m.Source.Types.Name() == "main"
	g := m.run(main)
	if g != nil {
		g.answer(a)
	}
	return g != nil || !m.hasRecords
}

// model returns an empty model of a declared function.
func (x *Explorer) model(fn *source.Func) *model {
	x.facts.look(fn, x.Source.Info)
	return &model{
		Config: x.Config, facts: x.facts, root: fn, start: fn.Decl.Pos(), end: fn.Decl.End(),
		regs: registers{of: make(map[*types.Var]reg)}, codes: make(map[*source.Func]*code), number: make(map[*code]int), isLit: make(map[*code]bool), silent: make(map[*instr][]*ast.CallExpr),
		memos: make(map[string]int), slots: make(map[slotKey]reg), deps: make(map[*types.Var][]reg), symbolic: 2,
	}
}

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
