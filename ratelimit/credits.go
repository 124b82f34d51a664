package ratelimit

import "runtime"

// Credits are the clock-free path. A lot of permits is charged to the word at
// once and put into generation.credits, from where each call takes its own with one
// atomic subtraction.
//
// The admission bound holds at every step because the word says, in its live
// flag, that a lot may be out, and counts the bucket as holding a lot less until
// the lot has been called back: credits and word together never hold more than
// the burst. Three rules make this so:
//
//   - Only the holder of moving puts credits out or calls them back, so that there
//     is never more than one lot.
//   - Credits are put out after the word was charged, and taken back before the
//     word is relieved of them. A goroutine that is delayed in between hides
//     permits; it does not double them.
//   - The clock is read after the credits were taken back, never before: a bucket
//     may not be credited with the time during which credits were being spent.

// spend grants n permits from the credits, if they suffice.
func (g *generation) spend(n int) bool {
	for {
		left := g.credits.Load() // step: read credits
		if left < int64(n) {
			return false
		}
		if n == 1 {
			// Subtracting cannot fail under contention as comparing can. Below
			// zero the counter only says again that there are no credits.
			return g.credits.Add(-1) >= 0 // step: spend one
		}
		if g.credits.CompareAndSwap(left, left-int64(n)) { // step: spend
			return true
		}
	}
}

// acquire grants n permits, which the credits of g did not suffice for, while
// credits are out or the bucket is in another generation.
func (l *Limiter) acquire(g *generation, n int) bool {
	ok := g.bucket.acquire(n)
	l.follow(g)
	return ok
}

// follow points the limiter at its bucket's generation if g is not that any more.
func (l *Limiter) follow(g *generation) {
	if now := g.bucket.gen.Load(); now != g { // step: read generation
		l.gen.CompareAndSwap(g, now) // step: follow
	}
}

// acquire grants n permits while credits are out or the configuration changes.
func (b *bucket) acquire(n int) bool {
	g, word := b.open()
	out := word&live != 0
	if out && int64(n) < g.lot && b.hold() {
		// The usual case: the lot is used up, and a new one is put out.
		ok := b.turnover(n, true)
		b.release()
		return ok
	}
	ok := b.take(b.now(), n) // step: read clock
	if !ok && out && b.hold() {
		ok = b.turnover(n, false)
		b.release()
	}
	return ok
}

// restock puts a lot of credits out.
func (b *bucket) restock() {
	if b.hold() {
		b.turnover(0, true)
		b.release()
	}
}

// settle calls the credits back into the word, so that the word alone tells what
// the bucket holds, except while another goroutine is moving them.
func (b *bucket) settle() {
	if _, word := b.open(); word&live != 0 && b.hold() {
		b.turnover(0, false)
		b.release()
	}
}

// turnover calls the credits back, grants n permits, and puts a new lot out if
// that is asked for and the bucket then still holds one. The caller holds
// moving, so that the generation cannot change.
func (b *bucket) turnover(n int, restock bool) bool {
	g := b.gen.Load()                               // step: read generation
	back := g.units(int(max(g.credits.Swap(0), 0))) // step: call back
	now := g.virtual(b.now())                       // step: read clock
	limit := now + g.full
	for {
		word := g.word.Load() // step: read word
		arrival := g.arrival(word, now) - back
		granted := n <= g.burst && arrival+g.units(n) <= limit
		if granted {
			arrival += g.units(n)
		}
		out := restock && g.lot != 0 && arrival+g.floor <= limit
		next := arrival << flagBits
		if out {
			next = (arrival+g.floor)<<flagBits | live
		}
		if g.word.CompareAndSwap(word, next) { // step: turn over
			if back != 0 {
				b.lowered.Add(back) // step: lower
			}
			if out {
				g.credits.Store(g.lot) // step: put out
			}
			return granted
		}
	}
}

// hold makes the caller the one that moves credits, unless another goroutine is.
func (b *bucket) hold() bool {
	return b.moving.CompareAndSwap(false, true) // step: hold
}

// release ends what hold began.
func (b *bucket) release() {
	b.moving.Store(false) // step: release
}

// lock makes the caller the only one that works on the queue, changes the
// configuration or moves the arrival time back. Behind the mutex it waits for at
// most the few instructions of a turnover.
func (b *bucket) lock() {
	b.queue.Lock()
	for !b.hold() {
		runtime.Gosched()
	}
}

// unlock ends what lock began.
func (b *bucket) unlock() {
	b.release()
	b.queue.Unlock()
}
