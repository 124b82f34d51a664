package main

import (
	"context"

	"github.com/IBM/sarama"
	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
)

// A job handles the messages of partitions at the limiter's pace.
type job struct {
	lim   *rate.Limiter
	tally *worker.Tally
}

func newJob(lim *rate.Limiter, tally *worker.Tally) *job { return &job{lim: lim, tally: tally} }

func (j *job) Setup(sarama.ConsumerGroupSession) error { return nil }

func (j *job) Cleanup(sarama.ConsumerGroupSession) error { return nil }

func (j *job) ConsumeClaim(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for msg := range claim.Messages() {
		item := string(msg.Value)
		j.tally.Ran(item)
		if err := j.lim.Wait(context.Background()); err != nil {
			return err
		}
		j.tally.Did(item)
		session.MarkMessage(msg, "")
	}
	return nil
}
