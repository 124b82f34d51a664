// Package chanwait has channel operations, bounded and not.
package chanwait

import (
	"context"
	"io"
	"reflect"
	"sync"
	"time"

	"github.com/IBM/sarama"
	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/nsqio/go-nsq"
	"github.com/numaproj/numaflow-go/pkg/mapstreamer"
	"github.com/numaproj/numaflow-go/pkg/sinker"
	"github.com/reugn/go-streams"
	"github.com/riverqueue/river"
)

var global = make(chan int)

// Send is a Beam DoFn.
type Send struct {
	out  chan<- int
	in   <-chan int
	sem  chan struct{}
	stop chan struct{}
	tick *time.Ticker
	ctx  context.Context
}

func (s *Send) Setup() {
	s.out <- 1
	<-s.in
}

func (s *Send) Teardown() {
	for range s.in {
	}
}

func (s *Send) ProcessElement(ctx context.Context, x int, emit func(int)) error {
	s.out <- x            // want `^chanwait: operator \(\*Send\)\.ProcessElement \(beam\.ParDo, chanwait\.go:\d+\) sends to s\.out; .*: wait in a select that the operator's context ends; at its end the operator returns`
	y := <-s.in           // want `chanwait: operator .* receives from s\.in;`
	y, ok := <-global     // want `chanwait: operator .* receives from global;`
	for v := range s.in { // want `chanwait: operator .* ranges over s\.in;`
		y += v
	}
	select { // want `chanwait: operator .* waits in a select;`
	case s.out <- y:
	case v := <-s.in:
		y += v
	}
	select {} // want `chanwait: operator .* waits for ever in select \{\};`

	select { // a default case
	case s.out <- y:
	default:
	}
	select { // want `^chanwait: caution: operator .* waits in a select; .*: do not wait here: add a default case$`
	case s.out <- y:
	case <-ctx.Done():
		return ctx.Err()
	}
	select { // a timer
	case y = <-s.in:
	case <-time.After(time.Second):
	}
	select { // a ticker
	case y = <-s.in:
	case <-s.tick.C:
	}
	timer := time.NewTimer(time.Second)
	defer timer.Stop()
	select {
	case y = <-s.in:
	case <-timer.C:
	case <-ctx.Done():
	}
	<-ctx.Done() // want `chanwait: caution: `
	select {     // want `chanwait: caution: operator .* waits in a select`
	case y = <-s.in:
	case <-s.stop:
	}
	select { // want `chanwait: caution: operator .* waits in a select`
	case y = <-s.in:
	case <-s.ctx.Done():
	}
	var never chan int
	<-never // want `chanwait: operator .* receives from never`
	if ok {
		emit(y)
	}
	return nil
}

// Local uses channels of its own.
type Local struct{}

func (Local) ProcessElement(ctx context.Context, xs []int, emit func(int)) {
	one := make(chan int, 1)
	one <- 1 // buffered for all its sends
	emit(<-one)

	filled := make(chan int, len(xs))
	for _, x := range xs {
		filled <- x
	}
	close(filled)
	for x := range filled { // filled and closed before
		emit(x)
	}

	done := make(chan struct{})
	go func() { // want `gospawn: caution: `
		defer close(done)
	}()
	<-done // the goroutine of this call is at the other end

	results := make(chan int)
	var wg sync.WaitGroup
	for _, x := range xs {
		wg.Add(1)
		go func() { // want `gospawn: caution: `
			defer wg.Done()
			results <- x // received below
		}()
	}
	go func() { // want `gospawn: caution: `
		wg.Wait()
		close(results)
	}()
	for r := range results {
		emit(r)
	}

	bare := make(chan int)
	bare <- 1 // want `chanwait: operator Local\.ProcessElement .* sends to bare, on some path for ever;`

	empty := make(chan int, 1)
	<-empty // want `chanwait: operator .* receives from empty;`

	small := make(chan int, 1)
	small <- 1 // want `chanwait: operator .* sends to small;`
	small <- 2 // want `chanwait: operator .* sends to small;`

	loop := make(chan int, 1)
	for range xs {
		loop <- 1 // want `chanwait: operator .* sends to loop;`
	}
}

// Semaphore limits how many run at a time.
type Semaphore struct{ sem chan struct{} }

func (s *Semaphore) ProcessElement(ctx context.Context, x int) error {
	s.sem <- struct{}{} // want `chanwait: operator \(\*Semaphore\)\.ProcessElement .* sends to s\.sem;`
	defer func() { <-s.sem }()
	return nil
}

// Try takes a slot only if one is free.
type Try struct{ sem chan struct{} }

func (s *Try) ProcessElement(ctx context.Context, x int) error {
	select {
	case s.sem <- struct{}{}:
		defer func() { <-s.sem }()
	default:
		return nil
	}
	return nil
}

// Pipes has waits that are no channel operations.
type Pipes struct {
	r *io.PipeReader
	w *io.PipeWriter
}

func (p *Pipes) ProcessElement(x []byte, ch reflect.Value) {
	p.w.Write(x)        // want `chanwait: operator .* waits in \(\*io\.PipeWriter\)\.Write`
	p.r.Read(x)         // want `chanwait: operator .* waits in \(\*io\.PipeReader\)\.Read`
	ch.Recv()           // want `chanwait: operator .* waits in reflect\.Value\.Recv`
	reflect.Select(nil) // want `chanwait: operator .* waits in reflect\.Select`
	_, _ = ch.TryRecv()
}

type Args struct{}

func (Args) Kind() string { return "args" }

// Worker may wait for its own context.
type Worker struct {
	river.WorkerDefaults[Args]
	in  chan int
	out chan<- int
	ctx context.Context
}

func (w *Worker) Work(ctx context.Context, job *river.Job[Args]) error {
	select {
	case w.out <- 1:
	case <-ctx.Done():
		return ctx.Err()
	}
	short, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	select {
	case <-w.in:
	case <-short.Done():
	}
	<-ctx.Done()
	free, cancel := context.WithCancel(context.Background())
	defer cancel()
	select { // want `chanwait: operator \(\*Worker\)\.Work .* waits in a select`
	case <-w.in:
	case <-free.Done():
	}
	select { // want `chanwait: caution: operator`
	case <-w.in:
	case <-w.ctx.Done():
	}
	w.out <- 1 // want `chanwait: operator .* sends to w\.out; .*: add a case for the Done channel of the operator's context, if nobody is left waiting then`
	if err := send(ctx, w.out); err != nil {
		return err
	}
	_ = send(context.Background(), w.out)
	drain(w.in)
	passed := make(chan int, 1)
	passed <- 1
	close(passed)
	drain2(passed)
	return nil
}

// send is bounded by what its caller passes.
func send(ctx context.Context, out chan<- int) error {
	select { // want `chanwait: operator \(\*Worker\)\.Work .* waits in a select via send`
	case out <- 1:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// drain waits on a channel of its caller's.
func drain(in <-chan int) {
	for range in { // want `chanwait: operator \(\*Worker\)\.Work .* ranges over in via drain`
	}
}

// drain2 gets only a channel that is filled and closed.
func drain2(in <-chan int) {
	for range in {
	}
}

// notReached waits, and no operator reaches it.
func notReached() {
	global <- 1
	<-global
}

// stream is a Numaflow map streamer: its output channel is the framework's.
func stream(ctx context.Context, keys []string, d mapstreamer.Datum, out chan<- mapstreamer.Message) {
	defer close(out)
	out <- mapstreamer.NewMessage(d.Value())
	forward(out)
	<-global // want `chanwait: operator stream \(mapstreamer\.MapStreamerFunc, .* receives from global`
}

func forward(out chan<- mapstreamer.Message) {
	out <- mapstreamer.NewMessage(nil)
}

// sink is a Numaflow sink: its input channel is the framework's.
func sink(ctx context.Context, in <-chan sinker.Datum) sinker.Responses {
	for range in {
	}
	global <- 1 // want `chanwait: operator sink \(sinker\.SinkerFunc, .* sends to global`
	return nil
}

// Group is a sarama consumer group handler.
type Group struct{ out chan []byte }

func (*Group) Setup(sarama.ConsumerGroupSession) error   { <-global; return nil }
func (*Group) Cleanup(sarama.ConsumerGroupSession) error { <-global; return nil }
func (g *Group) ConsumeClaim(s sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for msg := range claim.Messages() { // sarama's channel
		g.out <- msg.Value // want `chanwait: operator \(\*Group\)\.ConsumeClaim \(implements sarama\.ConsumerGroupHandler, .* sends to g\.out`
	}
	messages := claim.Messages()
	for {
		select {
		case msg, ok := <-messages:
			if !ok {
				return nil
			}
			s.MarkMessage(msg, "")
		case <-s.Context().Done():
			return nil
		}
	}
}

// pipe waits on the channels of go-streams.
func pipe(source streams.Outlet, sink streams.Inlet) func(*nsq.Message) error {
	return func(m *nsq.Message) error {
		for v := range source.Out() {
			sink.In() <- v
		}
		global <- 1 // want `chanwait: operator pipe\.func1 \(.*\) sends to global; .*: add a default case, or a timer that ends the wait, if nobody is left waiting then`
		return nil
	}
}

func main() {
	<-global
	var s beam.Scope
	var col beam.PCollection
	beam.ParDo(s, &Send{}, col)
	beam.ParDo(s, Local{}, col)
	beam.ParDo(s, &Semaphore{}, col)
	beam.ParDo(s, &Try{}, col)
	beam.ParDo(s, &Pipes{}, col)
	river.AddWorker(river.NewWorkers(), &Worker{})
	_ = mapstreamer.MapStreamerFunc(stream)
	_ = sinker.SinkerFunc(sink)
	var c *nsq.Consumer
	c.AddHandler(nsq.HandlerFunc(pipe(nil, nil)))
}
