package lease

import "time"

// Stats is what a limiter has done so far.
type Stats struct {
	// Calls is how many calls to the store were made, and Failures how many of them failed.
	Calls, Failures int64
	// Leased is how many permits the store has granted, Spent how many of them were taken by
	// callers, as far as the store was told, and Held how many the worker holds.
	Leased, Spent, Held int64
	// Away says that the last call failed with Err, at At.
	Away bool
	Err  error
	At   time.Time
}

// Stats returns what the limiter has done so far, together with all others of its name in the process.
func (l *Limiter) Stats() Stats {
	w := l.find()
	if w == nil {
		return Stats{}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	s := w.stats
	if w.pool.now() < w.pool.expiry.Load() {
		s.Held = w.pool.left.Load()
	}
	return s
}

// count counts a call.
func (w *worker) count(q request, r reply, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	s := &w.stats
	s.Calls++
	if s.Away = err != nil; s.Away {
		s.Failures++
		s.Err, s.At = err, time.Now()
		return
	}
	s.Leased += r.granted
	s.Spent = q.spent
}
