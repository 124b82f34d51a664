package tests

import (
	"context"
	"testing"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/riverqueue/river"
)

type args struct{}

func (args) Kind() string { return "args" }

type worker struct{ river.WorkerDefaults[args] }

func (worker) Work(ctx context.Context, job *river.Job[args]) error {
	time.Sleep(1) // want `timewait: operator worker\.Work \(river\.AddWorker, tests_test\.go:`
	return nil
}

func TestWorker(t *testing.T) { river.AddWorker(river.NewWorkers(), worker{}) }

func TestLate(t *testing.T) { new(late).ProcessElement((&late{now: time.Now}).ProcessElement("a")) }

// early is the test's own.
type early struct {
	now func() time.Time // want `opstate: operator \(\*early\)\.ProcessElement .* loses its field now`
}

func (e *early) ProcessElement(x string) string { return x + e.now().String() }

func TestEarly(t *testing.T) {
	beam.ParDo(beam.Scope{}, &early{now: time.Now}, beam.PCollection{})
}
