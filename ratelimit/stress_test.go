package ratelimit

import (
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// grant is permits that some call granted between two instants.
type grant struct {
	from, to instant
	n        int
}

// overrun returns the most permits by which grants exceed burst + rate*w over any
// window of length w, counting the calls that lie wholly within it.
func overrun(grants []grant, rate float64, burst int) (most float64) {
	most = -float64(burst)
	slices.SortFunc(grants, func(a, b grant) int { return int(a.to - b.to) })
	for i := range grants {
		begin, sum := grants[i].from, 0
		for _, g := range grants {
			if g.from < begin {
				continue
			}
			sum += g.n
			most = max(most, float64(sum-burst)-rate*float64(g.to-begin)/1e9)
		}
	}
	return most
}

// stress calls try from several goroutines until the bucket has granted enough,
// and returns the grants.
func stress(goroutines, enough int, try func(r *rand.Rand) int) []grant {
	var mu sync.Mutex
	var all []grant
	var sum atomic.Int64
	var wg sync.WaitGroup
	for i := range goroutines {
		wg.Go(func() {
			r := rand.New(rand.NewPCG(uint64(i), 3))
			var own []grant
			for sum.Load() < int64(enough) {
				from := system.now()
				if n := try(r); n > 0 {
					own = append(own, grant{from, system.now(), n})
					sum.Add(int64(n))
				}
			}
			mu.Lock()
			defer mu.Unlock()
			all = append(all, own...)
		})
	}
	wg.Wait()
	return all
}

// TestNeverAboveTheBound hammers limiters and looks at every window there was.
func TestNeverAboveTheBound(t *testing.T) {
	const rate, burst = 20000.0, 400
	any := func(l *Limiter) func(r *rand.Rand) int {
		return func(r *rand.Rand) int {
			n := 1 + r.IntN(40)
			switch r.IntN(8) {
			case 0:
				return n * count(l.TryAcquireN(n))
			case 1:
				return l.TryAcquireUpTo(n)
			case 2:
				return n * count(l.TryAcquireAt(time.Now(), n))
			case 3:
				return 300 * count(l.TryAcquireN(300))
			case 4:
				if r.IntN(50) == 0 {
					time.Sleep(time.Duration(r.IntN(int(burst / rate * 2e9))))
				}
				return 0
			}
			return count(l.TryAcquire())
		}
	}
	shared := Must(New(rate, burst, Name("stress")))
	defer Forget("stress")
	changing := Must(New(rate, burst))
	other := Must(New(rate, burst))
	paired, err := NewTiers(Must(New(rate, burst)), other)
	if err != nil {
		t.Fatal(err)
	}
	keyed, err := NewKeyed[string](rate, burst, 8)
	if err != nil {
		t.Fatal(err)
	}
	booked := Must(New(rate, burst))
	bookings := book[int](t, booked, 30, time.Duration(1e9*(burst-1)/rate))
	for _, test := range []struct {
		name string
		try  func(r *rand.Rand) int
	}{
		{"credits", any(Must(New(rate, burst)))},
		{"exact", any(Must(New(rate, burst, Exact())))},
		{"named", any(shared)},
		{"changing", func(r *rand.Rand) int {
			switch r.IntN(200) {
			case 0:
				if err := changing.SetRate(rate * (1 - r.Float64()/2)); err != nil {
					t.Error(err)
				}
			case 1:
				if err := changing.SetBurst(burst - r.IntN(200)); err != nil {
					t.Error(err)
				}
			}
			return any(changing)(r)
		}},
		{"tiers", func(r *rand.Rand) int {
			if r.IntN(4) == 0 {
				other.TryAcquire()
			}
			return count(paired.TryAcquire())
		}},
		{"booked", func(r *rand.Rand) int {
			if r.IntN(4) == 0 {
				return any(booked)(r)
			}
			ok, _ := bookings.TryAcquire(r.IntN(40))
			return count(ok)
		}},
		{"keyed", func(r *rand.Rand) int {
			for range 3 {
				keyed.TryAcquire([]string{"a", "b", "c", "d", "e", "f"}[r.IntN(6)])
			}
			n := 1 + r.IntN(20)
			return n * count(keyed.TryAcquireN("key", n))
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			enough := 3 * burst
			if !testing.Short() {
				enough = 8 * burst
			}
			grants := stress(8, enough, test.try)
			// One permit for the rounding of the observer's own clock.
			if over := overrun(grants, rate, burst); over > 1 {
				t.Errorf("%.3f permits more than burst + rate*w in some window of %d grants", over, len(grants))
			}
		})
	}
}

// TestWindowNeverAboveTheLimit does the same with a sliding window.
func TestWindowNeverAboveTheLimit(t *testing.T) {
	w, err := NewSlidingWindow(100, 2*time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	grants := stress(8, 3000, func(r *rand.Rand) int {
		n := 1 + r.IntN(10)
		return n * count(w.TryAcquireN(n))
	})
	for i := range grants {
		sum := 0
		for _, g := range grants {
			if g.from >= grants[i].from && g.to < grants[i].from+w.window {
				sum += g.n
			}
		}
		if sum > w.limit {
			t.Fatalf("%d permits within a window of %d", sum, w.limit)
		}
	}
}

// TestCreditsAreMovedByOne has one goroutine move credits while others find that they
// are used up: those must not put out a second lot, nor end what the first has begun.
func TestCreditsAreMovedByOne(t *testing.T) {
	l := Must(New(MinRate, 320)) // lots of 20
	if !l.TryAcquire() {
		t.Fatal("refused")
	}
	b := l.bucket()
	g := b.gen.Load()
	for g.credits.Load() > 0 {
		l.TryAcquire()
	}
	held := l.Available()
	if g.word.Load()&live == 0 || !b.hold() {
		t.Fatal("no lot is out, or somebody moves it")
	}
	if !l.TryAcquire() || l.TryAcquireN(310) || l.TryAcquireUpTo(2) != 2 {
		t.Error("what the word alone holds was not granted")
	}
	if !b.moving.Load() || g.credits.Load() > 0 {
		t.Errorf("moving %t, %d credits put out by another goroutine", b.moving.Load(), g.credits.Load())
	}
	b.release()
	if got := l.Available(); got != held-3 {
		t.Errorf("%d available, want %d", got, held-3)
	}
}

// TestManySmallLots has goroutines turn over small lots all the time, until nothing
// is left.
func TestManySmallLots(t *testing.T) {
	for range runs(t, 300) {
		const burst = 160 // lots of 10
		l := Must(New(MinRate, burst))
		var granted atomic.Int64
		var wg sync.WaitGroup
		for i := range 4 {
			wg.Go(func() {
				for range 100 {
					n := 1 + i%2*2
					granted.Add(int64(n * count(l.TryAcquireN(n))))
				}
			})
		}
		wg.Wait()
		// A few may have been out of sight.
		if total := int(granted.Load()) + l.TryAcquireUpTo(burst); total != burst {
			t.Fatalf("granted %d of a burst of %d", total, burst)
		}
	}
}

// TestNothingIsLost checks that a saturated limiter grants what it may: a bound
// alone would also hold for one that refuses everything.
func TestNothingIsLost(t *testing.T) {
	for _, opts := range [][]Option{nil, {Exact()}} {
		l := Must(New(MinRate, 100_000, opts...))
		var granted atomic.Int64
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				for range 20_000 {
					if l.TryAcquire() {
						granted.Add(1)
					}
				}
			})
		}
		wg.Wait()
		if granted.Load() != 100_000 {
			t.Errorf("granted %d of a burst of 100000", granted.Load())
		}
	}
}
