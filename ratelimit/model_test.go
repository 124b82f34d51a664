package ratelimit

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"
)

// model is a token bucket in exact arithmetic, slow and obvious. Times are
// nanoseconds on the limiter's timeline.
type model struct {
	rate, burst *big.Rat
	tat         *big.Rat // in permits on the line rate * time
	// slack is how far, in permits, the limiter's fixed point may differ.
	slack *big.Rat
}

func newModel(l *Limiter) *model {
	m := &model{tat: new(big.Rat), slack: new(big.Rat)}
	m.configure(l)
	return m
}

// configure takes over the limiter's rate and burst.
func (m *model) configure(l *Limiter) {
	g := l.gen.Load().bucket.gen.Load()
	m.rate = new(big.Rat).SetFloat64(g.rate)
	m.rate.Quo(m.rate, big.NewRat(1e9, 1)) // permits per nanosecond
	if interval := math.Round(1e9 / g.rate); math.Abs(interval*g.rate/1e9-1) <= 0x1p-52 {
		m.rate = big.NewRat(1, int64(interval)) // as near as a float64 can tell
	}
	m.burst = big.NewRat(int64(g.burst), 1)
	m.slack.Add(m.slack, new(big.Rat).SetFrac64(2, int64(g.unit)))
}

func (m *model) line(at instant) *big.Rat {
	return new(big.Rat).Mul(m.rate, new(big.Rat).SetUint64(uint64(at)))
}

// level is what the bucket holds at an instant.
func (m *model) level(at instant) *big.Rat {
	debt := new(big.Rat).Sub(m.tat, m.line(at))
	if debt.Sign() < 0 {
		debt.SetInt64(0)
	}
	return debt.Sub(m.burst, debt)
}

func (m *model) charge(at instant, n int) {
	if line := m.line(at); m.tat.Cmp(line) < 0 {
		m.tat = line
	}
	m.tat.Add(m.tat, big.NewRat(int64(n), 1))
}

// change continues with the limiter's present configuration at an instant,
// keeping the permits held up to the new burst.
func (m *model) change(at instant, l *Limiter, fresh bool) {
	level := m.level(at)
	m.configure(l)
	if fresh || level.Cmp(m.burst) > 0 {
		level = m.burst
	}
	m.tat = m.line(at)
	m.tat.Add(m.tat, m.burst).Sub(m.tat, level)
}

// surely reports whether the bucket holds n permits beyond doubt, and surelyNot
// whether it beyond doubt does not.
func (m *model) surely(at instant, n int) bool {
	need := new(big.Rat).Add(big.NewRat(int64(n), 1), m.slack)
	return m.level(at).Cmp(need) >= 0
}

func (m *model) surelyNot(at instant, n int) bool {
	need := new(big.Rat).Sub(big.NewRat(int64(n), 1), m.slack)
	return m.level(at).Cmp(need) < 0
}

// randomRate spreads evenly over the orders of magnitude, with some special rates.
func randomRate(r *rand.Rand) float64 {
	special := []float64{MinRate, MaxRate, 1.0 / 86400, 1, 7, 1e6, 3e8, math.Nextafter(1e9, 0), 0.1, 1.0 / 3}
	if r.IntN(3) == 0 {
		return special[r.IntN(len(special))]
	}
	return math.Pow(10, r.Float64()*18-9)
}

func randomBurst(r *rand.Rand) int {
	special := []int{1, 2, 127, 128, MaxBurst, 1000}
	if r.IntN(3) == 0 {
		return special[r.IntN(len(special))]
	}
	return 1 + int(math.Pow(10, r.Float64()*11))
}

// runs is how many random histories a property test follows.
func runs(t *testing.T, n int) int {
	if testing.Short() {
		return n / 10
	}
	return n
}

// TestExactAgainstModel follows random histories of an exact limiter under a
// caller's clock, whose readings come out of order, in exact arithmetic.
func TestExactAgainstModel(t *testing.T) {
	start := time.Now()
	for seed := range uint64(runs(t, 1500)) {
		r := rand.New(rand.NewPCG(seed, 1))
		l := Must(New(randomRate(r), randomBurst(r), Clock(func() time.Time { return start })))
		b := l.bucket()
		m := newModel(l)
		now := start
		for step := range 60 {
			g := b.gen.Load()
			interval := 1e9 / g.rate
			advance := r.ExpFloat64() * interval * math.Pow(10, r.Float64()*4-2)
			if now.Sub(start) < 20*365*24*time.Hour {
				now = now.Add(time.Duration(min(advance, 1e17)))
			}
			reading := now
			if r.IntN(3) == 0 {
				reading = now.Add(-time.Duration(r.Float64() * 3 * min(advance, 1e17)))
			}
			at := b.at(reading)
			n := 1 + int(r.Float64()*float64(min(g.burst, 1<<r.IntN(41))))
			n = min(n, g.burst)
			switch what := r.IntN(20); what {
			default:
				got := l.TryAcquireAt(reading, n)
				if got && m.surelyNot(at, n) || !got && m.surely(at, n) {
					t.Fatalf("seed %d step %d: %v: TryAcquireAt(%d) = %t, exact level %s", seed, step, l, n, got, m.level(at).FloatString(12))
				}
				if got {
					m.charge(at, n)
				}
			case 0, 1:
				got := b.takeUpTo(at, n)
				if got > 0 && m.surelyNot(at, got) || got < n && m.surely(at, got+1) {
					t.Fatalf("seed %d step %d: %v: takeUpTo(%d) = %d, exact level %s", seed, step, l, n, got, m.level(at).FloatString(12))
				}
				m.charge(at, got)
			case 2:
				b.read = func() time.Time { return now }
				g.read = b.read
				if r.IntN(2) == 0 {
					if err := l.SetRate(randomRate(r)); err != nil {
						t.Fatal(err)
					}
				} else if err := l.SetBurst(randomBurst(r)); err != nil {
					t.Fatal(err)
				}
				m.change(b.at(now), l, false)
			case 3:
				b.read = func() time.Time { return now }
				if r.IntN(4) == 0 {
					l.Reset()
					m.change(b.at(now), l, true)
				}
			case 4:
				// The announced instant is exact to the nanosecond.
				b.read = func() time.Time { return now }
				wait := l.RetryAfter(n)
				if wait == Never || wait == 0 || wait > 1e17 {
					continue
				}
				at := b.at(now)
				if b.take(at+instant(wait)-1, n) {
					t.Fatalf("seed %d step %d: %v: granted %d a nanosecond before RetryAfter = %v", seed, step, l, n, wait)
				}
				now = now.Add(wait)
				if !b.take(b.at(now), n) {
					t.Fatalf("seed %d step %d: %v: refused %d after RetryAfter = %v", seed, step, l, n, wait)
				}
				m.charge(b.at(now), n)
			}
		}
	}
}

// TestCreditsAgainstModel does the same with the clock-free path in front. No
// grant may exceed the exact model; a refusal may, by what credits hide.
func TestCreditsAgainstModel(t *testing.T) {
	for seed := range uint64(runs(t, 100)) {
		synctest.Test(t, func(t *testing.T) {
			r := rand.New(rand.NewPCG(seed, 2))
			rate := math.Pow(10, r.Float64()*9-2)
			l := Must(New(rate, 128<<r.IntN(12)))
			b := l.bucket()
			m := newModel(l)
			lot := 0 // the largest so far: what credits may have hidden from a full bucket
			check := func(step int, call string, n, got int) {
				t.Helper()
				at := b.now()
				if got > 0 && m.surelyNot(at, got) {
					t.Fatalf("seed %d step %d: %v: %s(%d) granted %d, exact level %s", seed, step, l, call, n, got, m.level(at).FloatString(9))
				}
				more := n // what the limiter claims not to hold
				if call == "TryAcquireUpTo" {
					more = got + 1
				}
				if got < n && m.surely(at, more+lot) {
					t.Fatalf("seed %d step %d: %v: %s(%d) granted %d, exact level %s", seed, step, l, call, n, got, m.level(at).FloatString(9))
				}
				m.charge(at, got)
			}
			for step := range 300 {
				g := b.gen.Load()
				lot = max(lot, int(g.lot))
				n := 1 + r.IntN(min(g.burst, 1<<r.IntN(18)))
				switch r.IntN(12) {
				case 0:
					time.Sleep(time.Duration(r.ExpFloat64() * 1e9 / g.rate * math.Pow(10, r.Float64()*4-1)))
				case 1:
					check(step, "TryAcquireUpTo", n, l.TryAcquireUpTo(n))
				case 2, 3:
					check(step, "TryAcquireN", n, n*count(l.TryAcquireN(n)))
				case 4:
					check(step, "TryAcquireAt", n, n*count(l.TryAcquireAt(time.Now(), n)))
				case 5:
					if r.IntN(8) == 0 {
						if err := l.SetRate(rate * math.Pow(10, r.Float64()*2-1)); err != nil {
							t.Fatal(err)
						}
						m.change(b.now(), l, false)
					}
				case 6:
					if r.IntN(8) == 0 {
						if err := l.SetBurst(100 << r.IntN(12)); err != nil {
							t.Fatal(err)
						}
						m.change(b.now(), l, false)
					}
				case 7:
					wait := l.RetryAfter(n)
					if wait > 0 && wait < 1e17 {
						time.Sleep(wait - 1)
						if l.TryAcquireN(n) {
							t.Fatalf("seed %d step %d: %v: granted %d a nanosecond before RetryAfter = %v", seed, step, l, n, wait)
						}
						time.Sleep(time.Nanosecond)
						check(step, "TryAcquireN", n, n*count(l.TryAcquireN(n)))
					}
				default:
					for range 1 + r.IntN(40) {
						check(step, "TryAcquire", 1, count(l.TryAcquire()))
					}
				}
			}
		})
	}
}

func count(ok bool) int {
	if ok {
		return 1
	}
	return 0
}
