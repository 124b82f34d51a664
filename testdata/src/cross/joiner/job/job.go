package job

import (
	"context"
	"sync"

	"cross/joiner/group"

	"github.com/hibiken/asynq"
)

// waits for the group on its way out.
func waits(ctx context.Context, t *asynq.Task) error {
	g := group.New()
	for range 3 {
		g.Go(func() error { return nil })
	}
	return g.Wait() // want `syncwait: caution: `
}

// leaves starts goroutines for which another group waits.
func leaves(ctx context.Context, t *asynq.Task) error {
	g, other := group.New(), group.New()
	g.Go(func() error { return nil }) // want `gospawn: operator leaves .* via \(\*group\.Group\)\.Go`
	return other.Wait()               // want `syncwait: caution: `
}

// workers is waited for when the program ends.
type workers struct{ wg sync.WaitGroup }

func (w *workers) handle(ctx context.Context, t *asynq.Task) error {
	w.start(func() {})
	return nil
}

func (w *workers) start(f func()) {
	w.wg.Add(1)
	go func() { // want `gospawn: operator \(\*workers\)\.handle .* starts a goroutine that can outlive the call via \(\*workers\)\.start`
		defer w.wg.Done()
		f()
	}()
}

func (w *workers) Close() { w.wg.Wait() }

func Register(mux *asynq.ServeMux) {
	mux.HandleFunc("waits", waits)
	mux.HandleFunc("leaves", leaves)
	mux.HandleFunc("handle", new(workers).handle)
}
