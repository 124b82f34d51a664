package comm

import (
	"go/ast"
	"slices"
)

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
		env = f.capture(c)
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
		if i < len(in.args) {
			v = f.load(in.args[i])
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
		s.leak(f.load(r))
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
		f.results = append(f.results, f.load(r))
	}
	f.returning, f.panics = true, in.flag
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
				s.end(f)
			}
			return
		}
		if caller := p.top(); !caller.returning {
			caller.take(f)
			return
		}
	}
}

// end ends the function that is explored, whose last frame is given.
func (s *state) end(f *frame) {
	for _, v := range f.results {
		s.leak(v)
	}
	s.over = true
	if f.code.isMain {
		s.kill()
	}
}

// take gets the results of a call.
func (f *frame) take(callee *frame) {
	for i, r := range callee.into {
		if r == noReg {
			continue
		}
		f.env[r] = unknown
		if i < len(callee.results) {
			f.env[r] = callee.results[i]
		}
	}
}
