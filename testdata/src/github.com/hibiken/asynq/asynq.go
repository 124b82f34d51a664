// Package asynq is a stub of github.com/hibiken/asynq: as much of its API
// as the tests need.
package asynq

import (
	"context"
	"time"
)

type Config struct {
	Concurrency     int
	RetryDelayFunc  RetryDelayFunc
	IsFailure       func(error) bool
	ErrorHandler    ErrorHandler
	GroupAggregator GroupAggregator
}

type ErrorHandler interface {
	HandleError(ctx context.Context, task *Task, err error)
}

type ErrorHandlerFunc func(ctx context.Context, task *Task, err error)

func (ErrorHandlerFunc) HandleError(ctx context.Context, task *Task, err error) { panic("stub") }

type GroupAggregator interface {
	Aggregate(group string, tasks []*Task) *Task
}

type GroupAggregatorFunc func(group string, tasks []*Task) *Task

func (GroupAggregatorFunc) Aggregate(group string, tasks []*Task) *Task { panic("stub") }

type Handler interface {
	ProcessTask(context.Context, *Task) error
}

type HandlerFunc func(context.Context, *Task) error

func (HandlerFunc) ProcessTask(ctx context.Context, task *Task) error { panic("stub") }

type MiddlewareFunc func(Handler) Handler

type ResultWriter struct{}

type RetryDelayFunc func(n int, e error, t *Task) time.Duration

type ServeMux struct{}

func (*ServeMux) Handle(pattern string, handler Handler) { panic("stub") }

func (*ServeMux) HandleFunc(pattern string, handler func(context.Context, *Task) error) {
	panic("stub")
}

func (*ServeMux) Use(mws ...MiddlewareFunc) { panic("stub") }

type Server struct{}

func (*Server) Run(handler Handler) error { panic("stub") }

func (*Server) Start(handler Handler) error { panic("stub") }

type Task struct{}

func (*Task) Type() string { panic("stub") }

func (*Task) Payload() []byte { panic("stub") }

func (*Task) Headers() map[string]string { panic("stub") }

func (*Task) ResultWriter() *ResultWriter { panic("stub") }

func NewServeMux() *ServeMux { panic("stub") }
