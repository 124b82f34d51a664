package comm

import (
	"go/ast"

	"github.com/jobvet/jobvet/internal/source"
)

// A Library is what is known of a call of a library.
type Library struct {
	// Known tells that the callee is a library's.
	Known bool
	// Runs is the argument that a goroutine runs, and Calls the one that the call runs
	// before it returns; -1 is none. Joins tells that the receiver waits for Runs.
	Runs, Calls int
	Joins       bool
	// Waits tells that the call may wait for other goroutines.
	Waits bool
	// Root tells that it makes a context that nothing ends, and Timed that it makes one
	// that ends by itself.
	Root, Timed bool
	// Quits tells that it ends its goroutine.
	Quits bool
	// Once tells that Calls is called at most once.
	Once bool
}

// library compiles a call of a library.
func (c *compiler) library(e *ast.CallExpr, lib Library, into []reg) {
	if lib.Calls >= 0 && lib.Calls < len(e.Args) {
		c.callback(e, lib)
		return
	}
	if lib.Runs >= 0 && lib.Runs < len(e.Args) {
		c.emit(instr{op: start, node: e, site: e, code: c.runner(e.Args[lib.Runs], noReg)})
		for _, r := range into {
			c.bind(r, noReg)
		}
		return
	}
	var parent *reg // the context among the arguments
	var args []reg
	for _, a := range e.Args {
		r := c.expr(a)
		if source.IsContext(c.Source.Info.TypeOf(a)) {
			parent = &r
		} else {
			args = append(args, r)
		}
	}
	c.leak(args)
	if lib.Waits {
		c.emit(instr{op: external, ch: noReg})
	}
	c.libraryResults(e, lib, parent, into)
}

// libraryResults compiles what a library returns: a context below its parent, the function
// that cancels it, a group, or what is not known.
func (c *compiler) libraryResults(e *ast.CallExpr, lib Library, parent *reg, into []reg) {
	ctx := noReg
	for i, v := range into {
		if v == noReg {
			continue
		}
		switch t := c.results(e).At(i).Type(); {
		case source.IsContext(t) && (lib.Root || parent != nil):
			in := instr{op: makeObj, dst: v, obj: aContext, src: noReg, flag: lib.Root, doubt: lib.Timed}
			if parent != nil {
				in.src = *parent
			}
			c.emit(in)
			ctx = v
		case source.IsContext(t):
			c.bind(v, noReg)
		case source.IsFunc(t) && ctx != noReg:
			c.emit(instr{op: makeCancel, dst: v, src: ctx})
		case c.isGroup(t):
			c.emit(instr{op: makeObj, dst: v, obj: aGroup})
		default:
			c.bind(v, noReg)
		}
	}
}

// callback compiles a call of a library that calls a function.
func (c *compiler) callback(e *ast.CallExpr, lib Library) {
	var f reg = noReg
	var args []reg
	for i, a := range e.Args {
		if i == lib.Calls {
			f = c.expr(a)
		} else {
			args = append(args, c.expr(a))
		}
	}
	c.leak(args)
	if f == noReg {
		return
	}
	n := c.symbolic
	if lib.Once {
		n = 1
	}
	for range n {
		c.emit(instr{op: call, site: e, src: f})
	}
}
