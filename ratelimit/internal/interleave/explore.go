// Package interleave explores, exhaustively, the orders in which the atomic steps
// of the limiter's core can happen, on a model of that core.
//
// The model (see [State]) takes the same steps as the code, under the names that
// the code's comments give them ("// step: charge"). A test reads the code and
// fails when a step is added, removed, renamed or reordered there and not here,
// and another runs code and model side by side.
package interleave

import (
	"errors"
	"fmt"
	"hash/maphash"
	"strings"
)

// Visit is told of every step that an exploration takes.
type Visit func(Step)

// Explore takes every order of the threads' steps from the start on and returns
// how many different states it came through. It returns an error with the steps
// that led there as soon as a state violates what the model checks, or when no
// thread can go on and not all have ended, and also when there are more states
// than limit.
//
// States are told apart by a 64-bit hash: that two of a million are taken for one
// has a probability of 3 in 10^8.
func Explore(start State, limit int, visit Visit) (states int, err error) {
	e := explorer{seed: maphash.MakeSeed(), seen: map[uint64]struct{}{}, limit: limit, visit: visit}
	err = e.from(start)
	return len(e.seen), err
}

// ErrLimit is wrapped by the error of an exploration that was not finished.
var ErrLimit = errors.New("too many states")

type explorer struct {
	seed  maphash.Seed
	seen  map[uint64]struct{}
	limit int
	visit Visit
	trail []string
}

func (e *explorer) from(s State) error {
	key := maphash.Comparable(e.seed, s)
	if _, ok := e.seen[key]; ok {
		return nil
	}
	if len(e.seen) == e.limit {
		return fmt.Errorf("%w: %d", ErrLimit, e.limit)
	}
	e.seen[key] = struct{}{}
	moved := false
	for thread := range s.threads {
		next := s
		step, ok := next.advance(thread)
		if !ok {
			continue
		}
		moved = true
		e.visit(step)
		e.trail = append(e.trail, fmt.Sprintf("t%d %s", thread, step.Name))
		err := next.check()
		if err == nil {
			err = e.from(next)
		} else {
			err = fmt.Errorf("%w after: %s", err, strings.Join(e.trail, "; "))
		}
		if err != nil {
			return err
		}
		e.trail = e.trail[:len(e.trail)-1]
	}
	if !moved {
		if err := s.checkEnd(); err != nil {
			return fmt.Errorf("%w after: %s", err, strings.Join(e.trail, "; "))
		}
	}
	return nil
}
