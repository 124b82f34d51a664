// Command river runs the job on river and PostgreSQL, with river's defaults and ten workers.
package main

import (
	"context"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"
	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
)

func main() { worker.Main(open) }

// unlimited is a job of the same queue that no limiter holds up. It comes first.
type unlimited struct{ Item string }

func (unlimited) Kind() string { return "unlimited" }

type unlimitedWorker struct {
	river.WorkerDefaults[unlimited]
	tally *worker.Tally
}

func (w *unlimitedWorker) Work(_ context.Context, job *river.Job[unlimited]) error {
	w.tally.Other(job.Args.Item)
	return nil
}

type framework struct {
	pool   *pgxpool.Pool
	client *river.Client[pgx.Tx]
}

func open(ctx context.Context, l *worker.Load, lim *rate.Limiter, tally *worker.Tally) (worker.Framework, error) {
	pool, err := pgxpool.New(ctx, l.Broker)
	if err != nil {
		return nil, err
	}
	driver := riverpgxv5.New(pool)
	silent := slog.New(slog.DiscardHandler)
	migrator, err := rivermigrate.New(driver, &rivermigrate.Config{Logger: silent})
	if err != nil {
		return nil, err
	}
	if _, err := migrator.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return nil, err
	}
	workers := river.NewWorkers()
	river.AddWorker(workers, newWorker(lim, tally))
	river.AddWorker(workers, &unlimitedWorker{tally: tally})
	client, err := river.NewClient(driver, &river.Config{
		Queues:          map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: 10}},
		Workers:         workers,
		JobTimeout:      l.Timeout,
		SoftStopTimeout: time.Second,
		Logger:          silent,
	})
	return &framework{pool: pool, client: client}, err
}

func (f *framework) Add(ctx context.Context, isLimited bool, items ...string) error {
	var jobs []river.InsertManyParams
	for _, item := range items {
		if isLimited {
			jobs = append(jobs, river.InsertManyParams{Args: limited{Item: item}, InsertOpts: &river.InsertOpts{Priority: 2}})
		} else {
			jobs = append(jobs, river.InsertManyParams{Args: unlimited{Item: item}, InsertOpts: &river.InsertOpts{Priority: 1}})
		}
	}
	_, err := f.client.InsertMany(ctx, jobs)
	return err
}

func (f *framework) Start(ctx context.Context) error { return f.client.Start(ctx) }

func (f *framework) Stop() error { return f.client.Stop(context.Background()) }

func (f *framework) Failed(ctx context.Context) (failed, dead int, err error) {
	err = f.pool.QueryRow(ctx, `SELECT coalesce(sum(cardinality(errors)), 0), count(*) FILTER (WHERE state IN ('discarded', 'cancelled'))
		FROM river_job WHERE kind = 'limited'`).Scan(&failed, &dead)
	return failed, dead, err
}

func (f *framework) Close() error {
	f.pool.Close()
	return nil
}
