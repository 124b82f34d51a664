package comm

import (
	"go/ast"
	"go/token"
)

// answer reads the answers off the graph.
func (g *graph) answer(a *Answers) {
	a.waits, a.starts, a.below = make(map[ast.Node]Fate), make(map[token.Pos]End), make(map[ast.Node]*Answers)
	most := 0
	for _, s := range g.states {
		most = max(most, len(s.procs))
	}
	r := &reader{graph: g, answers: a, goroutines: make(map[birth]*goroutine)}
	r.cut = make([]bool, len(g.states))
	for i, s := range g.states {
		r.cut[i] = s.cut
	}
	r.cut = g.reaching(r.cut, anyMove)
	for pid := range most {
		r.process(pid)
	}
	r.unreached()
	r.ends()
}

// A goroutine is what is seen of the goroutines that one statement starts.
type goroutine struct {
	strands, present, loose, closed, told, sent bool
	// grouped tells that it tells a group of its end.
	grouped bool
}

// A birth is a statement that starts goroutines, below a call or anywhere.
type birth struct {
	start ast.Node
	call  *ast.CallExpr
}

// A reader reads the answers off a graph.
type reader struct {
	*graph
	answers    *Answers
	goroutines map[birth]*goroutine
	over       bool   // the function itself returns, on some path
	hangs      bool   // it waits for ever, on some path
	main       []bool // the states in which the function itself may go on
	cut        []bool // the states that lead to one where a loop was cut
}

// process reads what becomes of one process in all states.
func (r *reader) process(pid int) {
	ahead := r.outlook(pid)
	if pid == 0 {
		r.main = ahead.goes
	}
	for i, s := range r.states {
		if s.dead {
			continue
		}
		r.over = r.over || s.over
		if s.runs(pid) {
			r.inState(i, pid, ahead)
		}
	}
	r.learns(pid)
}

// An outlook is what a process may come to, by the states.
type outlook struct {
	goes   []bool // it may go on
	served []bool // it may go on by what the model has, and no loop was cut
	ends   []bool // it may end without anything from outside
}

func (r *reader) outlook(pid int) outlook {
	ahead := outlook{
		goes:   r.reaching(r.moves(pid, anyMove), anyMove),
		served: r.reaching(r.moves(pid, knownMove), knownMove),
	}
	for i, cut := range r.cut {
		ahead.goes[i], ahead.served[i] = ahead.goes[i] || cut, ahead.served[i] && !cut
	}
	gone := make([]bool, len(r.states))
	for i, s := range r.states {
		gone[i] = s.dead || pid < len(s.procs) && s.procs[pid].stage == absent
	}
	ahead.ends = r.reaching(gone, insideMove)
	return ahead
}

// inState reads what becomes of a process from one state on.
func (r *reader) inState(i, pid int, ahead outlook) {
	s := r.states[i]
	p := &s.procs[pid]
	// If the function itself hangs, too, that is what there is to tell.
	hangs := p.stage == atWait && !ahead.goes[i] && !s.doubt
	strands := hangs && (s.over || r.main[i])
	r.hangs = r.hangs || hangs && pid == 0
	r.seen(p, func(t *goroutine) {
		t.strands = t.strands || strands
		t.present = t.present || s.over
		t.loose = t.loose || s.over && !ahead.ends[i]
	})
	if p.stage == atWait {
		r.note(p, i, ahead)
	}
}

// learns reads what a process learns by its moves.
func (r *reader) learns(pid int) {
	for _, moves := range r.into {
		for _, mv := range moves {
			s := r.states[mv.from]
			if mv.pids[0] == pid && pid < len(s.procs) {
				r.seen(&s.procs[pid], func(t *goroutine) {
					t.closed, t.told, t.sent = t.closed || mv.closed, t.told || mv.told, t.sent || mv.sent
				})
			}
		}
	}
}

// seen notes something of a goroutine: for all that are started where it was, and for
// those below each of the calls that it was started by.
func (r *reader) seen(p *process, note func(*goroutine)) {
	if p.site == nil {
		return
	}
	for i := range len(p.below) + 1 {
		b := birth{start: p.site.node}
		if i > 0 {
			b.call = p.below[i-1]
		}
		t := r.goroutines[b]
		if t == nil {
			t = &goroutine{grouped: p.site.code.grouped(make(map[*code]bool))}
			r.goroutines[b] = t
		}
		note(t)
	}
}

// note tells what becomes of the operation that a process is at in a state.
func (r *reader) note(p *process, i int, ahead outlook) {
	fate := Served
	switch {
	case !ahead.goes[i] && !r.states[i].doubt:
		fate = Hangs
	case !ahead.served[i]:
		fate = Unknown
	}
	node := p.at().node
	if node == nil {
		return
	}
	r.answers.note(node, fate)
	for _, c := range p.calls() {
		r.answers.at(c).note(node, fate)
	}
}

func (a *Answers) at(c *ast.CallExpr) *Answers {
	b := a.below[c]
	if b == nil {
		b = &Answers{waits: make(map[ast.Node]Fate), starts: make(map[token.Pos]End)}
		a.below[c] = b
	}
	return b
}

// note keeps the worst of all fates of an operation.
func (a *Answers) note(op ast.Node, f Fate) {
	old, ok := a.waits[op]
	if !ok || old == Served || f == Hangs {
		a.waits[op] = f
	}
}

// ends tells what becomes of the goroutines.
func (r *reader) ends() {
	for in, calls := range r.silent {
		r.answers.starts[in.node.Pos()] = Loose
		for _, c := range calls {
			r.answers.at(c).starts[in.node.Pos()] = Loose
		}
	}
	for b, t := range r.goroutines {
		into := r.answers
		if b.call != nil {
			into = into.at(b.call)
		}
		into.starts[b.start.Pos()] = r.end(t)
	}
}

func (r *reader) end(t *goroutine) End {
	switch {
	case t.strands:
		return Stranded
	case !r.over && r.hangs:
		return Joined // there is no end that it could outlive
	case !r.over:
		return NotKnown
	case !t.present:
		return Joined
	case t.grouped:
		return Early
	case !t.loose && t.closed && !t.told && !t.sent:
		return Released
	}
	return Loose
}
