package ratelimit

import "errors"

var (
	// ErrInvalid is wrapped by every error about a rate, burst, name, count or
	// encoded limiter that is out of range or malformed.
	ErrInvalid = errors.New("ratelimit: invalid")

	// ErrRefused is what [Limiter.Admit] returns when the permits are not there
	// yet. Trying again later can succeed; [Limiter.RetryAfter] says when. So is
	// the wait of an [Limiter.Acquire] that would end decades from now.
	ErrRefused = errors.New("ratelimit: refused")

	// ErrExceedsBurst is returned for a request for more permits than the burst:
	// it could never succeed. To waiting callers of [Limiter.Acquire] it also
	// comes by [Limiter.SetBurst].
	ErrExceedsBurst = errors.New("ratelimit: request exceeds the burst")

	// ErrZeroLimiter is returned by the methods of a zero Limiter, which has
	// neither rate nor burst and refuses everything.
	ErrZeroLimiter = errors.New("ratelimit: zero Limiter: use New, or decode one")
)
