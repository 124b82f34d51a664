package lease

import (
	"fmt"

	"github.com/jobvet/jobvet/ratelimit"
)

// check says why n permits are never granted.
func (l *Limiter) check(n int) error {
	w := l.find()
	switch {
	case w == nil || w.closed.Load():
		return ErrClosed
	case n < 0:
		return fmt.Errorf("%w: %d permits", ratelimit.ErrInvalid, n)
	}
	return fmt.Errorf("%w: %d permits, burst %d", ratelimit.ErrExceedsBurst, n, w.burst)
}
