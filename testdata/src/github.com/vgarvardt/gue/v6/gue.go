// Package gue is a stub of github.com/vgarvardt/gue/v6: as much of its API
// as the tests need.
package gue

import (
	"context"
	"time"

	"github.com/vgarvardt/gue/v6/adapter"
)

type Client struct{}

type HookFunc func(ctx context.Context, j *Job, err error)

type Job struct {
	Queue      string
	Priority   JobPriority
	RunAt      time.Time
	Type       string
	Args       []byte
	ErrorCount int32
	CreatedAt  time.Time
}

func (*Job) Tx() adapter.Tx { panic("stub") }

func (*Job) Delete(ctx context.Context) error { panic("stub") }

func (*Job) Done(ctx context.Context) error { panic("stub") }

func (*Job) Error(ctx context.Context, jErr error) (err error) { panic("stub") }

type JobPriority int16

type WorkFunc func(ctx context.Context, j *Job) error

type WorkMap map[string]WorkFunc

type Worker struct{}

func (*Worker) Run(ctx context.Context) error { panic("stub") }

func (*Worker) WorkOne(ctx context.Context) (didWork bool) { panic("stub") }

type WorkerOption func(*Worker)

type WorkerPool struct{}

func (*WorkerPool) Run(ctx context.Context) error { panic("stub") }

func (*WorkerPool) WorkOne(ctx context.Context) (didWork bool) { panic("stub") }

type WorkerPoolOption func(pool *WorkerPool)

func ErrRescheduleJobAt(t time.Time, reason string) error { panic("stub") }

func ErrRescheduleJobIn(d time.Duration, reason string) error { panic("stub") }

func NewWorker(c *Client, wm WorkMap, options ...WorkerOption) (*Worker, error) { panic("stub") }

func NewWorkerPool(c *Client, wm WorkMap, poolSize int, options ...WorkerPoolOption) (*WorkerPool, error) {
	panic("stub")
}

func WithPoolHooksJobDone(hooks ...HookFunc) WorkerPoolOption { panic("stub") }

func WithPoolHooksJobLocked(hooks ...HookFunc) WorkerPoolOption { panic("stub") }

func WithPoolHooksJobUndone(hooks ...HookFunc) WorkerPoolOption { panic("stub") }

func WithPoolHooksUnknownJobType(hooks ...HookFunc) WorkerPoolOption { panic("stub") }

func WithPoolUnknownJobWorkFunc(wf WorkFunc) WorkerPoolOption { panic("stub") }

func WithWorkerHooksJobDone(hooks ...HookFunc) WorkerOption { panic("stub") }

func WithWorkerHooksJobLocked(hooks ...HookFunc) WorkerOption { panic("stub") }

func WithWorkerHooksJobUndone(hooks ...HookFunc) WorkerOption { panic("stub") }

func WithWorkerHooksUnknownJobType(hooks ...HookFunc) WorkerOption { panic("stub") }

func WithWorkerUnknownJobWorkFunc(wf WorkFunc) WorkerOption { panic("stub") }
