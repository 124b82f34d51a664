// Package job has an operator that publishes. It knows only the interfaces.
package job

import (
	"context"
	"time"

	"cross/callback/bus"

	"github.com/hibiken/asynq"
)

type Job struct {
	B bus.Bus
	Q bus.Quiet
	L bus.Later
	M bus.Mine
}

func (j *Job) ProcessTask(ctx context.Context, t *asynq.Task) error {
	j.B.Publish(ctx)
	j.Q.Publish(ctx)
	j.L.Publish(ctx)
	j.M.Publish(ctx)
	return nil
}

func New(b bus.Bus, q bus.Quiet, l bus.Later, m bus.Mine) *Job {
	m.Subscribe(own)
	return &Job{b, q, l, m}
}

func own(context.Context) { time.Sleep(time.Second) }

// Direct gets what app has subscribed to by the type itself.
type Direct struct {
	P interface{ Publish(context.Context) }
	Q bus.Publisher
}

func (d *Direct) ProcessTask(ctx context.Context, t *asynq.Task) error {
	d.P.Publish(ctx)
	d.Q.Publish(ctx)
	return nil
}
