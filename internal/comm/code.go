package comm

import (
	"go/ast"
	"go/types"
)

// A reg is a place for a value in the environment of a running function: a variable,
// or a temporary one. noReg is the place of what is not known.
type reg int

const noReg reg = -1

// An op is the kind of an instruction.
type op uint8

const (
	nop        op = iota // goes on at any of next
	die                  // the program ends here: a panic, an exit
	quit                 // the goroutine does
	bind                 // dst = src
	makeCancel           // dst = the function that cancels the context src
	setBool              // dst = flag
	makeObj              // dst = a new object of the kind obj
	makeRecord           // dst = a new record, whose fields are args
	copyRecord           // dst = a copy of the record src
	field                // dst = field n of the record src
	setField             // field n of the record ch = src
	recovered            // dst = whether the function that defers this one panics, which ends here
	closure              // dst = the function in code, with the environment at hand
	test                 // goes on at next[0] if the bool in src is true, else at next[1]
	count                // the head of a loop: next[0] is its body, next[1] what follows
	send                 // src into ch
	receive              // dst, ok from ch
	rangeOver            // the same: next[0] if there is a value, next[1] if ch is closed
	choose               // a select
	closeCh              // closes ch, or cancels it if it is a context
	add                  // adds n to the group ch
	wait                 // waits for the group ch
	call                 // calls the function in code or src
	start                // starts a goroutine that runs code
	later                // defers code
	ret                  // returns the values in args
	leak                 // args go to where they can no longer be followed
	external             // waits for something that this model does not know
	rounds               // forgets how often the loops in args2 have gone round
	forget               // forgets what was decided about conditions
)

// An instr is one step of a function.
type instr struct {
	op   op
	node ast.Node // the operation in the source, for waits and go statements
	site *ast.CallExpr
	ch   reg
	src  reg
	dst  reg
	ok   reg
	// flag is the value of setBool; that a test asks whether src is nil; that a context of makeObj never ends; that what a
	// receive gets says nothing but that it is there; that a ret is a panic.
	flag  bool
	n     int
	obj   objKind
	code  *code
	args  []reg // of a call: what its parameters get
	into  []reg // of a call: what gets its results; of its parameters
	loops []int
	v     *types.Var // of forget
	cases []choice
	next  []int
	// doubt tells that the program may never go both ways.
	doubt bool
}

// successors iterates over the instructions that may come next.
func (in *instr) successors(yield func(int) bool) {
	for _, n := range in.next {
		if !yield(n) {
			return
		}
	}
	for _, k := range in.cases {
		if !yield(k.next) {
			return
		}
	}
}

// A choice is one case of a select.
type choice struct {
	op   op // send, receive, external; nop for a timer and die for the default
	ch   reg
	src  reg
	dst  reg
	ok   reg
	next int
	flag bool
}

// A code is a compiled function, or a call that is deferred or runs in a goroutine.
type code struct {
	instrs []instr
	params []reg
	// uses are the registers of variables that it has from the function around it.
	uses  []reg
	loops int
	// reads are the registers that it reads, and live those that are read again, by the
	// instruction that comes next.
	reads regSet
	live  []regSet
	// isMain tells that the program ends with it.
	isMain bool
}

// An objKind is the kind of an object.
type objKind uint8

const (
	aChan objKind = iota
	aNilChan
	aGroup
	aContext
	aFunc
	aRecord
)

// registers gives numbers to variables.
type registers struct {
	of    map[*types.Var]reg
	count int
}

func (r *registers) get(v *types.Var) reg {
	n, ok := r.of[v]
	if !ok {
		n = r.fresh()
		r.of[v] = n
	}
	return n
}

func (r *registers) fresh() reg {
	r.count++
	return reg(r.count - 1)
}

// speaks reports whether a code does anything that others can notice.
func (c *code) speaks(seen map[*code]bool) bool {
	if c == nil || seen[c] {
		return false
	}
	seen[c] = true
	for i := range c.instrs {
		switch in := &c.instrs[i]; in.op {
		case send, receive, rangeOver, choose, closeCh, add, wait, leak, setField:
			return true
		case call:
			if in.code == nil || in.loses() {
				return true
			}
			fallthrough
		default:
			if in.code.speaks(seen) {
				return true
			}
		}
	}
	return false
}

// loses reports whether a call gives a function what that does not follow.
func (in *instr) loses() bool {
	for i, r := range in.args {
		if r != noReg && i < len(in.code.params) && in.code.params[i] == noReg {
			return true
		}
	}
	return false
}

// grouped reports whether a code tells a group that it is done.
func (c *code) grouped(seen map[*code]bool) bool {
	if c == nil || seen[c] {
		return false
	}
	seen[c] = true
	for i := range c.instrs {
		if in := &c.instrs[i]; in.op == add && in.n < 0 && in.ch != noReg || in.code.grouped(seen) {
			return true
		}
	}
	return false
}
