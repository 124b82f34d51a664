package comm

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
		s.drop(pid)
		if k := m.key(s); seen[k] {
			continue
		} else {
			seen[k] = true
		}
		more, done := m.run1(s, pid, heard)
		if done {
			s.drop(pid)
			settled = append(settled, s)
		}
		stack = append(stack, more...)
		if m.forks > mostForks {
			m.broken = true
			break
		}
	}
	return settled
}

// mostSteps bounds the steps that a process takes on its own, and mostForks how often any of
// them goes on at two places that nothing decides.
const (
	mostSteps = 4000
	mostForks = 400
)

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
		if m.mayWait(s, p, in) {
			p.stage = atWait
			return nil, true
		}
		if in.op == test {
			if next, known := m.decide(s, p, in); known {
				p.top().pc = next
				continue
			}
		}
		if in.forks() {
			m.forks++
			return m.fork(s, pid, in), false
		}
		m.do(s, pid, in)
		if heard = heard && !in.announces(); heard {
			s.linger(pid)
		}
		if m.broken {
			return nil, false
		}
	}
	m.broken = true
	return nil, false
}

// announces reports whether an instruction tells others of an end.
func (in *instr) announces() bool {
	return in.op == closeCh || in.op == add && in.n <= 0
}

// linger lets a goroutine that has ended work for a while before it is gone.
func (s *state) linger(pid int) {
	if pid != 0 && !s.dead && s.procs[pid].stage == absent {
		s.procs[pid].stage = leaving
	}
}

// mayWait reports whether an instruction may wait. An unknown function does, and has
// its arguments from then on.
func (m *model) mayWait(s *state, p *process, in *instr) bool {
	switch in.op {
	case send, receive, rangeOver, choose, wait, external:
		return true
	case call:
		if in.code == nil && s.object(p, in.src) == nil {
			m.lose(s, p, in)
			return true
		}
	}
	return false
}

// forks reports whether an instruction goes on at two places, if nothing decides it.
func (in *instr) forks() bool {
	return in.op == test || in.op == nop && len(in.next) > 1
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
func (s *state) count(f *frame, in *instr) {
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
