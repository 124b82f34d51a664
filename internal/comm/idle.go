package comm

// This file takes out what doubles the states of functions for nothing: conditions about logs,
// metrics and defaults, which lead to the same next step both ways, and the memory of
// conditions about what never changes that are asked once.

// prune takes them out of all codes.
func (m *model) prune() {
	for c := range m.number {
		p := pruner{model: m, code: c, to: make(map[int]int)}
		for i := range c.instrs {
			p.shorten(&c.instrs[i])
		}
	}
	asked := make(map[int]int)
	m.tests(func(_ *code, _ int, in *instr) { asked[in.n]++ })
	m.tests(func(c *code, i int, in *instr) {
		// Other codes than the root may run again.
		if asked[in.n] == 1 && c == m.codes[m.root] && !c.returnsTo(i) {
			in.n = 0
		}
	})
}

// tests calls yield for all conditions.
func (m *model) tests(yield func(*code, int, *instr)) {
	for c := range m.number {
		for i := range c.instrs {
			if in := &c.instrs[i]; in.op == test {
				yield(c, i, in)
			}
		}
	}
}

// returnsTo reports whether an instruction may run again in the same call.
func (c *code) returnsTo(i int) bool {
	seen := make([]bool, len(c.instrs))
	stack := []int{i}
	for len(stack) > 0 {
		in := &c.instrs[stack[len(stack)-1]]
		stack = stack[:len(stack)-1]
		for n := range in.successors {
			if n == i {
				return true
			}
			if !seen[n] {
				seen[n] = true
				stack = append(stack, n)
			}
		}
	}
	return false
}

type pruner struct {
	*model
	code *code
	to   map[int]int // where a step that does nothing leads to
}

// shorten leads an instruction past steps that do nothing.
func (p *pruner) shorten(in *instr) {
	for k := range in.next {
		in.next[k] = p.past(in.next[k])
	}
	for k := range in.cases {
		in.cases[k].next = p.past(in.cases[k].next)
	}
	if in.forks() && in.next[0] == in.next[1] {
		*in = instr{op: nop, next: in.next[:1]}
	}
}

// past returns the first step from i on that does something.
func (p *pruner) past(i int) int {
	if to, ok := p.to[i]; ok {
		return to
	}
	p.to[i] = i // a loop that does nothing stays
	if in := &p.code.instrs[i]; p.isIdle(in) {
		to := p.past(in.next[0])
		for _, n := range in.next[1:] {
			if p.past(n) != to {
				to = i
			}
		}
		p.to[i] = to
	}
	return p.to[i]
}

// isIdle reports whether an instruction does nothing but go on.
func (p *pruner) isIdle(in *instr) bool {
	return in.op == nop || in.op == test || in.op == forget && len(p.deps[in.v]) == 0
}
