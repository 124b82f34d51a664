// Package mail is a river job that sends mails.
package mail

import (
	"context"
	"time"

	"github.com/jobvet/jobvet/ratelimit"
	"github.com/riverqueue/river"
	"golang.org/x/time/rate"
)

// Args is what a mail needs.
type Args struct{ To string }

// Kind names the job.
func (Args) Kind() string { return "mail" }

// Digest is like Args, for the other workers.
type Digest struct{ To string }

// Kind names the job.
func (Digest) Kind() string { return "digest" }

// WaitingWorker waits on a context that nothing ends: the job's time-out and the
// shutdown of the process wait with it.
type WaitingWorker struct {
	river.WorkerDefaults[Args]
	lim *rate.Limiter
}

// Work sends one mail.
func (w *WaitingWorker) Work(ctx context.Context, job *river.Job[Args]) error {
	if err := w.lim.Wait(context.Background()); err != nil {
		return err
	}
	if err := send(ctx, job.Args.To); err != nil {
		time.Sleep(time.Duration(job.Attempt) * time.Minute)
		return err
	}
	return nil
}

// SnoozingWorker gives the job back until it may run.
type SnoozingWorker struct {
	river.WorkerDefaults[Digest]
	lim *ratelimit.Limiter
}

// Work sends one digest.
func (w *SnoozingWorker) Work(ctx context.Context, job *river.Job[Digest]) error {
	if !w.lim.TryAcquire() {
		return river.JobSnooze(w.lim.RetryAfter(1))
	}
	return send(ctx, job.Args.To)
}

func send(ctx context.Context, to string) error { return ctx.Err() }

// Register adds the workers.
func Register(workers *river.Workers) error {
	lim, err := ratelimit.New(10, 1)
	if err != nil {
		return err
	}
	river.AddWorker(workers, &WaitingWorker{lim: rate.NewLimiter(10, 1)})
	river.AddWorker(workers, &SnoozingWorker{lim: lim})
	return nil
}
