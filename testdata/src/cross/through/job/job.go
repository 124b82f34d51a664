// Package job has operators that pass functions to methods of interfaces.
package job

import (
	"context"
	"time"

	"cross/through/impl"
	"cross/through/tx"

	"github.com/hibiken/asynq"
	"golang.org/x/time/rate"
)

var lim = rate.NewLimiter(1, 1)

type Job struct {
	tx     tx.Manager
	other  tx.Other
	nobody tx.Nobody
}

func New(t tx.Manager, n tx.Nobody) *Job { return &Job{tx: t, other: impl.New(), nobody: n} }

func (j *Job) ProcessTask(ctx context.Context, t *asynq.Task) error {
	j.tx.Later(func() { time.Sleep(time.Hour) })
	j.tx.Spawn(func() { time.Sleep(time.Hour) }) // want `gospawn: operator `
	if err := j.nobody.Inside(ctx, func(context.Context) error {
		time.Sleep(time.Hour)
		return nil
	}); err != nil {
		return err
	}
	if err := j.other.Within(ctx, func(context.Context) error {
		time.Sleep(time.Second) // want `timewait: operator \(\*Job\)\.ProcessTask .* sleeps in time\.Sleep via `
		return nil
	}); err != nil {
		return err
	}
	return j.tx.Within(ctx, func(ctx context.Context) error {
		time.Sleep(time.Second) // want `timewait: operator \(\*Job\)\.ProcessTask .* sleeps in time\.Sleep via `
		return lim.Wait(ctx)    // want `ratewait: caution: operator .*`
	})
}
