package ratelimit

import (
	"context"
	"errors"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"
)

func TestNewRefusesWhatIsOutOfRange(t *testing.T) {
	for _, rate := range []float64{0, -1, math.NaN(), math.Inf(1), math.Inf(-1), math.Nextafter(MinRate, 0), math.Nextafter(MaxRate, 2e9), math.MaxFloat64} {
		if l, err := New(rate, 1); !errors.Is(err, ErrInvalid) || l != nil {
			t.Errorf("rate %v: %v, %v", rate, l, err)
		}
	}
	for _, burst := range []int{0, -1, math.MinInt, MaxBurst + 1, math.MaxInt} {
		if l, err := New(1, burst); !errors.Is(err, ErrInvalid) || l != nil {
			t.Errorf("burst %v: %v, %v", burst, l, err)
		}
	}
	for _, opt := range []Option{Name(""), Name("a b"), Name("a\n"), Name("\xff"), Name(string(make([]byte, 129))), Clock(nil)} {
		if _, err := New(1, 1, opt); !errors.Is(err, ErrInvalid) {
			t.Errorf("bad option: %v", err)
		}
	}
	if _, err := New(1, 1, Name("clocked"), Clock(time.Now)); !errors.Is(err, ErrInvalid) {
		t.Errorf("a name and a clock: %v", err)
	}
	defer func() {
		if recover() == nil {
			t.Error("Must did not panic")
		}
	}()
	Must(New(0, 0))
}

func TestFullBucketGrantsItsBurstAndNoMore(t *testing.T) {
	for _, burst := range []int{1, 5, 127, 128, 200, 5000} {
		for _, opts := range [][]Option{nil, {Exact()}} {
			l := Must(New(MinRate, burst, opts...))
			granted := 0
			for range 3 * burst {
				granted += count(l.TryAcquire())
			}
			if granted != burst {
				t.Errorf("%v: granted %d", l, granted)
			}
		}
	}
}

// TestPrecision compares the first grants after an empty bucket with exact
// arithmetic: at 3e8 a second an interval of whole nanoseconds is 11% wrong.
func TestPrecision(t *testing.T) {
	for _, rate := range []float64{MinRate, 1.0 / 86400, 0.1, 7, 1e6, 3e8, 7e8, MaxRate} {
		l := Must(New(rate, 1000, Exact()))
		b := l.bucket()
		start := b.now()
		if !b.take(start, 1000) {
			t.Fatal("not full")
		}
		exact := new(big.Rat).SetFloat64(rate)
		for _, n := range []int{1, 10, 1000} {
			due := new(big.Rat).Quo(big.NewRat(int64(n)*1e9, 1), exact)
			want, _ := due.Float64()
			if want > float64(lastInstant-start) {
				continue
			}
			got := float64(l.bucket().gen.Load().wait(b.gen.Load().word.Load(), start, n))
			// Up to 2 ns before and 1 ns after; above 2^53 ns a float64 has gaps.
			if got < want*(1-1e-15)-2 || got > want*(1+1e-15)+1 {
				t.Errorf("rate %v: %d permits are due after %.3f ns, want %.3f", rate, n, got, want)
			}
		}
	}
}

func TestQuotaInverse(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 5))
	for range 20000 {
		q, err := newQuota(randomRate(r), randomBurst(r))
		if err != nil {
			t.Fatal(err)
		}
		units := r.Uint64N(1 << (1 + r.IntN(60)))
		at, ok := q.reached(units)
		if !ok {
			if q.virtual(lastInstant) >= units {
				t.Fatalf("%+v: %d is reached by the end of time", q, units)
			}
			continue
		}
		if q.virtual(at) < units || at > 0 && q.virtual(at-1) >= units {
			t.Fatalf("%+v: %d is not first reached at %d", q, units, at)
		}
		if q.virtual(lastInstant) > maxArrival || q.full >= 1<<burstBits {
			t.Fatalf("%+v overflows", q)
		}
	}
}

func TestRescaleSaturates(t *testing.T) {
	fine, coarse := &quota{unit: 1 << 50}, &quota{unit: 1}
	if got := rescale(1<<60, coarse, fine); got != maxArrival {
		t.Errorf("2^60 permits are %d units of 2^-50", got)
	}
	if got := rescale(3<<50+7, fine, coarse); got != 3 {
		t.Errorf("3 permits and a bit are %d permits", got)
	}
	if got := rescale(maxArrival, coarse, &quota{unit: 2}); got != maxArrival {
		t.Errorf("twice the latest arrival is %d", got)
	}
}

func TestRequestsThatNeverSucceed(t *testing.T) {
	for _, l := range []*Limiter{Must(New(1, 200)), Must(New(1, 5)), {}} {
		zero := l.Burst() == 0
		for _, n := range []int{-1, math.MinInt, 201, math.MaxInt} {
			if l.TryAcquireN(n) || l.TryAcquireAt(time.Now(), n) {
				t.Errorf("%v: granted %d", l, n)
			}
			if l.RetryAfter(n) != Never {
				t.Errorf("%v: RetryAfter(%d) = %v", l, n, l.RetryAfter(n))
			}
			want := ErrExceedsBurst
			switch {
			case zero:
				want = ErrZeroLimiter
			case n < 0:
				want = ErrInvalid
			}
			if err := l.Check(n); !errors.Is(err, want) {
				t.Errorf("%v: Check(%d): %v", l, n, err)
			}
		}
		if l.TryAcquireN(0) == zero || l.TryAcquireAt(time.Now(), 0) == zero || l.TryAcquireUpTo(0) != 0 || l.TryAcquireUpTo(-3) != 0 {
			t.Errorf("%v: asking for nothing", l)
		}
		for n := range l.Burst() + 1 {
			if err := l.Check(n); err != nil && !zero {
				t.Errorf("%v: Check(%d): %v", l, n, err)
			}
		}
		if got := l.Available(); got != l.Burst() {
			t.Errorf("%v: refused requests took something: %d left", l, got)
		}
	}
}

// TestBurstShrinksMeanwhile looks at a request that was checked against a burst which
// has become smaller since.
func TestBurstShrinksMeanwhile(t *testing.T) {
	l := Must(New(1, 10))
	before := l.bucket().gen.Load()
	if err := l.SetBurst(5); err != nil {
		t.Fatal(err)
	}
	g, word := l.bucket().open()
	if g == before {
		t.Fatal("the configuration has not changed")
	}
	at := l.bucket().now()
	if got := g.wait(word, at, 6); got != Never {
		t.Errorf("6 of a burst of 5 are there after %v", got)
	}
	if got := g.wait(word, at, 5); got != 0 {
		t.Errorf("5 of a burst of 5 are there after %v", got)
	}
	if _, err := l.bucket().reserve(t.Context(), 6); !errors.Is(err, ErrExceedsBurst) {
		t.Errorf("a place in the queue for 6 of a burst of 5: %v", err)
	}
}

// TestNeverIsNoDelay asks every strategy for more than it ever holds: the answer
// cannot be taken for a time, and stays "never" beside other strategies' times.
func TestNeverIsNoDelay(t *testing.T) {
	if Never >= 0 {
		t.Errorf("Never is a delay of %v", Never)
	}
	small, large := Must(New(1, 5)), Must(New(0.001, 500))
	small.TryAcquireUpTo(5)
	large.TryAcquireUpTo(500)
	window, _ := NewSlidingWindow(5, time.Hour)
	keyed, _ := NewKeyed[string](1, 5, 1)
	one, _ := NewTiers(small, large)
	other, _ := NewTiers(large, small)
	for _, s := range []Strategy{small, window, keyed.For("key"), one, other} {
		if got := s.RetryAfter(6); got != Never {
			t.Errorf("%T: RetryAfter(6) = %v", s, got)
		}
		if got := s.RetryAfter(5); got < 0 {
			t.Errorf("%T: RetryAfter(5) = %v", s, got)
		}
	}
	// No place is ever free, at the end of time: and one is, in one of the groups.
	now := time.Unix(0, 0)
	keyed, _ = NewKeyed[string](1, 5, 1, Clock(func() time.Time { return now }))
	for i := range keyed.groups {
		for j := range keyed.groups[i] {
			keyed.groups[i][j].hash.Store(1)
			keyed.groups[i][j].word.Store(maxArrival << flagBits)
		}
	}
	if got := keyed.RetryAfter("key", 1); got != Never {
		t.Errorf("RetryAfter(1) = %v with no place until the end of time", got)
	}
	g := keyed.generation
	keyed.groups[1][3].word.Store((g.virtual(g.now()) + g.units(3)) << flagBits)
	if got := keyed.RetryAfter("key", 1); got != 3*time.Second {
		t.Errorf("RetryAfter(1) = %v with a place in three seconds", got)
	}
}

func TestZeroLimiter(t *testing.T) {
	var l Limiter
	ctx := context.Background()
	if l.TryAcquire() || l.TryAcquireN(1) || l.TryAcquireUpTo(1) != 0 || l.TryAcquireAt(time.Now(), 1) {
		t.Error("granted")
	}
	if l.RetryAfter(0) != Never || l.Available() != 0 || l.Utilization() != 1 || l.Rate() != 0 || l.Burst() != 0 || l.Name() != "" {
		t.Error("reports something")
	}
	l.Reset()
	_, shareErr := l.Share(1)
	_, shareOfErr := l.ShareOf(0, 1)
	_, textErr := l.MarshalText()
	_, jsonErr := l.MarshalJSON()
	_, tiersErr := NewTiers(&l)
	for i, err := range []error{l.Acquire(ctx, 1), l.Admit(ctx, 1), l.Admit(AllowWaiting(ctx), 0), l.SetRate(1), l.SetBurst(1), shareErr, shareOfErr, textErr, jsonErr, tiersErr} {
		if !errors.Is(err, ErrZeroLimiter) {
			t.Errorf("%d: %v", i, err)
		}
	}
	if <-l.TryAcquireAsync(ctx, 1) {
		t.Error("granted asynchronously")
	}
	var tiers Tiers
	var window SlidingWindow
	for _, s := range []Strategy{&tiers, &window} {
		if s.TryAcquire() || s.TryAcquireN(0) || s.RetryAfter(1) != Never {
			t.Errorf("zero %T grants", s)
		}
	}
	if window.TryAcquireAt(time.Now(), 1) || window.TryAcquireAt(time.Now(), 0) || window.Available() != 0 {
		t.Error("zero SlidingWindow grants")
	}
}

func TestChangesKeepWhatIsHeld(t *testing.T) {
	for _, opts := range [][]Option{nil, {Exact()}} {
		l := Must(New(MinRate, 1000, opts...))
		if !l.TryAcquireN(900) {
			t.Fatal("refused")
		}
		for range 30 {
			l.TryAcquire()
		}
		available := func(want int) {
			t.Helper()
			if got := l.Available(); got != want {
				t.Errorf("%v: %d available, want %d", l, got, want)
			}
		}
		available(70)
		for _, rate := range []float64{1e-8, 3e-6, MinRate} {
			if err := l.SetRate(rate); err != nil || l.Rate() != rate {
				t.Fatal(err, l.Rate())
			}
			available(70)
		}
		for _, burst := range []int{5000, MaxBurst, 100, 60, 1000} {
			if err := l.SetBurst(burst); err != nil || l.Burst() != burst {
				t.Fatal(err, l.Burst())
			}
			available(min(70, burst, 60+10*count(burst != 1000 && burst != 60)))
		}
		if got := l.Utilization(); math.Abs(got-0.94) > 1e-9 {
			t.Errorf("utilization %v", got)
		}
		for _, err := range []error{l.SetRate(math.NaN()), l.SetBurst(0)} {
			if !errors.Is(err, ErrInvalid) {
				t.Error(err)
			}
		}
		available(60)
		l.Reset()
		available(1000)
	}
}

// TestBubbles uses one limiter outside of and in bubbles, whose clocks start
// decades before it was made.
func TestBubbles(t *testing.T) {
	for _, burst := range []int{10, 1000} {
		used := Must(New(10, burst))
		used.TryAcquireUpTo(burst)
		fresh := Must(New(10, burst))
		for range 2 {
			synctest.Test(t, func(t *testing.T) {
				if burst == 10 && used.TryAcquire() {
					t.Error("a clock that went back minted permits")
				}
				for _, l := range []*Limiter{used, fresh, Must(New(10, burst))} {
					l.Reset()
					if l.TryAcquireUpTo(2*burst) != burst {
						t.Errorf("%v: not full", l)
					}
					if l.TryAcquire() || l.RetryAfter(1) != 100*time.Millisecond {
						t.Errorf("%v: RetryAfter(1) = %v", l, l.RetryAfter(1))
					}
					time.Sleep(100*time.Millisecond - 1)
					if l.TryAcquire() {
						t.Errorf("%v: too early", l)
					}
					time.Sleep(time.Nanosecond)
					if !l.TryAcquire() || l.TryAcquire() {
						t.Errorf("%v: not one permit after 100 ms", l)
					}
				}
			})
		}
		// Back in real time, decades later, it is full again.
		if got := fresh.Available(); got < burst*15/16 {
			t.Errorf("%v: %d available", fresh, got)
		}
	}
}

// TestSkewMintsNothing is the history in which golang.org/x/time/rate grants
// 20,000 permits (golang/go#65508).
func TestSkewMintsNothing(t *testing.T) {
	l := Must(New(1000, 10))
	start := time.Now()
	granted := 0
	for i := range 20000 {
		now := start.Add(time.Duration(i) * time.Microsecond)
		if i%2 == 1 {
			now = now.Add(-5 * time.Millisecond)
		}
		granted += count(l.TryAcquireAt(now, 1))
	}
	if granted < 29 || granted > 30 {
		t.Errorf("granted %d in 20 ms of 1000 a second and a burst of 10", granted)
	}
}

func TestClocksOutOfRange(t *testing.T) {
	l := Must(New(1, 10))
	for _, now := range []time.Time{{}, time.Unix(1<<40, 0), time.Unix(-1<<40, 0), time.Unix(0, 0)} {
		for range 30 {
			l.TryAcquireAt(now, 1)
		}
	}
	if l.TryAcquireAt(time.Unix(1<<41, 0), 1) {
		t.Error("granted past the end of the timeline")
	}
	if l.RetryAfter(10) != Never {
		t.Errorf("RetryAfter = %v", l.RetryAfter(10))
	}
	l = Must(New(1, 10))
	l.TryAcquireN(10)
	if l.TryAcquireAt(time.Time{}, 1) {
		t.Error("granted before the beginning of the timeline")
	}
	start := time.Time{}.Add(time.Hour)
	now := start
	l = Must(New(1, 10, Clock(func() time.Time { return now })))
	if l.TryAcquireUpTo(100) != 10 {
		t.Error("not full")
	}
	now = now.Add(3 * time.Second)
	if l.Available() != 3 {
		t.Errorf("%d available after 3 s", l.Available())
	}
	now = start.Add(-time.Hour)
	if l.Available() != 0 || l.TryAcquire() || l.RetryAfter(1) != time.Hour+time.Second {
		t.Errorf("a clock that went back: %d available, RetryAfter = %v", l.Available(), l.RetryAfter(1))
	}
}

func TestNothingAllocates(t *testing.T) {
	granting, exact, empty := Must(New(MaxRate, MaxBurst)), Must(New(MaxRate, MaxBurst, Exact())), Must(New(MinRate, 1))
	empty.TryAcquire()
	tiers, _ := NewTiers(granting, exact)
	window, _ := NewSlidingWindow(10, time.Hour)
	keyed, _ := NewKeyed[string](MaxRate, 10, 100)
	now := time.Now()
	for name, f := range map[string]func(){
		"credits":     func() { granting.TryAcquire() },
		"exact":       func() { exact.TryAcquire() },
		"rejected":    func() { empty.TryAcquire() },
		"N":           func() { granting.TryAcquireN(300) },
		"UpTo":        func() { granting.TryAcquireUpTo(3000) },
		"At":          func() { exact.TryAcquireAt(now, 1) },
		"RetryAfter":  func() { empty.RetryAfter(1) },
		"Admit":       func() { _ = empty.Admit(t.Context(), 1) },
		"Tiers":       func() { tiers.TryAcquire() },
		"Window":      func() { window.TryAcquire() },
		"Keyed":       func() { keyed.TryAcquire("key") },
		"Keyed.For":   func() { keyed.For("other").TryAcquire() },
		"Available":   func() { granting.Available() },
		"Utilization": func() { exact.Utilization() },
	} {
		if n := testing.AllocsPerRun(1000, f); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}

func TestShare(t *testing.T) {
	l := Must(New(10, 20))
	s, err := l.Share(8)
	if err != nil || s.Rate() != 1.25 || s.Burst() != 2 {
		t.Errorf("%v, %v", s, err)
	}
	if s, err := l.Share(100); err != nil || s.Burst() != 1 {
		t.Errorf("%v, %v", s, err)
	}
	total := 0
	for i := range 8 {
		s, err := l.ShareOf(i, 8)
		if err != nil {
			t.Fatal(err)
		}
		total += s.Burst()
	}
	if total != 20 {
		t.Errorf("shares of 20 add up to %d", total)
	}
	for _, bad := range [][2]int{{0, 0}, {-1, 3}, {3, 3}, {20, 21}, {0, -1}} {
		if _, err := l.ShareOf(bad[0], bad[1]); !errors.Is(err, ErrInvalid) {
			t.Errorf("%v: %v", bad, err)
		}
	}
	if _, err := l.Share(0); !errors.Is(err, ErrInvalid) {
		t.Error(err)
	}
	if _, err := Must(New(MinRate, 5)).Share(2); !errors.Is(err, ErrInvalid) {
		t.Error(err)
	}
}
