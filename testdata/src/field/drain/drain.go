// Package drain empties the channels of timers that it has stopped.
package drain

import (
	"context"
	"time"

	"github.com/riverqueue/river"
)

type Args struct{}

func (Args) Kind() string { return "drain" }

type Worker struct {
	river.WorkerDefaults[Args]
	next  chan int
	timer *time.Timer
}

func (w *Worker) Work(ctx context.Context, job *river.Job[Args]) error {
	t := time.NewTimer(time.Second)
	for {
		select {
		case <-w.next:
			if !t.Stop() {
				<-t.C
			}
			t.Reset(time.Second)
		case <-t.C:
			return w.rest(ctx)
		}
	}
}

func (w *Worker) rest(ctx context.Context) error {
	if stopped := w.timer.Stop(); !stopped {
		if ctx.Err() == nil {
			<-w.timer.C
		}
	}
	w.timer.Reset(time.Second)
	if w.timer.Stop() {
		return nil
	} else {
		<-w.timer.C
	}
	other := time.NewTimer(time.Hour)
	if !w.timer.Stop() {
		<-other.C // want `timewait: operator .* waits for the timer other\.C via \(\*Worker\)\.rest`
	}
	if !other.Stop() {
		return nil
	}
	<-other.C // want `timewait: operator .* waits for the timer other\.C via \(\*Worker\)\.rest`
	return nil
}
