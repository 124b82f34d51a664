// Package gostreams has every way to make an operator of go-streams.
package gostreams

import (
	"context"
	"time"

	streams "github.com/reugn/go-streams"
	"github.com/reugn/go-streams/flow"
	"golang.org/x/time/rate"
)

var lim *rate.Limiter

func mapped(x int) int {
	_ = lim.Wait(context.Background()) // want `^ratewait: operator mapped \(flow\.NewMap, gostreams\.go:\d+\) blocks in .*: end the wait with a time limit that is shorter than the framework's own`
	return x
}

func flat(x int) []int {
	time.Sleep(1) // want `timewait: operator .*\(flow\.NewFlatMap, `
	return nil
}

func keep(x int) bool {
	time.Sleep(1) // want `timewait: operator .*\(flow\.NewFilter, `
	return true
}

func add(x, y int) int {
	time.Sleep(1) // want `timewait: operator .*\(flow\.NewReduce, `
	return x
}

func fold(x, y int) int {
	time.Sleep(1) // want `timewait: operator .*\(flow\.NewFold, `
	return x
}

func split(x int) bool {
	time.Sleep(1) // want `timewait: operator .*\(flow\.Split, `
	return true
}

func key(x int) string {
	time.Sleep(1) // want `timewait: operator .*\(flow\.NewKeyed, `
	return ""
}

func converted(x int) int {
	time.Sleep(1) // want `timewait: operator .*\(flow\.MapFunction, `
	return x
}

func event(x int) time.Time { time.Sleep(1); return time.Time{} } // want `timewait: operator .*\(flow\.SlidingWindowOpts\.EventTimeExtractor, `
func unused(x int) int      { time.Sleep(1); return x }
func newFlow() streams.Flow { return nil }

func main() {
	time.Sleep(1)
	flow.NewMap(mapped, 1)
	flow.NewFlatMap(flat, 1)
	flow.NewFilter(keep, 1)
	flow.NewReduce(add)
	flow.NewFold(0, fold)
	flow.Split(nil, split)
	flow.NewKeyed(key, newFlow)
	_ = flow.MapFunction[int, int](converted)
	_ = flow.SlidingWindowOpts[int]{EventTimeExtractor: event}
	flow.NewMap(func(x int) int {
		time.Sleep(1) // want `timewait: operator .*\(flow\.NewMap, `
		return x
	}, 2)
	var in streams.Inlet
	var out streams.Outlet
	for v := range out.Out() {
		in.In() <- v
	}
}
