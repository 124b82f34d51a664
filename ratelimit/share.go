package ratelimit

import "fmt"

// Share returns a new limiter with the part of l's limit that one of several equal
// subtasks may use: rate / parallelism, and burst / parallelism rounded down, so
// that all subtasks together stay within l. Where the burst is less than the
// parallelism every subtask gets a burst of 1, and together they may exceed l's
// burst, though never its rate. [Limiter.ShareOf] leaves no remainder over.
//
// The options are those of New; the new limiter is full, and takes neither name,
// clock nor exactness from l.
//
// The error wraps [ErrInvalid] if parallelism is less than 1 or the share of the
// rate is less than [MinRate]; it is [ErrZeroLimiter] for the zero Limiter.
func (l *Limiter) Share(parallelism int, opts ...Option) (*Limiter, error) {
	g, err := l.shared(parallelism)
	if err != nil {
		return nil, err
	}
	return New(g.rate/float64(parallelism), max(g.burst/parallelism, 1), opts...)
}

// ShareOf is Share for a subtask that knows its index, from 0 to parallelism-1. The
// bursts of all subtasks add up to exactly that of l; it is an error if this
// subtask's part of it is no whole permit.
func (l *Limiter) ShareOf(index, parallelism int, opts ...Option) (*Limiter, error) {
	g, err := l.shared(parallelism)
	if err != nil {
		return nil, err
	}
	if index < 0 || index >= parallelism {
		return nil, fmt.Errorf("%w: index %d is not within [0, %d)", ErrInvalid, index, parallelism)
	}
	burst := g.burst / parallelism
	if index < g.burst%parallelism {
		burst++
	}
	if burst == 0 {
		return nil, fmt.Errorf("%w: subtask %d of %d has no part of a burst of %d", ErrInvalid, index, parallelism, g.burst)
	}
	return New(g.rate/float64(parallelism), burst, opts...)
}

func (l *Limiter) shared(parallelism int) (*generation, error) {
	b := l.bucket()
	if b == nil {
		return nil, ErrZeroLimiter
	}
	if parallelism < 1 {
		return nil, fmt.Errorf("%w: parallelism %d is less than 1", ErrInvalid, parallelism)
	}
	g, _ := b.open()
	return g, nil
}
