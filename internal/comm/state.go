package comm

import (
	"go/ast"
	"slices"
)

// A value is an object of a state, by its index plus one, or a bool. 0 is what is not
// known.
type value uint8

const (
	unknown value = 0
	no      value = 254
	yes     value = 255

	mostObjects = 200
)

// An object is a channel, a group, a context or a function.
type object struct {
	kind   objKind
	closed bool
	// open tells that code which is not in the model can do anything with it.
	open  bool
	n     int // the room of a channel, the counter of a group
	queue []value
	// parent is the context around a context, or what a function cancels.
	parent value
	code   *code
	env    []value // of a function; the fields of a record
}

// A frame is a call that runs.
type frame struct {
	code  *code
	pc    int
	env   []value
	turns []int8 // how often each loop goes round yet, plus one; 0 is a loop that has not begun
	later []object
	// results are the values that it returns, once it runs what it deferred.
	results   []value
	returning bool
	panics    bool  // it returns because of a panic
	into      []reg // of the caller
	by        *ast.CallExpr
}

// A process is a goroutine. site is what started it, nil for the function itself.
type process struct {
	site   *instr
	frames []frame
	stage  stage
	// below are the calls below which it was started.
	below []*ast.CallExpr
}

// A stage tells what a process does next.
type stage uint8

const (
	absent  stage = iota
	fresh         // begins
	atWait        // stands before an operation that may wait
	leaving       // ends, after work that may take long
)

// A state is what all processes are about to do.
type state struct {
	procs   []process // by their numbers, which stay
	objects []object
	memo    []value // of conditions whose parts never change
	// doubt tells that it was reached by a decision that the program may never make.
	doubt bool
	// cut tells that a loop would have gone on in the program.
	cut bool
	// over tells that the function itself has returned, and dead that the program has
	// ended.
	over, dead bool
}

func (s *state) clone() *state {
	t := *s
	t.procs = slices.Clone(s.procs)
	for i := range t.procs {
		p := &t.procs[i]
		p.frames = slices.Clone(p.frames)
		for j := range p.frames {
			f := &p.frames[j]
			f.env, f.turns, f.later = slices.Clone(f.env), slices.Clone(f.turns), slices.Clone(f.later)
		}
	}
	t.objects = slices.Clone(s.objects)
	for i := range t.objects {
		t.objects[i].queue = slices.Clone(s.objects[i].queue)
	}
	t.memo = slices.Clone(s.memo)
	return &t
}

// top is the frame that runs.
func (p *process) top() *frame { return &p.frames[len(p.frames)-1] }

// load returns what a register holds.
func (f *frame) load(r reg) value {
	if r == noReg {
		return unknown
	}
	return f.env[r]
}

func (p *process) at() *instr { f := p.top(); return &f.code.instrs[f.pc] }

// runs reports whether a process has begun and not ended.
func (s *state) runs(pid int) bool {
	return pid < len(s.procs) && s.procs[pid].stage != absent
}

// object returns what a register of a process holds, or nil if that is not known.
func (s *state) object(p *process, r reg) *object { return s.deref(p.top().load(r)) }

func (s *state) deref(v value) *object {
	if v == unknown || v >= no {
		return nil
	}
	return &s.objects[v-1]
}

// allocate adds an object. It returns unknown if there are too many.
func (s *state) allocate(o object) value {
	if len(s.objects) >= mostObjects {
		return unknown
	}
	s.objects = append(s.objects, o)
	return value(len(s.objects))
}

// leak makes an object open, and what can be reached by it.
func (s *state) leak(v value) {
	o := s.deref(v)
	if o == nil || o.open {
		return
	}
	switch o.kind {
	case aContext: // to have one is not to be able to end it
		return
	case aFunc:
		o.open = true
		if ctx := s.deref(o.parent); ctx != nil {
			ctx.open = true
		}
		if o.code != nil {
			for _, r := range o.code.uses {
				s.leak(o.env[r])
			}
		}
		return
	}
	o.open = true
	for _, v := range o.queue {
		s.leak(v)
	}
	for _, v := range o.env { // of a record
		s.leak(v)
	}
}

func (s *state) kill() {
	s.dead = true
	s.procs, s.objects = nil, nil
}

// mostProcs and mostFrames bound what a state may have.
const (
	mostProcs  = 9
	mostFrames = 10
)
