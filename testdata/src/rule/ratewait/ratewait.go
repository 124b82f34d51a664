// Package ratewait has limiter calls that block.
package ratewait

import (
	"context"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/juju/ratelimit"
	"github.com/nsqio/go-nsq"
	"github.com/riverqueue/river"
	uber "go.uber.org/ratelimit"
	"golang.org/x/time/rate"
	"k8s.io/client-go/util/flowcontrol"
)

// lim is the limiter of the whole process.
var lim = rate.NewLimiter(10, 1)

// ping keeps to the limit in a package initialiser: no operator reaches it.
var ping = lim.Wait(context.Background())

// Enrich is a Beam DoFn: it must not wait at all.
type Enrich struct {
	lim    *rate.Limiter // want `^opstate: `
	bucket *ratelimit.Bucket
	leaky  uber.Limiter
	flow   flowcontrol.RateLimiter
	pace   interface{ Wait(context.Context) error }
	gate   gate
	ctx    context.Context // want `^opstate: `
}

// gate is an interface of the user's that says nothing of limits.
type gate interface{ Accept() }

// NewEnrich is a constructor.
func NewEnrich(ctx context.Context) *Enrich {
	e := &Enrich{lim: rate.NewLimiter(1, 1), ctx: ctx}
	_ = e.lim.Wait(ctx)
	return e
}

func (e *Enrich) Setup(ctx context.Context) { _ = e.lim.Wait(ctx) }
func (e *Enrich) Teardown()                 { _ = e.lim.Wait(e.ctx) }

func (e *Enrich) StartBundle(ctx context.Context, emit func(string)) error {
	_ = e.lim.Wait(e.ctx)  // want `ratewait: operator \(\*Enrich\)\.StartBundle`
	return e.lim.Wait(ctx) // want `ratewait: caution: operator \(\*Enrich\)\.StartBundle .* blocks in`
}

func (e *Enrich) ProcessElement(ctx context.Context, x string, emit func(string)) error {
	if !e.lim.Allow() { // not blocking
		return nil
	}
	if e.lim.AllowN(time.Now(), 2) {
		emit(x)
	}
	if err := e.lim.Wait(ctx); err != nil { // want `^ratewait: operator \(\*Enrich\)\.ProcessElement \(beam\.ParDo, ratewait\.go:\d+\) blocks in \(\*rate\.Limiter\)\.Wait; .*: put beamlimit\.Throttle\(s, elements, limiter\) before it, which holds what is over the limit`
		return err
	}
	_ = e.lim.WaitN(ctx, 2)                  // want `ratewait: operator .* asks \(\*rate\.Limiter\)\.WaitN for 2 permits of a burst of 1, which is never granted;`
	e.bucket.Wait(1)                         // want `ratewait: operator .* blocks in \(\*ratelimit\.Bucket\)\.Wait;`
	e.bucket.WaitMaxDuration(1, time.Second) // want `ratewait: operator .* blocks in \(\*ratelimit\.Bucket\)\.WaitMaxDuration;`
	e.bucket.WaitMaxDuration(1, 0)           // it never waits
	e.leaky.Take()                           // want `ratewait: operator .* blocks in ratelimit\.Limiter\.Take;`
	e.flow.Accept()                          // want `ratewait: operator .* blocks in flowcontrol\.RateLimiter\.Accept;`
	_ = e.flow.TryAccept()
	_ = e.pace.Wait(ctx) // want `ratewait: operator .* blocks in .*Wait;`
	e.gate.Accept()      // want `ratewait: caution: operator .* blocks in gate\.Accept;`
	wait := e.lim.Wait
	_ = wait(ctx)                        // want `ratewait: operator`
	_ = (*rate.Limiter).Wait(e.lim, ctx) // want `ratewait: operator`
	defer e.lim.Wait(ctx)                // want `ratewait: operator`
	return nil
}

// Reserve takes future permits.
type Reserve struct{ lim *rate.Limiter }

func (r *Reserve) ProcessElement(ctx context.Context, x int, emit func(int)) {
	res := r.lim.Reserve()
	time.Sleep(res.Delay()) // want `ratewait: operator \(\*Reserve\)\.ProcessElement .* sleeps for \(\*rate\.Reservation\)\.Delay in time\.Sleep`
	d := res.DelayFrom(time.Now())
	if d > time.Minute {
		d = time.Minute
	}
	t := time.NewTimer(d)
	<-t.C               // want `ratewait: operator .* waits for the timer t\.C that runs for \(\*rate\.Reservation\)\.DelayFrom`
	<-time.After(2 * d) // want `ratewait: operator .* waits for the timer .* that runs for`
	select {            // want `ratewait: operator .* waits for a timer that runs for \(\*rate\.Reservation\)\.Delay`
	case <-time.After(res.Delay()):
	case <-ctx.Done():
	}
	if res.Delay() > 0 { // asked for, and not waited for
		res.Cancel()
		return
	}
	emit(x)
}

// Spin waits by trying again and again.
type Spin struct{ lim *rate.Limiter }

func (s *Spin) ProcessElement(ctx context.Context, x int, emit func(int)) error {
	for !s.lim.Allow() { // want `ratewait: operator \(\*Spin\)\.ProcessElement .* spins on \(\*rate\.Limiter\)\.Allow`
		time.Sleep(time.Millisecond)
	}
	for { // want `ratewait: operator .* spins on \(\*rate\.Limiter\)\.AllowN`
		if s.lim.AllowN(time.Now(), 1) {
			break
		}
	}
	for i := 0; i < 3; i++ { // three tries, and no waiting
		if s.lim.Allow() {
			emit(x)
		}
	}
	for s.lim.Allow() { // as long as there are permits
		emit(x)
	}
	return nil
}

// Args are a river job's.
type Args struct{}

func (Args) Kind() string { return "args" }

// Worker is a river worker: its own context may end a wait.
type Worker struct {
	river.WorkerDefaults[Args]
	lim *rate.Limiter
	ctx context.Context
}

func (w *Worker) Timeout(*river.Job[Args]) time.Duration {
	_ = w.lim.Wait(w.ctx)
	return time.Minute
}

func (w *Worker) Work(ctx context.Context, job *river.Job[Args]) error {
	_ = w.lim.Wait(ctx) // want `^ratewait: caution: operator \(\*Worker\)\.Work \(river\.AddWorker, ratewait\.go:\d+\) blocks in \(\*rate\.Limiter\)\.Wait; .*: it ends with the operator's context; keep it short`
	short, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	_ = w.lim.Wait(short) // want `ratewait: caution: `
	mine, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	_ = w.lim.Wait(mine) // want `ratewait: caution: `
	derived := context.WithValue(ctx, Args{}, 1)
	_ = w.lim.Wait(derived) // want `ratewait: caution: `
	cancelled, cancel := context.WithCancel(ctx)
	defer cancel()
	_ = w.lim.Wait(cancelled) // want `ratewait: caution: `

	_ = w.lim.Wait(context.Background())                // want `ratewait: operator`
	_ = w.lim.Wait(context.TODO())                      // want `ratewait: operator`
	_ = w.lim.Wait(context.WithoutCancel(ctx))          // want `ratewait: operator`
	_ = w.lim.Wait(context.WithValue(w.ctx, Args{}, 1)) // want `ratewait: operator`
	_ = w.lim.Wait(w.ctx)                               // want `ratewait: operator`
	free, cancel := context.WithCancel(context.Background())
	defer cancel()
	_ = w.lim.Wait(free)                // want `ratewait: operator`
	time.Sleep(w.lim.Reserve().Delay()) // want `ratewait: operator .* sleeps for \(\*rate\.Reservation\)\.Delay`
	select {                            // want `ratewait: caution: operator .* waits for a timer that runs for`
	case <-time.After(w.lim.Reserve().Delay()):
	case <-ctx.Done():
	}
	for !w.lim.Allow() { // want `ratewait: caution: operator .* spins on`
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	throttle(ctx)
	own()
	return nil
}

// throttle waits with what it is given.
func throttle(ctx context.Context) {
	_ = lim.Wait(ctx) // want `ratewait: caution: operator \(\*Worker\)\.Work .* via throttle;`
}

// own waits with a context of its own.
func own() {
	throttle2(context.Background())
}

func throttle2(ctx context.Context) {
	_ = lim.Wait(ctx) // want `ratewait: operator \(\*Worker\)\.Work .* via own → throttle2;`
}

// unused has the same body and is reached from nowhere.
func unused(ctx context.Context) {
	_ = lim.Wait(ctx)
}

// newWork captures the context of the constructor, which is not the job's.
func newWork(setup context.Context) func(context.Context, *river.Job[Args]) error {
	return func(ctx context.Context, _ *river.Job[Args]) error {
		return lim.Wait(setup) // want `ratewait: operator newWork\.func1 \(river\.WorkFunc, `
	}
}

// handle is an NSQ handler, which gets no context: nothing ends its wait.
func handle(m *nsq.Message) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	return lim.Wait(ctx) // want `^ratewait: operator handle \(nsq\.Consumer\.AddHandler, ratewait\.go:\d+\) blocks in \(\*rate\.Limiter\)\.Wait; .*: set MaxInFlight of nsq\.Config so low that no message times out while others wait`
}

func main() {
	_ = lim.Wait(context.Background())
	var s beam.Scope
	var col beam.PCollection
	beam.ParDo(s, NewEnrich(context.Background()), col)
	beam.ParDo(s, &Reserve{}, col)
	beam.ParDo(s, &Spin{}, col)
	workers := river.NewWorkers()
	river.AddWorker(workers, &Worker{})
	river.AddWorker(workers, river.WorkFunc(newWork(context.Background())))
	var c *nsq.Consumer
	c.AddHandler(nsq.HandlerFunc(handle))
}
