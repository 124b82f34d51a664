package comm

import (
	"slices"
)

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
