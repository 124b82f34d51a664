// Command neoq runs the job on neoq and PostgreSQL, with ten workers.
package main

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/acaloiaro/neoq"
	"github.com/acaloiaro/neoq/backends/postgres"
	"github.com/acaloiaro/neoq/handler"
	"github.com/acaloiaro/neoq/jobs"
	"github.com/jackc/pgx/v5/pgxpool"
	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
)

const (
	limited   = "limited"
	unlimited = "unlimited"
	workers   = 10
	// conns is enough: each job keeps a connection, beside those that announce jobs.
	conns = 3 * workers
)

func main() { worker.Main(open) }

type framework struct {
	pool     *pgxpool.Pool
	neoq     neoq.Neoq
	handlers []handler.Handler
}

func open(ctx context.Context, l *worker.Load, lim *rate.Limiter, tally *worker.Tally) (worker.Framework, error) {
	pool, err := pgxpool.New(ctx, l.Broker)
	if err != nil {
		return nil, err
	}
	nq, err := neoq.New(ctx, neoq.WithBackend(postgres.Backend),
		postgres.WithConnectionString(fmt.Sprintf("%s&pool_max_conns=%d", l.Broker, conns)),
		// A minute is the default for what is in the queue before the worker starts.
		neoq.WithPendingJobCheckInterval(time.Second))
	if err != nil {
		return nil, err
	}
	nq.SetLogger(slog.New(slog.DiscardHandler))
	n := workers
	if l.Throttle {
		n = 1
	}
	j := newJob(lim, tally)
	return &framework{pool: pool, neoq: nq, handlers: []handler.Handler{
		handler.New(limited, j.handle, handler.Concurrency(n), handler.JobTimeout(l.Timeout)),
		handler.New(unlimited, func(ctx context.Context) error {
			item, err := itemOf(ctx)
			tally.Other(item)
			return err
		}, handler.Concurrency(workers)),
	}}, nil
}

func (f *framework) Add(ctx context.Context, isLimited bool, items ...string) error {
	queue := unlimited
	if isLimited {
		queue = limited
	}
	for _, item := range items {
		if _, err := f.neoq.Enqueue(ctx, &jobs.Job{Queue: queue, Payload: map[string]any{"item": item}}); err != nil {
			return err
		}
	}
	return nil
}

func (f *framework) Start(ctx context.Context) error {
	for _, h := range f.handlers {
		if err := f.neoq.Start(ctx, h); err != nil {
			return err
		}
	}
	return nil
}

// Stop gives the jobs that run a second to end.
func (f *framework) Stop() error {
	worker.Within(func() { f.neoq.Shutdown(context.Background()) })
	return nil
}

func (f *framework) Failed(ctx context.Context) (failed, dead int, err error) {
	err = f.pool.QueryRow(ctx, `SELECT count(*) FILTER (WHERE error <> '') + coalesce(sum(retries), 0), (SELECT count(*) FROM neoq_dead_jobs)
		FROM neoq_jobs WHERE queue = $1`, limited).Scan(&failed, &dead)
	return failed, dead, err
}

func (f *framework) Close() error {
	go f.pool.Close()
	return nil
}
