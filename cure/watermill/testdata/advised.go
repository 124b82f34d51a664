package main

import (
	"github.com/ThreeDotsLabs/watermill/message"
	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
)

// A job handles messages at the limiter's pace.
type job struct {
	lim   *rate.Limiter
	tally *worker.Tally
}

func (j *job) handle(msg *message.Message) error {
	item := string(msg.Payload)
	j.tally.Ran(item)
	if err := j.lim.Wait(msg.Context()); err != nil {
		return err
	}
	j.tally.Did(item)
	return nil
}
