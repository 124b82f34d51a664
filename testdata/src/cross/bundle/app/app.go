// Package app brings them together.
package app

import (
	"context"
	"time"

	"cross/bundle/job"
	"cross/bundle/step"

	"github.com/hibiken/asynq"
	"golang.org/x/time/rate"
)

type (
	log     struct{}
	count   struct{}
	trace   struct{}
	clock   struct{}
	flags   struct{}
	store   struct{}
	cache   struct{}
	limiter struct{ lim *rate.Limiter }
)

func (log) Info(string)             {}
func (count) Inc()                  {}
func (trace) Begin(context.Context) {}
func (clock) Now() int64            { return 0 }
func (flags) On(string) bool        { return false }
func (store) Save(context.Context, string) error {
	time.Sleep(time.Second) // want `timewait: operator Register\.func1 \(asynq\.ServeMux\.HandleFunc, job\.go:\d+\) sleeps in time\.Sleep via \(\*step\.Tools\)\.Run → \(\*step\.Tools\)\.Run\.func1 → store\.Save;`
	return nil
}
func (cache) Get(context.Context, string) string { return "" }

func (l limiter) Take(ctx context.Context) error { return l.lim.Wait(ctx) } // want `ratewait: operator Detached\.func1 \(asynq\.ServeMux\.HandleFunc, job\.go:\d+\) blocks in \(\*rate\.Limiter\)\.Wait via \(\*step\.Tools\)\.Detached → \(\*step\.Tools\)\.observed → limiter\.Take; .*\(and 1 more operator\)`

func Main(mux *asynq.ServeMux) {
	t := &step.Tools{
		Log: log{}, Count: count{}, Trace: trace{}, Clock: clock{}, Flags: flags{}, Store: store{}, Cache: cache{},
		Limiter: limiter{rate.NewLimiter(1, 1)},
	}
	job.Register(mux, t)
	job.Detached(mux, t)
}
