// Package jobs has the operators and the registrations.
package jobs

import (
	"context"
	"time"

	"cross/helper"
	"cross/ops"
	"cross/store"
	"cross/wrap"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/nsqio/go-nsq"
	"github.com/riverqueue/river"
)

// Chain reaches effects of other packages: the report stands at the call that
// leaves this one, and says where the effect is.
type Chain struct {
	client  *store.Client
	pause   store.Pausing
	pauser  store.Pauser
	generic store.Generic[int]
	run     func(context.Context) error
}

func (c *Chain) Setup() { helper.Rest() }

func (c *Chain) ProcessElement(ctx context.Context, x int, emit func(int)) error {
	_ = helper.Enrich(ctx)     // want `^ratewait: operator \(\*Chain\)\.ProcessElement \(beam\.ParDo, jobs\.go:\d+\) blocks in \(\*rate\.Limiter\)\.Wait via helper\.Enrich → store\.Throttle \(store\.go:15\); .*put beamlimit\.Throttle\(s, elements, limiter\) before it, which holds what is over the limit`
	_ = helper.Background()    // want `ratewait: operator .* via helper\.Background → store\.Throttle \(store\.go:15\);`
	_ = store.ThrottleAnyhow() // want `ratewait: operator .* via store\.ThrottleAnyhow → store\.Throttle \(store\.go:15\);`
	helper.Rest()              // want `timewait: operator .* sleeps in time\.Sleep via helper\.Rest → store\.Sleep → store\.nap \(store\.go:23\);`
	helper.Fast()
	_ = c.client.Fetch(ctx)    // want `ratewait: operator .* via \(\*store\.Client\)\.Fetch \(store\.go:28\);`
	c.client.Recv()            // want `chanwait: operator .* receives from c\.ch via \(\*store\.Client\)\.Recv`
	store.Even(x)              // want `timewait: operator .* via store\.Even → store\.Odd → store\.nap`
	store.Spawn()              // want `gospawn: operator .* via store\.Spawn \(store\.go:`
	store.Moved(ctx)           // want `rateasync: operator .* via store\.Moved \(store\.go:`
	_ = c.pauser.Pause(ctx)    // want `ratewait: operator .* via store\.Pauser\.Pause`
	_ = c.generic.Wait(ctx, x) // want `ratewait: operator .* via \(\*store\.Generic\)\.Wait`
	_ = store.Handler()(ctx)   // want `ratewait: operator .* via store\.Handler`
	h := store.Handler()
	_ = h(ctx)                           // want `ratewait: operator .* via store\.Handler`
	store.Middleware("m")(store.Quick)() // want `timewait: operator .* via store\.Middleware`
	_ = store.Middleware("m")            // made, and not run
	fetch := c.client.Fetch
	_ = fetch(ctx)                           // want `ratewait: operator .* via \(\*store\.Client\)\.Fetch`
	_ = (*store.Client).Fetch(c.client, ctx) // want `ratewait: operator .* via \(\*store\.Client\)\.Fetch`

	store.Each([]int{x}, func(int) {
		time.Sleep(1) // want `timewait: operator`
	})
	store.Each([]int{x}, sleepy)
	store.Twice(func() {
		time.Sleep(2) // want `timewait: operator`
	})
	store.Die()              // want `^jobexit: operator .* ends the process in log\.Fatal via store\.Die \(store\.go:\d+\);`
	store.Twice(store.Sleep) // want `timewait: operator .* via store\.Sleep`
	store.Keep(func() { time.Sleep(3) })
	store.Later(func() {}) // want `gospawn: operator .* via store\.Later`
	deep(ctx)

	filled := make(chan int, 1)
	filled <- 1
	close(filled)
	store.Drain(filled)
	store.Drain(endless) // want `chanwait: operator .* ranges over in via store\.Drain`
	defer helper.Rest()  // want `timewait: operator`
	return nil
}

var endless = make(chan int)

func sleepy(int) { time.Sleep(4) } // want `timewait: operator \(\*Chain\)\.ProcessElement .* via sleepy;`

func deep(ctx context.Context) {
	_ = helper.Enrich(ctx) // want `ratewait: operator .* via deep → helper\.Enrich → store\.Throttle`
}

// notReached is reached by no operator.
func notReached(ctx context.Context) { _ = helper.Enrich(ctx) }

type Args struct{}

func (Args) Kind() string { return "args" }

// bounded passes its context on: bounds are relative to parameters.
func bounded(ctx context.Context, job *river.Job[Args]) error {
	_ = helper.Enrich(context.Background()) // want `ratewait: operator bounded \(river\.WorkFunc, `
	_ = helper.Background()                 // want `ratewait: operator bounded`
	return helper.Enrich(ctx)               // want `ratewait: caution: operator bounded`
}

func double(x int) int {
	time.Sleep(1) // want `timewait: operator double \(wrap\.AddStep → beam\.ParDo, jobs\.go:\d+\)`
	return x
}

func named(x int) int {
	time.Sleep(1) // want `timewait: operator named \(wrap\.AddNamed → beam\.ParDo, `
	return x
}

func first(x int) int {
	time.Sleep(1) // want `timewait: operator first \(wrap\.AddAll → beam\.ParDo, `
	return x
}

func second(x int) int {
	time.Sleep(1) // want `timewait: operator second \(wrap\.AddAll → beam\.ParDo, `
	return x
}

func third(x int) int {
	time.Sleep(1) // want `timewait: operator third \(wrap\.AddAll → beam\.ParDo, `
	return x
}

func leading(x int) int {
	time.Sleep(1) // want `timewait: operator leading \(wrap\.AddFirst → beam\.ParDo, `
	return x
}

func following(x int) int {
	time.Sleep(1)
	return x
}

func added(x int) int {
	time.Sleep(1) // want `timewait: operator added \(wrap\.(Pipeline\.)?Add → beam\.ParDo, `
	return x
}

func stored(x int) int {
	time.Sleep(1) // want `timewait: operator stored \(wrap\.NewPipeline → beam\.ParDo, `
	return x
}

func ignored(x int) int {
	time.Sleep(1)
	return x
}

// Fn is registered by a wrapper that takes anything.
type Fn struct{}

func (*Fn) Setup() { time.Sleep(1) }

func (*Fn) ProcessElement(x int) {
	time.Sleep(1) // want `timewait: operator \(\*Fn\)\.ProcessElement \(wrap\.AddFn → beam\.ParDo, `
}

type worker struct{ river.WorkerDefaults[Args] }

func (worker) Work(ctx context.Context, job *river.Job[Args]) error {
	time.Sleep(1) // want `timewait: operator worker\.Work \(wrap\.AddWorker → river\.AddWorker, `
	return nil
}

func handle(id string) error {
	time.Sleep(1) // want `timewait: operator handle \(wrap\.Handle → `
	return nil
}

func work(ctx context.Context) error {
	time.Sleep(1) // want `timewait: operator work \(wrap\.Work → `
	return nil
}

func main() {
	_ = helper.Background()
	var s beam.Scope
	var col beam.PCollection
	beam.ParDo(s, &Chain{}, col)
	beam.ParDo(s, &ops.Enrich{}, col) // want `ratewait: operator \(\*ops\.Enrich\)\.ProcessElement \(beam\.ParDo, jobs\.go:\d+\) blocks in \(\*rate\.Limiter\)\.Wait \(ops\.go:\d+\); ` `gospawn: operator \(\*ops\.Enrich\)\.ProcessElement`
	beam.ParDo(s, &ops.Split{}, col)  // reported where it is declared
	beam.ParDo(s, ops.Double, col)    // want `timewait: operator ops\.Double \(beam\.ParDo, jobs\.go:\d+\) sleeps in time\.Sleep \(ops\.go:\d+\); `
	beam.ParDo(s, ops.Triple, col)
	beam.ParDo(s, ops.Make(), col)                     // want `timewait: operator ops\.Make\(\) \(beam\.ParDo, `
	river.AddWorker(river.NewWorkers(), &ops.Worker{}) // reported where it is declared
	river.AddWorker(river.NewWorkers(), river.WorkFunc(bounded))

	wrap.AddStep(s, double, col)
	wrap.AddStep(s, ops.Double, col)    // reported above
	wrap.AddStep(s, ops.Quadruple, col) // want `timewait: operator ops\.Quadruple \(wrap\.AddStep → beam\.ParDo, `
	wrap.AddNamed("n", s, named, col)
	wrap.AddAll(s, col, first, second)
	wrap.AddAll(s, col, []wrap.StepFunc{third}...)
	wrap.AddFirst(s, leading, col, following)
	wrap.AddFn(s, &Fn{}, col)
	wrap.AddWorker(river.NewWorkers(), worker{})
	var c *nsq.Consumer
	wrap.Handle(c, handle)
	wrap.NewPipeline(stored).Run()
	wrap.NewPipeline(nil).Add(added)
	wrap.Ignore(ignored)
	river.AddWorker(river.NewWorkers(), wrap.Work(work))
}
