// Package quits has operators that exit through another package.
package quits

import (
	"context"

	"cross/exits"

	"github.com/riverqueue/river"
)

type Args struct{}

func (Args) Kind() string { return "quits" }

type Worker struct {
	river.WorkerDefaults[Args]
}

func (w *Worker) Work(ctx context.Context, job *river.Job[Args]) error {
	exits.Check(nil)      // want `^jobexit: operator \(\*Worker\)\.Work \(.*river\.AddWorker.*\) ends the process in os\.Exit via exits\.Check → exits\.die \(exits\.go:\d+\); the process dies with every other job in it, and they count as running until they are rescued: return the error$`
	exits.Background(nil) // want `^jobexit: operator .* starts a goroutine that ends the process in panic via exits\.Background \(exits\.go:\d+\); .*: recover in the goroutine, and hand the operator an error$` `^gospawn: `
	exits.Leave()         // want `^jobexit: operator .* ends the goroutine that runs it in runtime\.Goexit via exits\.Leave`
	go exits.Check(nil)   // want `^jobexit: operator .* ends the process in os\.Exit via exits\.Check` `^gospawn: `
	go exits.Leave()      // want `^gospawn: `
	exits.Guarded(nil)    // want `^gospawn: `
	exits.Panic(nil)
	go func() { // want `^gospawn: `
		defer exits.Recover()
		panic("not known to be recovered here, so that nothing is said")
	}()
	return nil
}

var _ = func() *river.Workers {
	w := river.NewWorkers()
	river.AddWorker(w, &Worker{})
	return w
}()
