package comm

import (
	"slices"
)

// mostStates bounds the graph of one function, and mostRecordStates that of one in which
// records are followed.
const (
	mostStates       = 3000
	mostRecordStates = 800
)

// A graph is the states of a model, and what leads from one to another.
type graph struct {
	*model
	states []*state
	index  map[string]int
	into   [][]move // by the state that they lead to
	begun  int      // the states from here on are not expanded yet
}

// A move leads from one state to another.
type move struct {
	from int
	// pids are the processes that move, the second -1 if there is one only.
	pids [2]int
	// outside tells that something which is not in the model has to happen.
	outside bool
	// away tells that an unknown function has to return.
	away bool
	// closed tells that the first process learns that a channel is closed or a context
	// has ended; told that it gets a value, and sent that it has sent one.
	closed, told, sent bool
}

// run explores a function. It returns nil if it is too large, or there are too many states.
func (m *model) run(main *code) *graph {
	if m.large || m.broken {
		return nil
	}
	m.prune()
	m.look()
	g := &graph{model: m, index: make(map[string]int)}
	first := &state{memo: make([]value, len(m.memos))}
	first.procs = []process{{stage: atWait, frames: []frame{m.frame(main, make([]value, m.regs.count))}}}
	for _, s := range m.settle(first, 0, false) {
		g.add(s)
	}
	most := mostStates
	if m.hasRecords {
		most = mostRecordStates
	}
	for ; !m.broken && len(g.states) <= most; g.begun++ {
		if g.begun == len(g.states) {
			return g
		}
		g.expand(g.begun)
	}
	return nil
}

func (g *graph) add(s *state) int {
	s.collect()
	k := g.key(s)
	i, ok := g.index[k]
	if !ok {
		i = len(g.states)
		g.index[k] = i
		g.states = append(g.states, s)
		g.into = append(g.into, nil)
	}
	return i
}

// An offer is what a process is ready to do.
type offer struct {
	pid    int
	choice       // with what it does
	obj    value // of ch
	in     *instr
}

// offers returns what a process that waits is ready to do.
func (s *state) offers(pid int) []offer {
	p := &s.procs[pid]
	in := p.at()
	list := in.cases
	switch in.op {
	case send, receive, external:
		list = []choice{{op: in.op, ch: in.ch, src: in.src, dst: in.dst, ok: in.ok, flag: in.flag, next: in.next[0]}}
	case call: // of an unknown function
		list = []choice{{op: external, ch: noReg, next: in.next[0]}}
	case wait:
		list = []choice{{op: wait, ch: in.ch, next: in.next[0]}}
	case rangeOver:
		list = []choice{{op: receive, ch: in.ch, src: noReg, dst: in.dst, ok: noReg, flag: in.flag, next: in.next[0]}}
	}
	var offers []offer
	for _, k := range list {
		o := offer{pid: pid, choice: k, in: in}
		if k.ch != noReg && k.op != nop && k.op != external && k.op != die {
			o.obj = p.top().env[k.ch]
		}
		offers = append(offers, o)
	}
	return offers
}

// expand adds what a state leads to.
func (g *graph) expand(i int) {
	s := g.states[i]
	var offers []offer
	for pid := range s.procs {
		switch s.procs[pid].stage {
		case fresh:
			t := s.clone()
			t.procs[pid].stage = atWait
			g.link(t, pid, false, move{from: i, pids: [2]int{pid, -1}})
		case leaving:
			t := s.clone()
			t.procs[pid].stage = absent
			g.link(t, pid, false, move{from: i, pids: [2]int{pid, -1}})
		case atWait:
			offers = append(offers, s.offers(pid)...)
		}
	}
	for _, o := range offers {
		g.alone(i, o, offers)
	}
	for _, a := range offers {
		for _, b := range offers {
			if a.feeds(b) && s.meets(a.obj) {
				g.together(i, a, b)
			}
		}
	}
}

// meets reports whether a sender and a receiver of a channel have to meet.
func (s *state) meets(v value) bool {
	o := s.deref(v)
	return o != nil && o.kind == aChan && !o.open && o.n == 0 && !o.closed
}

// link adds a move to the states in which the process has run on.
func (g *graph) link(s *state, pid int, heard bool, mv move) {
	for _, t := range g.settle(s, pid, heard) {
		to := g.add(t)
		g.into[to] = append(g.into[to], mv)
	}
}

// alone adds what an offer leads to without another process.
func (g *graph) alone(i int, o offer, all []offer) {
	s := g.states[i]
	mv := move{from: i, pids: [2]int{o.pid, -1}}
	switch o.op {
	case nop: // the channel of a timer
		mv.outside = true
		g.take(s, o, no, mv)
	case die: // the default case of a select, if no other one is ready
		if !s.ready(o, all) {
			g.take(s, o, no, mv)
		}
	case external:
		mv.outside, mv.away = o.in.op != call, o.in.op == call
		g.take(s, o, unknown, mv)
	case wait:
		obj := s.deref(o.obj)
		if obj == nil || obj.open || obj.kind != aGroup {
			mv.outside = true
			g.take(s, o, unknown, mv)
		} else if obj.n <= 0 {
			g.take(s, o, unknown, mv)
		}
	case send, receive:
		g.transfer(i, o, mv)
	}
}

// transfer adds what a send or a receive leads to that needs no other process.
func (g *graph) transfer(i int, o offer, mv move) {
	s := g.states[i]
	obj := s.deref(o.obj)
	switch {
	case obj == nil || obj.open && obj.kind != aNilChan:
		g.outside(s, o, mv)
	case obj.kind == aContext:
		g.contextEnds(s, o, mv)
	case obj.kind != aChan:
	case o.op == send:
		g.sendInto(obj, s, o, mv)
	default:
		g.receiveFrom(obj, s, o, mv)
	}
}

// outside adds what a send or a receive leads to whose other side is not in the model.
func (g *graph) outside(s *state, o offer, mv move) {
	mv.outside = true
	t := s.clone()
	if o.op == send {
		t.leak(t.procs[o.pid].top().load(o.src)) // whoever receives it has it
	}
	g.resume(t, o, unknown, unknown, mv, o.op != send)
}

// contextEnds adds what a receive from the channel of a context leads to.
func (g *graph) contextEnds(s *state, o offer, mv move) {
	switch s.contextOf(o.obj) {
	case ended:
		mv.closed = true
		g.take(s, o, no, mv)
	case timed, alien:
		mv.outside = true
		g.take(s, o, no, mv)
	}
}

// sendInto adds what a send leads to if the channel has room, or is closed.
func (g *graph) sendInto(ch *object, s *state, o offer, mv move) {
	switch {
	case ch.closed:
		t := s.clone()
		t.kill()
		g.link(t, o.pid, false, mv)
	case len(ch.queue) < ch.n:
		mv.sent = true
		t := s.clone()
		to := t.deref(o.obj)
		to.queue = append(to.queue, s.procs[o.pid].top().load(o.src))
		g.resume(t, o, unknown, unknown, mv, false)
	}
}

// receiveFrom adds what a receive leads to if the channel has a value, or is closed.
func (g *graph) receiveFrom(ch *object, s *state, o offer, mv move) {
	switch {
	case len(ch.queue) > 0:
		mv.told = !o.flag
		t := s.clone()
		from := t.deref(o.obj)
		v := from.queue[0]
		from.queue = from.queue[1:]
		g.resume(t, o, v, yes, mv, true)
	case ch.closed:
		mv.closed = true
		g.take(s, o, no, mv)
	}
}

// ready reports whether another case of a select than the default is ready. If that is
// because another process is at the other end, it may just as well not have come there yet.
func (s *state) ready(o offer, all []offer) bool {
	return slices.ContainsFunc(all, func(k offer) bool {
		return k.pid == o.pid && k.op != die && s.canGo(k)
	})
}

// canGo reports whether the operation that a process offers needs no other process.
func (s *state) canGo(o offer) bool {
	obj := s.deref(o.obj)
	switch {
	case obj == nil || obj.open || obj.kind == aNilChan:
		return false
	case obj.kind == aContext:
		return s.contextOf(o.obj) == ended
	}
	return obj.closed || o.op == send && len(obj.queue) < obj.n || o.op == receive && len(obj.queue) > 0
}

// feeds reports whether an offer is to send what another process offers to receive.
func (a offer) feeds(b offer) bool {
	return a.op == send && b.op == receive && a.obj == b.obj && a.pid != b.pid
}

// take lets a process go on with what it is ready to do, and learn whether there is a
// value, of which nothing is known.
func (g *graph) take(s *state, o offer, ok value, mv move) {
	g.resume(s.clone(), o, unknown, ok, mv, o.op != send && o.op != die)
}

func (g *graph) resume(t *state, o offer, v, ok value, mv move, heard bool) {
	t.procs[o.pid].get(o, v, ok)
	g.link(t, o.pid, heard, mv)
}

// get goes behind an operation.
func (p *process) get(o offer, v, ok value) {
	f := p.top()
	f.pc = o.next
	if o.in.op == rangeOver && ok == no {
		f.pc = o.in.next[1]
	}
	if o.op == receive {
		if o.dst != noReg {
			f.env[o.dst] = v
		}
		if o.ok != noReg {
			f.env[o.ok] = ok
		}
	}
}

// together adds what a send and a receive of two processes lead to.
func (g *graph) together(i int, a, b offer) {
	s := g.states[i]
	v := s.procs[a.pid].top().load(a.src)
	t := s.clone()
	t.procs[a.pid].get(a, unknown, unknown)
	t.procs[b.pid].get(b, v, yes)
	for _, u := range g.settle(t, a.pid, false) {
		for _, w := range g.settle(u, b.pid, true) {
			to := g.add(w)
			g.into[to] = append(g.into[to],
				move{from: i, pids: [2]int{a.pid, b.pid}, sent: true},
				move{from: i, pids: [2]int{b.pid, a.pid}, told: !b.flag})
		}
	}
}

// reaching returns the states from which those of the given ones can be reached, by
// moves that count.
func (g *graph) reaching(goal []bool, counts func(move) bool) []bool {
	reached := slices.Clone(goal)
	var stack []int
	for i, r := range reached {
		if r {
			stack = append(stack, i)
		}
	}
	for len(stack) > 0 {
		i := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		for _, mv := range g.into[i] {
			if !reached[mv.from] && counts(mv) {
				reached[mv.from] = true
				stack = append(stack, mv.from)
			}
		}
	}
	return reached
}

func anyMove(move) bool       { return true }
func insideMove(mv move) bool { return !mv.outside }
func knownMove(mv move) bool  { return !mv.outside && !mv.away }

// moves returns the states in which a process moves by a move that counts.
func (g *graph) moves(pid int, counts func(move) bool) []bool {
	list := make([]bool, len(g.states))
	for _, moves := range g.into {
		for _, mv := range moves {
			if (mv.pids[0] == pid || mv.pids[1] == pid) && counts(mv) {
				list[mv.from] = true
			}
		}
	}
	return list
}
