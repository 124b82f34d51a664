package ratelimit

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestTiers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		second, minute := Must(New(10, 10)), Must(New(100.0/60, 25))
		tiers, err := NewTiers(second, minute)
		if err != nil {
			t.Fatal(err)
		}
		granted := 0
		for range 40 {
			granted += count(tiers.TryAcquire())
		}
		if granted != 10 || minute.Available() != 15 {
			t.Errorf("granted %d, %d left of the minute: a refusal took something", granted, minute.Available())
		}
		if tiers.TryAcquireN(11) || tiers.TryAcquireN(-1) || !tiers.TryAcquireN(0) || tiers.RetryAfter(11) != Never {
			t.Error("asking for what no tier can hold")
		}
		if got := tiers.RetryAfter(1); got != 100*time.Millisecond {
			t.Errorf("RetryAfter(1) = %v", got)
		}
		time.Sleep(time.Second)
		if !tiers.TryAcquireN(10) || tiers.TryAcquire() {
			t.Error("not 10 after a second")
		}
		time.Sleep(tiers.RetryAfter(10) - 1)
		if tiers.TryAcquireN(10) {
			t.Error("too early")
		}
		time.Sleep(time.Nanosecond)
		if !tiers.TryAcquireN(10) {
			t.Error("RetryAfter is too short")
		}
	})
}

func TestTiersWithAClock(t *testing.T) {
	now := time.Unix(0, 0)
	clocked := Must(New(1, 2, Clock(func() time.Time { return now })))
	tiers, err := NewTiers(clocked, Must(New(MinRate, 100)))
	if err != nil {
		t.Fatal(err)
	}
	if !tiers.TryAcquireN(2) || tiers.TryAcquire() {
		t.Error("not two")
	}
	now = now.Add(time.Second)
	if !tiers.TryAcquire() || tiers.TryAcquire() {
		t.Error("not one more after a second")
	}
}

func TestTiersThatCannotBe(t *testing.T) {
	l := Must(New(1, 1))
	for _, limiters := range [][]*Limiter{nil, {l, l}, {l, nil}, {new(Limiter)}} {
		if tiers, err := NewTiers(limiters...); err == nil {
			t.Errorf("%v", tiers)
		}
	}
	defer Forget("tier")
	if _, err := NewTiers(Must(New(1, 1, Name("tier"))), Must(New(1, 1, Name("tier")))); !errors.Is(err, ErrInvalid) {
		t.Errorf("two handles of one limiter: %v", err)
	}
}

// TestTiersGiveBack has a tier emptied between the look at all tiers and the taking.
func TestTiersGiveBack(t *testing.T) {
	first := Must(New(MinRate, 10))
	now := time.Unix(0, 0)
	var second *Limiter
	readings := 0
	second = Must(New(1, 5, Clock(func() time.Time {
		if readings++; readings == 3 { // the first was that of New
			second.TryAcquireAt(now, 3)
		}
		return now
	})))
	tiers, err := NewTiers(first, second)
	if err != nil {
		t.Fatal(err)
	}
	if tiers.TryAcquireN(4) || readings != 3 {
		t.Errorf("granted, or looked %d times", readings)
	}
	if first.Available() != 10 || second.Available() != 2 {
		t.Errorf("%d and %d available", first.Available(), second.Available())
	}
}

// TestTiersGiveBackLate has time pass, and others take from a tier that was charged
// already, before the next tier refuses: of that only what time has not brought
// anyway is given back.
func TestTiersGiveBackLate(t *testing.T) {
	for _, test := range []struct {
		burst, n int
		late     time.Duration
		others   int // what they take meanwhile
		left     int
	}{
		{1, 1, time.Second, 1, 0},
		{1, 1, 0, 0, 1},
		{10, 4, 0, 6, 4},
		{10, 4, 0, 2, 8},
		{10, 4, 3 * time.Second, 9, 1},
		{10, 4, 4 * time.Second, 10, 0},
		{10, 4, time.Hour, 10, 0},
		{10, 4, time.Hour, 3, 7},
	} {
		now := time.Unix(0, 0)
		clock := Clock(func() time.Time { return now })
		first := Must(New(1, test.burst, clock))
		var second *Limiter
		readings := 0
		second = Must(New(1, test.burst, Clock(func() time.Time {
			before := now
			if readings++; readings == 3 { // the first was that of New
				now = now.Add(test.late)
				if got := first.TryAcquireUpTo(test.others); got != test.others {
					t.Errorf("%+v: others took %d", test, got)
				}
				second.TryAcquireAt(now, test.burst)
			}
			return before
		})))
		tiers, err := NewTiers(first, second)
		if err != nil {
			t.Fatal(err)
		}
		if tiers.TryAcquireN(test.n) || readings != 3 {
			t.Errorf("%+v: granted, or looked %d times", test, readings)
		}
		if got := first.Available(); got != test.left {
			t.Errorf("%+v: %d available", test, got)
		}
	}
}

// TestTiersGiveBackTwice has two requests give back what both were charged: the
// second is told of what the first has given back.
func TestTiersGiveBackTwice(t *testing.T) {
	now := time.Unix(0, 0)
	l := Must(New(1, 10, Clock(func() time.Time { return now })))
	b := l.bucket()
	one, _ := b.charge(b.now(), 5)
	two, _ := b.charge(b.now(), 5)
	b.giveBack(one)
	now = now.Add(5 * time.Second)
	if got := l.TryAcquireUpTo(20); got != 10 {
		t.Errorf("%d taken", got)
	}
	b.giveBack(two)
	if got := l.Available(); got != 0 {
		t.Errorf("%d available at the instant at which 10 were taken", got)
	}
}

// TestTiersGiveBackBeforeTheQueue gives back a charge behind which others wait.
func TestTiersGiveBackBeforeTheQueue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := Must(New(1, 10))
		b := l.bucket()
		c, ok := b.charge(b.now(), 8)
		if !ok {
			t.Fatal("refused")
		}
		got := l.TryAcquireAsync(t.Context(), 10)
		time.Sleep(6 * time.Second)
		b.lock()
		b.giveBack(c)
		b.unlock()
		synctest.Wait()
		if len(got) != 1 {
			t.Error("still waiting for what was given back")
		}
		if got := l.RetryAfter(1); got != time.Second {
			t.Errorf("RetryAfter(1) = %v with the bucket just emptied", got)
		}
	})
}

func TestWindowRefusesMoreThanItsLimit(t *testing.T) {
	now := time.Unix(0, 0)
	w, err := NewSlidingWindow(5, time.Second, Clock(func() time.Time { return now }))
	if err != nil {
		t.Fatal(err)
	}
	for range 3 { // laps
		for _, n := range []int{6, 10, 11, math.MaxInt, -1, math.MinInt} {
			if w.TryAcquireN(n) || w.TryAcquireAt(now, n) || w.RetryAfter(n) != Never {
				t.Errorf("%d of a limit of 5", n)
			}
		}
		if !w.TryAcquireN(0) || !w.TryAcquireAt(now, 0) || w.Available() != 5 || !w.TryAcquireAt(now, 5) || w.TryAcquireAt(now, 1) {
			t.Error("not 5")
		}
		now = now.Add(time.Second)
	}
}

// TestWindowAgainstLog compares a sliding window with a log of all grants.
func TestWindowAgainstLog(t *testing.T) {
	for seed := range uint64(runs(t, 300)) {
		r := rand.New(rand.NewPCG(seed, 6))
		limit := 1 + r.IntN(20)
		const window = time.Second
		start := time.Unix(0, 0)
		now := start
		w, err := NewSlidingWindow(limit, window, Clock(func() time.Time { return now }))
		if err != nil {
			t.Fatal(err)
		}
		var log []time.Time
		for range 300 {
			now = now.Add(time.Duration(r.IntN(int(window) / limit)))
			if r.IntN(10) == 0 {
				now = now.Add(window - time.Duration(r.IntN(3)))
			}
			log = slices.DeleteFunc(log, func(at time.Time) bool { return now.Sub(at) >= window })
			inWindow := len(log)
			n := 1 + r.IntN(limit)
			if w.Available() != limit-inWindow {
				t.Fatalf("seed %d: %d available with %d of %d in the window", seed, w.Available(), inWindow, limit)
			}
			wait := w.RetryAfter(n)
			if (wait == 0) != (inWindow+n <= limit) {
				t.Fatalf("seed %d: RetryAfter(%d) = %v with %d of %d in the window", seed, n, wait, inWindow, limit)
			}
			if wait > 0 && (w.TryAcquireN(n) || w.TryAcquireAt(now.Add(wait-1), n)) {
				t.Fatalf("seed %d: granted %d before RetryAfter = %v", seed, n, wait)
			}
			now = now.Add(wait)
			if !w.TryAcquireN(n) {
				t.Fatalf("seed %d: refused %d after RetryAfter = %v", seed, n, wait)
			}
			for range n {
				log = append(log, now)
			}
		}
	}
}

func TestWindowsAndKeyedThatCannotBe(t *testing.T) {
	for _, err := range []error{
		second(NewSlidingWindow(0, 1)), second(NewSlidingWindow(MaxWindowLimit+1, 1)), second(NewSlidingWindow(1, 0)),
		second(NewSlidingWindow(1, -1)), second(NewSlidingWindow(1, past)), second(NewSlidingWindow(1, 1, Name("x"))), second(NewSlidingWindow(1, 1, Clock(nil))),
		second(NewKeyed[int](0, 1, 1)), second(NewKeyed[int](1, 0, 1)), second(NewKeyed[int](1, 1, 0)), second(NewKeyed[int](1, 1, MaxKeys+1)),
		second(NewKeyed[int](1, 1, 1, Name("x"))), second(NewKeyed[int](1, 1, 1, Clock(nil))),
	} {
		if !errors.Is(err, ErrInvalid) {
			t.Error(err)
		}
	}
}

func second[T any](_ T, err error) error { return err }

// TestKeyedAgainstLimiters compares every key with a limiter of its own.
func TestKeyedAgainstLimiters(t *testing.T) {
	now := time.Unix(0, 0)
	clock := Clock(func() time.Time { return now })
	keyed, err := NewKeyed[string](2, 5, 1000, clock)
	if err != nil {
		t.Fatal(err)
	}
	own := map[string]*Limiter{}
	r := rand.New(rand.NewPCG(1, 7))
	for step := range runs(t, 50_000) {
		now = now.Add(time.Duration(r.IntN(10_000_000)))
		key := fmt.Sprint(r.IntN(400))
		if own[key] == nil {
			own[key] = Must(New(2, 5, clock))
		}
		l, s := own[key], keyed.For(key)
		n := r.IntN(8) - 1
		if got, want := keyed.RetryAfter(key, n), l.RetryAfter(n); got != want || s.RetryAfter(n) != want {
			t.Fatalf("step %d: RetryAfter(%d) = %v, want %v", step, n, got, want)
		}
		if got, want := keyed.Available(key), l.Available(); got != want {
			t.Fatalf("step %d: %d available, want %d", step, got, want)
		}
		want := l.TryAcquireN(n)
		var got bool
		switch r.IntN(3) {
		case 0:
			got = keyed.TryAcquireN(key, n)
		case 1:
			got = keyed.TryAcquireAt(now, key, n)
		case 2:
			got = s.TryAcquireN(n)
		}
		if got != want {
			t.Fatalf("step %d: TryAcquireN(%d) = %t, want %t", step, n, got, want)
		}
		if r.IntN(100) == 0 {
			keyed.Reset(key)
			l.Reset()
		}
	}
	if keyed.Overflows() != 0 {
		t.Errorf("%d overflows", keyed.Overflows())
	}
}

// TestKeysThatCannotBeFoundAgain asks with keys that a map would not find again, or
// not take: they are refused, and take nobody's place.
func TestKeysThatCannotBeFoundAgain(t *testing.T) {
	nan := math.NaN()
	type point struct {
		name string
		at   [2]float64
	}
	t.Run("float64", func(t *testing.T) { refusesKeys(t, []float64{nan, -nan}, []float64{0, 1, math.Inf(1)}) })
	t.Run("complex", func(t *testing.T) { refusesKeys(t, []complex128{complex(nan, 0), complex(0, nan)}, []complex128{1i}) })
	t.Run("array", func(t *testing.T) { refusesKeys(t, [][2]float32{{0, float32(nan)}}, [][2]float32{{0, 1}}) })
	t.Run("struct", func(t *testing.T) {
		refusesKeys(t, []point{{"a", [2]float64{nan, 1}}}, []point{{"a", [2]float64{1, 1}}, {"b", [2]float64{1, 1}}})
	})
	t.Run("any", func(t *testing.T) {
		refusesKeys(t, []any{nan, point{at: [2]float64{nan}}, []int{1}, map[string]int{}, func() {}, [1]any{[]int{}}, struct{ any }{nan}},
			[]any{nil, 1, "1", 1.0, point{}, &point{at: [2]float64{nan}}, [1]any{1}})
	})
	t.Run("error", func(t *testing.T) { refusesKeys(t, []error{sliceError{}}, []error{nil, ErrRefused}) })
	for _, test := range []struct {
		got, want bool
	}{
		{doubtful(reflect.TypeFor[string]()), false},
		{doubtful(reflect.TypeFor[*float64]()), false},
		{doubtful(reflect.TypeFor[[3]struct{ a, b int }]()), false},
		{doubtful(reflect.TypeFor[chan any]()), false},
		{doubtful(reflect.TypeFor[struct{ a [2]struct{ e error } }]()), true},
	} {
		if test.got != test.want {
			t.Errorf("doubtful: %+v", test)
		}
	}
}

type sliceError []int

func (sliceError) Error() string { return "" }

// refusesKeys checks that the bad keys are refused and do not count, and that the
// good ones are as any other.
func refusesKeys[K comparable](t *testing.T, bad, good []K) {
	keyed, err := NewKeyed[K](MinRate, 2, 100)
	if err != nil {
		t.Fatal(err)
	}
	for range 1000 {
		for i, key := range bad {
			l := keyed.For(key)
			if keyed.TryAcquire(key) || keyed.TryAcquireAt(time.Now(), key, 1) || l.TryAcquire() {
				t.Fatalf("key %d was granted a permit", i)
			}
			if keyed.RetryAfter(key, 1) != Never || l.RetryAfter(1) != Never || keyed.Available(key) != 0 {
				t.Fatalf("key %d has to wait for %v, with %d available", i, keyed.RetryAfter(key, 1), keyed.Available(key))
			}
			keyed.Reset(key)
		}
	}
	if keyed.Overflows() != 0 {
		t.Errorf("%d overflows", keyed.Overflows())
	}
	for i, key := range good {
		if keyed.Available(key) != 2 || !keyed.TryAcquireN(key, 2) || keyed.TryAcquire(key) || keyed.RetryAfter(key, 1) <= 0 {
			t.Errorf("key %d is not limited as others are", i)
		}
		if keyed.Reset(key); keyed.Available(key) != 2 {
			t.Errorf("key %d was not reset", i)
		}
	}
}

func TestKeyedReusesPlacesAndRefusesBeyond(t *testing.T) {
	now := time.Unix(0, 0)
	const capacity = 10_000
	keyed, err := NewKeyed[int](1, 3, capacity, Clock(func() time.Time { return now }))
	if err != nil {
		t.Fatal(err)
	}
	refused := 0
	for round := range 5 {
		for i := range capacity {
			refused += count(!keyed.TryAcquireN(round*capacity+i, 3))
		}
		now = now.Add(3 * time.Second) // all are full again
	}
	if refused > 5*capacity/1000 || uint64(refused) != keyed.Overflows() {
		t.Errorf("refused %d of %d keys within the capacity, %d overflows", refused, 5*capacity, keyed.Overflows())
	}
	granted, stranger := 0, 0
	for i := range 3 * capacity {
		if keyed.TryAcquireN(-1-i, 3) {
			granted++
		} else {
			stranger = -1 - i
		}
	}
	if places := len(keyed.groups) * groupSize; granted > places || granted < capacity {
		t.Errorf("granted %d keys in %d places", granted, places)
	}
	for i := range 3 * capacity {
		if keyed.TryAcquire(-1 - i) {
			t.Fatal("a key that came back was full again")
		}
	}
	if wait := keyed.RetryAfter(stranger, 1); wait != 3*time.Second {
		t.Errorf("a key without a place has to wait for %v", wait)
	}
	now = now.Add(3 * time.Second)
	if !keyed.TryAcquireN(stranger, 3) {
		t.Error("no place came free")
	}
}

// TestKeyedHasRoomForItsCapacity counts places: a quarter of them is to stay free.
func TestKeyedHasRoomForItsCapacity(t *testing.T) {
	for capacity := 1; capacity < 300; capacity++ {
		keyed, err := NewKeyed[int](MinRate, 1, capacity)
		if err != nil {
			t.Fatal(err)
		}
		if places := len(keyed.groups) * groupSize; places < capacity+capacity/3 || places > capacity+capacity/3+2*groupSize {
			t.Errorf("%d places for %d keys", places, capacity)
		}
		for key := range min(capacity, groupSize) {
			if !keyed.TryAcquire(key) {
				t.Errorf("capacity %d: key %d was refused", capacity, key)
			}
		}
	}
}

// TestPlacePassesOn checks that a place that has passed to another key while a
// request was looking at it grants nothing.
func TestPlacePassesOn(t *testing.T) {
	keyed, err := NewKeyed[int](1, 5, 10)
	if err != nil {
		t.Fatal(err)
	}
	g := keyed.generation
	now := g.virtual(g.now())
	keyed.add(1, now)
	p, word := keyed.find(1)
	p.hash.Store(2)
	if p.charge(word, g.charged(word, now, 1), 1) {
		t.Error("granted from another key's place")
	}
	if !p.charge(p.word.Load(), g.charged(word, now, 1), 2) {
		t.Error("refused the key that has the place")
	}
}

// TestPlaceIsClaimedOnce checks that a place which is passing to another key is not
// taken by a third.
func TestPlaceIsClaimedOnce(t *testing.T) {
	keyed, err := NewKeyed[int](1, 5, 10)
	if err != nil {
		t.Fatal(err)
	}
	for i := range keyed.groups {
		for j := range keyed.groups[i] {
			keyed.groups[i][j].word.Store(sealed)
		}
	}
	if p, _ := keyed.vacant(1, keyed.generation.virtual(keyed.generation.now())); p != nil {
		t.Error("claimed twice")
	}
}

func TestKeyedConcurrently(t *testing.T) {
	// Few places and short fills, so that places pass from key to key all the time.
	keyed, err := NewKeyed[int](1e6, 2, 1)
	if err != nil {
		t.Fatal(err)
	}
	grants := make([][]grant, 40)
	var mu sync.Mutex
	var wg sync.WaitGroup
	for i := range 4 {
		wg.Go(func() {
			r := rand.New(rand.NewPCG(uint64(i), 8))
			for range 20_000 {
				key := r.IntN(len(grants))
				from := system.now()
				if keyed.TryAcquire(key) {
					to := system.now()
					mu.Lock()
					grants[key] = append(grants[key], grant{from, to, 1})
					mu.Unlock()
				}
			}
		})
	}
	wg.Wait()
	for key, g := range grants {
		if over := overrun(g[:min(len(g), 1000)], 1e6, 2); over > 1 {
			t.Errorf("key %d: %.3f permits above the bound", key, over)
		}
	}
}

func TestStrategiesInABubble(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		window, _ := NewSlidingWindow(3, time.Second)
		keyed, _ := NewKeyed[string](3, 3, 10)
		tiers, _ := NewTiers(Must(New(3, 3)))
		for _, s := range []Strategy{Must(New(3, 3)), window, keyed.For("a"), tiers} {
			for range 3 {
				if !s.TryAcquireN(3) || s.TryAcquire() {
					t.Errorf("%T: not three", s)
				}
				time.Sleep(time.Second + 2)
			}
		}
	})
}

// TestManyTiers has the last of many tiers refuse after the others were charged.
func TestManyTiers(t *testing.T) {
	for number := 1; number < 12; number++ {
		now := time.Unix(0, 0)
		var limiters []*Limiter
		for range number {
			limiters = append(limiters, Must(New(MinRate, 10)))
		}
		readings, emptied := 0, 0
		var last *Limiter
		last = Must(New(1, 5, Clock(func() time.Time {
			if readings++; readings == emptied {
				last.TryAcquireAt(now, 3)
			}
			return now
		})))
		tiers, err := NewTiers(append(limiters, last)...)
		if err != nil {
			t.Fatal(err)
		}
		if n := testing.AllocsPerRun(1, func() { tiers.TryAcquire() }); n != 0 {
			t.Errorf("%d tiers: %v allocations", number+1, n)
		}
		emptied = readings + 2 // the look at all tiers comes first
		if tiers.TryAcquireN(3) || readings != emptied {
			t.Errorf("%d tiers: granted, or looked %d times", number+1, readings)
		}
		for i, l := range limiters {
			if got := l.Available(); got != 8 {
				t.Errorf("%d tiers: %d available of tier %d", number+1, got, i)
			}
		}
	}
}
