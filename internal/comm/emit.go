package comm

import (
	"go/ast"

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
