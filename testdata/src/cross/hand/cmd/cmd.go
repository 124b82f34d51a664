// Package cmd brings them together.
package cmd

import (
	"context"
	"time"

	"cross/hand/app"
	"cross/hand/mq" // want `timewait: operator \(\*app\.App\)\.dispatch \(bus\.Consumer\.Listen → asynq, app\.go:\d+\) sleeps in time\.Sleep \(app\.go:\d+\);`

	"github.com/hibiken/asynq"
)

func Main(ctx context.Context, mux *asynq.ServeMux) error {
	c := mq.New(mux)
	if err := c.Listen(ctx, own); err != nil {
		return err
	}
	return app.New(c).Run(ctx)
}

func own(ctx context.Context, b []byte) error {
	time.Sleep(time.Second) // want `timewait: operator own \(bus\.Consumer\.Listen → asynq, cmd\.go:\d+\) sleeps in time\.Sleep;`
	return nil
}
