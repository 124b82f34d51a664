package ratelimit

// arrival returns the theoretical arrival time that counts at the virtual time
// now: the one in the word, but not before now, nor, while credits are out,
// before now plus the lot.
func (g *generation) arrival(word, now uint64) uint64 {
	return max(word>>flagBits, now+g.floor&-(word&live))
}

// charge returns the word after n permits were charged at an instant, and whether
// the bucket holds them then.
//
// This is the generic cell rate algorithm in its virtual scheduling form (ITU-T
// I.371, annex A), with time measured in tokens.
func (g *generation) charge(word uint64, at instant, n int) (next uint64, ok bool) {
	now := g.virtual(at)
	arrival := g.arrival(word, now) + g.units(n)
	return arrival<<flagBits | word&live, arrival <= now+g.full && n <= g.burst
}

// held returns how many units the bucket holds at an instant, without credits.
func (g *generation) held(word uint64, at instant) uint64 {
	now := g.virtual(at)
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

// take grants n permits at an instant if the bucket holds them. It does not touch
// credits. A refusal writes nothing. A clock reading that lies before another
// caller's can only make it refuse more: the arrival time never moves back.
func (b *bucket) take(at instant, n int) bool {
	for {
		g, word := b.open()
		next, ok := g.charge(word, at, n)
		if !ok || g.word.CompareAndSwap(word, next) { // step: charge
			return ok
		}
	}
}

// takeUpTo grants as many permits as the bucket holds, at most n.
func (b *bucket) takeUpTo(at instant, n int) int {
	for {
		g, word := b.open()
		granted := min(n, g.permits(g.held(word, at)))
		if granted == 0 {
			return 0
		}
		next, _ := g.charge(word, at, granted)
		if g.word.CompareAndSwap(word, next) { // step: charge
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
