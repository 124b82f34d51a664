package model

import (
	"errors"
	"fmt"

	"github.com/jobvet/jobvet/ratelimit/internal/explore"
)

// Bug is a deliberate mistake, to show that the exploration finds it.
type Bug uint8

const (
	NoBug       Bug = iota
	FullAtFirst     // a store that knows nothing begins with a full bucket
	NoFreeze        // it begins with an empty one, but does not wait for what may be out
	OldState        // it goes on with what it had saved some time before
	NoSeq           // a request that comes late counts
	FreeExpired     // leases that expire count as not spent
	ChargeEarly     // permits count when they are leased, not as long as they can be spent
	LateClock       // a worker counts the life of a lease from the answer on
	NoExpiry        // a worker spends what has expired
	TrustHeld       // what a worker holds counts, even if it has expired
	SplitReport     // a worker says what it has spent, and only then looks what it holds
	lastBug
)

// Bugs lists the deliberate mistakes.
func Bugs() []Bug {
	var bugs []Bug
	for b := NoBug + 1; b < lastBug; b++ {
		bugs = append(bugs, b)
	}
	return bugs
}

// Sizes of the model.
const (
	parties  = 2 // workers
	maxCalls = 3 // of each
	messages = 2 // of each that are under way at a time
)

// Script is what a worker does: how many permits it means to hold after each of its calls,
// and how many permits its callers take, one at a time.
type Script struct {
	Calls  [maxCalls]int8 // -1: no call
	Spends int8
}

// Setting is what happens beside that.
type Setting struct {
	Config
	Workers  [parties]Script
	Ticks    int64 // that pass at most
	Restarts int8

	saved Store // what a server has of it that is restarted
}

// State is two workers, each with its own goroutine and one that takes permits, the store, the
// messages between them, a clock, and an observer who counts what is granted in a window.
type State struct {
	*Setting
	bug      Bug
	clock    int64
	restarts int8
	run      int8
	store    Store
	workers  [parties]party
	window   window
}

type party struct {
	left, expiry     int64
	put, away        int64
	seq              int64
	call             int8 // which of its calls
	pc               pc
	sent             int64
	request          Request
	reply            Reply
	messages         [messages]message
	spent            int8
	spender          pc
	sawLeft, sawTime int64
	inWindow         bool
}

// message is a request under way.
type message struct {
	state   progress
	request Request
	reply   Reply
}

type progress uint8

const (
	none progress = iota
	sent
	answered
)

type window struct {
	open             bool // in units
	counted, allowed int64
}

type pc uint8

const (
	idle pc = iota

	// of the worker's own goroutine
	keepNothing
	readHeld
	readSpent // only with SplitReport
	readSent
	awaiting
	renew
	putIn

	// of a caller
	readLeft
	readClock
	readExpiry
	spend
)

// New returns the state in which the store knows of a full bucket, and nobody holds anything.
func New(c *Setting, bug Bug) State {
	const begin = 100
	s := State{Setting: c, bug: bug, clock: begin, run: 1}
	s.store = Store{run: 1, unit: c.Unit, burst: c.Burst, at: begin}
	c.saved = s.store
	return s
}

// Threads: for each worker its goroutine, one that gives up waiting, a caller, and the messages; and the server,
// the clock and the observer.
const (
	ofParty = 3 + messages
	tick    = parties * ofParty
	restart = tick + 1
	observe = tick + 2
	threads = tick + 3
)

// Threads returns how many threads there are.
func (s State) Threads() int { return threads }

// Advance returns the state after the next step of a thread.
func (s State) Advance(thread int) (State, explore.Step, bool) {
	name, ok := s.advance(thread)
	return s, explore.Step{Name: name}, ok
}

func (s *State) advance(thread int) (name string, ok bool) {
	switch thread {
	case tick:
		if s.clock == 100+s.Ticks {
			return "", false
		}
		s.clock++
		if s.window.open {
			s.window.allowed += s.Pace
		}
		return "tick", true
	case restart:
		if s.restarts == s.Restarts {
			return "", false
		}
		s.restarts++
		s.store = s.saved
		if s.bug != OldState {
			s.run++
		}
		return "restart", true
	case observe:
		if s.window.open {
			return "", false
		}
		s.window = window{open: true, allowed: s.Burst * s.Unit}
		return "open window", true
	}
	i := thread / ofParty
	p := &s.workers[i]
	switch thread % ofParty {
	case 0:
		return s.work(i, p)
	case 1:
		if p.pc != awaiting {
			return "", false
		}
		p.endCall()
		return "give up", true
	case 2:
		return s.take(&s.Workers[i], p)
	}
	return s.serve(p, &p.messages[thread%ofParty-3])
}

// work is the next step of a worker's own goroutine: worker.call.
func (s *State) work(i int, p *party) (string, bool) {
	switch p.pc {
	case idle:
		if int(p.call) == maxCalls || s.Workers[i].Calls[p.call] < 0 {
			return "", false
		}
		p.pc = readHeld
		if s.clock >= p.expiry {
			p.pc = keepNothing
		}
		return "begin", true
	case keepNothing:
		p.away += p.left
		p.left = 0
		p.pc = readHeld
		return "put away", true
	case readHeld:
		if extra := p.left - int64(s.Workers[i].Calls[p.call]); extra > 0 {
			p.left -= extra
			p.away += extra
		}
		p.seq++
		p.request = Request{Worker: i, Seq: p.seq, Held: p.left, Spent: p.put - p.away - p.left}
		p.pc = readSent
		if s.bug == SplitReport {
			p.pc = readSpent
		}
		return "read left", true
	case readSpent:
		p.request.Held = p.left
		p.pc = readSent
		return "read left again", true
	case readSent:
		free := -1
		for i := range p.messages {
			if p.messages[i].state == none {
				free = i
			}
		}
		if free < 0 {
			return "", false
		}
		if want := int64(s.Workers[i].Calls[p.call]) - p.request.Held; want > 0 {
			p.request.Want, p.request.Need = want, 1
		}
		p.sent = s.clock
		p.messages[free] = message{state: sent, request: p.request}
		p.pc = awaiting
		return "send", true
	case awaiting:
		for i := range p.messages {
			if m := &p.messages[i]; m.state == answered && m.request.Seq == p.seq {
				p.reply = m.reply
				*m = message{}
				p.pc = renew
				if s.bug == LateClock {
					p.sent = s.clock
				}
				if p.reply.Lost {
					p.away += p.left
					p.left = 0
				}
				if s.clock >= p.sent+s.TTL || p.reply.Granted < 0 {
					p.away += p.left
					p.left = 0
					p.endCall()
				}
				return "receive", true
			}
		}
		return "", false
	case renew:
		p.expiry = p.sent + s.TTL
		p.pc = putIn
		return "renew", true
	default:
		p.put += p.reply.Granted
		p.left += p.reply.Granted
		p.endCall()
		return "put in", true
	}
}

// endCall makes a worker ready for its next call. Answers that come now are not read any more.
func (p *party) endCall() {
	for i := range p.messages {
		if p.messages[i].state == answered {
			p.messages[i] = message{}
		}
	}
	p.pc, p.reply, p.sent, p.request = idle, Reply{}, 0, Request{}
	p.call++
}

// serve has the server answer a message, at any time after it was sent, or never.
func (s *State) serve(p *party, m *message) (string, bool) {
	if m.state != sent {
		return "", false
	}
	r := s.store.lease(s.clock, s.run, s.Config, m.request, s.bug)
	s.store.short = 0
	m.state, m.reply = answered, Reply{Granted: r.Granted, Lost: r.Lost}
	if m.request.Seq != p.seq || p.pc != awaiting {
		*m = message{}
	}
	return "answer", true
}

// take is the next step of a caller: pool.take.
func (s *State) take(script *Script, p *party) (string, bool) {
	switch p.spender {
	case idle:
		if p.spent == script.Spends {
			return "", false
		}
		p.inWindow = s.window.open
		p.sawLeft = p.left
		p.spender = readClock
		if p.left == 0 {
			return "", false // it is refused, and asks again
		}
		return "read left", true
	case readClock:
		p.sawTime = s.clock
		p.spender = readExpiry
		return "read clock", true
	case readExpiry:
		p.spender = spend
		if p.sawTime >= p.expiry && s.bug != NoExpiry {
			p.endTake()
		}
		return "read expiry", true
	default:
		if p.left != p.sawLeft {
			p.sawLeft = p.left
			if p.left == 0 {
				p.endTake()
			}
			return "read left", true
		}
		p.left--
		p.spent++
		if p.inWindow {
			s.window.counted += s.Unit
		}
		p.endTake()
		return "spend", true
	}
}

func (p *party) endTake() { p.spender, p.sawLeft, p.sawTime, p.inWindow = idle, 0, 0, false }

var errBound = errors.New("granted more than the bound")

// Check returns an error if the observer has seen too much, or a worker has less than nothing.
func (s State) Check() error {
	if w := s.window; w.open && w.counted > w.allowed {
		return fmt.Errorf("%w: %d of %d", errBound, w.counted, w.allowed)
	}
	for i, p := range s.workers {
		if p.left < 0 {
			return fmt.Errorf("worker %d has %d permits", i, p.left)
		}
	}
	return nil
}

// CheckEnd returns nil: workers end when they have made their calls.
func (s State) CheckEnd() error { return nil }
