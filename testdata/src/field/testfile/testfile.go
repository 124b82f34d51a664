// Package testfile has an operator in a test file, which is not even listed.
package testfile

import (
	"context"

	"github.com/riverqueue/river"
)

type Args struct{}

func (Args) Kind() string { return "args" }

type Worker struct{ river.WorkerDefaults[Args] }

func (*Worker) Work(ctx context.Context, job *river.Job[Args]) error { return nil } // want `operator: \(\*Worker\)\.Work \(implements river\.Worker, testfile\.go:14\)`
