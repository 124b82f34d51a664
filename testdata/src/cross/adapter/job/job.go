// Package job calls steps.
package job

import (
	"context"

	"cross/adapter/step"

	"github.com/hibiken/asynq"
)

type Worker struct {
	steps []step.Step
	check step.Check
}

func New(steps ...step.Step) *Worker { return &Worker{steps: steps} }

func (w *Worker) Add(f func(ctx context.Context, name string) error) *Worker {
	w.steps = append(w.steps, step.Func(f))
	return w
}

func (w *Worker) Check(c step.Check) *Worker { w.check = c; return w }

func (w *Worker) ProcessTask(ctx context.Context, t *asynq.Task) error {
	w.check.Check()
	for _, s := range w.steps {
		if err := s.Do(ctx, t.Type()); err != nil {
			return err
		}
	}
	return nil
}

func Parse[T step.Payload](parse func() T) func(context.Context, *asynq.Task) error {
	return func(ctx context.Context, t *asynq.Task) error { return step.Run(ctx, parse) }
}

// Own is an adapter of the package's own that gets a function of the package.
type Own func()

func (o Own) Go() { o() }

func own(ctx context.Context, t *asynq.Task) error {
	var g interface{ Go() } = Own(sleeps)
	g.Go()
	return nil
}

func Register(mux *asynq.ServeMux) { mux.HandleFunc("own", own) }
