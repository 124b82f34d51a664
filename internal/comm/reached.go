package comm

import "go/ast"

// unreached notes the operations that no process comes to, in codes that some process runs.
func (r *reader) unreached() {
	run := make(map[*Answers]map[*code]bool)
	note := func(a *Answers, frames []frame) {
		if run[a] == nil {
			run[a] = make(map[*code]bool)
		}
		for i := range frames {
			run[a][frames[i].code] = true
		}
	}
	for _, s := range r.states {
		for i := range s.procs {
			frames := s.procs[i].frames
			note(r.answers, frames)
			for _, c := range s.procs[i].below {
				note(r.answers.at(c), frames)
			}
			for j := range frames {
				if by := frames[j].by; by != nil {
					note(r.answers.at(by), frames[j:])
				}
			}
		}
	}
	for a, codes := range run {
		for c := range codes {
			for _, op := range c.operations() {
				if _, ok := a.waits[op]; !ok {
					a.waits[op] = Unreached
				}
			}
		}
	}
}

// operations returns the operations of a code that may wait.
func (c *code) operations() (list []ast.Node) {
	for i := range c.instrs {
		switch in := &c.instrs[i]; in.op {
		case send, receive, rangeOver, choose, wait:
			if in.node != nil {
				list = append(list, in.node)
			}
		}
	}
	return list
}
