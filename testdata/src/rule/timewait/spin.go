package timewait

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/hibiken/asynq"
)

var (
	ready atomic.Bool
	count atomic.Int64
	lock  sync.Mutex
)

func spins(ctx context.Context, t *asynq.Task) error {
	for !ready.Load() { // want `timewait: operator spins .* spins on \(\*atomic\.Bool\)\.Load;`
		runtime.Gosched()
	}
	for !lock.TryLock() { // want `timewait: operator spins .* spins on \(\*sync\.Mutex\)\.TryLock;`
	}
	lock.Unlock()
	// These do something each time.
	for !ready.Load() {
		step()
	}
	for !count.CompareAndSwap(count.Load(), count.Load()+1) {
	}
	if !ready.Load() {
		runtime.Gosched()
	}
	return nil
}

func step() {}

func registerSpins(mux *asynq.ServeMux) { mux.HandleFunc("spins", spins) }
