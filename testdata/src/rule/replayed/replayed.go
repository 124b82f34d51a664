// Package replayed has workflow code that uses what Go has of its own, and what the framework has instead.
package replayed

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/dapr/durabletask-go/task"
	daprwf "github.com/dapr/durabletask-go/workflow"
	restate "github.com/restatedev/sdk-go"
	"go.temporal.io/sdk/workflow"
	cadence "go.uber.org/cadence/workflow"
	"golang.org/x/sync/errgroup"
)

// temporal

func tGroup(ctx workflow.Context, ids []string) error {
	var wg sync.WaitGroup
	for _, id := range ids {
		wg.Add(1)
		go func() { // want `^gospawn: operator `
			defer wg.Done()
			_ = workflow.ExecuteActivity(ctx, "a", id).Get(ctx, nil)
		}()
	}
	wg.Wait() // want `^syncwait: operator `
	return nil
}

func tWgGo(ctx workflow.Context, ids []string) error {
	var wg sync.WaitGroup
	for _, id := range ids {
		wg.Go(func() { // want `^gospawn: operator `
			_ = workflow.ExecuteActivity(ctx, "a", id).Get(ctx, nil)
		})
	}
	wg.Wait() // want `^syncwait: operator `
	return nil
}

func tErrgroup(ctx workflow.Context, ids []string) error {
	var g errgroup.Group
	for _, id := range ids {
		g.Go(func() error { // want `^gospawn: operator `
			return workflow.ExecuteActivity(ctx, "a", id).Get(ctx, nil)
		})
	}
	return g.Wait() // want `^syncwait: operator `
}

func tAfter(ctx workflow.Context) error {
	select { // want `^timewait: operator `
	case <-time.After(time.Second):
	}
	<-time.After(time.Minute) // want `^timewait: operator `
	t := time.NewTimer(time.Second)
	<-t.C                              // want `^timewait: operator `
	for range time.Tick(time.Second) { // want `^timewait: operator `
		break
	}
	return nil
}

func tTimeFunc(ctx workflow.Context) error {
	time.AfterFunc(time.Second, func() {}) // want `^gospawn: operator `
	return nil
}

type flow struct{ events chan string }

func (f *flow) run(ctx workflow.Context) error {
	f.events <- "start"       // want `^chanwait: operator `
	for e := range f.events { // want `^chanwait: operator `
		if e == "end" {
			break
		}
	}
	return nil
}

func helperWait(d time.Duration) { time.Sleep(d) } // want `^timewait: operator `

func tHelper(ctx workflow.Context) error {
	helperWait(time.Second)
	return nil
}

func tHandlers(ctx workflow.Context) error {
	updates := make(chan int, 10)
	_ = workflow.SetQueryHandler(ctx, "q", func() (int, error) {
		return len(updates), nil
	})
	_ = workflow.SetUpdateHandler(ctx, "u", func(ctx workflow.Context, n int) error {
		updates <- n // want `^chanwait: operator `
		return nil
	})
	for {
		n := <-updates // want `^chanwait: operator `
		if n == 0 {
			return nil
		}
	}
}

func tOK(ctx workflow.Context, ids []string) error {
	wg := workflow.NewWaitGroup(ctx)
	for range ids {
		wg.Add(1)
		workflow.Go(ctx, func(ctx workflow.Context) {
			defer wg.Done()
		})
	}
	wg.Wait(ctx)
	var v int
	_ = workflow.Sleep(ctx, time.Second)
	return workflow.Await(ctx, func() bool { return v > 0 })
}

func tMutex(ctx workflow.Context) error {
	var mu sync.Mutex
	mu.Lock()
	defer mu.Unlock()
	return nil
}

func tCond(ctx workflow.Context) error {
	c := sync.NewCond(&sync.Mutex{})
	c.L.Lock()
	c.Wait() // want `^syncwait: operator `
	c.L.Unlock()
	return nil
}

func tDefault(ctx workflow.Context) error {
	c := make(chan int, 1)
	go func() { c <- 1 }() // want `^gospawn: operator `
	for {
		select { // want `^chanwait: operator `
		case x := <-c:
			_ = x
			return nil
		default:
			_ = workflow.Sleep(ctx, time.Second)
		}
	}
}

func tDone(ctx workflow.Context) error {
	done := make(chan struct{})
	close(done)
	return nil
}

func tBlank(ctx workflow.Context) error {
	go workflow.NewSelector(ctx) // want `^gospawn: operator `
	return nil
}

// cadence

func cGroup(ctx cadence.Context, ids []string) error {
	errs := make(chan error, len(ids))
	for range ids {
		go func() { errs <- nil }() // want `^gospawn: operator `
	}
	for range ids {
		if err := <-errs; err != nil { // want `^chanwait: operator `
			return err
		}
	}
	time.Sleep(time.Second) // want `^timewait: operator `
	return nil
}

func cOK(ctx cadence.Context) error {
	cadence.Go(ctx, func(ctx cadence.Context) {})
	return cadence.Sleep(ctx, time.Second)
}

// restate

func rFan(ctx restate.Context, in []string) (int, error) {
	c := make(chan int)
	for range in {
		go func() { c <- 1 }() // want `^gospawn: operator `
	}
	n := 0
	for range in {
		n += <-c // want `^chanwait: operator `
	}
	return n, nil
}

func rGroup(ctx restate.ObjectContext, in []string) error {
	g, _ := errgroup.WithContext(ctx)
	for range in {
		g.Go(func() error { return nil }) // want `^gospawn: operator `
	}
	if err := g.Wait(); err != nil { // want `^syncwait: operator `
		return err
	}
	select { // want `^timewait: operator `
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(time.Second):
	}
	return nil
}

func rWg(ctx restate.WorkflowContext, in []string) error {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() { defer wg.Done() }() // want `^gospawn: operator `
	wg.Wait()                       // want `^syncwait: operator `
	return nil
}

func rRun(ctx restate.Context, in string) (string, error) {
	return restate.Run(ctx, func(ctx restate.RunContext) (string, error) {
		c := make(chan string, 1)
		go func() { c <- in }() // want `^gospawn: operator `
		select {
		case s := <-c:
			return s, nil
		case <-ctx.Done():
			return "", ctx.Err()
		}
	})
}

func rOK(ctx restate.Context, in string) (string, error) {
	fut := restate.After(ctx, time.Second)
	_ = fut
	return "", restate.Sleep(ctx, time.Second)
}

// dapr

func dFan(ctx *daprwf.WorkflowContext) (any, error) {
	var wg sync.WaitGroup
	res := make(chan error, 2)
	for range 2 {
		wg.Add(1)
		go func() { // want `^gospawn: operator `
			defer wg.Done()
			res <- ctx.CreateTimer(1).Await(nil)
		}()
	}
	wg.Wait() // want `^syncwait: operator `
	close(res)
	var all error
	for e := range res { // want `^chanwait: operator `
		all = errors.Join(all, e)
	}
	return nil, all
}

func dSleep(ctx *daprwf.WorkflowContext) (any, error) {
	select { // want `^timewait: operator `
	case <-time.After(time.Second):
	case <-context.Background().Done():
	}
	return nil, nil
}

func dTask(ctx *task.OrchestrationContext) (any, error) {
	done := make(chan bool)
	go func() { defer close(done); time.Sleep(1) }() // want `^gospawn: operator ` `^timewait: operator `
	<-done                                           // want `^chanwait: operator `
	return nil, ctx.CreateTimer(time.Second).Await(nil)
}

func dOK(ctx *task.OrchestrationContext) (any, error) {
	return nil, ctx.CreateTimer(time.Second).Await(nil)
}
