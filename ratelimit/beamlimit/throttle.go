package beamlimit

import (
	"fmt"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/typex"

	"github.com/jobvet/jobvet/ratelimit"
)

// Throttle returns the elements of col, not more of them than the limiter grants. What is
// over the limit is held in the runner's state and emitted when there is a permit. An element
// keeps its timestamp and its window.
//
// The limiter is sent to the workers, so it has to survive that: a [ratelimit.Limiter] needs
// a name ([ratelimit.Name]), so that all instances of the transform in a worker process share
// one; a limiter of another type has to encode itself as JSON, its type has to be registered
// (beam.RegisterType), and what is decoded has to share its state likewise.
//
// Throttle panics if the limiter is none of these, or if the collection is neither of single
// elements nor of pairs; [TryThrottle] returns the error instead.
func Throttle(s beam.Scope, col beam.PCollection, limiter ratelimit.Strategy, opts ...Option) beam.PCollection {
	return beam.Must(TryThrottle(s, col, limiter, opts...))
}

// TryThrottle is Throttle with an error for what it cannot build.
func TryThrottle(s beam.Scope, col beam.PCollection, limiter ratelimit.Strategy, opts ...Option) (beam.PCollection, error) {
	set := settings{shards: 1}
	for _, o := range opts {
		o(&set)
	}
	if set.shards < 1 {
		return beam.PCollection{}, fmt.Errorf("beamlimit: Shards(%d) is less than 1", set.shards)
	}
	hold, err := newHoldFn(limiter)
	if err != nil {
		return beam.PCollection{}, err
	}
	return build(s.Scope("beamlimit.Throttle"), col, hold, set.shards)
}

// An Option changes how a collection is throttled.
type Option func(*settings)

type settings struct{ shards int }

// Shards divides the collection into n parts, which are held apart from each other and
// may be held by n workers. The default is 1: all elements stay in the order in which
// they came, one worker at a time emits them, and so the limit holds over all workers.
// With more, pairs with the same key stay in order, and each worker process that holds a
// part keeps the limit for itself: divide it by the number of worker processes with
// [ratelimit.Limiter.Share].
func Shards(n int) Option { return func(s *settings) { s.shards = n } }

// build makes the transform: elements are encoded and given a shard, held, and decoded.
func build(s beam.Scope, col beam.PCollection, hold *holdFn, shards int) (beam.PCollection, error) {
	t := col.Type()
	switch {
	case typex.IsKV(t) && t.Components()[0].Class() == typex.Concrete && t.Components()[1].Class() == typex.Concrete:
		key, value := beam.EncodedType{T: t.Components()[0].Type()}, beam.EncodedType{T: t.Components()[1].Type()}
		held := beam.ParDo(s, hold, beam.ParDo(s, &shardPairFn{Shards: shards, Key: key, Value: value}, col))
		return beam.ParDo(s, &decodePairFn{Key: key, Value: value}, held,
			beam.TypeDefinition{Var: beam.TType, T: key.T}, beam.TypeDefinition{Var: beam.UType, T: value.T}), nil
	case t.Class() == typex.Concrete:
		single := beam.EncodedType{T: t.Type()}
		held := beam.ParDo(s, hold, beam.ParDo(s, &shardFn{Shards: shards, Type: single}, col))
		return beam.ParDo(s, &decodeFn{Type: single}, held, beam.TypeDefinition{Var: beam.TType, T: single.T}), nil
	}
	return beam.PCollection{}, fmt.Errorf("beamlimit: a collection of %v is neither of single elements nor of pairs", t)
}
