// Package guev6 has every way to make an operator of gue.
package guev6

import (
	"context"
	"time"

	gue "github.com/vgarvardt/gue/v6"
	"golang.org/x/time/rate"
)

var lim *rate.Limiter

func work(ctx context.Context, j *gue.Job) error {
	return lim.Wait(ctx) // want `^ratewait: caution: operator work \(gue\.(NewWorker|WorkMap), guev6\.go:\d+\) blocks in .*: give these jobs a queue and a worker pool of their own, of one worker`
}

func own(ctx context.Context, j *gue.Job) error {
	return lim.Wait(context.Background()) // want `^ratewait: operator own \(gue\.(NewWorker|WorkMap), guev6\.go:\d+\) blocks in .*: wait on the operator's own context: lim\.Wait\(ctx\)`
}

func pool(ctx context.Context, j *gue.Job) error { time.Sleep(1); return nil } // want `timewait: operator pool \(gue\.`

func converted(ctx context.Context, j *gue.Job) error {
	time.Sleep(1) // want `timewait: operator .*\(gue\.WorkFunc, `
	return nil
}

func unknown(ctx context.Context, j *gue.Job) error {
	time.Sleep(1) // want `timewait: operator .*\(gue\.WithWorkerUnknownJobWorkFunc, `
	return nil
}

func hook(ctx context.Context, j *gue.Job, err error) {
	time.Sleep(1) // want `timewait: operator .*\(gue\.WithWorkerHooksJobDone, `
}

func hook2(ctx context.Context, j *gue.Job, err error) {
	time.Sleep(1) // want `timewait: operator .*\(gue\.WithWorkerHooksJobDone, `
}

func unused(ctx context.Context) error { time.Sleep(1); return nil }

func weak(ctx context.Context, j *gue.Job) error {
	time.Sleep(1) // want `timewait: caution: operator weak \(by its parameters, `
	return nil
}

func main() {
	time.Sleep(1)
	m := gue.WorkMap{"work": work, "own": own}
	_, _ = gue.NewWorker(nil, m, gue.WithWorkerUnknownJobWorkFunc(unknown), gue.WithWorkerHooksJobDone(hook, hook2))
	_, _ = gue.NewWorkerPool(nil, gue.WorkMap{"pool": pool}, 2)
	_ = gue.WorkFunc(converted)
}
