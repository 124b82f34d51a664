// Package gocraft has every way to make an operator of gocraft/work.
package gocraft

import (
	"context"
	"time"

	"github.com/gocraft/work"
	"golang.org/x/time/rate"
)

var lim *rate.Limiter

type Context struct{}

func (c *Context) Export(job *work.Job) error {
	return lim.Wait(context.TODO()) // want `^ratewait: operator \(\*Context\)\.Export \(work\.WorkerPool\.Job, gocraft\.go:\d+\) blocks in .*: give the job a namespace and a worker pool of its own, of one worker`
}

func (c *Context) Log(job *work.Job, next func() error) error {
	time.Sleep(1) // want `timewait: operator .*\(work\.WorkerPool\.Middleware, `
	return next()
}

func (c *Context) Unused() { time.Sleep(1) }

func job(job *work.Job) error {
	time.Sleep(1) // want `timewait: operator .*\(work\.WorkerPool\.JobWithOptions, `
	return nil
}

func shape(job *work.Job) error {
	time.Sleep(1) // want `timewait: operator .*\(by its parameters, `
	return nil
}

func converted(job *work.Job) error {
	time.Sleep(1) // want `timewait: operator .*\(work\.GenericHandler, `
	return nil
}

func backoff(job *work.Job) int64 {
	time.Sleep(1) // want `timewait: operator .*\(work\.JobOptions\.Backoff, `
	return 1
}

func main() {
	time.Sleep(1)
	var p *work.WorkerPool
	p.Job("export", (*Context).Export)
	p.JobWithOptions("job", work.JobOptions{Backoff: backoff}, job)
	p.Middleware((*Context).Log)
	_ = work.GenericHandler(converted)
}
