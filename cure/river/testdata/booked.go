package main

import (
	"context"
	"encoding/json"
	"time"

	"github.com/riverqueue/river"
	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
	"github.com/jobvet/jobvet/ratelimit"
)

// late is five times river's FetchPollInterval.
const late = 5 * time.Second

// limited is a job that keeps to the limit.
type limited struct{ Item string }

func (limited) Kind() string { return "limited" }

// A limitedWorker works on jobs at the limiter's pace.
type limitedWorker struct {
	river.WorkerDefaults[limited]
	lim   *ratelimit.Limiter
	tally *worker.Tally
}

func newWorker(lim *rate.Limiter, tally *worker.Tally) *limitedWorker {
	return &limitedWorker{lim: worker.Limiter(lim), tally: tally}
}

// permit is what a job records of the permit that is reserved for it, for whichever
// process it comes back to.
type permit struct {
	Attempt int
	Due     time.Time
}

func (w *limitedWorker) Work(ctx context.Context, job *river.Job[limited]) error {
	w.tally.Ran(job.Args.Item)
	var own permit
	_ = json.Unmarshal(job.Output(), &own) // without output there is none
	if own.Attempt != job.Attempt || time.Since(own.Due) > late {
		own = permit{job.Attempt, time.Now().Add(w.lim.Reserve(1))}
	}
	if retryAfter := time.Until(own.Due); retryAfter > 0 {
		if err := river.RecordOutput(ctx, own); err != nil {
			return err
		}
		return river.JobSnooze(retryAfter)
	}
	w.tally.Did(job.Args.Item)
	return nil
}
