package main

import (
	"github.com/lovoo/goka"
	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
)

// A job handles messages at the limiter's pace.
type job struct {
	lim   *rate.Limiter
	tally *worker.Tally
}

func newJob(lim *rate.Limiter, tally *worker.Tally) *job { return &job{lim: lim, tally: tally} }

func (j *job) handle(ctx goka.Context, msg any) {
	item := msg.(string)
	j.tally.Ran(item)
	if err := j.lim.Wait(ctx.Context()); err != nil {
		ctx.Fail(err)
	}
	j.tally.Did(item)
}
