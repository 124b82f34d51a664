package ratelimit

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func book[K comparable](t testing.TB, l *Limiter, capacity int, late time.Duration) *Bookings[K] {
	t.Helper()
	b, err := NewBookings[K](l, capacity, late)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// asks asks for an id and compares the answer.
func asks[K comparable](t *testing.T, b *Bookings[K], id K, n int, ok bool, retryAfter time.Duration) {
	t.Helper()
	if gotOK, got := b.TryAcquireN(id, n); gotOK != ok || got != retryAfter {
		t.Errorf("TryAcquireN(%v, %d) = %t, %v, want %t, %v", id, n, gotOK, got, ok, retryAfter)
	}
}

const tenth = 100 * time.Millisecond

func TestNewBookingsRefusesWhatIsOutOfRange(t *testing.T) {
	l := Must(New(1, 1))
	for _, capacity := range []int{0, -1, math.MinInt, MaxBookings + 1} {
		if b, err := NewBookings[int](l, capacity, 1); !errors.Is(err, ErrInvalid) || b != nil {
			t.Errorf("capacity %d: %v, %v", capacity, b, err)
		}
	}
	for _, late := range []time.Duration{0, -1, past, math.MinInt64} {
		if b, err := NewBookings[int](l, 1, late); !errors.Is(err, ErrInvalid) || b != nil {
			t.Errorf("late %d: %v, %v", late, b, err)
		}
	}
	for _, l := range []*Limiter{nil, {}} {
		if b, err := NewBookings[int](l, 1, 1); !errors.Is(err, ErrZeroLimiter) || b != nil {
			t.Errorf("a zero limiter: %v, %v", b, err)
		}
	}
	asks(t, new(Bookings[int]), 1, 1, false, Never)
	asks(t, new(Bookings[int]), 1, 0, false, Never)
}

// TestEachComesBackOnce has a full queue whose elements come back at the time they were
// told, or up to a polling interval later: two runs each, at exactly the rate.
func TestEachComesBackOnce(t *testing.T) {
	for _, poll := range []time.Duration{1, time.Second, 5 * time.Second} {
		synctest.Test(t, func(t *testing.T) {
			const items, rate = 400, 20
			b := book[int](t, Must(New(rate, 1)), items, poll)
			start := time.Now()
			var wg sync.WaitGroup
			for i := range items {
				ok, wait := b.TryAcquire(i)
				if ok != (i == 0) || wait != time.Duration(i)*time.Second/rate {
					t.Fatalf("item %d: %t, %v", i, ok, wait)
				}
				if ok {
					continue
				}
				wg.Go(func() {
					time.Sleep(wait.Truncate(poll) + poll)
					if ok, again := b.TryAcquire(i); !ok {
						t.Errorf("poll %v: item %d, booked for %v, was refused at %v for %v", poll, i, wait, time.Since(start), again)
					}
				})
			}
			wg.Wait()
			if took := time.Since(start); took > (items-1)*time.Second/rate+poll || b.Len() != 0 {
				t.Errorf("poll %v: took %v, %d left", poll, took, b.Len())
			}
		})
	}
}

// TestMoreThanTheCapacity has a queue that is much longer than there may be bookings.
func TestMoreThanTheCapacity(t *testing.T) {
	for _, poll := range []time.Duration{1, time.Second} {
		synctest.Test(t, func(t *testing.T) {
			const items, rate, capacity = 2000, 20, 100
			b := book[int](t, Must(New(rate, 1)), capacity, poll)
			start := time.Now()
			var wg sync.WaitGroup
			runs := make([]int, items)
			for i := range items {
				wg.Go(func() {
					for {
						runs[i]++
						ok, wait := b.TryAcquire(i)
						if ok {
							return
						}
						due := time.Since(start) + wait
						time.Sleep(due.Truncate(poll) + poll - time.Since(start))
					}
				})
			}
			wg.Wait()
			if took := time.Since(start); slices.Max(runs) > 3 || took > (items-1)*time.Second/rate+2*poll {
				t.Errorf("poll %v: took %v, up to %d runs of one", poll, took, slices.Max(runs))
			}
		})
	}
}

func TestNewcomersDoNotTakeWhatIsBooked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := Must(New(10, 1))
		b := book[string](t, l, 10, time.Minute)
		asks(t, b, "a", 1, true, 0)
		asks(t, b, "b", 1, false, tenth)
		asks(t, b, "c", 1, false, 2*tenth)
		time.Sleep(tenth)
		if l.TryAcquire() || l.RetryAfter(1) != 2*tenth {
			t.Errorf("what is booked was taken, or is there after %v", l.RetryAfter(1))
		}
		asks(t, b, "d", 1, false, 2*tenth)
		asks(t, b, "c", 1, false, tenth) // too early
		asks(t, b, "b", 1, true, 0)
		asks(t, b, "b", 1, false, 3*tenth) // once more
		time.Sleep(time.Minute)
		asks(t, b, "c", 1, true, 0) // late, but not too late
	})
}

func TestBookingExpires(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := Must(New(10, 2))
		b := book[string](t, l, 10, tenth)
		asks(t, b, "a", 2, true, 0)
		asks(t, b, "b", 1, false, tenth)
		asks(t, b, "c", 2, false, 3*tenth)
		time.Sleep(2 * tenth)
		asks(t, b, "b", 1, true, 0)
		time.Sleep(2*tenth + 1)
		if b.Len() != 1 {
			t.Errorf("%d bookings", b.Len())
		}
		asks(t, b, "c", 2, false, tenth-1) // one permit has come since: anew
		if b.Len() != 1 {
			t.Errorf("%d bookings", b.Len())
		}
		time.Sleep(time.Hour)
		asks(t, b, "d", 1, true, 0)
		if b.Len() != 0 || len(b.bucket.booked.holders) != 0 {
			t.Errorf("%d bookings", b.Len())
		}
	})
}

func TestBookingOfSeveralAndOfTooMany(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := Must(New(10, 3))
		b := book[string](t, l, 2, time.Hour)
		asks(t, b, "a", 0, true, 0)
		asks(t, b, "a", -1, false, Never)
		asks(t, b, "a", 4, false, Never)
		asks(t, b, "a", 3, true, 0)
		asks(t, b, "b", 3, false, 3*tenth)
		asks(t, b, "b", 2, false, 5*tenth) // another number: anew
		asks(t, b, "b", 4, false, Never)
		asks(t, b, "c", 1, false, 6*tenth)
		asks(t, b, "d", 1, false, 7*tenth)
		asks(t, b, "e", 1, false, 8*tenth) // without a booking
		asks(t, b, "f", 2, false, 10*tenth)
		asks(t, b, "g", 4, false, Never)
		if b.Len() != 2 || b.Overflows() != 2 {
			t.Errorf("%d bookings, %d overflows", b.Len(), b.Overflows())
		}
		time.Sleep(8 * tenth)
		asks(t, b, "e", 1, true, 0)
		asks(t, b, "f", 1, false, 3*tenth)
		asks(t, b, "c", 1, true, 0)
		asks(t, b, "d", 1, true, 0)
	})
}

func TestIDsThatNoMapFinds(t *testing.T) {
	b := book[any](t, Must(New(1, 1)), 10, time.Hour)
	for _, id := range []any{math.NaN(), []int{1}, [1]float64{math.NaN()}} {
		asks(t, b, id, 1, false, Never)
	}
	asks(t, b, any(1.5), 1, true, 0)
}

func TestBookingsWhenTheLimiterChanges(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(l *Limiter) error
		n      int
		ok     bool
		want   time.Duration // for the second of two that have booked n; the burst is 4
	}{
		{"as it was", func(*Limiter) error { return nil }, 2, false, 4 * tenth},
		{"faster", func(l *Limiter) error { return l.SetRate(20) }, 2, false, 2 * tenth},
		{"slower", func(l *Limiter) error { return l.SetRate(5) }, 2, false, 8 * tenth},
		{"a larger burst", func(l *Limiter) error { return l.SetBurst(6) }, 2, false, 4 * tenth},
		{"a smaller burst", func(l *Limiter) error { return l.SetBurst(3) }, 2, false, 4 * tenth},
		{"less than is booked", func(l *Limiter) error { return l.SetBurst(3) }, 4, false, Never},
		{"begun anew", func(l *Limiter) error { l.Reset(); return nil }, 2, true, 0},
		{"a bad rate", func(l *Limiter) error { _ = l.SetRate(0); return nil }, 2, false, 4 * tenth},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l := Must(New(10, 4))
				b := book[string](t, l, 10, time.Hour)
				asks(t, b, "a", 4, true, 0)
				asks(t, b, "b", test.n, false, time.Duration(test.n)*tenth)
				asks(t, b, "c", test.n, false, time.Duration(2*test.n)*tenth)
				if err := test.change(l); err != nil {
					t.Fatal(err)
				}
				// A conversion may be a nanosecond late.
				if ok, wait := b.TryAcquireN("c", test.n); ok != test.ok || wait < test.want || wait > test.want+2 {
					t.Errorf("%t, %v", ok, wait)
				}
				if test.want > 0 {
					time.Sleep(test.want + 2)
					asks(t, b, "c", test.n, true, 0)
				}
			})
		})
	}
}

// TestBookingsShareALimiter has bookings of two kinds of ids on limiters of one name, and
// a caller that waits.
func TestBookingsShareALimiter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		defer Forget("booked")
		declare := func() *Limiter { return Must(New(10, 1, Name("booked"))) }
		a, b := book[int](t, declare(), 10, time.Minute), book[string](t, declare(), 10, time.Minute)
		start := time.Now()
		asks(t, a, 1, 1, true, 0)
		asks(t, b, "1", 1, false, tenth)
		asks(t, a, 1, 1, false, 2*tenth)
		var waited time.Duration
		var wg sync.WaitGroup
		wg.Go(func() {
			if err := declare().Acquire(t.Context(), 1); err != nil {
				t.Error(err)
			}
			waited = time.Since(start)
		})
		synctest.Wait()
		asks(t, b, "2", 1, false, 4*tenth)
		if err := declare().SetRate(5); err != nil {
			t.Fatal(err)
		}
		wg.Wait()
		if d := waited - 6*tenth; d < 0 || d > 4 {
			t.Errorf("the caller waited for %v", waited)
		}
		asks(t, a, 1, 1, true, 0)
		asks(t, b, "1", 1, true, 0)
		time.Sleep(2*tenth + 4)
		asks(t, b, "2", 1, true, 0)
	})
}

// TestBookingCallsCreditsBack books while a lot of credits is out.
func TestBookingCallsCreditsBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := Must(New(10, 320)) // lots of 20
		b := book[string](t, l, 10, 2*time.Hour)
		asks(t, b, "a", 320, true, 0)
		asks(t, b, "b", 1, false, tenth)
		time.Sleep(time.Hour)
		if !l.TryAcquire() || l.bucket().gen.Load().word.Load()&live == 0 {
			t.Fatal("no lot is out")
		}
		asks(t, b, "c", 320, false, tenth)
		asks(t, b, "b", 1, true, 0)
	})
}

func TestReserve(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := Must(New(10, 2))
		reserves := func(n int, want time.Duration) {
			t.Helper()
			if got := l.Reserve(n); got != want {
				t.Errorf("Reserve(%d) = %v, want %v", n, got, want)
			}
		}
		reserves(0, 0)
		reserves(-1, Never)
		reserves(3, Never)
		reserves(1, 0)
		reserves(2, tenth)
		reserves(0, 0)
		reserves(1, 2*tenth)
		if got := l.RetryAfter(1); got != 3*tenth {
			t.Errorf("the next is due after %v", got)
		}
		if err := l.SetRate(20); err != nil {
			t.Fatal(err)
		}
		reserves(1, 3*tenth/2+1) // a conversion may be a nanosecond late
		time.Sleep(time.Hour)
		reserves(2, 0)
		if got := new(Limiter).Reserve(0); got != Never {
			t.Errorf("of the zero Limiter: %v", got)
		}
	})
}

// TestNothingIsGivenBackBeforeBookings gives a charge back that a booking lies behind, and
// one that does not.
func TestNothingIsGivenBackBeforeBookings(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := Must(New(10, 4))
		b := book[string](t, l, 10, 3*tenth)
		giveBack := func(c charge) {
			b.bucket.lock()
			defer b.bucket.unlock()
			b.bucket.giveBack(c)
		}
		c, ok := b.bucket.charge(b.bucket.now(), 4)
		if !ok {
			t.Fatal("refused")
		}
		asks(t, b, "a", 1, false, tenth)
		if giveBack(c); l.RetryAfter(1) != 2*tenth {
			t.Errorf("the next is due after %v", l.RetryAfter(1))
		}
		time.Sleep(4 * tenth)
		asks(t, b, "a", 1, true, 0)
		if c, ok = b.bucket.charge(b.bucket.now(), 3); !ok {
			t.Fatal("refused")
		}
		if giveBack(c); l.RetryAfter(3) != 0 {
			t.Errorf("nothing was given back: three are there after %v", l.RetryAfter(3))
		}
	})
}

// TestBookingsEnd books until the timeline ends.
func TestBookingsEnd(t *testing.T) {
	start := time.Now()
	clock := Clock(func() time.Time { return start })
	for _, rate := range []float64{MinRate, 1.0 / 86400, 1, 7, MaxRate} {
		for _, burst := range []int{1, 1000, MaxBurst} {
			b := book[int](t, Must(New(rate, burst, clock)), 10000, time.Hour)
			var last time.Duration
			for id := range 10000 {
				ok, wait := b.TryAcquireN(id, burst)
				if wait == Never {
					last = Never
				}
				if ok != (wait == 0) || wait < last || last == Never && wait != Never {
					t.Fatalf("rate %v, burst %d: booking %d: %t, %v after %v", rate, burst, id, ok, wait, last)
				}
				if last = wait; wait == Never && id > 0 && b.Len() >= id {
					t.Fatalf("rate %v, burst %d: %d bookings, and the last for never", rate, burst, b.Len())
				}
			}
		}
	}
}

// ticket is what the model knows of a booking: n permits, due and usable until.
type ticket struct {
	n          int
	due, until time.Duration
}

// office is what bookings are meant to be, slow and obvious, at a rate of one permit in an
// interval. Its q is when the bucket was last empty, on the line of its charges.
type office struct {
	interval, late time.Duration
	burst          int
	q              time.Duration
	booked         map[int]ticket
	capacity       int
	beyond         time.Duration // where q would be if all had booked
}

func (o *office) ask(now time.Duration, id, n int) (ok bool, wait time.Duration) {
	for id, t := range o.booked {
		if now > t.until {
			o.forget(id)
		}
	}
	if t, found := o.booked[id]; found {
		if t.n == n && now < t.due {
			return false, t.due - now
		}
		o.forget(id)
		if t.n == n {
			return true, 0
		}
	}
	if n > o.burst {
		return false, Never
	}
	o.q = max(o.q, now-time.Duration(o.burst)*o.interval)
	due := o.q + time.Duration(n)*o.interval
	if due <= now {
		o.q = due
		return true, 0
	}
	if len(o.booked) < o.capacity {
		o.q = due
		o.booked[id] = ticket{n, due, due + o.late}
		return false, due - now
	}
	o.beyond = max(o.q, o.beyond) + time.Duration(n)*o.interval
	return false, o.beyond - now
}

func (o *office) forget(id int) {
	if delete(o.booked, id); len(o.booked) == 0 {
		o.beyond = -math.MaxInt64
	}
}

// fuzzed follows a history of bookings by what the bytes say, and compares each answer with
// the model's and all grants with the bound.
func fuzzed(t *testing.T, data []byte) {
	now := time.Duration(0)
	start := time.Now()
	next := func(limit int) int {
		if len(data) == 0 {
			return 0
		}
		v := int(data[0]) % limit
		data = data[1:]
		return v
	}
	interval := time.Duration(1+next(20)) * 10 * time.Millisecond
	m := &office{interval: interval, burst: 1 + next(5), late: interval * time.Duration(1+next(9)) / 2, capacity: 1 + next(8), booked: map[int]ticket{}, beyond: -math.MaxInt64}
	m.q = -time.Duration(m.burst) * interval
	l := Must(New(float64(time.Second)/float64(interval), m.burst, Clock(func() time.Time { return start.Add(now) })))
	b := book[int](t, l, m.capacity, m.late)
	var grants []taken
	most := 1
	told := map[int]time.Duration{}
	for step := 0; len(data) > 0; step++ {
		id, n := next(12), 1+next(m.burst+1)
		switch next(4) {
		case 0:
			now += interval * time.Duration(next(16)) / 4
		case 1: // at the time it was told, or up to late after that
			now = max(now, told[id]+m.late*time.Duration(next(3))/2)
		}
		ok, wait := b.TryAcquireN(id, n)
		if wantOK, want := m.ask(now, id, n); ok != wantOK || wait != want {
			t.Fatalf("step %d at %v, interval %v, burst %d, late %v: TryAcquireN(%d, %d) = %t, %v, want %t, %v", step, now, interval, m.burst, m.late, id, n, ok, wait, wantOK, want)
		}
		if b.Len() > m.capacity || b.Len() < len(m.booked) {
			t.Fatalf("step %d: %d bookings, the model has %d of %d", step, b.Len(), len(m.booked), m.capacity)
		}
		if told[id] = now + wait; ok {
			grants = append(grants, taken{now, n})
			most = max(most, n)
		}
	}
	rate := 1 / interval.Seconds()
	bound := max(float64(m.burst), float64(most)+rate*m.late.Seconds())
	slices.SortStableFunc(grants, func(a, b taken) int { return int(a.at - b.at) })
	for i, first := range grants {
		sum := 0
		for _, g := range grants[i:] {
			sum += g.n
			if allowed := bound + rate*(g.at-first.at).Seconds(); float64(sum) > allowed+1e-6 {
				t.Fatalf("interval %v, burst %d, late %v: %d permits from %v to %v, the bound is %.3f", interval, m.burst, m.late, sum, first.at, g.at, allowed)
			}
		}
	}
}

func FuzzBookings(f *testing.F) {
	f.Add([]byte("\x09\x00\x02\x08" + "\x00\x00\x02\x01\x00\x02\x02\x00\x02\x01\x00\x01\x01"))
	f.Fuzz(fuzzed)
}

func TestBookingsAgainstModel(t *testing.T) {
	for seed := range uint64(runs(t, 20000)) {
		r := rand.New(rand.NewPCG(seed, 21))
		data := make([]byte, 10+r.IntN(400))
		for i := range data {
			data[i] = byte(r.Uint32())
		}
		t.Run("", func(t *testing.T) {
			defer func() {
				if t.Failed() {
					t.Logf("seed %d", seed)
				}
			}()
			fuzzed(t, data)
		})
		if t.Failed() {
			return
		}
	}
}

// TestBookingsEveryWindow is [TestEveryWindow] with elements that book and come back.
func TestBookingsEveryWindow(t *testing.T) {
	for seed := range uint64(runs(t, 300)) {
		r := rand.New(rand.NewPCG(seed, 22))
		rate := []float64{1000, 10, 7, 1e6, 333333.3}[r.IntN(5)]
		burst := []int{1, 2, 5, 20, 127, 128, 1000}[r.IntN(7)]
		fill := float64(burst) / rate * 1e9 // ns
		most, changes := 1+r.IntN(burst), r.IntN(3) == 0
		// As late as the limiter's own guarantee allows.
		late := max(1, time.Duration(float64(burst-most)/rate*1e9))
		if changes {
			late = 1
		}
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := &world{l: Must(New(rate, burst)), start: time.Now(), settings: []setting{{0, rate, burst}}}
				b := book[int](t, w.l, 64, late)
				tiers, err := NewTiers(w.l, Must(New(rate, burst)))
				if err != nil {
					t.Fatal(err)
				}
				var wg sync.WaitGroup
				for i := range 8 {
					wg.Go(func() {
						r := rand.New(rand.NewPCG(seed, uint64(i+100)))
						for range 60 {
							n := 1 + r.IntN(most)
							switch r.IntN(8) {
							case 0:
								w.note(n * count(w.l.TryAcquireN(n)))
							case 1:
								w.note(n * count(tiers.TryAcquireN(n)))
							case 2:
								w.note(n * count(w.l.Acquire(t.Context(), n) == nil))
							case 3:
								if changes && r.IntN(4) == 0 {
									w.change(t, r, rate, burst)
								}
							default:
								id := r.IntN(20)
								ok, wait := b.TryAcquireN(id, n)
								if !ok && wait >= 0 && r.IntN(8) > 0 {
									time.Sleep(wait + time.Duration(r.Int64N(int64(late)+1)))
									ok, _ = b.TryAcquireN(id, n)
								}
								w.note(n * count(ok))
							}
							if r.IntN(3) == 0 {
								time.Sleep(time.Duration(r.ExpFloat64() * fill / 4))
							}
						}
					})
				}
				wg.Wait()
				slack := 1e-3 + 4e-9*2*rate*float64(len(w.settings))
				if over := excess(w.grants, w.settings); over > slack {
					t.Errorf("rate %v, burst %d, late %v, %d settings: %.6f permits more than the bound in some window", rate, burst, late, len(w.settings), over)
				}
			})
		})
	}
}

// world is what goroutines do to a limiter in virtual time.
type world struct {
	l        *Limiter
	start    time.Time
	mu       sync.Mutex
	grants   []taken
	settings []setting
}

func (w *world) note(n int) {
	if n > 0 {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.grants = append(w.grants, taken{time.Since(w.start), n})
	}
}

// change sets the rate or the burst to something near the ones given.
func (w *world) change(t *testing.T, r *rand.Rand, rate float64, burst int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	s := w.settings[len(w.settings)-1]
	s.at = time.Since(w.start)
	var err error
	if r.IntN(2) == 0 {
		s.rate = rate * (0.5 + r.Float64())
		err = w.l.SetRate(s.rate)
	} else {
		s.burst = 1 + r.IntN(2*burst)
		err = w.l.SetBurst(s.burst)
	}
	w.settings = append(w.settings, s)
	if err != nil {
		t.Error(err)
	}
}

func TestBookingsDoNotAllocateIfAPermitIsThere(t *testing.T) {
	l := Must(New(MaxRate, 1<<20))
	b := book[string](t, l, 10, time.Hour)
	if got := testing.AllocsPerRun(1000, func() { b.TryAcquire("id") }); got != 0 {
		t.Errorf("%v allocations for a permit that is there", got)
	}
	// With a booking out, too, and for one that is refused and has its booking.
	slow := book[string](t, Must(New(MinRate, 2000)), 10, time.Hour)
	slow.TryAcquireN("some", 1)
	if ok, wait := slow.TryAcquireN("all", 2000); ok || wait == Never {
		t.Fatalf("%t, %v", ok, wait)
	}
	if got := testing.AllocsPerRun(1000, func() { slow.TryAcquireN("all", 2000) }); got != 0 {
		t.Errorf("%v allocations for one that comes too early", got)
	}
}

func BenchmarkBookings(b *testing.B) {
	const all = 1 << 20 // a millisecond's permits
	for _, bench := range []struct {
		name string
		ask  func(bookings *Bookings[int], i int)
	}{
		{"permit there", func(bookings *Bookings[int], i int) { bookings.TryAcquire(i) }},
		{"permit there, one booked", func(bookings *Bookings[int], i int) {
			if i == 0 {
				bookings.TryAcquireN(-1, all)
				bookings.TryAcquireN(-2, all)
			}
			bookings.TryAcquire(i)
		}},
		{"booked and used", func(bookings *Bookings[int], i int) {
			bookings.TryAcquireN(i, all)
			bookings.TryAcquireN(i-1<<10, all)
		}},
	} {
		b.Run(bench.name, func(b *testing.B) {
			bookings := book[int](b, Must(New(MaxRate, all)), MaxBookings, time.Hour)
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				bench.ask(bookings, i)
				i++
			}
		})
	}
}
