// Package pool lends things.
package pool

import "errors"

type Box struct{ n int }

// A Pool has as many boxes as somebody says.
type Pool struct{ free chan *Box }

func New(size int) (*Pool, error) {
	if size <= 0 {
		return nil, errors.New("no size")
	}
	free := make(chan *Box, size)
	for i := range size {
		free <- &Box{i}
	}
	return &Pool{free: free}, nil
}

func (p *Pool) Acquire() *Box { return <-p.free }

func (p *Pool) Release(b *Box) { p.free <- b }

// Few has four boxes.
type Few struct{ free chan *Box }

func NewFew() *Few {
	f := &Few{free: make(chan *Box, 4)}
	for i := range 4 {
		f.free <- &Box{i}
	}
	return f
}

func (f *Few) Acquire() *Box { return <-f.free }

func (f *Few) Release(b *Box) { f.free <- b }

// Limit lets n callers in.
type Limit struct{ c chan struct{} }

func NewLimit(n int) *Limit { return &Limit{make(chan struct{}, n)} }

func (l *Limit) Acquire() { l.c <- struct{}{} }

func (l *Limit) Release() { <-l.c }

// A Queue hands over what callers put in.
type Queue struct{ c chan *Box }

func NewQueue(n int) *Queue { return &Queue{make(chan *Box, n)} }

func (q *Queue) Put(b *Box) { q.c <- b }

func (q *Queue) Get() *Box { return <-q.c }
