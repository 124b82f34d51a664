package ratelimit

// reconfigure continues the bucket in a next generation with the quota that
// change makes from the present one. The bucket keeps the permits it holds, and
// its debt to waiting callers of Acquire and to bookings, unless the next generation is fresh.
func (b *bucket) reconfigure(fresh bool, change func(quota) (quota, error)) error {
	b.lock()
	defer b.unlock()
	g := b.gen.Load() // step: read generation
	q, err := change(g.quota)
	if err != nil {
		return err
	}
	next := b.newGeneration(q, fresh)
	next.born = b.now() // step: read clock
	b.evict(next)
	next.word.Store(unset)                          // step: prepare
	back := g.units(int(max(g.credits.Swap(0), 0))) // step: call back
	next.born = b.now()                             // step: read clock again
	g.next.Store(next)                              // step: announce
	now := g.virtual(next.born)
	for {
		word := g.word.Load() // step: read word
		arrival := g.arrival(word, now) - back
		if g.word.CompareAndSwap(word, arrival<<flagBits|sealed) { // step: seal
			break
		}
	}
	g.enterNext()
	g.next.Store(nil) // step: forget
	b.queue.carry(g, next)
	b.booked.carry(g, next)
	return nil
}

// enterNext moves the bucket from the sealed generation g to the next one. The
// goroutine that sealed it and all that find it sealed do the same, and none
// waits for another: what they compute depends only on what the seal fixed.
func (g *generation) enterNext() {
	next := g.next.Load() // step: read next
	if next == nil {
		return // the bucket has moved on
	}
	arrival := next.inherit(g, g.word.Load())          // step: read word
	next.word.CompareAndSwap(unset, arrival<<flagBits) // step: inherit
	g.bucket.gen.CompareAndSwap(g, next)               // step: publish
}

// inherit returns the theoretical arrival time with which g continues old.
func (g *generation) inherit(old *generation, word uint64) uint64 {
	if g.fresh {
		return g.virtual(g.born)
	}
	return g.convert(old, old.arrival(word, old.virtual(g.born)))
}

// convert returns the arrival time in g that leaves the bucket with as many
// permits as the one in old does, at most g's burst, or with as much debt.
func (g *generation) convert(old *generation, arrival uint64) uint64 {
	now, then := g.virtual(g.born), old.virtual(g.born)
	arrival = max(arrival, then)
	if limit := then + old.full; arrival <= limit {
		held := limit - arrival
		if old.permits(held) >= g.burst {
			return now
		}
		return now + g.full - rescale(held, &old.quota, &g.quota)
	}
	owed := rescale(arrival-then-old.full, &old.quota, &g.quota) + 1
	return min(now+g.full+owed, maxArrival)
}
