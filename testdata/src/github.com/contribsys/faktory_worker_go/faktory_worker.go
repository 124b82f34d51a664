// Package faktory_worker is a stub of github.com/contribsys/faktory_worker_go: as much of its API
// as the tests need.
package faktory_worker

import (
	"context"
	"time"

	"github.com/contribsys/faktory/client"
)

type LifecycleEventHandler func(*Manager) error

type Logger interface{}

type Manager struct {
	Concurrency     int
	Logger          Logger
	ProcessWID      string
	Labels          []string
	ShutdownTimeout time.Duration
}

func (*Manager) Register(name string, fn Perform) { panic("stub") }

func (*Manager) On(event lifecycleEventType, fn LifecycleEventHandler) { panic("stub") }

func (*Manager) Quiet() { panic("stub") }

func (*Manager) Terminate(reallydie bool) { panic("stub") }

func (*Manager) RunWithContext(ctx context.Context) error { panic("stub") }

func (*Manager) Run() error { panic("stub") }

func (*Manager) ProcessStrictPriorityQueues(queues ...string) { panic("stub") }

func (*Manager) ProcessWeightedPriorityQueues(queues map[string]int) { panic("stub") }

func (*Manager) Use(middleware ...MiddlewareFunc) { panic("stub") }

type MiddlewareFunc func(ctx context.Context, job *client.Job, next func(ctx context.Context) error) error

type Perform func(ctx context.Context, args ...interface{}) error

type lifecycleEventType int
