// Package timewait has sleeps.
package timewait

import (
	"context"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/avast/retry-go/v4"
	"github.com/cenkalti/backoff/v4"
	"github.com/nsqio/go-nsq"
	"github.com/riverqueue/river"
	"github.com/robfig/cron/v3"
	"github.com/samber/lo"
)

func work() error { return nil }

// Sleeper is a Beam DoFn.
type Sleeper struct {
	ticker *time.Ticker
	timer  *time.Timer
	ch     <-chan time.Time
	last   time.Time
}

func (s *Sleeper) Setup() { time.Sleep(time.Second) }

func (s *Sleeper) ProcessElement(ctx context.Context, x int, emit func(int)) error {
	time.Sleep(time.Second) // want `^timewait: operator \(\*Sleeper\)\.ProcessElement \(beam\.ParDo, timewait\.go:\d+\) sleeps in time\.Sleep; .*: do not sleep: resume with sdf\.ResumeProcessingIn`
	time.Sleep(0)
	time.Sleep(-1)
	const none = 0 * time.Second
	time.Sleep(none)
	time.Sleep(time.Until(s.last)) // want `timewait: operator .* sleeps in time\.Sleep`
	<-time.After(time.Second)      // want `timewait: operator .* waits for the timer`
	<-time.Tick(time.Second)       // want `timewait: operator .* waits for the timer`
	<-s.ticker.C                   // want `timewait: operator .* waits for the timer s\.ticker\.C`
	<-s.timer.C                    // want `timewait: operator .* waits for the timer s\.timer\.C`
	<-s.ch                         // want `timewait: operator .* waits for the timer s\.ch`
	for range s.ticker.C {         // want `timewait: operator .* waits for the timer s\.ticker\.C`
		break
	}
	after := time.After(time.Second)
	<-after  // want `timewait: operator .* waits for the timer after`
	select { // want `timewait: caution: operator .* waits for a timer in a select`
	case <-time.After(time.Second):
	case <-ctx.Done():
	}
	select { // want `timewait: operator .* waits for a timer in a select`
	case <-time.After(time.Second):
	}
	select { // the timer has fired or not
	case <-s.timer.C:
	default:
	}
	if !s.timer.Stop() {
		emit(x)
	}
	s.timer.Reset(time.Second)
	_ = backoff.Retry(work, nil)                                                   // want `timewait: operator .* sleeps in backoff\.Retry`
	_ = retry.Do(work)                                                             // want `timewait: operator .* sleeps in retry\.Do`
	_, _, _ = lo.AttemptWithDelay(3, time.Second, func(int, time.Duration) error { // want `timewait: operator .* sleeps in lo\.AttemptWithDelay`
		time.Sleep(time.Second) // want `timewait: operator`
		return nil
	})
	nap()
	return nil
}

func nap()       { time.Sleep(1) } // want `timewait: operator \(\*Sleeper\)\.ProcessElement .* via nap`
func napUnused() { time.Sleep(1) }

type Args struct{}

func (Args) Kind() string { return "args" }

func job(ctx context.Context, _ *river.Job[Args]) error {
	time.Sleep(time.Second) // want `^timewait: operator job \(river\.WorkFunc, timewait\.go:\d+\) sleeps in time\.Sleep; .*: wait in a select that the operator's context ends; at its end the operator returns`
	select {                // its own context ends it
	case <-time.After(time.Second):
	case <-ctx.Done():
	}
	select { // want `timewait: operator job`
	case <-time.After(time.Second):
	case <-context.Background().Done():
	}
	return pause(ctx, time.Second)
}

func pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func handle(m *nsq.Message) error {
	time.Sleep(time.Second) // want `timewait: operator handle .*: do not sleep`
	return nil
}

func main() {
	time.Sleep(1)
	beam.ParDo(beam.Scope{}, &Sleeper{}, beam.PCollection{})
	river.AddWorker(river.NewWorkers(), river.WorkFunc(job))
	var c *nsq.Consumer
	c.AddHandler(nsq.HandlerFunc(handle))
	cron.New().AddFunc("@hourly", func() { time.Sleep(1) }) // cron does not mind
}
