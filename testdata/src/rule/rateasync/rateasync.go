// Package rateasync has rate limiting that was moved off the operator's own
// call.
package rateasync

import (
	"context"
	"sync"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/jobvet/jobvet/ratelimit"
	"github.com/riverqueue/river"
	"github.com/robfig/cron/v3"
	"golang.org/x/sync/errgroup"
	"golang.org/x/time/rate"
)

var lim = rate.NewLimiter(10, 1)

type Enrich struct {
	lim   *rate.Limiter
	own   *ratelimit.Limiter
	async asyncLimiter
}

type asyncLimiter interface {
	TryAcquireAsync(ctx context.Context, n int) <-chan bool
}

func (e *Enrich) Setup(ctx context.Context) { go e.lim.Wait(ctx) }

func (e *Enrich) ProcessElement(ctx context.Context, x int, emit func(int)) error {
	go e.lim.Wait(ctx) // want `^rateasync: operator \(\*Enrich\)\.ProcessElement \(beam\.ParDo, rateasync\.go:\d+\) moves \(\*rate\.Limiter\)\.Wait to a goroutine; another goroutine keeps the limit, and the framework does not know of it: put beamlimit\.Throttle\(s, elements, limiter\) before it, which holds what is over the limit`

	go func() { // want `rateasync: operator .* moves rate limiting to a goroutine`
		if err := e.lim.Wait(ctx); err != nil {
			return
		}
	}()

	var wg sync.WaitGroup
	wg.Add(1)
	go func() { // want `rateasync: operator`
		defer wg.Done()
		throttle(ctx)
	}()
	wg.Go(func() { // want `rateasync: operator`
		throttle(ctx)
	})
	wg.Wait()

	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return e.lim.Wait(ctx) }) // want `rateasync: operator`
	if err := g.Wait(); err != nil {
		return err
	}

	if ok := <-e.own.TryAcquireAsync(ctx, 1); !ok { // want `rateasync: operator .* takes rate limiting off its own call with \(\*ratelimit\.Limiter\)\.TryAcquireAsync`
		return nil
	}
	<-e.async.TryAcquireAsync(ctx, 1) // want `rateasync: operator`

	time.AfterFunc(time.Second, func() { // want `rateasync: operator`
		_ = e.lim.Wait(ctx)
	})

	go try(e.lim) // want `gospawn: operator`

	// One mistake is one finding, which says both.
	go func() { // want `^rateasync: operator .* moves rate limiting to a goroutine that blocks in \(\*rate\.Limiter\)\.Wait via .*; it outlives the bundle, where what it emits is lost or panics: put beamlimit`
		if e.lim.Wait(ctx) == nil {
			emit(x)
		}
	}()
	go func() { // want `^gospawn: operator .* and uses the emitter emit there; `
		if e.lim.Allow() {
			emit(x)
		}
	}()
	go func() { //jobvet:ignore rateasync what is left is still a mistake // want `^gospawn: operator .* and uses the emitter emit there; `
		if e.lim.Wait(ctx) == nil {
			emit(x)
		}
	}()
	go func() { //jobvet:ignore gospawn what is left is still a mistake // want `^rateasync: operator .*; another goroutine keeps the limit`
		if e.lim.Wait(ctx) == nil {
			emit(x)
		}
	}()
	go func() { //jobvet:ignore gospawn,rateasync both
		if e.lim.Wait(ctx) == nil {
			emit(x)
		}
	}()

	if e.own.TryAcquire() {
		emit(x)
	}
	return nil
}

func throttle(ctx context.Context) { _ = lim.Wait(ctx) }

// try only asks the limiter: what is wrong with its goroutine is not the limit.
func try(l *rate.Limiter) { l.Allow() }

type Args struct{}

func (Args) Kind() string { return "args" }

func work(ctx context.Context, job *river.Job[Args]) error {
	spawn(ctx)
	return nil
}

func spawn(ctx context.Context) {
	go func() { // want `rateasync: operator work \(river\.WorkFunc, .* via spawn`
		throttle(ctx)
	}()
}

func spawnUnused(ctx context.Context) {
	go func() { throttle(ctx) }()
}

func main() {
	go lim.Wait(context.Background())
	var s beam.Scope
	beam.ParDo(s, &Enrich{}, beam.PCollection{})
	river.AddWorker(river.NewWorkers(), river.WorkFunc(work))
	cron.New().AddFunc("@hourly", func() {
		go lim.Wait(context.Background()) // want `rateasync: caution: operator main\.func1 \(cron\.Cron\.AddFunc, `
	})
}
