package worker

import (
	"context"
	"time"
)

const (
	// look is the time between two looks at the list.
	look = 10 * time.Millisecond
	// again is the time after which an item that was given back is on the list again.
	again = 100 * time.Millisecond
)

// A Submitter is a Framework that is a pool of goroutines, and an application that
// submits to it what is on its list: a pool has no queue that is there before.
type Submitter struct {
	// Submit has the pool handle an item, and calls back if the item is given back. It
	// fails if the pool is stopped.
	Submit func(ctx context.Context, item string, back func()) error
	// Other has it handle an item without a limit.
	Other func(item string) error
	// Release stops the pool.
	Release func()

	list    *List
	running context.Context
	stop    context.CancelFunc
	stopped chan struct{}
}

// Submitter returns an application that has no pool yet, and the context of its tasks.
func (l *Load) Submitter(ctx context.Context) (*Submitter, context.Context, error) {
	list, err := l.List()
	if err != nil {
		return nil, nil, err
	}
	s := &Submitter{list: list, stopped: make(chan struct{})}
	s.running, s.stop = context.WithCancel(ctx)
	return s, s.running, nil
}

// Add submits an item without a limit, and puts others on the list.
func (s *Submitter) Add(_ context.Context, limited bool, items ...string) error {
	if limited {
		s.list.Add(items...)
		return nil
	}
	for _, item := range items {
		if err := s.Other(item); err != nil {
			return err
		}
	}
	return nil
}

// Start begins to submit.
func (s *Submitter) Start(context.Context) error {
	go s.submitAll()
	return nil
}

func (s *Submitter) submitAll() {
	defer close(s.stopped)
	tick := time.NewTicker(look)
	defer tick.Stop()
	for s.running.Err() == nil {
		for _, item := range s.list.Take() {
			back := func() { time.AfterFunc(again, func() { s.list.Add(item) }) }
			if s.Submit(s.running, item, back) != nil {
				return
			}
		}
		<-tick.C
	}
}

// Stop drops the tasks that have not begun, whose items the application still has, and
// gives those that run a second to end.
func (s *Submitter) Stop() error {
	s.stop()
	Within(s.Release)
	<-s.stopped
	return nil
}

// Failed returns nothing: a pool counts nothing.
func (*Submitter) Failed(context.Context) (failed, dead int, err error) { return 0, 0, nil }

// Close does nothing.
func (*Submitter) Close() error { return nil }
