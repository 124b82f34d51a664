// Package app subscribes, and brings all together.
package app

import (
	"context"
	"time"

	"cross/callback/job"
	"cross/callback/mem" // want `timewait: operator \(\*Job\)\.ProcessTask .* sleeps in time\.Sleep via \(\*mem\.mine\)\.Publish → job\.own \(job\.go:\d+\);`

	"github.com/hibiken/asynq"
)

func sleep(ctx context.Context) {
	time.Sleep(time.Second) // want `timewait: caution: operator \(\*Job\)\.ProcessTask .* sleeps in time\.Sleep via \(\*mem\.mem\)\.Publish → sleep;`
}

func Main(mux *asynq.ServeMux) {
	b, q, l := mem.New(), mem.NewQuiet(), mem.NewLater()
	b.Subscribe(sleep)
	q.Subscribe(func(context.Context) {})
	l.Subscribe(func(context.Context) { time.Sleep(time.Second) })
	d := &mem.Direct{}
	d.Subscribe(direct)
	q2 := &mem.Silent{}
	q2.Subscribe(func(context.Context) {})
	mux.Handle("y", &job.Direct{P: q2, Q: d})
	mux.Handle("x", job.New(b, q, l, mem.NewMine()))
}

func direct(ctx context.Context) {
	time.Sleep(time.Second) // want `timewait: operator \(\*Direct\)\.ProcessTask .* via \(\*mem\.Direct\)\.Publish → direct;`
}
