//go:build v1

package main

import (
	"context"
	stdlog "log"
	"time"

	"github.com/RichardKnop/machinery/v1"
	"github.com/RichardKnop/machinery/v1/config"
	"github.com/RichardKnop/machinery/v1/log"
	"github.com/RichardKnop/machinery/v1/tasks"
)

type (
	server     = machinery.Server
	taskWorker = machinery.Worker
	signature  = tasks.Signature
	argument   = tasks.Arg
)

func setLog(l *stdlog.Logger) { log.Set(l) }

// newServer returns a server with a queue in the database at an address.
func newServer(address, queue string) (*server, error) {
	return machinery.NewServer(&config.Config{Broker: address, ResultBackend: address, DefaultQueue: queue, NoUnixSignals: true, Lock: "eager",
		// Each queue has its own delayed tasks. The other settings are the defaults, in seconds and milliseconds.
		Redis: &config.RedisConfig{MaxIdle: 3, IdleTimeout: 240, ReadTimeout: 15, WriteTimeout: 15, ConnectTimeout: 15,
			NormalTasksPollPeriod: 1000, DelayedTasksPollPeriod: delayedPoll, DelayedTasksKey: queue + "_delayed"}})
}

// etaOf returns the time that the task of a context was put off to, nil if it was not;
// putOff returns the error that puts a task off.
func etaOf(ctx context.Context) *time.Time { return tasks.SignatureFromContext(ctx).ETA }

func putOff(d time.Duration) error { return tasks.NewErrRetryTaskLater("no permit yet", d) }
