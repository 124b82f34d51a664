// Package comm explores what the goroutines that a function starts, and the function
// itself, do to one another through channels, wait groups and contexts: who may wait for
// ever, who is always served, and which goroutine ends before the function returns.
//
// A function is compiled, with the literals in it and the functions of the package
// that get its channels, to a small program of the operations that matter
// (compile.go: stmt.go, branch.go, loop.go, cond.go, expr.go, call.go, library.go and
// record.go emit the instructions of code.go). All orders in which its goroutines can
// run are tried, one state at a time (explore.go; step.go, do.go and frame.go run the
// instructions on state.go), and the answers are read off the graph of the states
// (answer.go).
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
	// Unreached is one that stands behind what always hangs, or is never run.
	Unreached
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
