// Package bulkacquire has batches that are let through one by one.
package bulkacquire

import (
	"context"
	"errors"

	"github.com/jobvet/jobvet/ratelimit"
	"github.com/riverqueue/river"
	"golang.org/x/time/rate"
)

// Args are a river job's.
type Args struct{ rows []string }

func (Args) Kind() string { return "args" }

var errLimited = errors.New("limited")

type worker struct {
	river.WorkerDefaults[Args]
	lim   *ratelimit.Limiter
	rate  *rate.Limiter
	byKey map[string]*ratelimit.Limiter
}

func (w *worker) Work(ctx context.Context, job *river.Job[Args]) error {
	for _, r := range job.Args.rows {
		if !w.lim.TryAcquire() { // want `^bulkacquire: hint: operator \(\*worker\)\.Work \(river\.AddWorker, bulkacquire\.go:\d+\) asks \(\*ratelimit\.Limiter\)\.TryAcquire for each element of job\.Args\.rows; .*: ask once for the whole batch`
			return errLimited
		}
		send(r)
	}
	for _, r := range job.Args.rows {
		if w.rate.Allow() { // want `bulkacquire: hint: operator .* asks \(\*rate\.Limiter\)\.Allow for each element of`
			send(r)
		}
	}
	for _, r := range job.Args.rows { // a limiter for each key
		if !w.byKey[r].TryAcquire() {
			return errLimited
		}
	}
	for range 3 { // no batch
		if !w.lim.TryAcquire() {
			return errLimited
		}
	}
	if !w.lim.TryAcquireN(len(job.Args.rows)) {
		return errLimited
	}
	return w.all(job.Args.rows)
}

func (w *worker) all(rows []string) error {
	for i := range rows {
		if !w.lim.TryAcquire() { // want `bulkacquire: hint: operator \(\*worker\)\.Work .* via \(\*worker\)\.all;`
			return errLimited
		}
		send(rows[i])
	}
	return nil
}

// unused is reached from nowhere.
func (w *worker) unused(rows []string) {
	for range rows {
		if !w.lim.TryAcquire() {
			return
		}
	}
}

func send(string) {}

func main() {
	river.AddWorker(river.NewWorkers(), &worker{})
}
