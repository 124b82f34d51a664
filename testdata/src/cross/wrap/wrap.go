// Package wrap has wrappers around registrations.
package wrap

import (
	"context"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/nsqio/go-nsq"
	"github.com/riverqueue/river"
)

// StepFunc is a step.
type StepFunc func(int) int

// AddStep registers its second argument.
func AddStep(s beam.Scope, fn StepFunc, col beam.PCollection) { beam.ParDo(s, fn, col) }

// AddAll registers every argument.
func AddAll(s beam.Scope, col beam.PCollection, fns ...StepFunc) {
	for _, fn := range fns {
		col = beam.ParDo(s, fn, col)
	}
}

// AddFirst registers its second argument, and none of those behind it.
func AddFirst(s beam.Scope, fn StepFunc, col beam.PCollection, after ...StepFunc) {
	beam.ParDo(s, fn, col)
}

// AddFn registers a value of any kind.
func AddFn(s beam.Scope, fn any, col beam.PCollection) { beam.ParDo(s, fn, col) }

// AddNamed goes through another wrapper.
func AddNamed(name string, s beam.Scope, fn StepFunc, col beam.PCollection) { AddStep(s, fn, col) }

// AddWorker is generic.
func AddWorker[T river.JobArgs](workers *river.Workers, w river.Worker[T]) {
	river.AddWorker(workers, w)
}

// Handle wraps its argument into a literal.
func Handle(c *nsq.Consumer, fn func(id string) error) {
	c.AddHandler(nsq.HandlerFunc(func(m *nsq.Message) error {
		return fn("id")
	}))
}

// Pipeline has methods that register.
type Pipeline struct {
	scope beam.Scope
	col   beam.PCollection
	step  StepFunc
}

// NewPipeline keeps its argument, and Run registers it.
func NewPipeline(step StepFunc) *Pipeline { return &Pipeline{step: step} }

func (p *Pipeline) Run() { beam.ParDo(p.scope, p.step, p.col) }

// Add registers its argument.
func (p *Pipeline) Add(fn StepFunc) *Pipeline {
	beam.ParDo(p.scope, fn, p.col)
	return p
}

// Ignore registers nothing.
func Ignore(fn StepFunc) {}

// local is registered by a wrapper of its own package.
func local(x int) int {
	time.Sleep(1) // want `timewait: operator local \(AddStep → beam\.ParDo, wrap\.go:\d+\)`
	return x
}

func init() { AddStep(beam.Scope{}, local, beam.PCollection{}) }

// Run of a job with a context.
func Work(fn func(context.Context) error) river.Worker[Args] {
	return river.WorkFunc(func(ctx context.Context, job *river.Job[Args]) error { return fn(ctx) })
}

type Args struct{}

func (Args) Kind() string { return "args" }
