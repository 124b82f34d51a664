// Package cron has every way to make an operator of cron, which minds only what has no end.
package cron

import (
	"context"
	"time"

	"github.com/robfig/cron/v3"
	"golang.org/x/time/rate"
)

var (
	lim *rate.Limiter
	ch  = make(chan int)
)

func run() {
	_ = lim.Wait(context.Background()) // want `^ratewait: caution: operator run \(cron\.Cron\.AddFunc, cron\.go:\d+\) blocks in .*: have one run at a time, by cron\.SkipIfStillRunning in the chain`
	time.Sleep(1)
}

type job struct{}

func (job) Run() { <-ch } // want `chanwait: caution: operator .*\(cron\.Cron\.AddJob, `

type scheduled struct{}

func (*scheduled) Run() { <-ch } // want `chanwait: caution: operator .*\(cron\.Cron\.Schedule, `

// Runner has the methods of a job, and is none.
type Runner struct{}

func (Runner) Run() { <-ch }

func converted() { <-ch } // want `chanwait: caution: operator .*\(cron\.FuncJob, `

func skip(next cron.Job) cron.Job {
	<-ch
	return cron.FuncJob(func() {
		<-ch // want `chanwait: caution: operator .*\(cron\.NewChain, `
		next.Run()
	})
}

func main() {
	<-ch
	c := cron.New()
	_, _ = c.AddFunc("@hourly", run)
	_, _ = c.AddJob("@hourly", job{})
	c.Schedule(nil, &scheduled{})
	_ = cron.FuncJob(converted)
	cron.NewChain(skip)
}
