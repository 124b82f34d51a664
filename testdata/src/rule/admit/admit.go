// Package admit has code that runs in jobs and in local programs.
package admit

import (
	"context"
	"os"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/jobvet/jobvet/ratelimit"
	"github.com/riverqueue/river"
)

var lim, _ = ratelimit.New(10, 1)

var local = os.Getenv("LOCAL") != ""

// lookup is called by a job, and by main below: it waits only there.
func lookup(ctx context.Context, n int) error { return lim.Admit(ctx, n) }

// Enrich is a Beam DoFn.
type Enrich struct{}

func (*Enrich) ProcessElement(ctx context.Context, x int, emit func(int)) error {
	if err := lookup(ctx, 1); err != nil {
		return err
	}
	if err := lim.Admit(ctx, 2); err != nil {
		return err
	}
	if err := lookup(ratelimit.AllowWaiting(ctx), 1); err != nil { // want `^ratewait: operator \(\*Enrich\)\.ProcessElement \(beam\.ParDo, admit\.go:\d+\) lets Admit wait, as only main and tests may, with ratelimit\.AllowWaiting; it stalls the whole bundle: put beamlimit\.Throttle\(s, elements, limiter\) before it, which holds what is over the limit`
		return err
	}
	if err := patient(ctx); err != nil {
		return err
	}

	// The developer's machine is no cluster.
	if local {
		//jobvet:local the variable is set on the developer's machine only
		ctx = ratelimit.AllowWaiting(ctx)
	}
	//jobvet:local likewise
	if local {
		ctx = ratelimit.AllowWaiting(ctx)
		for range 3 {
			time.Sleep(time.Second)
		}
		pause()
	} else {
		_ = lim.Acquire(ctx, 1)
	}
	switch {
	//jobvet:local likewise
	case local:
		_ = lim.Acquire(ctx, 1)
	default:
		_ = lim.Acquire(ctx, 1) // want `^ratewait: `
	}
	slowly()
	return lim.Admit(ctx, 1)
}

func patient(ctx context.Context) error {
	return lookup(ratelimit.AllowWaiting(ctx), 1) // want `^ratewait: operator .* via patient;`
}

// slowly is for the developer's machine.
//
//jobvet:local it is called where LOCAL is set
func slowly() {
	_ = lim.Acquire(context.Background(), 1)
	pause()
}

func pause() { time.Sleep(time.Second) }

type args struct{}

func (args) Kind() string { return "args" }

// work may wait on its own context, if with caution.
func work(ctx context.Context, job *river.Job[args]) error {
	if err := lookup(ratelimit.AllowWaiting(ctx), 1); err != nil { // want `^ratewait: caution: operator work .* lets Admit wait`
		return err
	}
	return lookup(ratelimit.AllowWaiting(context.Background()), 1) // want `^ratewait: operator work`
}

// Main may wait as it likes.
func Main(s beam.Scope, col beam.PCollection) error {
	beam.ParDo(s, &Enrich{}, col)
	_ = river.WorkFunc(work)
	return lookup(ratelimit.AllowWaiting(context.Background()), 1)
}
