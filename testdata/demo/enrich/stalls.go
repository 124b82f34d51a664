// Package enrich is a Beam job that adds countries to addresses.
package enrich

import (
	"context"

	"example.com/demo/geo"
	"github.com/apache/beam/sdks/v2/go/pkg/beam"
)

// StallingFn waits for the limit inside the bundle: the worker stands still, and
// so does everything that is bundled with the element.
type StallingFn struct {
	client *geo.Client
}

// Setup runs once for each worker.
func (fn *StallingFn) Setup() { fn.client = geo.NewClient() }

// ProcessElement runs once for each address.
func (fn *StallingFn) ProcessElement(ctx context.Context, addr string, emit func(string)) error {
	country, err := fn.client.Lookup(ctx, addr)
	if err != nil {
		return err
	}
	emit(country)
	return nil
}

// LosingFn moves the wait out of the way, and its output with it: the bundle is
// committed before the goroutine emits.
type LosingFn struct {
	client *geo.Client
}

// Setup runs once for each worker.
func (fn *LosingFn) Setup() { fn.client = geo.NewClient() }

// ProcessElement runs once for each address.
func (fn *LosingFn) ProcessElement(ctx context.Context, addr string, emit func(string)) {
	go func() {
		if country, err := fn.client.Lookup(ctx, addr); err == nil {
			emit(country)
		}
	}()
}

// Build adds the steps to a pipeline.
func Build(s beam.Scope, addrs beam.PCollection) {
	beam.ParDo(s, &StallingFn{}, addrs)
	beam.ParDo(s, &LosingFn{}, addrs)
}
