// Package ro has the ways to make an operator of samber/ro.
package ro

import (
	"context"
	"time"

	"github.com/samber/ro"
	"golang.org/x/time/rate"
)

var lim *rate.Limiter

func double(x int) int {
	_ = lim.Wait(context.TODO()) // want `^ratewait: operator double \(ro\.Map, ro\.go:\d+\) blocks in .*: end the wait with a time limit that is shorter than the framework's own`
	return 2 * x
}

func even(x int) bool {
	time.Sleep(1) // want `timewait: operator .*\(ro\.Filter, `
	return true
}

func sum(a, x int) int {
	time.Sleep(1) // want `timewait: operator .*\(ro\.Reduce, `
	return a
}

func tap(x int) {
	time.Sleep(1) // want `timewait: operator .*\(ro\.Tap, `
}

func failed(err error) {
	time.Sleep(1) // want `timewait: operator .*\(ro\.Tap, `
}

func done() {
	time.Sleep(1) // want `timewait: operator .*\(ro\.Tap, `
}

func next(x int) {
	time.Sleep(1) // want `timewait: operator .*\(ro\.OnNext, `
}

func unused(x int) int { time.Sleep(1); return x }

type observer struct{ ro.Observer[int] }

func (observer) Next(x int) { time.Sleep(1) } // want `timewait: operator observer\.Next \(ro\.Observable\.Subscribe, `
func (observer) Complete()  { time.Sleep(1) }

func main() {
	time.Sleep(1)
	ro.Map(double)
	ro.Map(func(x int) int {
		time.Sleep(1) // want `timewait: operator .*\(ro\.Map, `
		return x
	})
	ro.Filter(even)
	ro.Reduce(sum, 0)
	ro.Tap(tap, failed, done)
	ro.OnNext(next)
	ro.Just(1).Subscribe(observer{})
	ro.Defer(func() ro.Observable[int] { time.Sleep(1); return nil })
}
