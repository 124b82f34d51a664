package paths

import (
	"time"

	"go.temporal.io/sdk/workflow"
)

// Workflow code is replayed: what Go does of its own is an error, even if it never
// waits.
func joined(ctx workflow.Context) error {
	ch := make(chan int, 1)
	go func() { ch <- 1 }() // want `^gospawn: operator joined .* starts a goroutine; .*: use workflow\.Go, workflow\.Channel, `
	<-ch                    // want `^chanwait: operator joined .* receives from ch; .*: use workflow\.Go, workflow\.Channel, `
	time.Sleep(1)           // want `^timewait: operator joined `
	return nil
}

func polls(ctx workflow.Context) error {
	ch := make(chan int, 1)
	select { // want `^chanwait: operator polls .* waits in a select; `
	case <-ch:
	default:
	}
	return nil
}

// collects has a channel that no goroutine of Go's touches.
func collects(ctx workflow.Context, ids []string) (err error) {
	errs := make(chan error, len(ids))
	wg := workflow.NewWaitGroup(ctx)
	for range ids {
		collect(ctx, wg, errs)
	}
	wg.Wait(ctx)
	close(errs)
	for e := range errs {
		err = e
	}
	return err
}

func collect(ctx workflow.Context, wg workflow.WaitGroup, errs chan<- error) {
	wg.Add(1)
	workflow.Go(ctx, func(workflow.Context) {
		defer wg.Done()
		errs <- nil
	})
}
