// Package gospawn has goroutines, joined and not.
package gospawn

import (
	"context"
	"sync"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/lovoo/goka"
	"github.com/nsqio/go-nsq"
	"github.com/panjf2000/ants/v2"
	"github.com/riverqueue/river"
	"github.com/robfig/cron/v3"
	"github.com/samber/lo"
	"github.com/sourcegraph/conc"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/worker"
	"golang.org/x/sync/errgroup"
)

func compute()       {}
func use(v ...any)   {}
func failing() error { return nil }
func broken() bool   { return false }

// Split is a Beam DoFn.
type Split struct{ wg sync.WaitGroup }

func (s *Split) Setup() { go compute() }

func (s *Split) ProcessElement(ctx context.Context, xs []int, emit func(int)) error {
	go compute() // want `^gospawn: operator \(\*Split\)\.ProcessElement \(beam\.ParDo, gospawn\.go:\d+\) starts a goroutine that can outlive the call; .*: call it directly; the operator returns when it is done$`

	go func() { // want `gospawn: operator .* and uses the emitter emit there`
		emit(1)
	}()

	done := make(chan struct{})
	go func() { // want `gospawn: operator .* starts a goroutine and uses the emitter emit there`
		emit(2)
		close(done)
	}()
	<-done
	time.AfterFunc(time.Second, compute) // want `gospawn: caution: operator .* starts a goroutine with time\.AfterFunc`
	context.AfterFunc(ctx, compute)      // want `gospawn: caution: operator .* starts a goroutine with context\.AfterFunc`
	fork()
	for range 3 {
		go compute() // want `gospawn: operator`
	}
	defer func() {
		go compute() // want `gospawn: operator`
	}()
	return nil
}

func fork() {
	go compute() // want `gospawn: operator \(\*Split\)\.ProcessElement .* via fork`
}

func forkUnused() { go compute() }

type Args struct{}

func (Args) Kind() string { return "args" }

// Worker is a river worker, where joined goroutines are fine.
type Worker struct {
	river.WorkerDefaults[Args]
	wg  sync.WaitGroup
	out chan int
}

func (w *Worker) Work(ctx context.Context, job *river.Job[Args]) error {
	xs := []int{1, 2, 3}

	var wg sync.WaitGroup
	for range xs {
		wg.Add(1)
		go func() {
			defer wg.Done()
			compute()
		}()
	}
	wg.Wait()

	var named sync.WaitGroup
	named.Add(1)
	go run(&named)
	named.Wait()

	var fresh sync.WaitGroup
	fresh.Go(compute)
	fresh.Wait()

	g, ctx := errgroup.WithContext(ctx)
	g.Go(failing)
	g.Go(func() error { return nil })
	if err := g.Wait(); err != nil {
		return err
	}

	var group errgroup.Group
	group.Go(failing) // want `gospawn: operator \(\*Worker\)\.Work .* starts a goroutine with \(\*errgroup\.Group\)\.Go`

	var c conc.WaitGroup
	c.Go(compute)
	c.Wait()

	done := make(chan struct{})
	go func() {
		defer close(done)
		compute()
	}()
	<-done

	errs := make(chan error, len(xs))
	for range xs {
		go func() { errs <- failing() }()
	}
	for range xs {
		if err := <-errs; err != nil {
			use(err)
		}
	}

	_ = ants.Submit(compute)          // want `gospawn: operator .* starts a goroutine with ants\.Submit`
	lo.Async(func() int { return 1 }) // want `gospawn: operator .* starts a goroutine with lo\.Async`
	w.some(ctx)
	_ = w.cancelled(ctx)
	w.deferred()
	w.pool(xs)
	w.loops(xs)
	w.field()
	caller := make(chan int)
	start(caller)
	<-caller
	start(w.out)
	return nil
}

func run(wg *sync.WaitGroup) { defer wg.Done() }

// loops joins in a loop, which counts as a join however often it runs, and has another
// loop behind a return.
func (w *Worker) loops(xs []int) {
	errs := make(chan error, len(xs))
	for range xs {
		go func() { errs <- failing() }()
	}
	for range xs {
		use(<-errs)
	}
	if broken() {
		return
	}
	for range xs {
		compute()
	}
}

// some does not join on one of its paths.
func (w *Worker) some(ctx context.Context) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() { // want `gospawn: operator \(\*Worker\)\.Work .* can outlive the call via \(\*Worker\)\.some`
		defer wg.Done()
	}()
	if broken() {
		return
	}
	wg.Wait()
}

// cancelled stops waiting when the context ends, which ends the goroutine too.
func (w *Worker) cancelled(ctx context.Context) error {
	done := make(chan error, 1)
	go func() { // want `gospawn: caution: operator .* stops waiting for it when a context ends via \(\*Worker\)\.cancelled`
		done <- fetch(ctx)
	}()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func fetch(ctx context.Context) error { return nil }

// deferred joins in a deferred call, on every path.
func (w *Worker) deferred() {
	var wg sync.WaitGroup
	defer wg.Wait()
	wg.Add(1)
	go func() {
		defer wg.Done()
	}()
	if broken() {
		return
	}
	wg.Add(1)
	go func() { defer wg.Done() }()
}

// pool is a pool of workers with a goroutine that closes the results.
func (w *Worker) pool(xs []int) {
	jobs := make(chan int)
	results := make(chan int)
	var wg sync.WaitGroup
	for range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for j := range jobs {
				results <- j
			}
		}()
	}
	go func() {
		wg.Wait()
		close(results)
	}()
	go func() {
		defer close(jobs)
		for _, x := range xs {
			jobs <- x
		}
	}()
	for r := range results {
		use(r)
	}
}

// field joins a wait group of the worker's.
func (w *Worker) field() {
	w.wg.Add(1)
	go func() {
		defer w.wg.Done()
	}()
	w.wg.Wait()
}

// start leaves the joining to its caller.
func start(out chan<- int) {
	go func() { // want `gospawn: caution: operator .* that its caller may wait for via start`
		out <- 1
	}()
}

// Joined is a Beam DoFn: a joined goroutine is a caution there.
type Joined struct{}

func (Joined) ProcessElement(ctx context.Context, x int) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() { // want `^gospawn: caution: operator Joined\.ProcessElement \(beam\.ParDo, gospawn\.go:\d+\) starts a goroutine; .*: call it directly; the operator returns when it is done$`
		defer wg.Done()
	}()
	wg.Wait()
}

// table is a goka callback; goka.Context is valid only on its own goroutine.
func table(ctx goka.Context, msg any) {
	done := make(chan struct{})
	go func() { // want `gospawn: operator table \(goka\.Input, .* uses the framework's context ctx there; `
		ctx.SetValue(msg)
		close(done)
	}()
	<-done
	go fetch(ctx.Context()) // want `gospawn: operator table`
}

// deferCommit uses goka's own way to finish later.
func deferCommit(ctx goka.Context, msg any) {
	commit := ctx.DeferCommit()
	go func() {
		commit(failing())
	}()
}

// pending uses Temporal's own way to finish later.
func pending(ctx context.Context) error {
	go compute()
	return activity.ErrResultPending
}

// finished does not.
func finished(ctx context.Context) error {
	go compute() // want `gospawn: operator finished \(worker\.ActivityRegistry\.RegisterActivity, `
	return nil
}

// later uses NSQ's own way to finish later.
func later(m *nsq.Message) error {
	m.DisableAutoResponse()
	go func() { m.Finish() }()
	return nil
}

func now(m *nsq.Message) error {
	go func() { m.Finish() }() // want `gospawn: operator now \(nsq\.Consumer\.AddHandler, `
	return nil
}

func main() {
	go compute()
	var s beam.Scope
	var col beam.PCollection
	beam.ParDo(s, &Split{}, col)
	beam.ParDo(s, Joined{}, col)
	river.AddWorker(river.NewWorkers(), &Worker{})
	goka.Input("in", nil, table)
	goka.Input("in", nil, deferCommit)
	var w worker.ActivityRegistry
	w.RegisterActivity(pending)
	w.RegisterActivity(finished)
	var c *nsq.Consumer
	c.AddHandler(nsq.HandlerFunc(later))
	c.AddHandler(nsq.HandlerFunc(now))
	cron.New().AddFunc("@hourly", func() { go compute() }) // cron does not mind
}
