package lease

import (
	"testing"

	"github.com/jobvet/jobvet/ratelimit"
)

// BenchmarkGranted compares a granted call with that of a limiter of one process that reads the clock, too.
func BenchmarkGranted(b *testing.B) {
	w := newWorker("test", mustLimit(b, 1000, 200), settings{}, nil)
	l := new(Limiter)
	l.worker.Store(w)
	w.pool.putIn(1<<50, 1<<62)
	b.Run("lease", func(b *testing.B) {
		for b.Loop() {
			l.TryAcquire()
		}
	})
	local := ratelimit.Must(ratelimit.New(1e9, 1<<30, ratelimit.Exact()))
	b.Run("local", func(b *testing.B) {
		for b.Loop() {
			local.TryAcquire()
		}
	})
}
