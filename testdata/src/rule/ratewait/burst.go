package ratewait

import (
	"context"

	"github.com/riverqueue/river"
	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/ratelimit"
)

const many = 20

var (
	narrow    = rate.NewLimiter(10, 1)
	wide      = rate.NewLimiter(10, many)
	unlimited = rate.NewLimiter(rate.Inf, 1)
	bundled   = ratelimit.Must(ratelimit.New(10, 5))
	// Exported is for other packages to change.
	Exported = rate.NewLimiter(10, 1)
)

// Batches asks for more than a limiter ever holds, and for less.
type Batches struct{ river.WorkerDefaults[Args] }

func (w *Batches) Work(ctx context.Context, job *river.Job[Args]) error {
	if err := narrow.WaitN(ctx, 5); err != nil { // want `^ratewait: operator \(\*Batches\)\.Work .* asks \(\*rate\.Limiter\)\.WaitN for 5 permits of a burst of 1, which is never granted; it fails each time, and with it the element: ask for at most the burst, or raise it$`
		return err
	}
	if err := wide.WaitN(ctx, many+1); err != nil { // want `^ratewait: operator .* for 21 permits of a burst of 20, which is never granted`
		return err
	}
	if err := bundled.Acquire(ctx, 6); err != nil { // want `^ratewait: operator .* for 6 permits of a burst of 5, which is never granted`
		return err
	}
	if err := narrow.WaitN(ctx, 1); err != nil { // want `^ratewait: caution: `
		return err
	}
	if err := wide.WaitN(ctx, many); err != nil { // want `^ratewait: caution: `
		return err
	}
	if err := unlimited.WaitN(ctx, 5); err != nil { // want `^ratewait: caution: `
		return err
	}
	if err := Exported.WaitN(ctx, 5); err != nil { // want `^ratewait: caution: `
		return err
	}
	return bundled.Acquire(ctx, 5) // want `^ratewait: caution: `
}
