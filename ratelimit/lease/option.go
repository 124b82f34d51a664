package lease

import (
	"errors"
	"fmt"
	"strings"

	"github.com/jobvet/jobvet/ratelimit"
	"github.com/jobvet/jobvet/ratelimit/internal/naming"
)

// ErrClosed is returned by [Limiter.Acquire] of a limiter that is closed, or the zero Limiter.
var ErrClosed = errors.New("lease: limiter is closed")

// DefaultPrefix is what the keys of a limit begin with: jobvet:lease:{name} has its state, and
// jobvet:lease:{name}:due when its leases expire.
const DefaultPrefix = "jobvet:lease:"

// Option changes what [New] makes.
type Option func(*settings) error

type settings struct {
	prefix   string
	fallback *ratelimit.Limiter
	onError  func(error)
	limit    *limit
}

// apply returns the settings of a limiter of that name with the options applied.
func apply(name string, l *limit, opts []Option) (settings, error) {
	s := settings{prefix: DefaultPrefix, limit: l}
	if !naming.Valid(name) || strings.ContainsAny(name, "{}") {
		return s, fmt.Errorf("%w: name %q is not 1 to %d bytes of printable UTF-8 without spaces and braces", ratelimit.ErrInvalid, name, naming.MaxLength)
	}
	for _, opt := range opts {
		if err := opt(&s); err != nil {
			return s, err
		}
	}
	return s, nil
}

// Prefix is what the keys in the store begin with, in place of [DefaultPrefix]. The name follows in
// braces, so that all keys of a limit are in one slot of a cluster.
func Prefix(prefix string) Option {
	return func(s *settings) error {
		if prefix == "" || strings.ContainsAny(prefix, "{}") {
			return fmt.Errorf("%w: prefix %q is empty or has braces", ratelimit.ErrInvalid, prefix)
		}
		s.prefix = prefix
		return nil
	}
}

// OnError has f called with the error of each call to the store that failed, by the limiter's
// own goroutine, which waits for it: f must not block.
func OnError(f func(error)) Option {
	return func(s *settings) error {
		s.onError = f
		return nil
	}
}

// Shared is this worker's part of a limit; see [Share].
type Shared struct{ workers int }

// Share is the part of one of n workers: rate / n, and burst / n rounded down, at least 1.
func Share(n int) Shared { return Shared{n} }

// Fallback has the limiter grant from a limiter of its own while the store does not answer,
// with this worker's part of the limit. Without it the limiter refuses until the store is back.
//
// All workers that are cut off grant at most the limit together, if they are at most as many
// as n in [Share]; but those that can reach the store have all of the limit meanwhile, and when the store
// is back, those that come first do not know what others have granted. So with Fallback the workers
// may grant up to twice the limit while only some are cut off, and up to a burst more afterwards.
func Fallback(share Shared) Option {
	return func(s *settings) error {
		whole, err := ratelimit.New(s.limit.rate, s.limit.burst)
		if err != nil {
			return err
		}
		// Exact, since what it has granted is told to the store.
		s.fallback, err = whole.Share(share.workers, ratelimit.Exact())
		return err
	}
}
