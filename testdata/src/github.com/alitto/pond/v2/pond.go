// Package pond is a stub of github.com/alitto/pond/v2: as much of its API
// as the tests need.
package pond

import "context"

type BasePool interface {
	StopAndWait()
}

type Option func(*pool)

type Pool interface {
	BasePool
	Go(task func()) error
	Submit(task func()) Task
	SubmitErr(task func() error) Task
	TrySubmit(task func()) (Task, bool)
	TrySubmitErr(task func() error) (Task, bool)
}

type Result[R any] interface {
	Done() <-chan struct{}
	Wait() (R, error)
}

type ResultPool[R any] interface {
	BasePool
	Submit(task func() R) ResultTask[R]
	SubmitErr(task func() (R, error)) ResultTask[R]
	TrySubmit(task func() R) (ResultTask[R], bool)
	TrySubmitErr(task func() (R, error)) (ResultTask[R], bool)
}

type ResultTask[R any] interface {
	Done() <-chan struct{}
	Wait() (R, error)
}

type ResultTaskGroup[O any] interface {
	Done() <-chan struct{}
	Stop()
	Submit(tasks ...func() O) ResultTaskGroup[O]
	SubmitErr(tasks ...func() (O, error)) ResultTaskGroup[O]
	Wait() ([]O, error)
}

type Task interface {
	Done() <-chan struct{}
	Wait() error
}

type TaskGroup interface {
	Context() context.Context
	Done() <-chan struct{}
	Stop()
	Submit(tasks ...func()) TaskGroup
	SubmitErr(tasks ...func() error) TaskGroup
	Wait() error
}

type pool struct{}

func (*pool) Context() context.Context { panic("stub") }

func (*pool) Stopped() bool { panic("stub") }

func (*pool) MaxConcurrency() int { panic("stub") }

func (*pool) Resize(maxConcurrency int) { panic("stub") }

func (*pool) QueueSize() int { panic("stub") }

func (*pool) NonBlocking() bool { panic("stub") }

func (*pool) RunningWorkers() int64 { panic("stub") }

func (*pool) SubmittedTasks() uint64 { panic("stub") }

func (*pool) WaitingTasks() uint64 { panic("stub") }

func (*pool) FailedTasks() uint64 { panic("stub") }

func (*pool) SuccessfulTasks() uint64 { panic("stub") }

func (*pool) CompletedTasks() uint64 { panic("stub") }

func (*pool) DroppedTasks() uint64 { panic("stub") }

func (*pool) CanceledTasks() uint64 { panic("stub") }

func (*pool) Go(task func()) error { panic("stub") }

func (*pool) Submit(task func()) Task { panic("stub") }

func (*pool) SubmitErr(task func() error) Task { panic("stub") }

func (*pool) TrySubmit(task func()) (Task, bool) { panic("stub") }

func (*pool) TrySubmitErr(task func() error) (Task, bool) { panic("stub") }

func (*pool) Stop() Task { panic("stub") }

func (*pool) StopAndWait() { panic("stub") }

func (*pool) NewSubpool(maxConcurrency int, options ...Option) Pool { panic("stub") }

func (*pool) NewGroup() TaskGroup { panic("stub") }

func (*pool) NewGroupContext(ctx context.Context) TaskGroup { panic("stub") }

func NewPool(maxConcurrency int, options ...Option) Pool { panic("stub") }

func Submit(task func()) Task { panic("stub") }

func SubmitErr(task func() error) Task { panic("stub") }
