package comm

// do runs an instruction that never waits.
func (m *model) do(s *state, pid int, in *instr) {
	p := &s.procs[pid]
	f := p.top()
	if len(in.next) > 0 {
		f.pc = in.next[0]
	}
	switch in.op {
	case die:
		s.kill()
	case bind, setBool, makeObj, makeCancel, closure:
		f.env[in.dst] = s.made(f, in)
	case recovered:
		f.env[in.dst] = p.recover()
	case makeRecord, copyRecord, field, setField:
		s.doRecord(f, in)
	case closeCh, add, leak:
		s.signal(p, in)
	case rounds, forget, later:
		m.keep(f, in)
	case count:
		s.count(f, in)
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

// made returns the value that an instruction has for its destination.
func (s *state) made(f *frame, in *instr) value {
	switch in.op {
	case setBool:
		if in.flag {
			return yes
		}
		return no
	case makeObj:
		o := object{kind: in.obj, n: in.n}
		if in.obj == aContext {
			o.below(f.load(in.src), in)
		}
		return s.allocate(o)
	case makeCancel:
		return s.allocate(object{kind: aFunc, parent: f.load(in.src)})
	case closure:
		return s.allocate(object{kind: aFunc, code: in.code, env: f.capture(in.code)})
	}
	return f.load(in.src)
}

// below makes an object a context below another one, as an instruction says.
func (o *object) below(parent value, in *instr) {
	o.parent = parent
	if in.flag {
		o.parent = no
	}
	if in.doubt {
		o.n = 1
	}
}

// signal runs an instruction that changes objects which others have, too.
func (s *state) signal(p *process, in *instr) {
	if in.op == leak {
		for _, r := range in.args {
			s.leak(p.top().load(r))
		}
		return
	}
	o := s.object(p, in.ch)
	if o == nil {
		return
	}
	if in.op == closeCh {
		o.closed = true
	} else {
		o.n += in.n
	}
}

// keep runs an instruction that changes what a call keeps of its own run: how often
// loops went round, what was decided and what was deferred.
func (m *model) keep(f *frame, in *instr) {
	switch in.op {
	case rounds:
		for _, l := range in.loops {
			f.turns[l] = 0
		}
	case forget:
		for _, r := range m.deps[in.v] {
			f.env[r] = unknown
		}
	case later:
		f.later = append(f.later, object{code: in.code, env: f.capture(in.code)})
	}
}

// begin starts a goroutine. One that has nothing to do with others is only noted.
func (m *model) begin(s *state, p *process, in *instr) {
	if !in.code.speaks(make(map[*code]bool)) {
		m.silent[in] = p.calls()
		return
	}
	child := process{site: in, stage: fresh, below: p.calls()}
	child.frames = []frame{m.frame(in.code, p.top().capture(in.code))}
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
