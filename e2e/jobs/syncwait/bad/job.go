// Package syncwait waits for a semaphore that is not released where a call
// fails.
package syncwait

import (
	"context"
	"errors"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"golang.org/x/sync/semaphore"
)

// LookupFn looks addresses up, at most 10 at a time in this process.
type LookupFn struct {
	slots *semaphore.Weighted
}

func init() { register.DoFn3x1[context.Context, int, func(int), error](&LookupFn{}) }

// Setup makes the slots.
func (f *LookupFn) Setup() { f.slots = semaphore.NewWeighted(10) }

var errNone = errors.New("no such address")

func lookup(id int) (int, error) {
	if id%10 == 9 {
		return 0, errNone
	}
	return id, nil
}

// ProcessElement looks an address up.
func (f *LookupFn) ProcessElement(_ context.Context, id int, emit func(int)) error {
	if err := f.slots.Acquire(context.Background(), 1); err != nil {
		return err
	}
	address, err := lookup(id)
	if errors.Is(err, errNone) {
		emit(id) // as it is
		return nil
	}
	f.slots.Release(1)
	emit(address)
	return err
}

// Pipeline adds the step to a pipeline.
func Pipeline(s beam.Scope, ids beam.PCollection) beam.PCollection {
	return beam.ParDo(s, &LookupFn{}, ids)
}
