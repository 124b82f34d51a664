// Package faktory has every way to make an operator of Faktory.
package faktory

import (
	"context"
	"time"

	"github.com/contribsys/faktory/client"
	worker "github.com/contribsys/faktory_worker_go"
	"golang.org/x/time/rate"
)

var lim *rate.Limiter

func perform(ctx context.Context, args ...interface{}) error {
	_ = lim.Wait(ctx)               // want `ratewait: caution: operator`
	return lim.Wait(context.TODO()) // want `^ratewait: operator perform \(faktory_worker\.Manager\.Register, faktory\.go:\d+\) blocks in .*: wait on the operator's own context: lim\.Wait\(ctx\)`
}

func converted(ctx context.Context, args ...interface{}) error {
	time.Sleep(1) // want `timewait: operator .*\(faktory_worker\.Perform, `
	return nil
}

func unused(ctx context.Context, args ...interface{}) error { time.Sleep(1); return nil }

func middleware(ctx context.Context, job *client.Job, next func(ctx context.Context) error) error {
	time.Sleep(1) // want `timewait: operator .*\(faktory_worker\.Manager\.Use, `
	return next(ctx)
}

func main() {
	time.Sleep(1)
	m := &worker.Manager{}
	m.Register("perform", perform)
	m.Use(middleware)
	_ = worker.Perform(converted)
	m.On(0, func(*worker.Manager) error { time.Sleep(1); return nil })
}
