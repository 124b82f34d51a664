package proof

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/jobvet/jobvet/e2e/cluster"
	"github.com/jobvet/jobvet/e2e/cost"
	"github.com/jobvet/jobvet/e2e/job"
	"github.com/jobvet/jobvet/e2e/limits"
)

// A Limit is a measured case of shared limits.
type Limit struct {
	Measurement
	Case limits.Case
	// Processes is the number of worker processes that emitted something.
	Processes int
	// Emitted is the number of elements, Window the time from the first to the
	// last of them.
	Emitted int
	Window  time.Duration
}

// Rate is the measured rate, in elements a second, without the burst with which
// the limiters begin.
func (l Limit) Rate() float64 {
	return float64(l.Emitted-limits.Burst*l.Case.Factor) / l.Window.Seconds()
}

// Promised is the most that the limit allows within the window.
func (l Limit) Promised() float64 {
	return float64(l.Case.Factor) * (limits.Burst + limits.Rate*l.Window.Seconds())
}

// perInstance makes every case last about 4 seconds.
func perInstance(c limits.Case) int {
	return c.Factor * (limits.Burst + 4*int(limits.Rate)) / (c.Workers * c.Instances)
}

// MeasureLimit runs a case. Where it has several workers, so many jobs run at
// once; the burst of one that starts late falls into the others' window.
func MeasureLimit(ctx context.Context, c *cluster.Cluster, dir string, lc limits.Case) (*Limit, error) {
	runs := make([]*cluster.Run, lc.Workers)
	errs := make([]error, lc.Workers)
	var wg sync.WaitGroup
	for i := range runs {
		wg.Go(func() {
			runs[i], errs[i] = c.Run(ctx, dir, lc.Name, job.Options{Elements: perInstance(lc), Whole: true, Copies: lc.Instances})
		})
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	var at []time.Time
	pids := map[int]bool{}
	for _, r := range runs {
		if !r.Ended || r.Err != "" {
			return nil, errors.New(lc.Name + " on " + c.Name + ": " + ending(r))
		}
		for _, l := range r.Lines {
			if l.Place == job.Emitted {
				at = append(at, l.Time)
				pids[l.PID] = true
			}
		}
	}
	if len(at) == 0 {
		return nil, errors.New(lc.Name + " on " + c.Name + ": no output")
	}
	slices.SortFunc(at, time.Time.Compare)
	return &Limit{Measurement: measurement(c), Case: lc, Processes: len(pids), Emitted: len(at), Window: at[len(at)-1].Sub(at[0])}, nil
}

func ending(r *cluster.Run) string {
	if !r.Ended {
		return "no end before the deadline"
	}
	return r.Err
}

// A Cost is what a way to keep a limit did at a rate.
type Cost struct {
	Way     cost.Way
	Rate    int
	Offered int
	*Result
}

// Throughput is the number of committed a second, 0 where some are
// lost: what is dropped at once takes no time.
func (c *Cost) Throughput() float64 {
	if c.Out < c.Offered || c.Last <= 0 {
		return 0
	}
	return float64(c.Out) / c.Last.Seconds()
}

// MeasureCost runs one way at one rate.
func MeasureCost(ctx context.Context, c *cluster.Cluster, dir string, w cost.Way, rate int) (*Cost, error) {
	n := cost.Elements(rate)
	run, err := c.Run(ctx, dir, w.Pipeline(rate), job.Options{Elements: n, Whole: w.Whole})
	if err != nil {
		return nil, err
	}
	m := &Cost{Way: w, Rate: rate, Offered: n, Result: assess(run, n)}
	m.Measurement = measurement(c)
	return m, nil
}
