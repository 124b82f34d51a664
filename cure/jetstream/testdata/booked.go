package main

import (
	"context"
	"fmt"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
	"github.com/jobvet/jobvet/ratelimit"
)

const (
	// putOff begins the subjects of messages that the server sends to another subject later.
	putOff = "cure.put-off."
	// due is the header with the time at which the permit is due that is reserved for a message.
	due = "Due"
	// late has room for three looks of the server for messages that are due.
	late = 3 * time.Second
)

// A job handles messages at the limiter's pace.
type job struct {
	lim   *ratelimit.Limiter
	tally *worker.Tally
	js    jetstream.JetStream
}

func newJob(lim *rate.Limiter, tally *worker.Tally, js jetstream.JetStream) *job {
	return &job{lim: worker.Limiter(lim), tally: tally, js: js}
}

func (j *job) handle(msg jetstream.Msg) {
	item := string(msg.Data())
	j.tally.Ran(item)
	at, err := time.Parse(time.RFC3339Nano, msg.Headers().Get(due))
	if err != nil || time.Since(at) > late {
		if retryAfter := j.lim.Reserve(1); retryAfter > 0 {
			j.putOff(msg, time.Now().Add(retryAfter))
			return
		}
	}
	j.tally.Did(item)
	_ = msg.Ack()
}

// putOff has the server send a copy of the message, which carries its permit to any process, when that is due.
func (j *job) putOff(msg jetstream.Msg, at time.Time) {
	meta, err := msg.Metadata()
	if err != nil {
		return // it is no message of a stream
	}
	until := at.UTC().Format(time.RFC3339Nano)
	later := &nats.Msg{Subject: fmt.Sprint(putOff, meta.Sequence.Stream), Data: msg.Data(), Header: nats.Header{
		due: {until}, "Nats-Schedule": {"@at " + until}, "Nats-Schedule-Target": {msg.Subject()},
	}}
	// If it is delivered again before it is acked, there is one copy all the same.
	if _, err := j.js.PublishMsg(context.Background(), later, jetstream.WithMsgID(later.Subject)); err != nil {
		_ = msg.NakWithDelay(time.Second)
		return
	}
	_ = msg.Ack()
}
