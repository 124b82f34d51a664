// Package store is at the bottom: it knows of no framework.
package store

import (
	"context"
	"log"
	"time"

	"golang.org/x/time/rate"
)

var lim = rate.NewLimiter(1, 1)

// Throttle waits as long as its context lets it.
func Throttle(ctx context.Context) error { return lim.Wait(ctx) }

// ThrottleAnyhow waits with a context of its own.
func ThrottleAnyhow() error { return Throttle(context.Background()) }

// Sleep sleeps, but not by itself.
func Sleep() { nap() }

func nap() { time.Sleep(time.Second) }

// Client has methods that wait.
type Client struct{ ch chan int }

func (c *Client) Fetch(ctx context.Context) error { return lim.Wait(ctx) }

func (c *Client) Recv() int { return <-c.ch }

// Even and Odd call each other.
func Even(n int) bool { return n == 0 || Odd(n-1) }

// Odd sleeps.
func Odd(n int) bool { nap(); return n != 0 && Even(n-1) }

// Each calls its argument, Later calls it in a goroutine, Keep keeps it and
// Twice passes it on.
func Each(xs []int, f func(int)) {
	for _, x := range xs {
		f(x)
	}
}

func Later(f func()) { go f() }

func Keep(f func()) { kept = append(kept, f) }

func Twice(f func()) { Each([]int{1, 2}, func(int) { f() }) }

var kept []func()

// Drain waits on a channel of its caller's.
func Drain(in <-chan int) {
	for range in {
	}
}

// Spawn leaves a goroutine behind, Moved one that waits for the limit.
func Spawn() { go nap() }

func Moved(ctx context.Context) { go lim.Wait(ctx) }

// Handler returns a function that waits, Middleware one that returns one.
func Handler() func(context.Context) error {
	return func(ctx context.Context) error { return lim.Wait(ctx) }
}

func Middleware(name string) func(next func()) func() {
	return func(next func()) func() {
		return func() {
			nap()
			next()
		}
	}
}

// Pausing is implemented below.
type Pausing interface {
	Pause(ctx context.Context) error
}

// Pauser waits.
type Pauser struct{}

func (Pauser) Pause(ctx context.Context) error { return lim.Wait(ctx) }

// Generic has a generic receiver.
type Generic[T any] struct{ last T }

func (g *Generic[T]) Wait(ctx context.Context, x T) error { return lim.Wait(ctx) }

// Quick does nothing.
func Quick() {}

// Die ends the process.
func Die() { log.Fatal("store") }
