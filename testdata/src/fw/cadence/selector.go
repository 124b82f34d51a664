package cadence

import (
	"time"

	"go.uber.org/cadence/workflow"
)

func selecting(ctx workflow.Context) error {
	s := workflow.NewSelector(ctx)
	s.AddSend(nil, 1, func() { time.Sleep(1) })                 // want `timewait: operator .*\(internal\.Selector\.AddSend, `
	s.AddDefault(func() { time.Sleep(1) })                      // want `timewait: operator .*\(internal\.Selector\.AddDefault, `
	s.AddFuture(nil, func(f workflow.Future) { time.Sleep(1) }) // want `timewait: operator .*\(internal\.Selector\.AddFuture, `
	s.Select(ctx)
	return nil
}
