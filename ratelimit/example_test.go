package ratelimit_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/jobvet/jobvet/ratelimit"
)

// limiter is 10 requests a second, with bursts of 2.
var limiter = ratelimit.Must(ratelimit.New(10, 2))

// retryLater is what a job queue offers to give a job back, such as river's
// JobSnooze.
type retryLater time.Duration

func (r retryLater) Error() string { return "retry later" }

// work is an operator: it is called for every job, and must not wait.
func work(job string) error {
	if !limiter.TryAcquire() {
		return retryLater(limiter.RetryAfter(1))
	}
	fmt.Println("did", job)
	return nil
}

// An operator of a job queue gives the job back when it is limited.
func Example_jobOperator() {
	for _, job := range []string{"a", "b", "c"} {
		var later retryLater
		if err := work(job); errors.As(err, &later) {
			fmt.Println(job, "comes back within 100ms:", time.Duration(later) <= 100*time.Millisecond)
		}
	}
	// Output:
	// did a
	// did b
	// c comes back within 100ms: true
}

// Elements that are refused come back at a time of their own, and find their permit.
func ExampleBookings() {
	test := func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			lim := ratelimit.Must(ratelimit.New(10, 1))
			// At most 1000 of them, which come at most a second late.
			bookings, err := ratelimit.NewBookings[string](lim, 1000, time.Second)
			if err != nil {
				t.Fatal(err)
			}
			work := func(job string) {
				if ok, retryAfter := bookings.TryAcquire(job); ok {
					fmt.Println("did", job)
				} else {
					fmt.Println(job, "comes back after", retryAfter)
				}
			}
			work("a")
			work("b")
			work("c")
			time.Sleep(200 * time.Millisecond)
			work("d") // after those that came before
			work("b") // a bit late
			work("c")
		})
	}
	testing.RunTests(func(string, string) (bool, error) { return true, nil }, []testing.InternalTest{{Name: "Test", F: test}})
	// Output:
	// did a
	// b comes back after 100ms
	// c comes back after 200ms
	// d comes back after 100ms
	// did b
	// did c
}

// An element that carries its reservation can come back to any process, each with its
// share of the limit.
func ExampleLimiter_Reserve() {
	type job struct {
		name string
		due  time.Time // kept by the framework: from then on the job's permit is there
	}
	const late = time.Second
	test := func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			work := func(lim *ratelimit.Limiter, j *job) {
				if time.Since(j.due) > late { // nothing is reserved, or it was too long ago
					j.due = time.Now().Add(lim.Reserve(1))
				}
				if retryAfter := time.Until(j.due); retryAfter > 0 {
					fmt.Println(j.name, "comes back after", retryAfter)
				} else {
					fmt.Println("did", j.name)
				}
			}
			one, other := ratelimit.Must(ratelimit.New(10, 1)), ratelimit.Must(ratelimit.New(10, 1))
			a, b := &job{name: "a"}, &job{name: "b"}
			work(one, a)
			work(one, b)
			time.Sleep(100 * time.Millisecond)
			work(other, b)
		})
	}
	testing.RunTests(func(string, string) (bool, error) { return true, nil }, []testing.InternalTest{{Name: "Test", F: test}})
	// Output:
	// did a
	// b comes back after 100ms
	// did b
}

// A batch takes its permits at once: one call, and one reading of the clock.
func Example_batch() {
	lim := ratelimit.Must(ratelimit.New(1, 100))
	batch := make([]string, 60)

	fmt.Println("the whole batch:", lim.TryAcquireN(len(batch)))
	fmt.Println("another one:", lim.TryAcquireN(len(batch)))
	fmt.Println("as many as possible:", lim.TryAcquireUpTo(len(batch)))
	// Output:
	// the whole batch: true
	// another one: false
	// as many as possible: 40
}

// A client may wait for its turn.
func ExampleLimiter_Acquire() {
	lim := ratelimit.Must(ratelimit.New(1000, 1))
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	for i := range 3 {
		if err := lim.Acquire(ctx, 1); err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println("request", i)
	}
	// Output:
	// request 0
	// request 1
	// request 2
}

// The same code waits where it may, and not where it must not.
func ExampleLimiter_Admit() {
	lim := ratelimit.Must(ratelimit.New(1000, 1))
	fetch := func(ctx context.Context) error { return lim.Admit(ctx, 1) }

	job := context.Background()
	fmt.Println("in a job:", fetch(job), "and", fetch(job))

	local := ratelimit.AllowWaiting(job)
	fmt.Println("in a local program:", fetch(local), "and", fetch(local))
	// Output:
	// in a job: <nil> and ratelimit: refused
	// in a local program: <nil> and <nil>
}

// A test runs in virtual time, without a clock of its own.
func Example_virtualClock() {
	test := func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			lim := ratelimit.Must(ratelimit.New(1.0/3600, 1)) // one an hour
			fmt.Println("first:", lim.TryAcquire())
			fmt.Println("second:", lim.TryAcquire(), "for another", lim.RetryAfter(1))
			time.Sleep(time.Hour)
			fmt.Println("an hour later:", lim.TryAcquire())
		})
	}
	testing.RunTests(func(string, string) (bool, error) { return true, nil }, []testing.InternalTest{{Name: "Test", F: test}})
	// Output:
	// first: true
	// second: false for another 1h0m0s
	// an hour later: true
}

// EnrichFn is a Beam DoFn. Beam ships it as the JSON of its exported fields.
type EnrichFn struct {
	Limiter *ratelimit.Limiter
}

func (fn *EnrichFn) ProcessElement(element string, emit func(string)) {
	if fn.Limiter.TryAcquire() {
		emit("enriched " + element)
	} else {
		emit("plain " + element)
	}
}

// The instances of a DoFn on one worker share a limiter that has a name.
func Example_beam() {
	defer ratelimit.Forget("enrich")
	fn := &EnrichFn{Limiter: ratelimit.Must(ratelimit.New(1, 2, ratelimit.Name("enrich")))}

	shipped, err := json.Marshal(fn)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(string(shipped))

	for _, element := range []string{"a", "b", "c"} {
		var instance EnrichFn // another one for each bundle
		if err := json.Unmarshal(shipped, &instance); err != nil {
			fmt.Println(err)
			return
		}
		instance.ProcessElement(element, func(s string) { fmt.Println(s) })
	}
	// Output:
	// {"Limiter":{"rate":1,"burst":2,"name":"enrich"}}
	// enriched a
	// enriched b
	// plain c
}

// A request has to pass all tiers, and is refused before it takes from any.
func ExampleTiers() {
	second := ratelimit.Must(ratelimit.New(10, 10))
	minute := ratelimit.Must(ratelimit.New(100.0/60, 15))
	tiers, err := ratelimit.NewTiers(second, minute)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(tiers.TryAcquireN(10), tiers.TryAcquireN(10))
	fmt.Println("left of the minute:", minute.Available())
	// Output:
	// true false
	// left of the minute: 5
}

// Every key has a limit of its own.
func ExampleKeyed() {
	users, err := ratelimit.NewKeyed[string](1, 2, 100_000)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, user := range []string{"ann", "ann", "ann", "bob"} {
		fmt.Println(user, users.TryAcquire(user))
	}
	// Output:
	// ann true
	// ann true
	// ann false
	// bob true
}

// At most 3 within any minute, wherever the minute begins.
func ExampleSlidingWindow() {
	quota, err := ratelimit.NewSlidingWindow(3, time.Minute)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(quota.TryAcquireN(2), quota.TryAcquireN(2), quota.TryAcquire())
	// Output: true false true
}

// A limit of a whole job, shared out to its parallel subtasks.
func ExampleLimiter_Share() {
	global := ratelimit.Must(ratelimit.New(100, 20))
	subtask, err := global.Share(8)
	fmt.Println(subtask, err)
	// Output: 12.5/s burst=2 <nil>
}

// A rate in a flag or configuration file.
func ExampleLimiter_UnmarshalText() {
	var lim ratelimit.Limiter
	fmt.Println(lim.UnmarshalText([]byte("600/m burst=20 exact")))
	fmt.Println(lim.Rate(), lim.Burst())
	fmt.Println(lim.UnmarshalText([]byte("0/s burst=20")))
	// Output:
	// <nil>
	// 10 20
	// ratelimit: invalid: rate 0 is not within [1e-09, 1e+09] permits per second
}
