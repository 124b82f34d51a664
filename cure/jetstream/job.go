package main

import (
	"context"

	"github.com/nats-io/nats.go/jetstream"
	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
)

// A job handles messages at the limiter's pace.
type job struct {
	lim   *rate.Limiter
	tally *worker.Tally
}

func newJob(lim *rate.Limiter, tally *worker.Tally, _ jetstream.JetStream) *job {
	return &job{lim: lim, tally: tally}
}

func (j *job) handle(msg jetstream.Msg) {
	item := string(msg.Data())
	j.tally.Ran(item)
	if err := j.lim.Wait(context.Background()); err != nil {
		return // it is delivered again when it has timed out
	}
	j.tally.Did(item)
	_ = msg.Ack()
}
