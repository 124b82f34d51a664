// Package explore takes, exhaustively, the orders in which the atomic steps of a model can
// happen.
package explore

import (
	"errors"
	"fmt"
	"hash/maphash"
	"strings"
)

// Model is a value that has threads and takes their steps.
type Model[S any] interface {
	comparable
	// Threads returns how many threads there are.
	Threads() int
	// Advance returns what the next step of a thread makes of the model, and false if the
	// thread has none or must wait.
	Advance(thread int) (S, Step, bool)
	// Check returns an error if the model is in a state in which it must not be.
	Check() error
	// CheckEnd returns an error if no thread can go on, and that must not be.
	CheckEnd() error
}

// Step names an atomic step of the code: the function that takes it, and the name
// that its comment gives it.
type Step struct{ Func, Name string }

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
func Explore[S Model[S]](start S, limit int, visit Visit) (states int, err error) {
	e := explorer[S]{seed: maphash.MakeSeed(), seen: map[uint64]struct{}{}, limit: limit, visit: visit}
	err = e.from(start)
	return len(e.seen), err
}

// ErrLimit is wrapped by the error of an exploration that was not finished.
var ErrLimit = errors.New("too many states")

type explorer[S Model[S]] struct {
	seed  maphash.Seed
	seen  map[uint64]struct{}
	limit int
	visit Visit
	trail []taken
}

func (e *explorer[S]) from(s S) error {
	key := maphash.Comparable(e.seed, s)
	if _, ok := e.seen[key]; ok {
		return nil
	}
	if len(e.seen) == e.limit {
		return fmt.Errorf("%w: %d", ErrLimit, e.limit)
	}
	e.seen[key] = struct{}{}
	moved := false
	for thread := range s.Threads() {
		next, step, ok := s.Advance(thread)
		if !ok {
			continue
		}
		moved = true
		e.visit(step)
		e.trail = append(e.trail, taken{thread, step.Name})
		err := next.Check()
		if err == nil {
			err = e.from(next)
		} else {
			err = fmt.Errorf("%w after: %s", err, e.steps())
		}
		if err != nil {
			return err
		}
		e.trail = e.trail[:len(e.trail)-1]
	}
	if !moved {
		if err := s.CheckEnd(); err != nil {
			return fmt.Errorf("%w after: %s", err, e.steps())
		}
	}
	return nil
}

// taken is a step that was taken.
type taken struct {
	thread int
	name   string
}

// steps tells which steps led here.
func (e *explorer[S]) steps() string {
	var b strings.Builder
	for i, t := range e.trail {
		if i > 0 {
			b.WriteString("; ")
		}
		fmt.Fprintf(&b, "t%d %s", t.thread, t.name)
	}
	return b.String()
}
