package main

import (
	"context"

	rabbitmq "github.com/wagslane/go-rabbitmq"
	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
)

// A job handles deliveries at the limiter's pace.
type job struct {
	lim   *rate.Limiter
	tally *worker.Tally
}

func newJob(lim *rate.Limiter, tally *worker.Tally) *job { return &job{lim: lim, tally: tally} }

func (j *job) handle(d rabbitmq.Delivery) rabbitmq.Action {
	item := string(d.Body)
	j.tally.Ran(item)
	if err := j.lim.Wait(context.Background()); err != nil {
		return rabbitmq.NackRequeue
	}
	j.tally.Did(item)
	return rabbitmq.Ack
}
