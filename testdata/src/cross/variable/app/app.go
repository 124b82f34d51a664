// Package app sets the variables.
package app

import (
	"context"
	"time"

	"cross/variable/clock"
	"cross/variable/job"

	"github.com/hibiken/asynq"
)

func Main(mux *asynq.ServeMux) {
	clock.Before = func(ctx context.Context) {
		time.Sleep(time.Second) // want `timewait: operator hooked .* sleeps in time\.Sleep via Main\.func1;`
	}
	clock.All.Start = func() {
		time.Sleep(time.Second) // want `timewait: caution: operator hooked .* sleeps in time\.Sleep via Main\.func2;`
	}
	clock.All.Stop = func() { time.Sleep(time.Second) }
	clock.Steps = append(clock.Steps, step)
	clock.OnNotify = notify
	clock.OnSilent = func() {}
	job.Register(mux)
}

func step() {
	time.Sleep(time.Second) // want `timewait: operator lists .* sleeps in time\.Sleep via step;`
}

func notify() {
	time.Sleep(time.Second) // want `timewait: operator notifies .* sleeps in time\.Sleep via clock\.Notify`
}
