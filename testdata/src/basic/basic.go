package basic

import (
	"context"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/riverqueue/river"
	"golang.org/x/time/rate"
)

type Args struct{}

func (Args) Kind() string { return "a" }

type W struct {
	river.WorkerDefaults[Args]
	lim *rate.Limiter
	ch  chan int
	ctx context.Context
}

func (w *W) Work(ctx context.Context, job *river.Job[Args]) error {
	if err := w.lim.Wait(context.Background()); err != nil { // want `ratewait: operator \(\*W\)\.Work \(river\.AddWorker, basic\.go:\d+\) blocks in \(\*rate\.Limiter\)\.Wait; `
		return err
	}
	w.lim.Wait(ctx)   // not at this level
	w.lim.Wait(w.ctx) // want `ratewait: operator`
	w.ch <- 1         // want `chanwait: operator .* sends to w\.ch`
	go func() {       // want `gospawn: operator`
		time.Sleep(1)
	}()
	helper(ctx)
	select {
	case <-w.ch:
	case <-ctx.Done():
	}
	return nil
}

func helper(ctx context.Context) {
	time.Sleep(time.Second) // want `timewait: operator \(\*W\)\.Work .* sleeps in time\.Sleep via helper`
	go lim.Wait(ctx)        // want `rateasync: operator`
	r := lim.Reserve()
	time.Sleep(r.Delay()) // want `ratewait: operator .* sleeps for \(\*rate\.Reservation\)\.Delay in time\.Sleep via helper`
	for !lim.Allow() {    // want `ratewait: .* spins on`
		time.Sleep(1)
	}
}

var lim = rate.NewLimiter(1, 1)

func main() {
	workers := river.NewWorkers()
	river.AddWorker(workers, &W{})
	lim.Wait(context.Background())
	var s beam.Scope
	beam.ParDo(s, &Fn{}, beam.PCollection{})
	beam.ParDo(s, fn, beam.PCollection{})
}

type Fn struct{ lim *rate.Limiter }

func (f *Fn) Setup() { time.Sleep(1) }

func (f *Fn) ProcessElement(ctx context.Context, x int, emit func(int)) error {
	if err := f.fetch(ctx); err != nil {
		return err
	}
	done := make(chan struct{})
	go func() { // want `gospawn: .* uses the emitter emit`
		emit(x)
		close(done)
	}()
	<-done
	return nil
}

func (f *Fn) fetch(ctx context.Context) error {
	return f.lim.Wait(ctx) // want `ratewait: operator \(\*Fn\)\.ProcessElement \(beam\.ParDo, basic\.go:\d+\) blocks in \(\*rate\.Limiter\)\.Wait via \(\*Fn\)\.fetch; it stalls the whole bundle: put beamlimit\.Throttle\(s, elements, limiter\) before it, which holds what is over the limit`
}

func fn(x int) int {
	func() {
		time.Sleep(1) // want `timewait: operator fn`
	}()
	f := func() { time.Sleep(2) } // want `timewait: operator fn`
	f()
	_ = func() { time.Sleep(3) }
	return x
}
