package ratelimit

// arrival returns the theoretical arrival time that counts at the virtual time
// now: the one in the word, but not before now, nor, while credits are out,
// before now plus the lot.
func (g *generation) arrival(word, now uint64) uint64 {
	return max(word>>flagBits, now+g.floor&-(word&live))
}

// fits reports whether the bucket holds n permits at the virtual time now.
//
// This is the generic cell rate algorithm in its virtual scheduling form (ITU-T
// I.371, annex A), with time measured in tokens: arrival + n <= now + burst, put so
// that all but the comparison can be done before the clock has been read.
func (g *generation) fits(word, now uint64, n int) bool {
	need := g.units(n)
	return int64(word>>flagBits+need-g.full) <= int64(now) && n <= g.burst && need+g.floor&-(word&live) <= g.full
}

// charged returns the word after n permits were charged at the virtual time now.
func (g *generation) charged(word, now uint64, n int) uint64 {
	return (g.arrival(word, now)+g.units(n))<<flagBits | word&live
}

// held returns how many units the bucket holds at the virtual time now, without
// credits.
func (g *generation) held(word, now uint64) uint64 {
	limit := now + g.full
	return limit - min(g.arrival(word, now), limit)
}

// open returns the bucket's generation and its word, which is not sealed.
func (b *bucket) open() (*generation, uint64) {
	for {
		g := b.gen.Load()     // step: read generation
		word := g.word.Load() // step: read word
		if word&sealed == 0 {
			return g, word
		}
		g.enterNext()
	}
}

// charge is permits that a bucket was charged with. What of them is still owed
// later can be given back.
type charge struct {
	n       int
	g       *generation
	after   uint64 // the arrival time just after it
	lowered uint64 // what bucket.lowered was just before it
}

// take grants n permits at an instant if the bucket holds them. It does not touch
// credits. A refusal writes nothing. A clock reading that lies before another
// caller's can only make it refuse more: no charge moves the arrival time back.
func (b *bucket) take(at instant, n int) bool {
	_, ok := b.charge(at, n)
	return ok
}

// charge is take, and tells what was charged.
func (b *bucket) charge(at instant, n int) (charge, bool) {
	for {
		lowered := b.lowered.Load() // step: read lowered
		g, word := b.open()
		now := g.virtual(at)
		if !g.fits(word, now, n) {
			return charge{}, false
		}
		next := g.charged(word, now, n)
		if g.word.CompareAndSwap(word, next) { // step: charge
			return charge{n, g, next >> flagBits, lowered}, true
		}
	}
}

// takeUpTo grants as many permits as the bucket holds, at most n.
func (b *bucket) takeUpTo(at instant, n int) int {
	for {
		g, word := b.open()
		now := g.virtual(at)
		granted := min(n, g.permits(g.held(word, now)))
		if granted == 0 {
			return 0
		}
		if g.word.CompareAndSwap(word, g.charged(word, now, granted)) { // step: charge
			return granted
		}
	}
}
