//go:build !v1

package main

import (
	"context"
	stdlog "log"
	"strings"
	"time"

	"github.com/RichardKnop/machinery/v2"
	redisbackend "github.com/RichardKnop/machinery/v2/backends/redis"
	redisbroker "github.com/RichardKnop/machinery/v2/brokers/redis"
	"github.com/RichardKnop/machinery/v2/config"
	"github.com/RichardKnop/machinery/v2/locks/eager"
	"github.com/RichardKnop/machinery/v2/log"
	"github.com/RichardKnop/machinery/v2/tasks"
	"github.com/redis/go-redis/v9"
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
	cnf := &config.Config{Broker: address, ResultBackend: address, DefaultQueue: queue, NoUnixSignals: true,
		// Each queue has its own delayed tasks. The other settings are the defaults, in seconds and milliseconds.
		Redis: &config.RedisConfig{MaxIdle: 3, IdleTimeout: 240, ReadTimeout: 15, WriteTimeout: 15, ConnectTimeout: 15,
			NormalTasksPollPeriod: 1000, DelayedTasksPollPeriod: delayedPoll, DelayedTasksKey: queue + "_delayed"}}
	opts, err := redis.ParseURL(address)
	if err != nil {
		return nil, err
	}
	broker := redisbroker.NewGR(cnf, strings.Split(opts.Addr, ","), opts.DB)
	backend := redisbackend.NewGR(cnf, strings.Split(opts.Addr, ","), opts.DB)
	return machinery.NewServer(cnf, broker, backend, eager.New()), nil
}

// etaOf returns the time that the task of a context was put off to, nil if it was not;
// putOff returns the error that puts a task off.
func etaOf(ctx context.Context) *time.Time { return tasks.SignatureFromContext(ctx).ETA }

func putOff(d time.Duration) error { return tasks.NewErrRetryTaskLater("no permit yet", d) }
