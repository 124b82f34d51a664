package ratelimit

import (
	"fmt"
	"time"

	"github.com/jobvet/jobvet/ratelimit/internal/naming"
)

// Option changes what [New] makes.
type Option func(*settings) error

// settings is what a limiter is made from: the arguments of New, or a decoded
// limiter.
type settings struct {
	rate  float64
	burst int
	exact bool
	name  string
	clock func() time.Time
	// held is the permits that a new bucket holds; nil: full.
	held *float64
}

// apply returns the settings with the options applied.
func apply(s settings, opts []Option) (settings, error) {
	for _, opt := range opts {
		if err := opt(&s); err != nil {
			return s, err
		}
	}
	return s, nil
}

// Exact makes the limiter exact at every instant: every permit that the rate and
// the burst allow is granted, and TryAcquire reads the clock on every call.
// Without it a limiter with a burst of 128 or more keeps a small part of the
// burst as credits that are granted without reading the clock; see the package
// documentation for what that costs.
func Exact() Option {
	return func(s *settings) error {
		s.exact = true
		return nil
	}
}

// Name makes the limiter one of the process-wide limiters: all limiters of the
// process that carry the name, made by New or decoded, are handles of one and the
// same limiter and share its permits. Those after the first must be declared
// with the same rate, burst and exactness; a different declaration is an error.
// [Forget] removes a name.
//
// A name has 1 to 128 bytes of printable UTF-8 without spaces. A process has at most
// 65,536 of them, since names may come from the network: beyond that a new name is
// an error that wraps [ErrInvalid], for honest callers too, until one is forgotten.
func Name(name string) Option {
	return func(s *settings) error {
		s.name = name
		return checkName(name)
	}
}

func checkName(name string) error {
	if !naming.Valid(name) {
		return fmt.Errorf("%w: name %q is not 1 to %d bytes of printable UTF-8 without spaces", ErrInvalid, name, naming.MaxLength)
	}
	return nil
}

// Clock makes the limiter read the time from now instead of the system's
// monotonic clock. The function is called by every method that needs the time,
// from any goroutine, and must neither block nor call the limiter. Such a
// limiter is always [Exact], has no Name and is encoded without its clock.
//
// The clock may start anywhere; what happens when it goes back is described in
// the package documentation. [Limiter.Acquire] still sleeps in real time, and
// looks at the clock at least once a second.
//
// A test of code that uses the system's clock does not need Clock: limiters work
// inside a testing/synctest bubble.
func Clock(now func() time.Time) Option {
	return func(s *settings) error {
		if now == nil {
			return fmt.Errorf("%w: nil clock", ErrInvalid)
		}
		s.clock, s.exact = now, true
		return nil
	}
}
