package main

import (
	"context"

	mqtt "github.com/eclipse/paho.mqtt.golang"
	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
)

// A job handles messages at the limiter's pace.
type job struct {
	lim   *rate.Limiter
	tally *worker.Tally
}

func newJob(lim *rate.Limiter, tally *worker.Tally) *job { return &job{lim: lim, tally: tally} }

func (j *job) handle(_ mqtt.Client, msg mqtt.Message) {
	item := string(msg.Payload())
	j.tally.Ran(item)
	if err := j.lim.Wait(context.Background()); err != nil {
		return
	}
	j.tally.Did(item)
}
