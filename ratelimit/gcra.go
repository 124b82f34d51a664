package ratelimit

// arrival returns the theoretical arrival time that counts at the virtual time
// now: the one in the word, but not before now, nor, while credits are out,
// before now plus the lot.
func (g *generation) arrival(word, now uint64) uint64 {
	return max(word>>flagBits, now+g.floor&-(word&live))
}

// open returns the bucket's generation and its word, which is not sealed.
func (b *bucket) open() (*generation, uint64) {
	for {
		g := b.gen.Load()     // step: read generation
		word := g.word.Load() // step: read word
		if word&sealed == 0 {
			return g, word
		}
		b.enter(g)
	}
}

// take grants n permits at an instant if the bucket holds them, and returns how
// many units it then still holds. It does not touch credits. A refusal writes
// nothing.
//
// This is the generic cell rate algorithm in its virtual scheduling form (ITU-T
// I.371, annex A), with time measured in tokens. A reading of the clock that
// lies before another caller's can only make it refuse more: the arrival time
// never moves back.
func (b *bucket) take(at instant, n int) (left uint64, ok bool) {
	for {
		g, word := b.open()
		if n > g.burst {
			return 0, false
		}
		now := g.virtual(at)
		limit := now + g.full
		arrival := g.arrival(word, now) + g.units(n)
		if arrival > limit {
			return 0, false
		}
		if g.word.CompareAndSwap(word, arrival<<flagBits|word&live) { // step: charge
			return limit - arrival, true
		}
	}
}

// takeUpTo grants as many permits as the bucket holds, at most n.
func (b *bucket) takeUpTo(at instant, n int) int {
	for {
		g, word := b.open()
		now := g.virtual(at)
		arrival := g.arrival(word, now)
		if arrival > now+g.full {
			return 0
		}
		granted := min(n, g.permits(now+g.full-arrival))
		if granted == 0 {
			return 0
		}
		if g.word.CompareAndSwap(word, (arrival+g.units(granted))<<flagBits|word&live) { // step: charge
			return granted
		}
	}
}

// giveBack returns n permits that were charged and not used. A bucket that has
// filled up meanwhile does not overflow.
func (b *bucket) giveBack(n int) {
	for {
		g, word := b.open()
		arrival := word >> flagBits
		arrival -= min(arrival, g.units(min(n, g.burst)))
		if g.word.CompareAndSwap(word, arrival<<flagBits|word&live) { // step: give back
			return
		}
	}
}
