package ratelimit

import "sync"

// queue is the requests of Acquire that have been charged and not been served yet,
// in the order in which they were charged. It is guarded by bucket.lock.
//
// A charge of n at the time t moves the arrival time T to max(T, t) + n. Call the
// result its after, and after - n its base. It may be served from the time after -
// burst on, its due time; TryAcquire is a charge that is served at once or not
// made. The admission bound follows from three facts: each base is at or behind
// the after of the charge before; no after is later than the time of service plus
// the burst; and no base is before the time of service. For the permits that are
// served within a window from s to e are then at most the last after, at most
// e + burst, less the first base, at least s.
//
// Giving back R permits of a charge c at the time now takes R off T and off the
// after of every later charge, which become due so much earlier:
//
//	R = min(n, c.after - now), but not less than 0
//
// The facts stay true, if now is not before the time t of any charge that was made
// so far. Either R is 0, or c.after - R >= now >= t. Every later base was at or
// behind c.after, and so is still at or behind now: no later charge would have had
// to wait for its own t, and no request that is served at once now is served after
// its base. For a request that is not due yet, c.after > now + burst, so that R is
// n: it leaves as if it had never come.
//
// What the facts need is kept so: whoever moves T back holds bucket.lock or at
// least moving, so that between reading T and replacing it nobody else does, and
// T comes back to a former value in no other way; and reads the clock in between,
// when all charges that T contains have read it. Where something is in doubt (the
// configuration has changed since; T was moved back since, by which c.after may
// be too late; something else was charged behind a request that is not due, by a
// reading ahead of the clock or for a booking, see [booked]), less is given back, or nothing: that hides permits, for
// burst/rate at most, and doubles none. One case cannot be seen: that the clock went
// back behind a charge which c was due for already. The package's comment excludes it.
type queue struct {
	sync.Mutex
	first, last *reservation
	// head is the after of the first request. That of each other is the one of
	// the request before it plus its step.
	head uint64
	// tail is the after of the last request. While T is that, nothing else was
	// charged since.
	tail uint64
	// count is how many requests have come so far. Behind those up to number
	// mixed something else was charged: they cannot be taken out as if they had
	// never come.
	count, mixed uint64
	// void: a Reset has forgotten all charges of the queue.
	void bool
}

// reservation is a request of Acquire in the queue. Its fields are guarded by
// bucket.lock.
type reservation struct {
	n          int
	number     uint64
	step       uint64 // from the after of the request before; not kept for the first
	prev, next *reservation

	done   bool   // it has left the queue
	err    error  // why, if it was not served
	charge charge // what it was served
	// signal wakes the request when it is done, or has become the first, or is
	// the first and due at another time.
	signal chan struct{}
}

// wake signals the first request.
func (q *queue) wake() {
	if q.first != nil {
		q.first.wake()
	}
}

func (r *reservation) wake() {
	select {
	case r.signal <- struct{}{}:
	default: // there is a signal already
	}
}

// due returns the virtual time from which the first request may be served.
func (q *queue) due(g *generation) uint64 { return q.head - min(q.head, g.full) }

// base returns the base of the first request.
func (q *queue) base(g *generation) uint64 { return q.head - min(q.head, g.units(q.first.n)) }

// push charges a request at an instant and puts it at the end of the queue, if
// the word is still the one given.
func (b *bucket) push(r *reservation, g *generation, word uint64, at instant) bool {
	next := g.charged(word, g.virtual(at), r.n)
	if !g.word.CompareAndSwap(word, next) { // step: charge
		return false
	}
	q := &b.queue
	after := next >> flagBits
	if q.last == nil {
		q.first, q.head = r, after
	} else {
		if word>>flagBits != q.tail {
			q.mixed = q.count
		}
		r.step = after - q.tail
		q.last.next, r.prev = r, q.last
	}
	q.count++
	q.last, q.tail, r.number = r, after, q.count
	return true
}

// remove takes a request out of the queue, of which back units are given back,
// and wakes it with its result.
func (q *queue) remove(r *reservation, back uint64, err error) {
	if r.next == nil {
		q.last = r.prev
	} else {
		r.next.prev = r.prev
	}
	if r.prev == nil {
		q.first = r.next
	} else {
		r.prev.next = r.next
	}
	switch {
	case r.next == nil:
		q.tail -= r.step
	case r.prev == nil:
		q.head += r.next.step - back
		q.tail -= back
	default:
		r.next.step += r.step - back
		q.tail -= back
	}
	if r.prev == nil {
		q.wake()
	}
	r.prev, r.next = nil, nil
	r.done, r.err = true, err
	r.wake()
}

// serve grants all requests that are due.
func (b *bucket) serve() {
	q := &b.queue
	if q.void {
		b.requeue()
	}
	for q.first != nil {
		g := b.gen.Load()                  // step: read generation
		if q.due(g) > g.virtual(b.now()) { // step: read clock
			return
		}
		r := q.first
		r.charge = charge{r.n, g, q.head, b.lowered.Load()} // step: read lowered
		q.remove(r, 0, nil)
	}
}

// requeue charges all requests again, after a Reset.
func (b *bucket) requeue() {
	q := &b.queue
	r := q.first
	q.first, q.last, q.void = nil, nil, false
	b.turnover(0, false)
	for r != nil {
		next := r.next
		r.prev, r.next = nil, nil
		for g, word := b.open(); !b.push(r, g, word, b.now()); g, word = b.open() { // step: read clock
		}
		r = next
	}
	q.wake()
}

// drop takes a request that is not due out of the queue, as if it had never come.
func (b *bucket) drop(r *reservation, err error) {
	q := &b.queue
	g := b.gen.Load()     // step: read generation
	word := g.word.Load() // step: read word
	back := g.units(r.n)
	if word>>flagBits != q.tail {
		q.mixed = q.count
	}
	if r.number <= q.mixed || !b.lower(g, word, back) {
		back = 0
	}
	q.remove(r, back, err)
}

// evict drops the requests that cannot wait on in the next generation: those for more
// permits than its burst, and those whose after it could not tell, decades from now.
func (b *bucket) evict(next *generation) {
	q := &b.queue
	b.serve()
	for r := q.first; r != nil; {
		behind := r.next
		if r.n > next.burst {
			b.drop(r, exceedsBurst(r.n, next.burst))
		}
		r = behind
	}
	for q.first != nil && next.convert(b.gen.Load(), q.tail) == maxArrival { // step: read generation
		b.drop(q.last, errNoEnd)
	}
	// What is held for the first may now be more than it asks for, and more than
	// the burst is going to be: that is lost to the whole queue.
	for q.first != nil {
		g := b.gen.Load()         // step: read generation
		word := g.word.Load()     // step: read word
		now := g.virtual(b.now()) // step: read clock
		least := now + g.full - g.units(min(next.burst, g.burst))
		if q.base(g) >= least {
			return
		}
		spill := least - q.base(g)
		if g.word.CompareAndSwap(word, word+spill<<flagBits) { // step: spill
			q.head += spill
			q.tail += spill
			return
		}
	}
}

// giveBack gives back what is still owed of a charge.
func (b *bucket) giveBack(c charge) {
	q := &b.queue
	for {
		g := b.gen.Load()                                           // step: read generation
		word := g.word.Load()                                       // step: read word
		now := g.virtual(b.now())                                   // step: read clock
		after := c.after - min(c.after, b.lowered.Load()-c.lowered) // step: read lowered
		back := min(g.units(c.n), after-min(after, now))
		behind := q.first != nil && !q.void // the queue was charged later
		if g != c.g || back == 0 || behind && c.after > q.base(g) || b.booked.after > after {
			return
		}
		if b.lower(g, word, back) {
			if behind {
				q.head -= back
				q.tail -= back
				q.wake()
			}
			return
		}
	}
}

// lower moves the arrival time back, if the word is still the one given.
func (b *bucket) lower(g *generation, word, units uint64) bool {
	arrival := word>>flagBits - units
	if !g.word.CompareAndSwap(word, arrival<<flagBits|word&live) { // step: give back
		return false
	}
	b.lowered.Add(units) // step: lower
	return true
}

// carry moves the queue to the next generation. What a request waits for is a
// number of permits, and stays it; the rate decides how long they take.
func (q *queue) carry(g, next *generation) {
	if q.first == nil {
		return
	}
	if next.fresh {
		// The first request notices when it looks next; whoever calls until then
		// finds a full bucket.
		q.void = true
		return
	}
	after := q.head
	q.head = next.convert(g, after)
	q.tail = q.head
	for r := q.first.next; r != nil; r = r.next {
		after += r.step
		converted := next.convert(g, after)
		r.step, q.tail = converted-q.tail, converted
	}
	q.wake()
}
