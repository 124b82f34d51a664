package ratelimit

import "math/bits"

// reconfigure continues the bucket in a next generation, made by change from the
// present one. The bucket keeps the permits it holds, and its debt to waiting
// callers of Acquire, unless the next generation is fresh.
func (b *bucket) reconfigure(change func(g *generation) (*generation, error)) error {
	b.waitHold()
	defer b.release()
	g := b.gen.Load() // step: read generation
	next, err := change(g)
	if err != nil {
		return err
	}
	next.word.Store(unset)                          // step: prepare
	back := g.units(int(max(b.credits.Swap(0), 0))) // step: call back
	next.born = b.timeline.now()                    // step: read clock
	g.next.Store(next)                              // step: announce
	now := g.virtual(next.born)
	for {
		word := g.word.Load() // step: read word
		arrival := g.arrival(word, now) - back
		if g.word.CompareAndSwap(word, arrival<<flagBits|sealed) { // step: seal
			break
		}
	}
	b.enter(g)
	return nil
}

// enter moves the bucket from a sealed generation to the next one. The goroutine
// that sealed it and all that find it sealed do the same, and none waits for
// another: what they compute depends only on what was fixed by the seal.
func (b *bucket) enter(g *generation) {
	next := g.next.Load()                           // step: read next
	word := next.inherit(g, g.word.Load())          // step: read word
	next.word.CompareAndSwap(unset, word<<flagBits) // step: inherit
	b.gen.CompareAndSwap(g, next)                   // step: publish
}

// inherit returns the theoretical arrival time with which g continues old.
func (g *generation) inherit(old *generation, word uint64) uint64 {
	now := g.virtual(g.born)
	if g.fresh {
		return now
	}
	// What the bucket holds, or owes, in units of the old generation.
	then := old.virtual(g.born)
	arrival := old.arrival(word, then)
	if limit := then + old.full; arrival <= limit {
		held := limit - arrival
		if old.permits(held) >= g.burst {
			return now
		}
		return now + g.full - rescale(held, old.frac, g.frac)
	}
	owed := rescale(arrival-then-old.full, old.frac, g.frac) + 1
	return min(now+g.full+owed, maxArrival)
}

// rescale converts units of 2^-from permits into units of 2^-to permits, rounded
// down and limited to what a word can hold.
func rescale(units uint64, from, to uint8) uint64 {
	if from >= to {
		return units >> (from - to)
	}
	if bits.LeadingZeros64(units) <= int(to-from) {
		return maxArrival
	}
	return min(units<<(to-from), maxArrival)
}
