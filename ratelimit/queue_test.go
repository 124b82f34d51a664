package ratelimit

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// fifo is what a limiter with a queue is meant to be, slow and obvious: permits
// are there or not, and the first in the queue takes what it asks for as soon as
// it is there.
type fifo struct {
	rate, burst, level float64
	at                 time.Duration
	queue              []*request
	served             func(r *request, at time.Duration, err error)
}

type request struct {
	n      int
	cancel context.CancelFunc
}

// advance lets time pass, until the queue's requests have been served that are
// due by then.
func (f *fifo) advance(to time.Duration) {
	for len(f.queue) > 0 {
		r := f.queue[0]
		due := f.at + time.Duration(math.Ceil(max(0, float64(r.n)-f.level)/f.rate*1e9-1e-3))
		if due > to {
			break
		}
		f.pass(due)
		f.level -= float64(r.n)
		f.queue = f.queue[1:]
		f.served(r, due, nil)
	}
	f.pass(to)
}

func (f *fifo) pass(to time.Duration) {
	f.level += f.rate * float64(to-f.at) / 1e9
	if f.at = to; len(f.queue) == 0 {
		f.level = min(f.level, f.burst)
	}
}

func (f *fifo) try(n int) bool {
	if len(f.queue) > 0 || f.level < float64(n)-1e-6 {
		return false
	}
	f.level -= float64(n)
	return true
}

func (f *fifo) drop(at time.Duration, err error, which func(*request) bool) {
	for i := 0; i < len(f.queue); {
		if r := f.queue[i]; which(r) {
			f.queue = slices.Delete(f.queue, i, i+1)
			f.served(r, at, err)
			continue
		}
		i++
	}
}

// TestQueueAgainstModel lets callers wait, gives up some of them and changes the
// rate and the burst meanwhile: every request must end when it does in the model,
// and as it does there.
func TestQueueAgainstModel(t *testing.T) {
	type end struct {
		at  time.Duration
		err error
	}
	for seed := range uint64(runs(t, 600)) {
		synctest.Test(t, func(t *testing.T) {
			r := rand.New(rand.NewPCG(seed, 11))
			interval := func() time.Duration { return time.Duration(1+r.IntN(1000)) * time.Millisecond }
			burst := 1 + r.IntN(20)
			rate := float64(time.Second) / float64(interval())
			l := Must(New(rate, burst, Exact()))
			start := time.Now()
			want, got := map[*request]end{}, map[*request]end{}
			m := &fifo{rate: rate, burst: float64(burst), level: float64(burst), served: func(r *request, at time.Duration, err error) {
				want[r] = end{at, err}
			}}
			var mu sync.Mutex
			changes := 0
			for step := range 120 {
				// Never at the very instant at which a request is due.
				time.Sleep(time.Duration(r.ExpFloat64()*2e9/rate)/time.Millisecond*time.Millisecond + 137*time.Microsecond)
				synctest.Wait()
				now := time.Since(start)
				m.advance(now)
				n := 1 + r.IntN(burst)
				switch r.IntN(8) {
				case 0, 1, 2:
					ctx, cancel := context.WithCancel(t.Context())
					q := &request{n, cancel}
					m.queue = append(m.queue, q)
					go func() {
						err := l.Acquire(ctx, n)
						mu.Lock()
						defer mu.Unlock()
						got[q] = end{time.Since(start), err}
					}()
				case 3:
					if want := m.try(n); l.TryAcquireN(n) != want {
						t.Fatalf("seed %d step %d at %v: TryAcquireN(%d) is not %t", seed, step, now, n, want)
					}
				case 4, 5:
					if len(m.queue) > 0 {
						q := m.queue[r.IntN(len(m.queue))]
						q.cancel()
						m.drop(now, context.Canceled, func(r *request) bool { return r == q })
					}
				case 6:
					if r.IntN(4) == 0 {
						changes++
						burst = 1 + r.IntN(20)
						if err := l.SetBurst(burst); err != nil {
							t.Fatal(err)
						}
						m.drop(now, ErrExceedsBurst, func(r *request) bool { return r.n > burst })
						m.burst, m.level = float64(burst), min(m.level, float64(burst))
					}
				case 7:
					if r.IntN(4) == 0 {
						changes++
						rate = float64(time.Second) / float64(interval())
						if err := l.SetRate(rate); err != nil {
							t.Fatal(err)
						}
						m.rate = rate
					}
				}
				m.advance(now)
				synctest.Wait()
			}
			for len(m.queue) > 0 {
				time.Sleep(time.Second)
				m.advance(time.Since(start))
			}
			synctest.Wait()
			for q, w := range want {
				g, ok := got[q]
				// A nanosecond's worth of a fast rate is up to a microsecond's of a slow one.
				if !ok || !errors.Is(g.err, w.err) || (g.at-w.at).Abs() > time.Duration(1+changes)*time.Microsecond {
					t.Errorf("seed %d: request for %d ended %t at %v with %v, want %v with %v", seed, q.n, ok, g.at, g.err, w.at, w.err)
				}
				q.cancel()
			}
		})
	}
}

// change is what a limiter was set to at an instant.
type setting struct {
	at    time.Duration
	rate  float64
	burst int
}

// excess returns the most permits by which grants exceed what the settings allow
// over any window: the largest burst that held in it, and the rates.
func excess(grants []taken, settings []setting) (most float64) {
	minted := func(from, to time.Duration) (sum float64) {
		for i, s := range settings {
			end := to
			if i+1 < len(settings) {
				end = min(end, settings[i+1].at)
			}
			sum += s.rate * max(0, end-max(from, s.at)).Seconds()
		}
		return sum
	}
	slices.SortStableFunc(grants, func(a, b taken) int { return int(a.at - b.at) })
	most = math.Inf(-1)
	for i, first := range grants {
		if i > 0 && grants[i-1].at == first.at {
			continue
		}
		sum, s, burst := 0.0, 0, 0
		for j, g := range grants[i:] {
			sum += float64(g.n)
			if next := i + j + 1; next < len(grants) && grants[next].at == g.at {
				continue
			}
			for ; s < len(settings) && settings[s].at <= g.at; s++ {
				if s+1 == len(settings) || settings[s+1].at >= first.at {
					burst = max(burst, settings[s].burst)
				}
			}
			most = max(most, sum-float64(burst)-minted(first.at, g.at))
		}
	}
	return most
}

// taken is permits that were granted at an instant.
type taken struct {
	at time.Duration
	n  int
}

// TestEveryWindow has eight goroutines take, wait, give up and change the limiter
// in virtual time, where every grant has an exact time, and looks at all windows
// between two grants.
func TestEveryWindow(t *testing.T) {
	for seed := range uint64(runs(t, 300)) {
		r := rand.New(rand.NewPCG(seed, 12))
		rate := []float64{1000, 10, 7, 1e6, 333333.3}[r.IntN(5)]
		burst := []int{1, 5, 20, 127, 128, 1000, 5000}[r.IntN(7)]
		var opts []Option
		if r.IntN(2) == 0 {
			opts = append(opts, Exact())
		}
		fill := float64(burst) / rate * 1e9 // ns
		changes := r.IntN(3) == 0
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l, other := Must(New(rate, burst, opts...)), Must(New(rate, burst))
				tiers, err := NewTiers(l, other)
				if err != nil {
					t.Fatal(err)
				}
				start := time.Now()
				settings := []setting{{0, rate, burst}}
				var mu sync.Mutex
				var grants []taken
				note := func(n int) {
					if n > 0 {
						mu.Lock()
						defer mu.Unlock()
						grants = append(grants, taken{time.Since(start), n})
					}
				}
				var wg sync.WaitGroup
				for i := range 8 {
					wg.Go(func() {
						r := rand.New(rand.NewPCG(seed, uint64(i+100)))
						for range 100 {
							n := 1 + r.IntN(burst)
							switch r.IntN(9) {
							case 0:
								note(n * count(l.TryAcquireN(n)))
							case 1:
								note(l.TryAcquireUpTo(n))
							case 2, 3, 4:
								ctx, cancel := context.WithCancel(t.Context())
								after := time.Duration(r.Float64() * fill)
								if r.IntN(4) == 0 {
									after = l.RetryAfter(n) // as late as can be
								}
								if r.IntN(3) > 0 && after >= 0 {
									time.AfterFunc(after, cancel)
								}
								note(n * count(l.Acquire(ctx, n) == nil))
								cancel()
							case 5:
								note(n * count(tiers.TryAcquireN(n)))
							case 6:
								other.TryAcquireUpTo(n)
							case 7:
								if changes && r.IntN(4) == 0 {
									var err error
									mu.Lock()
									s := settings[len(settings)-1]
									if s.at = time.Since(start); r.IntN(2) == 0 {
										s.rate = rate * (0.5 + r.Float64())
										err = l.SetRate(s.rate)
									} else {
										s.burst = 1 + r.IntN(2*burst)
										err = l.SetBurst(s.burst)
									}
									settings = append(settings, s)
									mu.Unlock()
									if err != nil {
										t.Error(err)
									}
								}
							default:
								note(count(l.TryAcquire()))
							}
							if r.IntN(3) == 0 {
								time.Sleep(time.Duration(r.ExpFloat64() * fill / 4))
							}
						}
					})
				}
				wg.Wait()
				// Two units a change, and the observer's own rounding.
				if over, slack := excess(grants, settings), 1e-3+4e-9*2*rate*float64(len(settings)); over > slack {
					t.Errorf("rate %v, burst %d, %d settings: %.6f permits more than the bound in some window", rate, burst, len(settings), over)
				}
			})
		})
	}
}
