// Package interleave is a model of the limiter's core, whose steps package explore takes in
// every order.
//
// The model (see [State]) takes the same steps as the code, under the names that
// the code's comments give them ("// step: charge"). A test reads the code and
// fails when a step is added, removed, renamed or reordered there and not here,
// and another runs code and model side by side.
package interleave

import (
	"errors"
	"fmt"
	"slices"

	"github.com/jobvet/jobvet/ratelimit/internal/explore"
)

// Sizes of a model: as many as the scenarios need.
const (
	maxThreads = 4
	maxOps     = 4
	maxGens    = 3
)

// Config is what a generation is made from. One unit is one permit, and time is
// counted in ticks.
type Config struct {
	Rate  int16 // permits per tick
	Burst int16
	Lot   int16 // 0: exact
}

// Kind is what an operation does.
type Kind uint8

const (
	TryAcquire   Kind = 1 + iota // TryAcquireN, of Op.N permits
	TryAcquireAt                 // of Op.N permits, at a time read when it begins
	Borrow                       // Op.N permits are charged and given back, as by Tiers
	Acquire                      // Op.N permits, and wait for them
	Abandon                      // ask for Op.N permits as Acquire does, and give up
	Book                         // Bookings.TryAcquireN of Op.N permits, each thread for an id of its own
	Reconfigure                  // to Op.To
	Reset                        // fill the bucket
	Tick                         // time goes on
	OpenWindow                   // an observer begins to count grants
)

// Op is one operation of a thread.
type Op struct {
	Kind Kind
	N    int16
	To   Config
}

// Bug is a deliberate mistake, to show that the exploration finds it.
type Bug uint8

const (
	NoBug         Bug = iota
	ClockFirst        // turnover reads the clock before it calls the credits back
	NoFloor           // credits that are out do not count against a full bucket
	NoHold            // credits are moved without holding moving
	Uncharged         // credits are put out that the word was not charged with
	NoSeal            // a change of configuration does not seal the word
	KeepCredits       // a change of configuration leaves the credits out
	LossyCallBack     // credits that are called back are not counted
	BlindCharge       // the word is stored without comparing
	KeepDue           // a request leaves the queue, and those behind it stay due when they were
	GiveAll           // all of a charge is given back, however long ago it was
	EarlyClock        // giving back reads the clock before the word
	NoLowered         // giving back does not ask whether the word was moved back since
	BlindBack         // giving back does not ask whether bookings lie behind
	Overdue           // a booking is used however late
	KeepBooking       // a booking stays when it was used
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

// State is the shared state of a bucket, its threads, and what an observer has
// counted. It is compared and hashed as a value.
type State struct {
	bug     Bug
	clock   int16
	handle  int8 // the generation that the Limiter points at
	current int8 // the generation that the bucket is in
	made    int8 // how many generations there are
	moving  bool
	gens    [maxGens]gen
	program *program
	threads [maxThreads]thread
	window  window
	queue   queue
	booked  [maxThreads]booking // of each thread
	// lastBooked is the after of the last booking.
	lastBooked int16
	lowered    int16
	// taken is all that was granted, less what was given back; whole is the
	// permits that there were at the start, for runs in which no time passes.
	taken, whole int16
	ticks        bool
	returns      bool // somebody may give back, and asks for lowered
}

// queue is the requests that wait, in their order, and what those were served
// that have not noticed yet, by their threads.
type queue struct {
	waiting      [maxThreads]request
	length       int8
	tail         int16
	count, mixed int8
	served       [maxThreads]charge
}

type request struct {
	thread, number int8
	n, after       int16
}

// charge is permits that were charged.
type charge struct {
	g              int8
	after, lowered int16
	ok             bool
}

// booking is permits that are reserved; n is 0 if there are none. They may be used
// until their base.
type booking struct{ n, after int16 }

// program is what the threads do.
type program [maxThreads][maxOps]Op

type gen struct {
	Config
	tat                 int16
	live, sealed, unset bool
	credits             int16
	next                int8
	born                int16
	fresh               bool
}

// window counts grants as an observer does: those of operations that begin after
// it was opened, against what the rates that may have held meanwhile allow.
type window struct {
	open    bool
	counted int16
	allowed int16
}

// Step is an atomic step of the code.
type Step = explore.Step

type pc uint8

// The program counters, each before the step that it names, in the order in
// which the code has them.
const (
	idle pc = iota

	tryReadLimiter
	tryReadWord
	tryReadClock
	tryReadWordAgain
	tryCharge

	spendReadCredits
	spendOne
	spendMany

	atReadLimiter
	atReadWord
	atCharge

	followRead
	followSet

	openReadGeneration
	openReadWord

	slowReadClock
	chargeReadLowered
	chargeCharge

	hold
	release

	turnReadGeneration
	turnCallBack
	turnReadClock
	turnReadWord
	turnOver
	turnLower
	turnPutOut

	changeReadGeneration
	changeReadClock
	changePrepare
	changeCallBack
	changeReadClockAgain
	changeAnnounce
	changeReadWord
	changeSeal
	changeForget

	enterReadNext
	enterReadWord
	enterInherit
	enterPublish

	reserveReadClock
	waiting
	pushCharge
	serveReadGeneration
	serveReadClock
	serveReadLowered
	dropReadGeneration
	dropReadWord
	backReadGeneration
	backReadWord
	backReadClock
	backReadLowered
	lowerGiveBack
	lowerLower

	askReadClock
	bookReadClock
	bookCharge

	tick
	openWindow
	lastPC
)

// steps tells which step of the code each program counter stands before.
var steps = [lastPC]Step{
	tryReadLimiter:       {Func: "Limiter.TryAcquireN", Name: "read limiter"},
	tryReadWord:          {Func: "Limiter.TryAcquireN", Name: "read word"},
	tryReadClock:         {Func: "Limiter.TryAcquireN", Name: "read clock"},
	tryReadWordAgain:     {Func: "Limiter.TryAcquireN", Name: "read word again"},
	tryCharge:            {Func: "Limiter.TryAcquireN", Name: "charge"},
	spendReadCredits:     {Func: "generation.spend", Name: "read credits"},
	spendOne:             {Func: "generation.spend", Name: "spend one"},
	spendMany:            {Func: "generation.spend", Name: "spend"},
	atReadLimiter:        {Func: "Limiter.TryAcquireAt", Name: "read limiter"},
	atReadWord:           {Func: "Limiter.TryAcquireAt", Name: "read word"},
	atCharge:             {Func: "Limiter.TryAcquireAt", Name: "charge"},
	followRead:           {Func: "Limiter.follow", Name: "read generation"},
	followSet:            {Func: "Limiter.follow", Name: "follow"},
	openReadGeneration:   {Func: "bucket.open", Name: "read generation"},
	openReadWord:         {Func: "bucket.open", Name: "read word"},
	slowReadClock:        {Func: "bucket.acquire", Name: "read clock"},
	chargeReadLowered:    {Func: "bucket.charge", Name: "read lowered"},
	chargeCharge:         {Func: "bucket.charge", Name: "charge"},
	hold:                 {Func: "bucket.hold", Name: "hold"},
	release:              {Func: "bucket.release", Name: "release"},
	turnReadGeneration:   {Func: "bucket.turnover", Name: "read generation"},
	turnCallBack:         {Func: "bucket.turnover", Name: "call back"},
	turnReadClock:        {Func: "bucket.turnover", Name: "read clock"},
	turnReadWord:         {Func: "bucket.turnover", Name: "read word"},
	turnOver:             {Func: "bucket.turnover", Name: "turn over"},
	turnLower:            {Func: "bucket.turnover", Name: "lower"},
	turnPutOut:           {Func: "bucket.turnover", Name: "put out"},
	changeReadGeneration: {Func: "bucket.reconfigure", Name: "read generation"},
	changeReadClock:      {Func: "bucket.reconfigure", Name: "read clock"},
	changePrepare:        {Func: "bucket.reconfigure", Name: "prepare"},
	changeCallBack:       {Func: "bucket.reconfigure", Name: "call back"},
	changeReadClockAgain: {Func: "bucket.reconfigure", Name: "read clock again"},
	changeAnnounce:       {Func: "bucket.reconfigure", Name: "announce"},
	changeReadWord:       {Func: "bucket.reconfigure", Name: "read word"},
	changeSeal:           {Func: "bucket.reconfigure", Name: "seal"},
	changeForget:         {Func: "bucket.reconfigure", Name: "forget"},
	enterReadNext:        {Func: "generation.enterNext", Name: "read next"},
	enterReadWord:        {Func: "generation.enterNext", Name: "read word"},
	enterInherit:         {Func: "generation.enterNext", Name: "inherit"},
	enterPublish:         {Func: "generation.enterNext", Name: "publish"},
	reserveReadClock:     {Func: "bucket.reserve", Name: "read clock"},
	waiting:              {Func: "", Name: "wake"},
	pushCharge:           {Func: "bucket.push", Name: "charge"},
	serveReadGeneration:  {Func: "bucket.serve", Name: "read generation"},
	serveReadClock:       {Func: "bucket.serve", Name: "read clock"},
	serveReadLowered:     {Func: "bucket.serve", Name: "read lowered"},
	dropReadGeneration:   {Func: "bucket.drop", Name: "read generation"},
	dropReadWord:         {Func: "bucket.drop", Name: "read word"},
	backReadGeneration:   {Func: "bucket.giveBack", Name: "read generation"},
	backReadWord:         {Func: "bucket.giveBack", Name: "read word"},
	backReadClock:        {Func: "bucket.giveBack", Name: "read clock"},
	backReadLowered:      {Func: "bucket.giveBack", Name: "read lowered"},
	lowerGiveBack:        {Func: "bucket.lower", Name: "give back"},
	lowerLower:           {Func: "bucket.lower", Name: "lower"},
	askReadClock:         {Func: "Bookings.ask", Name: "read clock"},
	bookReadClock:        {Func: "bucket.book", Name: "read clock"},
	bookCharge:           {Func: "bucket.book", Name: "charge"},
	tick:                 {Func: "", Name: "tick"},
	openWindow:           {Func: "", Name: "open window"},
}

// Steps returns the steps of the model in the code's order.
func Steps() []Step {
	var all []Step
	for _, s := range steps {
		if s.Func != "" {
			all = append(all, s)
		}
	}
	return all
}

// phase is where a thread continues after a part that several operations share.
type phase uint8

const (
	toEnd     phase = iota
	toAcquire       // bucket.acquire, after open
	toTake          // bucket.charge, after open
	toSettle        // bucket.settle, after open
	toReserve       // bucket.reserve, after open
	toBook          // bucket.book, after open
)

// locked is what a thread that holds the lock does after bucket.serve.
type locked uint8

const (
	changing   locked = iota // the configuration
	reserving                // a place in the queue
	looking                  // whether it was served
	cancelling               // its request
	returning                // what it was charged
	asking                   // asking for what it has booked, or can book
)

// turning is what a turnover is for.
type turning uint8

const (
	granting   turning = iota // the operation's permits
	settling                  // calling credits back before TryAcquireAt takes
	restocking                // putting credits out after a fast charge
)

// thread is one goroutine: its operations and the local variables of the one that
// is under way.
type thread struct {
	id       int8 // which of the program's threads
	op       int8 // which of its operations
	pc       pc
	inWindow bool // it began after the window was opened
	ok       bool // what the operation returns

	g, opened, next  int8 // generations: the caller's, open's, enterNext's
	tat              int16
	live             bool  // of the word read last
	credits          int16 // read last
	at, back         int16
	out              bool // credits were out when bucket.acquire looked
	putOut           bool // the turnover puts credits out
	after            phase
	turning          turning
	locked           locked
	charged          charge
	restock          bool
	helping, holding bool
}

// New returns the state in which a bucket is full, or has the given number of
// credits out, and each thread is about to begin its operations.
func New(c Config, credits int16, bug Bug, threads ...[]Op) State {
	const begin = 100 // long enough ago that the bucket is full
	s := State{bug: bug, clock: begin, made: 1, program: new(program)}
	s.gens[0] = gen{Config: c, next: -1, born: begin}
	if credits > 0 {
		s.gens[0].credits, s.gens[0].live = credits, true
		s.gens[0].tat = begin*c.Rate + c.Lot
	}
	s.whole = s.Held()
	for i := range s.threads {
		s.threads[i].id = int8(i)
	}
	for i, ops := range threads {
		copy(s.program[i][:], ops)
		for _, op := range ops {
			s.ticks = s.ticks || op.Kind == Tick || op.Kind == Reset
			s.returns = s.returns || op.Kind == Borrow || op.Kind == Abandon
		}
	}
	return s
}

func (g *gen) virtual(at int16) int16 { return g.Rate * at }

func (s *State) arrival(g *gen, tat int16, live bool, now int16) int16 {
	if live && s.bug != NoFloor {
		now += g.Lot
	}
	return max(tat, now)
}

// Run takes one operation alone, from its beginning to its end, and reports what
// it returned.
func (s *State) Run(op Op) bool {
	s.threads[0] = thread{}
	s.program = &program{{op}}
	for {
		if _, moved := s.advance(0); !moved {
			return s.threads[0].ok
		}
	}
}

// Threads returns how many threads there may be.
func (s State) Threads() int { return maxThreads }

// Advance returns the state after the next step of a thread.
func (s State) Advance(thread int) (State, Step, bool) {
	step, ok := s.advance(thread)
	return s, step, ok
}

// advance takes the next step of a thread, and reports false if it has none or
// must wait.
func (s *State) advance(i int) (Step, bool) {
	t := &s.threads[i]
	if t.pc == idle {
		if s.op(t).Kind == 0 {
			return Step{}, false
		}
		s.begin(t)
	}
	switch {
	case t.pc == hold && t.holding && s.moving && s.bug != NoHold:
		return Step{}, false // bucket.lock
	case t.pc == waiting && s.sleeps(t):
		return Step{}, false
	case t.pc == tick && s.awake():
		return Step{}, false
	}
	step := steps[t.pc]
	s.step(t)
	return step, true
}

// op returns the operation that a thread is at, or a zero Op.
func (s *State) op(t *thread) Op {
	if int(t.op) >= maxOps {
		return Op{}
	}
	return s.program[t.id][t.op]
}

// begin sets a thread before the first step of its next operation.
func (s *State) begin(t *thread) {
	*t = thread{id: t.id, op: t.op, inWindow: s.window.open}
	switch s.op(t).Kind {
	case TryAcquire:
		t.pc = tryReadLimiter
	case TryAcquireAt:
		t.at = s.clock
		t.pc = atReadLimiter
	case Borrow:
		t.at = s.clock
		t.after, t.pc = toSettle, openReadGeneration
	case Acquire, Abandon:
		t.lock(reserving)
	case Book:
		t.lock(asking)
	case Reconfigure, Reset:
		t.lock(changing)
	case Tick:
		t.pc = tick
	case OpenWindow:
		t.pc = openWindow
	}
}

// end ends a thread's operation.
func (s *State) end(t *thread, ok bool) {
	op := s.op(t)
	if ok {
		switch op.Kind {
		case TryAcquire, TryAcquireAt, Book:
			s.taken += op.N
			if t.inWindow {
				s.window.counted += op.N
			}
		}
	}
	*t = thread{id: t.id, op: t.op + 1, ok: ok}
}

// step takes the step that the thread stands before.
func (s *State) step(t *thread) {
	op := s.op(t)
	n := op.N
	switch t.pc {
	case tryReadLimiter:
		t.g = s.handle
		t.pc = tryReadClock
		if s.gens[t.g].Lot != 0 {
			t.pc = spendReadCredits
		}
	case atReadLimiter:
		t.g = s.handle
		t.pc = atReadWord

	case spendReadCredits:
		t.credits = s.gens[t.g].credits
		switch {
		case t.credits < n:
			t.pc = tryReadWord
		case n == 1:
			t.pc = spendOne
		default:
			t.pc = spendMany
		}
	case spendOne:
		s.gens[t.g].credits--
		t.pc = tryReadWord
		if s.gens[t.g].credits >= 0 {
			s.end(t, true)
		}
	case spendMany:
		t.pc = spendReadCredits
		if g := &s.gens[t.g]; g.credits == t.credits {
			g.credits -= n
			s.end(t, true)
		}

	case tryReadWord:
		t.pc = tryReadClock
		if s.gens[t.g].live {
			t.after, t.pc = toAcquire, openReadGeneration
		}
	case tryReadClock:
		t.at = s.clock
		t.pc = tryReadWordAgain
	case tryReadWordAgain, atReadWord:
		g := s.gens[t.g]
		s.readWord(t, &g)
		elsewhere := toAcquire
		if t.pc == atReadWord {
			elsewhere = toSettle
		}
		switch {
		case g.live || g.sealed:
			s.elsewhere(t, elsewhere)
		case !s.fits(t, &g, n):
			s.end(t, false)
		default:
			t.pc++
		}
	case tryCharge, atCharge:
		g := &s.gens[t.g]
		if !s.charge(t, g, n) {
			elsewhere := toAcquire
			if t.pc == atCharge {
				elsewhere = toSettle
			}
			s.elsewhere(t, elsewhere)
			return
		}
		if spare := g.virtual(t.at) + g.Burst - g.tat; t.pc == tryCharge && g.Lot != 0 && spare >= g.Lot {
			t.turning, t.restock, t.ok, t.pc = restocking, true, true, hold
			return
		}
		s.end(t, true)

	case followRead:
		t.next = s.current
		t.pc = followSet
		if s.current == t.g {
			s.followed(t)
		}
	case followSet:
		if s.handle == t.g {
			s.handle = t.next
		}
		s.followed(t)

	case openReadGeneration:
		t.opened = s.current
		t.pc = openReadWord
	case openReadWord:
		g := s.gens[t.opened]
		s.readWord(t, &g)
		if g.sealed {
			t.helping, t.pc = true, enterReadNext
			return
		}
		s.openedWord(t, &g, n)
	case slowReadClock:
		t.at = s.clock
		s.toCharge(t)
	case chargeReadLowered:
		t.charged.lowered = s.lowered
		t.after, t.pc = toTake, openReadGeneration
	case chargeCharge:
		g := &s.gens[t.opened]
		if !s.charge(t, g, n) {
			s.toCharge(t)
			return
		}
		t.charged.g, t.charged.after = t.opened, g.tat
		s.leave(t, true)

	case hold:
		if s.moving && s.bug != NoHold {
			s.notHeld(t)
			return
		}
		s.moving = true
		t.pc = turnReadGeneration
		if t.holding {
			switch t.locked {
			case returning:
				t.pc = backReadGeneration
			case asking:
				t.pc = askReadClock
			default:
				t.pc = serveReadGeneration
			}
		}
	case release:
		s.moving = false
		switch {
		case t.holding:
			t.holding = false
			if t.locked == reserving || t.locked == looking {
				t.pc = waiting
				return
			}
			s.end(t, t.locked == changing || t.locked == asking && t.ok)
		case t.turning == settling: // now take
			s.toCharge(t)
		case t.turning == restocking:
			s.end(t, true)
		default:
			s.leave(t, t.ok)
		}

	case turnReadGeneration:
		t.opened = s.current
		t.pc = turnCallBack
		if s.bug == ClockFirst {
			t.at = s.clock
		}
	case turnCallBack:
		t.back = s.callBack(t.opened)
		t.pc = turnReadClock
	case turnReadClock:
		if s.bug != ClockFirst {
			t.at = s.clock
		}
		t.pc = turnReadWord
	case turnReadWord:
		g := s.gens[t.opened]
		s.readWord(t, &g)
		t.pc = turnOver
	case turnOver:
		s.turnOver(t, n)
	case turnLower:
		s.lowered += t.back
		s.turnedOver(t)
	case turnPutOut:
		s.gens[t.opened].credits = s.gens[t.opened].Lot
		t.pc = release

	case changeReadGeneration:
		t.opened = s.current
		t.pc = changeReadClock
	case changeReadClock: // for bucket.evict
		t.pc = changePrepare
	case changePrepare:
		t.next = s.made
		s.made++
		to := op.To
		if op.Kind == Reset {
			to = s.gens[t.opened].Config
		}
		s.gens[t.next] = gen{Config: to, unset: true, next: -1, fresh: op.Kind == Reset}
		t.pc = changeCallBack
	case changeCallBack:
		if s.bug != KeepCredits {
			t.back = s.callBack(t.opened)
		}
		t.pc = changeReadClockAgain
	case changeReadClockAgain:
		s.gens[t.next].born = s.clock
		t.pc = changeAnnounce
	case changeAnnounce:
		s.gens[t.opened].next = t.next
		t.pc = changeReadWord
	case changeReadWord:
		g := s.gens[t.opened]
		s.readWord(t, &g)
		t.pc = changeSeal
	case changeSeal:
		g := &s.gens[t.opened]
		if !s.same(t, g) {
			t.pc = changeReadWord
			return
		}
		g.tat = s.arrival(g, t.tat, t.live, g.virtual(s.gens[t.next].born)) - t.back
		g.live, g.sealed = false, s.bug != NoSeal
		t.pc = enterReadNext
	case changeForget:
		s.gens[t.opened].next = -1
		s.carry(t)
		t.pc = release

	case enterReadNext:
		t.next = s.gens[t.opened].next
		t.pc = enterReadWord
		if t.next < 0 {
			s.entered(t)
		}
	case enterReadWord:
		t.tat = s.inherit(&s.gens[t.next], &s.gens[t.opened])
		t.pc = enterInherit
	case enterInherit:
		if g := &s.gens[t.next]; g.unset {
			g.unset, g.tat = false, t.tat
		}
		t.pc = enterPublish
	case enterPublish:
		if s.current == t.opened {
			s.current = t.next
		}
		s.entered(t)

	case reserveReadClock:
		t.at = s.clock
		t.pc = pushCharge
	case pushCharge:
		g := &s.gens[t.opened]
		t.after, t.pc = toReserve, openReadGeneration
		if q := &s.queue; s.charge(t, g, n) {
			if q.length > 0 && t.tat != q.tail {
				q.mixed = q.count
			}
			q.count++
			q.tail = g.tat
			q.waiting[q.length] = request{t.id, q.count, n, q.tail}
			q.length++
			t.pc = release
		}
	case waiting:
		switch {
		case op.Kind == Abandon:
			t.lock(cancelling)
		case s.queue.served[t.id].ok:
			s.queue.served[t.id] = charge{}
			s.end(t, true)
		default:
			t.lock(looking)
		}
	case serveReadGeneration:
		t.opened = s.current
		t.pc = serveReadClock
		if s.queue.length == 0 {
			s.servedAll(t)
		}
	case serveReadClock:
		g := &s.gens[t.opened]
		t.pc = serveReadLowered
		if s.queue.waiting[0].after > g.virtual(s.clock)+g.Burst {
			s.servedAll(t)
		}
	case serveReadLowered:
		r := s.queue.waiting[0]
		s.queue.remove(0, 0)
		s.queue.served[r.thread] = charge{t.opened, r.after, s.lowered, true}
		if s.op(&s.threads[r.thread]).Kind == Acquire {
			s.grant(r.n)
		}
		t.pc = serveReadGeneration
	case dropReadGeneration:
		t.opened = s.current
		t.pc = dropReadWord
	case dropReadWord:
		q := &s.queue
		g := s.gens[t.opened]
		s.readWord(t, &g)
		i := q.find(t.id)
		if t.tat != q.tail {
			q.mixed = q.count
		}
		t.back = q.waiting[i].n
		t.pc = lowerGiveBack
		if q.waiting[i].number <= q.mixed {
			q.remove(i, 0)
			t.pc = release
		}
	case backReadGeneration:
		t.opened = s.current
		t.pc = backReadWord
		if s.bug == EarlyClock {
			t.at = s.clock
		}
	case backReadWord:
		g := s.gens[t.opened]
		s.readWord(t, &g)
		t.pc = backReadClock
	case backReadClock:
		if s.bug != EarlyClock {
			t.at = s.clock
		}
		t.pc = backReadLowered
	case backReadLowered:
		q := &s.queue
		lowered := s.lowered - t.charged.lowered
		if s.bug == NoLowered {
			lowered = 0
		}
		owed := t.charged.after - lowered - s.gens[t.opened].virtual(t.at)
		t.back = max(0, min(n, owed))
		if s.bug == GiveAll {
			t.back = min(n, t.tat)
		}
		t.pc = lowerGiveBack
		behind := q.length > 0 && t.charged.after > q.waiting[0].after-q.waiting[0].n ||
			s.lastBooked > t.charged.after-lowered && s.bug != BlindBack
		if t.opened != t.charged.g || t.back == 0 || behind {
			t.pc = release
		}
	case lowerGiveBack:
		g := &s.gens[t.opened]
		lowered := s.same(t, g)
		if lowered {
			g.tat -= t.back
		}
		i := s.queue.find(t.id)
		switch {
		case i < 0 && !lowered:
			t.pc = backReadGeneration
		case i < 0:
			s.queue.shift(0, t.back)
			t.pc = lowerLower
		case !lowered:
			s.queue.remove(i, 0)
			t.pc = release
		default:
			if s.bug == KeepDue {
				s.queue.remove(i, 0)
				s.queue.tail -= t.back
			} else {
				s.queue.remove(i, t.back)
			}
			t.pc = lowerLower
		}
	case lowerLower:
		s.lowered += t.back
		t.pc = release

	case askReadClock:
		s.ask(t, n)
	case bookReadClock:
		t.at = s.clock
		t.pc = bookCharge
	case bookCharge:
		s.book(t, n)

	case tick:
		s.clock++
		s.window.allowed += s.fastest()
		s.end(t, true)
	case openWindow:
		s.window = window{open: true, allowed: s.largest()}
		s.end(t, true)
	}
}

// readWord reads the word of a generation into the thread's variables.
func (s *State) readWord(t *thread, g *gen) { t.tat, t.live = g.tat, g.live }

// same reports whether a generation's word is still the one that was read, which
// was not sealed.
func (s *State) same(t *thread, g *gen) bool {
	return s.bug == BlindCharge || !g.sealed && g.tat == t.tat && g.live == t.live
}

func (s *State) fits(t *thread, g *gen, n int16) bool {
	now := g.virtual(t.at)
	return n <= g.Burst && s.arrival(g, t.tat, t.live, now)+n <= now+g.Burst
}

func (s *State) charge(t *thread, g *gen, n int16) bool {
	if !s.same(t, g) {
		return false
	}
	g.tat = s.arrival(g, t.tat, t.live, g.virtual(t.at)) + n
	g.live = t.live
	return true
}

// callBack takes the credits of a generation.
func (s *State) callBack(g int8) int16 {
	back := max(s.gens[g].credits, 0)
	s.gens[g].credits = 0
	if s.bug == LossyCallBack {
		back = 0
	}
	return back
}

// turnOver is the step of that name.
func (s *State) turnOver(t *thread, n int16) {
	g := &s.gens[t.opened]
	if !s.same(t, g) {
		t.pc = turnReadWord
		return
	}
	if t.turning != granting {
		n = 0
	}
	now := g.virtual(t.at)
	arrival := s.arrival(g, t.tat, t.live, now) - t.back
	limit := now + g.Burst
	granted := n <= g.Burst && arrival+n <= limit
	if granted {
		arrival += n
	}
	if t.turning == granting {
		t.ok = granted
	}
	t.putOut = t.restock && g.Lot != 0 && arrival+g.Lot <= limit
	g.tat, g.live = arrival, t.putOut
	if t.putOut && s.bug != Uncharged {
		g.tat += g.Lot
	}
	if t.back != 0 && s.returns {
		t.pc = turnLower
		return
	}
	s.turnedOver(t)
}

// turnedOver continues after the word was turned over.
func (s *State) turnedOver(t *thread) {
	switch {
	case t.putOut:
		t.pc = turnPutOut
	case t.holding && t.locked == asking:
		t.after, t.pc = toBook, openReadGeneration
	case t.holding:
		t.after, t.pc = toReserve, openReadGeneration
	default:
		t.pc = release
	}
}

// ask is Bookings.ask, after it has read the clock.
func (s *State) ask(t *thread, n int16) {
	own := &s.booked[t.id]
	g := &s.gens[s.current]
	now := g.virtual(s.clock)
	if own.n > 0 && now > own.after-own.n && s.bug != Overdue {
		*own = booking{}
	}
	switch {
	case own.n == n && now < own.after-g.Burst: // too early
		t.pc = release
	case own.n == n:
		if s.bug != KeepBooking {
			*own = booking{}
		}
		t.ok, t.pc = true, release
	default:
		*own = booking{}
		t.turning, t.restock, t.pc = settling, false, turnReadGeneration
	}
}

// book is the step of bucket.book that charges.
func (s *State) book(t *thread, n int16) {
	g := &s.gens[t.opened]
	fits := s.fits(t, g, n)
	if n > g.Burst {
		t.pc = release
		return
	}
	if !s.charge(t, g, n) {
		t.after, t.pc = toBook, openReadGeneration
		return
	}
	if t.ok, t.pc = fits, release; !fits {
		s.lastBooked = g.tat
		s.booked[t.id] = booking{n, g.tat}
	}
}

// toCharge brings a thread to the beginning of bucket.charge.
func (s *State) toCharge(t *thread) {
	t.after, t.pc = toTake, openReadGeneration
	if s.returns {
		t.pc = chargeReadLowered
	}
}

// lock has a thread take the lock, for what it is going to do.
func (t *thread) lock(to locked) { t.holding, t.locked, t.pc = true, to, hold }

// sleeps reports whether a thread that waits in Acquire has nothing to do.
func (s *State) sleeps(t *thread) bool {
	return s.op(t).Kind == Acquire && !s.queue.served[t.id].ok && (s.queue.find(t.id) != 0 || !s.due())
}

// due reports whether the first request may be served.
func (s *State) due() bool {
	g := &s.gens[s.current]
	return s.queue.length > 0 && s.queue.waiting[0].after <= g.virtual(s.clock)+g.Burst
}

// awake reports whether somebody works on the queue. Time stands still meanwhile, so
// that a request is served when it is due, and the observer sees it then.
func (s *State) awake() bool {
	return s.due() || slices.ContainsFunc(s.threads[:], func(t thread) bool {
		return t.holding && t.pc != hold && (s.queue.length > 0 || t.locked == reserving || t.locked == cancelling)
	})
}

// servedAll continues after bucket.serve.
func (s *State) servedAll(t *thread) {
	switch t.locked {
	case changing:
		t.pc = changeReadGeneration
	case reserving:
		t.turning, t.restock, t.pc = settling, false, turnReadGeneration
	case looking:
		t.pc = release
	case cancelling:
		t.pc = dropReadGeneration
		if c := &s.queue.served[t.id]; c.ok {
			t.charged, *c = *c, charge{}
			t.pc = backReadGeneration
		}
	}
}

// grant counts permits that were granted to a request which had waited.
func (s *State) grant(n int16) {
	s.taken += n
	if s.window.open {
		s.window.counted += n
	}
}

// find returns a thread's place in the queue, or -1.
func (q *queue) find(thread int8) int {
	return slices.IndexFunc(q.waiting[:q.length], func(r request) bool { return r.thread == thread })
}

// remove takes a request out of the queue, of which so many permits are given back.
func (q *queue) remove(i int, back int16) {
	copy(q.waiting[i:], q.waiting[i+1:])
	q.length--
	q.waiting[q.length] = request{}
	q.shift(i, back)
	if back == 0 && i == int(q.length) && i > 0 {
		q.tail = q.waiting[i-1].after
	}
	if q.length == 0 {
		q.tail = 0
	}
}

// shift makes the requests from one on due earlier.
func (q *queue) shift(from int, back int16) {
	for i := from; i < int(q.length); i++ {
		q.waiting[i].after -= back
	}
	if q.length > 0 {
		q.tail -= back
	}
}

// carry is the method of that name.
func (s *State) carry(t *thread) {
	g, next := &s.gens[t.opened], &s.gens[s.current]
	born := next.born
	for i := range s.queue.waiting[:s.queue.length] {
		r := &s.queue.waiting[i]
		r.after += next.virtual(born) + next.Burst - g.virtual(born) - g.Burst
	}
	if s.queue.length > 0 {
		s.queue.tail += next.virtual(born) + next.Burst - g.virtual(born) - g.Burst
	}
	for i := range s.booked {
		b := &s.booked[i]
		if next.fresh || b.n > next.Burst {
			*b = booking{}
		} else if b.n > 0 {
			b.after = s.convert(next, g, b.after)
		}
	}
	s.lastBooked = 0
}

// elsewhere continues an operation outside of its fast path.
func (s *State) elsewhere(t *thread, to phase) {
	t.after, t.pc = to, openReadGeneration
	if to == toSettle {
		t.pc = followRead
	}
}

// openedWord continues after open, with the word of g.
func (s *State) openedWord(t *thread, g *gen, n int16) {
	switch t.after {
	case toAcquire:
		t.out = g.live
		t.pc = slowReadClock
		if t.out && n < g.Lot {
			t.restock, t.pc = true, hold
		}
	case toTake:
		switch {
		case s.fits(t, g, n):
			t.pc = chargeCharge
		case t.out && !t.restock:
			t.turning, t.out, t.pc = granting, false, hold
		default:
			s.leave(t, false)
		}
	case toReserve:
		t.pc = reserveReadClock
	case toBook:
		t.pc = bookReadClock
	case toSettle:
		s.toCharge(t)
		if g.live {
			t.turning, t.restock, t.pc = settling, false, hold
		}
	}
}

// notHeld continues after a hold that another goroutine had.
func (s *State) notHeld(t *thread) {
	switch {
	case t.turning == restocking:
		s.end(t, true)
	case t.turning == settling:
		t.turning = granting
		s.toCharge(t)
	case t.restock: // bucket.acquire goes on without the turnover
		t.restock = false
		t.pc = slowReadClock
	default:
		s.leave(t, false)
	}
}

// leave ends the part of an operation in the bucket.
func (s *State) leave(t *thread, ok bool) {
	t.ok = ok
	switch s.op(t).Kind {
	case TryAcquireAt:
		s.end(t, ok)
		return
	case Borrow:
		t.lock(returning)
		if !ok {
			s.end(t, false)
		}
		return
	}
	t.after, t.pc = toEnd, followRead
}

// followed continues after follow.
func (s *State) followed(t *thread) {
	if t.after == toSettle {
		t.pc = openReadGeneration
		return
	}
	s.end(t, t.ok)
}

// entered continues after enterNext.
func (s *State) entered(t *thread) {
	if t.holding {
		t.pc = changeForget
		return
	}
	t.helping, t.pc = false, openReadGeneration
}

// inherit is the method of that name.
func (s *State) inherit(g, old *gen) int16 {
	if g.fresh {
		return g.virtual(g.born)
	}
	return s.convert(g, old, old.tat)
}

// convert is the method of that name.
func (s *State) convert(g, old *gen, arrival int16) int16 {
	now, then := g.virtual(g.born), old.virtual(g.born)
	level := then + old.Burst - max(arrival, then) // or debt
	return now + g.Burst - min(level, g.Burst)
}

// fastest is the highest rate that may hold now: that of the current generation,
// or the next one's while it is being entered.
func (s *State) fastest() int16 {
	rate := s.gens[s.current].Rate
	for _, g := range s.gens[:s.made] {
		rate = max(rate, g.Rate)
	}
	return rate
}

// largest is the largest burst that may hold within a window.
func (s *State) largest() int16 {
	burst := int16(0)
	for _, ops := range s.program {
		for _, op := range ops {
			burst = max(burst, op.To.Burst)
		}
	}
	return max(burst, s.gens[s.current].Burst)
}

var errBound = errors.New("granted more than the bound")

// Check returns an error if the observer has seen too much.
func (s State) Check() error {
	if w := s.window; w.open && w.counted > w.allowed {
		return fmt.Errorf("%w: %d of %d", errBound, w.counted, w.allowed)
	}
	return nil
}

// CheckEnd returns an error if a thread is stuck, or if permits were lost or made
// while no time passed.
func (s State) CheckEnd() error {
	for i := range s.threads {
		if t := &s.threads[i]; t.pc != idle && t.pc != waiting {
			return fmt.Errorf("thread %d is stuck before %q", i, steps[t.pc].Name)
		}
	}
	held := s.Held()
	for _, r := range s.queue.waiting[:s.queue.length] {
		held += r.n // still owed
	}
	for _, b := range s.booked {
		held += b.n
	}
	if !s.ticks && (held+s.taken > s.whole || held+s.taken < s.whole && !s.returns) {
		return fmt.Errorf("%d permits held and %d taken of %d", held, s.taken, s.whole)
	}
	return nil
}

// Held returns the permits that the bucket holds, credits included, or owes if it
// is less than 0.
func (s *State) Held() int16 {
	g := &s.gens[s.current]
	now := g.virtual(s.clock)
	return now + g.Burst - s.arrival(g, g.tat, g.live, now) + max(g.credits, 0)
}

// CanChange reports whether the model has room for another generation.
func (s *State) CanChange() bool { return int(s.made) < maxGens }
