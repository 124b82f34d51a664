package comm

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/jobvet/jobvet/internal/source"
)

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
	size, forks   int
	buf           []byte
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
