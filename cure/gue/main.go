// Command gue runs the job on gue and PostgreSQL, with gue's defaults but for ten workers.
package main

import (
	"context"
	"sync/atomic"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/vgarvardt/gue/v5"
	"github.com/vgarvardt/gue/v5/adapter/pgxv5"
	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
)

const (
	limited   = "limited"
	unlimited = "unlimited"
	workers   = 10
	// conns is enough: each job keeps a connection, beside those that look for jobs.
	conns = 3 * workers
)

// schema makes the table that gue has to find in its database.
const schema = `CREATE TABLE IF NOT EXISTS gue_jobs (job_id text PRIMARY KEY, queue text NOT NULL, job_type text NOT NULL, args bytea NOT NULL,
	priority smallint NOT NULL, run_at timestamptz NOT NULL, error_count int NOT NULL DEFAULT 0, last_error text,
	created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL);
	CREATE INDEX IF NOT EXISTS gue_jobs_next ON gue_jobs (queue, run_at, priority)`

func main() { worker.Main(open) }

type framework struct {
	pool    *pgxpool.Pool
	client  *gue.Client
	pools   []*gue.WorkerPool
	stop    context.CancelFunc
	stopped chan error
	failed  atomic.Int64
}

func open(ctx context.Context, l *worker.Load, lim *rate.Limiter, tally *worker.Tally) (worker.Framework, error) {
	config, err := pgxpool.ParseConfig(l.Broker)
	if err != nil {
		return nil, err
	}
	config.MaxConns = conns
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, err
	}
	if _, err := pool.Exec(ctx, schema); err != nil {
		return nil, err
	}
	client, err := gue.NewClient(pgxv5.NewConnPool(pool))
	if err != nil {
		return nil, err
	}
	f := &framework{pool: pool, client: client, stopped: make(chan error, 2)}
	j := newJob(lim, tally, client)
	n := workers
	if l.Throttle {
		n = 1
	}
	pl, err := gue.NewWorkerPool(client, j.workMap(), n, gue.WithPoolQueue(limited), gue.WithPoolPollInterval(pollInterval), gue.WithPoolHooksJobDone(f.count))
	if err != nil {
		return nil, err
	}
	others, err := gue.NewWorkerPool(client, gue.WorkMap{unlimited: func(_ context.Context, job *gue.Job) error {
		tally.Other(string(job.Args))
		return nil
	}}, workers, gue.WithPoolQueue(unlimited))
	f.pools = []*gue.WorkerPool{pl, others}
	return f, err
}

// count counts a run that gue puts down as failed. With its context it ends the
// transaction instead, and puts down nothing.
func (f *framework) count(ctx context.Context, _ *gue.Job, err error) {
	if err != nil && ctx.Err() == nil {
		f.failed.Add(1)
	}
}

func (f *framework) Add(ctx context.Context, isLimited bool, items ...string) error {
	kind := unlimited
	if isLimited {
		kind = limited
	}
	for _, item := range items {
		if err := f.client.Enqueue(ctx, &gue.Job{Queue: kind, Type: kind, Args: []byte(item)}); err != nil {
			return err
		}
	}
	return nil
}

func (f *framework) Start(ctx context.Context) error {
	ctx, f.stop = context.WithCancel(ctx)
	for _, p := range f.pools {
		go func() { f.stopped <- p.Run(ctx) }()
	}
	return nil
}

// Stop gives the jobs that run a second to end.
func (f *framework) Stop() error {
	f.stop()
	worker.Within(func() {
		for range f.pools {
			<-f.stopped
		}
	})
	return nil
}

func (f *framework) Failed(context.Context) (failed, dead int, err error) {
	return int(f.failed.Load()), 0, nil
}

// Close leaves the connections of jobs that still run to the end of the process.
func (f *framework) Close() error {
	go f.pool.Close()
	return nil
}
