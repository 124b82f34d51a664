// Package syncwait has waits for other goroutines and processes.
package syncwait

import (
	"context"
	"os/exec"
	"sync"

	"github.com/alitto/pond/v2"
	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/riverqueue/river"
	"github.com/robfig/cron/v3"
	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"
	"golang.org/x/sync/singleflight"
)

// Waiter is a Beam DoFn.
type Waiter struct {
	wg    sync.WaitGroup
	cond  *sync.Cond
	mu    sync.Mutex
	once  sync.Once
	group *errgroup.Group
	sem   *semaphore.Weighted
	one   singleflight.Group
	pool  pond.Pool
}

func (w *Waiter) Teardown() { w.wg.Wait() }

func (w *Waiter) ProcessElement(ctx context.Context, x int) error {
	w.wg.Wait()        // want `^syncwait: caution: operator \(\*Waiter\)\.ProcessElement \(beam\.ParDo, syncwait\.go:\d+\) waits in \(\*sync\.WaitGroup\)\.Wait; .*: make sure that what it waits for ends, and soon$`
	w.cond.Wait()      // want `syncwait: caution: operator .* waits in \(\*sync\.Cond\)\.Wait`
	_ = w.group.Wait() // want `syncwait: caution: operator .* waits in \(\*errgroup\.Group\)\.Wait`
	w.mu.Lock()        // short critical sections are normal
	defer w.mu.Unlock()
	if err := w.sem.Acquire(ctx, 1); err != nil { // want `syncwait: caution: operator .* waits in \(\*semaphore\.Weighted\)\.Acquire`
		return err
	}
	defer w.sem.Release(1)
	if w.sem.TryAcquire(1) {
		defer w.sem.Release(1)
	}
	_, err, _ := w.one.Do("key", func() (any, error) { // want `syncwait: caution: operator .* waits in \(\*singleflight\.Group\)\.Do`
		w.wg.Wait() // want `syncwait: caution: operator`
		return nil, nil
	})
	_ = exec.Command("true").Run()                // want `syncwait: caution: operator .* waits in \(\*exec\.Cmd\)\.Run`
	_, _ = exec.CommandContext(ctx, "x").Output() // want `syncwait: caution: operator .* waits in \(\*exec\.Cmd\)\.Output`
	w.pool.StopAndWait()                          // want `syncwait: caution: operator`
	w.once.Do(w.wait)
	join(&w.wg)
	return err
}

func (w *Waiter) wait() {
	w.wg.Wait() // want `syncwait: caution: operator .* via \(\*Waiter\)\.wait`
}

func join(wg *sync.WaitGroup) {
	wg.Wait() // want `syncwait: caution: operator .* via join`
}

func joinUnused(wg *sync.WaitGroup) { wg.Wait() }

type Args struct{}

func (Args) Kind() string { return "args" }

func job(sem *semaphore.Weighted) func(context.Context, *river.Job[Args]) error {
	return func(ctx context.Context, _ *river.Job[Args]) error {
		if err := sem.Acquire(ctx, 1); err != nil { // its own context ends it
			return err
		}
		defer sem.Release(1)
		return sem.Acquire(context.Background(), 1) // want `syncwait: caution: operator job\.func1 \(river\.WorkFunc, `
	}
}

func main() {
	var wg sync.WaitGroup
	wg.Wait()
	beam.ParDo(beam.Scope{}, &Waiter{}, beam.PCollection{})
	river.AddWorker(river.NewWorkers(), river.WorkFunc(job(nil)))
	cron.New().AddFunc("@hourly", func() { wg.Wait() }) // cron does not mind
}

// FinishBundle waits for goroutines of its own: it takes as long as their work does,
// unless they wait themselves.
func (w *Waiter) FinishBundle(ctx context.Context) {
	var working, waiting sync.WaitGroup
	working.Go(func() { w.count() })
	working.Wait()
	waiting.Add(1)
	go func() {
		defer waiting.Done()
		w.cond.Wait()
	}()
	waiting.Wait() // want `syncwait: caution: operator \(\*Waiter\)\.FinishBundle .* waits in \(\*sync\.WaitGroup\)\.Wait`
}

func (w *Waiter) count() {}
