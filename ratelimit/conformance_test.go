package ratelimit

import (
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"

	"github.com/jobvet/jobvet/ratelimit/internal/interleave"
)

// TestModelDoesWhatTheCodeDoes runs the model whose interleavings are explored
// and the code side by side, one operation after another.
func TestModelDoesWhatTheCodeDoes(t *testing.T) {
	configs := []interleave.Config{
		{Rate: 1, Burst: 128, Lot: 8},
		{Rate: 2, Burst: 128, Lot: 8},
		{Rate: 1, Burst: 100},
		{Rate: 2, Burst: 160, Lot: 10},
	}
	for seed := range uint64(100) {
		synctest.Test(t, func(t *testing.T) {
			r := rand.New(rand.NewPCG(seed, 4))
			c := configs[r.IntN(2)]
			l := Must(New(float64(c.Rate), int(c.Burst)))
			m := interleave.New(c, 0, interleave.NoBug)
			for step := range 150 {
				n := 1 + r.IntN(30)
				if r.IntN(20) == 0 {
					n = int(c.Burst) - r.IntN(20)
				}
				op := interleave.Op{N: int16(n)}
				var got bool
				switch r.IntN(40) {
				case 0, 1, 2, 3:
					op.Kind = interleave.TryAcquire
					got = l.TryAcquireN(n)
				case 4, 5:
					op.Kind = interleave.TryAcquireAt
					got = l.TryAcquireAt(time.Now(), n)
				case 6, 7:
					op.Kind, got = interleave.Tick, true
					time.Sleep(time.Second)
				case 8:
					for range 50 {
						time.Sleep(time.Second)
						m.Run(interleave.Op{Kind: interleave.Tick})
					}
					continue
				default:
					op.Kind, op.N = interleave.TryAcquire, 1
					got = l.TryAcquire()
				}
				if want := m.Run(op); got != want {
					t.Fatalf("seed %d step %d: %+v: the code returned %t, the model %t", seed, step, op, got, want)
				}
				if want := int(m.Held()); l.Available() != want {
					t.Fatalf("seed %d step %d: after %+v the code holds %d, the model %d", seed, step, op, l.Available(), want)
				}
				if r.IntN(60) == 0 && m.CanChange() {
					c = configs[r.IntN(len(configs))]
					if err := l.SetRate(float64(c.Rate)); err != nil {
						t.Fatal(err)
					}
					if err := l.SetBurst(int(c.Burst)); err != nil {
						t.Fatal(err)
					}
					m.Run(interleave.Op{Kind: interleave.Reconfigure, To: c})
				}
			}
		})
	}
}
