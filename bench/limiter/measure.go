package main

import (
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// A loop calls a limiter n times in a loop of its own, so that no call through a
// function value is measured, and returns how many calls had the outcome that the
// path is about.
type loop func(n int) (right int)

// A path is one thing that limiters do, in one degree of contention.
type path struct {
	name       string
	goroutines int
	rows       []*row
}

// A row is one limiter on a path.
type row struct {
	name string
	make func() loop
	loop loop      // made
	ns   []float64 // per call over all goroutines, one a round
}

// chunk is how many calls are made between two looks at the clock.
const chunk = 512

// measure takes one window of a row.
func (r *row) measure(p *path, window time.Duration) error {
	if r.loop == nil {
		r.loop = r.make()
	}
	f := r.loop
	f(chunk)
	var stop atomic.Bool
	var calls, right atomic.Int64
	var wg sync.WaitGroup
	began := time.Now()
	for range p.goroutines {
		wg.Go(func() {
			n, ok := 0, 0
			for !stop.Load() {
				ok += f(chunk)
				n += chunk
			}
			calls.Add(int64(n))
			right.Add(int64(ok))
		})
	}
	time.Sleep(window)
	stop.Store(true)
	wg.Wait()
	elapsed := time.Since(began)
	if n := calls.Load(); float64(right.Load()) < 0.98*float64(n) {
		return fmt.Errorf("only %d of %d calls had the outcome that is measured", right.Load(), n)
	}
	r.ns = append(r.ns, float64(elapsed)/float64(calls.Load()))
	return nil
}

func minimum(ns []float64) float64 { return slices.Min(ns) }

func median(ns []float64) float64 {
	sorted := slices.Sorted(slices.Values(ns))
	return sorted[len(sorted)/2]
}

// ratio is by how much a is slower than b in the same rounds: the median of the
// rounds' ratios, and the ratio of the minima.
func ratio(a, b *row) (medians, minima float64) {
	each := make([]float64, len(a.ns))
	for i := range a.ns {
		each[i] = a.ns[i] / b.ns[i]
	}
	return median(each), minimum(a.ns) / minimum(b.ns)
}
