package comm

import (
	"go/ast"
	"slices"
)

// mostProcs and mostFrames bound what a state may have.
const (
	mostProcs  = 9
	mostFrames = 10
)

// settle lets a process run until it is about to do something that may wait, or has
// ended. It returns the states that this may lead to. heard tells that the process has
// just received something: what it does next may take long.
func (m *model) settle(s *state, pid int, heard bool) []*state {
	var settled []*state
	seen := make(map[string]bool)
	stack := []*state{s}
	for len(stack) > 0 {
		s := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if k := m.key(s); seen[k] {
			continue
		} else {
			seen[k] = true
		}
		more, done := m.run1(s, pid, heard)
		if done {
			settled = append(settled, s)
		}
		stack = append(stack, more...)
		if len(seen) > mostSteps {
			m.broken = true
			break
		}
	}
	return settled
}

// mostSteps bounds the steps that a process takes on its own.
const mostSteps = 4000

// run1 runs a process as long as there is one way only. done tells that it has come to
// rest; else more are the states that it may go on from.
func (m *model) run1(s *state, pid int, heard bool) (more []*state, done bool) {
	for range mostSteps {
		if s.dead {
			return nil, true
		}
		p := &s.procs[pid]
		if p.stage == absent || p.stage == leaving {
			return nil, true
		}
		in := p.at()
		switch in.op {
		case send, receive, rangeOver, choose, wait, external:
			p.stage = atWait
			return nil, true
		case call:
			if in.code == nil && s.object(p, in.src) == nil {
				m.lose(s, p, in)
				p.stage = atWait
				return nil, true
			}
			m.do(s, pid, in)
		case test:
			if next, known := m.decide(s, p, in); known {
				p.top().pc = next
				continue
			}
			return m.fork(s, pid, in), false
		case nop:
			if len(in.next) > 1 {
				return m.fork(s, pid, in), false
			}
			p.top().pc = in.next[0]
		case count:
			m.count(s, p, in)
		case closeCh:
			heard = false
			m.do(s, pid, in)
		case add:
			heard = heard && in.n > 0
			m.do(s, pid, in)
		case ret, quit:
			m.do(s, pid, in)
			if !s.dead && s.procs[pid].stage == absent && heard && pid != 0 {
				s.procs[pid].stage = leaving
			}
		default:
			m.do(s, pid, in)
		}
		if m.broken {
			return nil, false
		}
	}
	m.broken = true
	return nil, false
}

// decide returns where a test goes on, if that is known.
func (m *model) decide(s *state, p *process, in *instr) (next int, known bool) {
	v := unknown
	switch {
	case in.ch != noReg:
		switch s.contextOf(p.top().env[in.ch]) {
		case ended:
			v = yes
		case waiting:
			v = no
		}
	case in.src != noReg && in.flag:
		if o := s.object(p, in.src); o != nil {
			v = no
			if o.kind == aNilChan {
				v = yes
			}
		}
	case in.src != noReg:
		v = p.top().env[in.src]
	case in.n > 0:
		v = s.memo[in.n-1]
	}
	switch v {
	case yes:
		return in.next[0], true
	case no:
		return in.next[1], true
	}
	return 0, false
}

// fork returns the states in which a condition holds, or not.
func (m *model) fork(s *state, pid int, in *instr) []*state {
	var list []*state
	for i, v := range []value{yes, no} {
		t := s.clone()
		f := t.procs[pid].top()
		f.pc = in.next[i]
		if in.op == test {
			if in.src != noReg && !in.flag {
				f.env[in.src] = v
			} else if in.n > 0 {
				t.memo[in.n-1] = v
			}
		}
		t.doubt = t.doubt || in.doubt
		list = append(list, t)
	}
	return list
}

// count goes another round, or leaves the loop.
func (m *model) count(s *state, p *process, in *instr) {
	f := p.top()
	turns := &f.turns[in.loops[0]]
	if *turns == 0 {
		*turns = int8(in.n) + 1
	}
	if *turns == 1 {
		*turns = 0
		f.pc = in.next[1]
		s.doubt, s.cut = s.doubt || in.doubt, s.cut || in.doubt
		return
	}
	*turns--
	f.pc = in.next[0]
}

// do runs an instruction that never waits.
func (m *model) do(s *state, pid int, in *instr) {
	p := &s.procs[pid]
	f := p.top()
	if len(in.next) > 0 {
		f.pc = in.next[0]
	}
	get := func(r reg) value {
		if r == noReg {
			return unknown
		}
		return f.env[r]
	}
	switch in.op {
	case die:
		s.kill()
	case bind:
		f.env[in.dst] = get(in.src)
	case makeRecord, copyRecord, field, setField:
		s.doRecord(f, in)
	case setBool:
		f.env[in.dst] = no
		if in.flag {
			f.env[in.dst] = yes
		}
	case makeObj:
		o := object{kind: in.obj, n: in.n}
		if in.obj == aContext {
			o.parent = get(in.src)
			if in.flag {
				o.parent = no
			}
			if in.doubt {
				o.n = 1
			}
		}
		f.env[in.dst] = s.allocate(o)
	case makeCancel:
		f.env[in.dst] = s.allocate(object{kind: aFunc, parent: get(in.src)})
	case closure:
		f.env[in.dst] = s.allocate(object{kind: aFunc, code: in.code, env: slices.Clone(f.env)})
	case closeCh:
		if o := s.object(p, in.ch); o != nil {
			o.closed = true
		}
	case add:
		if o := s.object(p, in.ch); o != nil {
			o.n += in.n
		}
	case leak:
		for _, r := range in.args {
			s.leak(get(r))
		}
	case rounds:
		for _, l := range in.loops {
			f.turns[l] = 0
		}
	case forget:
		for _, r := range m.deps[in.v] {
			f.env[r] = unknown
		}
	case later:
		f.later = append(f.later, object{code: in.code, env: slices.Clone(f.env)})
	case start:
		m.begin(s, p, in)
	case call:
		m.enter(s, p, in)
	case quit:
		for i := range p.frames {
			p.frames[i].returning = true
		}
		m.leave(s, pid, in)
	case ret:
		m.leave(s, pid, in)
	}
}

func (s *state) kill() {
	s.dead = true
	s.procs, s.objects = nil, nil
}

// begin starts a goroutine. One that has nothing to do with others is only noted.
func (m *model) begin(s *state, p *process, in *instr) {
	if !in.code.speaks(make(map[*code]bool)) {
		m.silent[in] = p.calls()
		return
	}
	child := process{site: in, stage: fresh, below: p.calls()}
	child.frames = []frame{m.frame(in.code, slices.Clone(p.top().env))}
	for i := 1; i < len(s.procs); i++ {
		if s.procs[i].stage == absent {
			s.procs[i] = child
			return
		}
	}
	if len(s.procs) >= mostProcs {
		m.broken = true
		return
	}
	s.procs = append(s.procs, child)
}

func (m *model) frame(c *code, env []value) frame {
	return frame{code: c, env: env, turns: make([]int8, c.loops)}
}

// calls are the calls that a process is in, and those below which it was started.
func (p *process) calls() []*ast.CallExpr {
	list := slices.Clone(p.below)
	for i := range p.frames {
		if by := p.frames[i].by; by != nil {
			list = append(list, by)
		}
	}
	return list
}

// enter calls a function. What an unknown one gets can no longer be followed.
func (m *model) enter(s *state, p *process, in *instr) {
	f := p.top()
	c, env := in.code, []value(nil)
	switch o := s.object(p, in.src); {
	case m.isLit[c]:
		env = slices.Clone(f.env)
	case c != nil:
		env = make([]value, m.regs.count)
	case o != nil && o.kind == aFunc && o.code != nil:
		c, env = o.code, slices.Clone(o.env)
	case o != nil && o.kind == aFunc:
		if ctx := s.deref(o.parent); ctx != nil {
			ctx.closed = true
		}
		return
	}
	if c == nil || len(p.frames) >= mostFrames {
		m.lose(s, p, in)
		return
	}
	for i, r := range c.params {
		v := unknown
		if i < len(in.args) && in.args[i] != noReg {
			v = f.env[in.args[i]]
		}
		if r == noReg {
			s.leak(v) // the function does with it what it likes
		} else {
			env[r] = v
		}
	}
	callee := m.frame(c, env)
	callee.into, callee.by = in.into, in.site
	p.frames = append(p.frames, callee)
}

// lose lets an unknown function have the arguments of a call.
func (m *model) lose(s *state, p *process, in *instr) {
	f := p.top()
	for _, r := range in.args {
		if r != noReg {
			s.leak(f.env[r])
		}
	}
	for _, r := range in.into {
		if r != noReg {
			f.env[r] = unknown
		}
	}
}

// leave returns from a function, after what it deferred.
func (m *model) leave(s *state, pid int, in *instr) {
	p := &s.procs[pid]
	f := p.top()
	for _, r := range in.args {
		v := unknown
		if r != noReg {
			v = f.env[r]
		}
		f.results = append(f.results, v)
	}
	f.returning = true
	for {
		f = p.top()
		if n := len(f.later); n > 0 {
			d := f.later[n-1]
			f.later = f.later[:n-1]
			p.frames = append(p.frames, m.frame(d.code, slices.Clone(d.env)))
			return
		}
		p.frames = p.frames[:len(p.frames)-1]
		if len(p.frames) == 0 {
			p.stage = absent
			if pid == 0 {
				for _, v := range f.results {
					s.leak(v)
				}
				s.over = true
				if f.code.isMain {
					s.kill()
				}
			}
			return
		}
		caller := p.top()
		if caller.returning {
			continue
		}
		for i, r := range f.into {
			if r == noReg {
				continue
			}
			caller.env[r] = unknown
			if i < len(f.results) {
				caller.env[r] = f.results[i]
			}
		}
		return
	}
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

// A condition of a context.
type condition uint8

const (
	waiting condition = iota // nothing has ended it, and only what is in the model can
	ended
	timed // it ends by itself
	alien // something else may end it
)

func (s *state) contextOf(v value) condition {
	c := waiting
	for {
		if v == unknown {
			return max(c, alien)
		}
		o := s.deref(v)
		switch {
		case o == nil:
			return c
		case o.kind != aContext || o.open:
			return alien
		case o.closed:
			return ended
		case o.n == 1:
			c = timed
		}
		v = o.parent
	}
}
