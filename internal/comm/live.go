package comm

// What a register holds counts only as long as something may read it. States that differ in
// nothing else are one. This is the textbook's analysis of live variables, backwards over the
// instructions of a code until nothing changes (Aho, Lam, Sethi, Ullman, "Compilers", 9.2.5).

// A regSet is a set of registers.
type regSet []uint64

func (s regSet) has(r reg) bool { return s[r/64]&(1<<(r%64)) != 0 }

func (s regSet) add(r reg) {
	if r != noReg {
		s[r/64] |= 1 << (r % 64)
	}
}

func (s regSet) remove(r reg) {
	if r != noReg {
		s[r/64] &^= 1 << (r % 64)
	}
}

func (s regSet) addAll(t regSet) {
	for i, w := range t {
		s[i] |= w
	}
}

// look finds out for all codes which registers they read, and where these are live.
func (m *model) look() {
	for c := range m.number {
		c.reads = m.set()
		m.collectReads(c, c.reads, make(map[*code]bool))
	}
	for c := range m.number {
		m.lookAt(c)
	}
}

func (m *model) set() regSet { return make(regSet, (m.regs.count+63)/64) }

// collectReads adds the registers that a code reads, and those that the codes in it do.
func (m *model) collectReads(c *code, into regSet, seen map[*code]bool) {
	if c == nil || seen[c] {
		return
	}
	seen[c] = true
	for _, r := range c.uses {
		into.add(r)
	}
	for i := range c.instrs {
		in := &c.instrs[i]
		in.reads(into)
		m.collectReads(in.code, into, seen)
	}
}

// reads adds the registers that an instruction itself reads.
func (in *instr) reads(into regSet) {
	switch in.op {
	case send, setField, test:
		into.add(in.ch)
		into.add(in.src)
	case receive, rangeOver, wait, closeCh, add:
		into.add(in.ch)
	case bind, makeObj, makeCancel, copyRecord, field, call:
		into.add(in.src)
	}
	for _, r := range in.args {
		into.add(r)
	}
	for _, k := range in.cases {
		switch k.op {
		case send:
			into.add(k.ch)
			into.add(k.src)
		case receive:
			into.add(k.ch)
		}
	}
}

// lookAt finds out which registers are live before each instruction of a code.
func (m *model) lookAt(c *code) {
	c.live = make([]regSet, len(c.instrs))
	for i := range c.live {
		c.live[i] = m.set()
	}
	for changed := true; changed; {
		changed = false
		for i := len(c.instrs) - 1; i >= 0; i-- {
			if m.lookBefore(c, i) {
				changed = true
			}
		}
	}
}

// lookBefore renews what is live before an instruction, and reports whether that is more than it
// was.
func (m *model) lookBefore(c *code, i int) bool {
	in, set := &c.instrs[i], m.set()
	for n := range in.successors {
		set.addAll(c.live[n])
	}
	m.removeSet(in, set)
	in.reads(set)
	if in.code != nil {
		set.addAll(in.code.reads)
	}
	more := false
	for w := range set {
		more = more || set[w]&^c.live[i][w] != 0
	}
	c.live[i].addAll(set)
	return more
}

// removeSet removes the registers that an instruction sets, whatever they held.
func (m *model) removeSet(in *instr, set regSet) {
	switch in.op {
	case bind, setBool, makeObj, makeCancel, makeRecord, copyRecord, field, closure:
		set.remove(in.dst)
	case forget:
		for _, r := range m.deps[in.v] {
			set.remove(r)
		}
	}
}

// drop forgets what a process never reads again.
func (s *state) drop(pid int) {
	if s.dead {
		return
	}
	p := &s.procs[pid]
	for i := range p.frames {
		f := &p.frames[i]
		if f.returning { // what it deferred has an environment of its own
			clear(f.env)
			continue
		}
		live := f.code.live[f.pc]
		for r := range f.env {
			if f.env[r] != unknown && !live.has(reg(r)) {
				f.env[r] = unknown
			}
		}
	}
}

// capture returns the part of an environment that a code reads.
func (f *frame) capture(c *code) []value {
	env := make([]value, len(f.env))
	for r, v := range f.env {
		if v != unknown && c.reads.has(reg(r)) {
			env[r] = v
		}
	}
	return env
}
