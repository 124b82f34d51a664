package ratelimit

import "context"

type allowWaiting struct{}

// AllowWaiting returns a context under which [Limiter.Admit] may wait. Only the
// outermost caller knows whether it may be held up: a local program or a test
// calls AllowWaiting once, a job does not, and the code in between is the same.
func AllowWaiting(ctx context.Context) context.Context {
	return context.WithValue(ctx, allowWaiting{}, true)
}

// Admit takes n permits and returns nil, or an error if they were not there. It
// never waits, unless the context came through [AllowWaiting]: then it is
// [Limiter.Acquire].
//
// The error is [ErrRefused] if trying again later can succeed, and otherwise one
// that says why it cannot: [ErrExceedsBurst], one that wraps [ErrInvalid] for a
// negative n, [ErrZeroLimiter], or the context's own if that has ended.
func (l *Limiter) Admit(ctx context.Context, n int) error {
	if ctx.Value(allowWaiting{}) != nil {
		return l.Acquire(ctx, n)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if l.TryAcquireN(n) {
		return nil
	}
	if err := l.Check(n); err != nil {
		return err
	}
	return ErrRefused
}

// Check returns nil if a request for n permits can succeed, now or later, and
// otherwise why it never can: an error that wraps [ErrExceedsBurst], [ErrInvalid] for
// a negative n, or [ErrZeroLimiter]. It takes nothing. It is for a number that
// nobody has held against the burst, such as the size of a batch: to try again is
// then no use, and [Limiter.RetryAfter] is [Never].
func (l *Limiter) Check(n int) error {
	_, err := l.admissible(n)
	return err
}
