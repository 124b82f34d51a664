package main

import (
	"time"

	"github.com/nats-io/nats.go/jetstream"
	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
	"github.com/jobvet/jobvet/ratelimit"
)

// late is for a server that is busy: it delivers what is due at once.
const late = time.Second

// A job handles messages at the limiter's pace.
type job struct {
	bookings *ratelimit.Bookings[uint64]
	tally    *worker.Tally
}

func newJob(lim *rate.Limiter, tally *worker.Tally) *job {
	return &job{bookings: worker.Bookings[uint64](lim, late), tally: tally}
}

func (j *job) handle(msg jetstream.Msg) {
	item := string(msg.Data())
	j.tally.Ran(item)
	meta, err := msg.Metadata()
	if err != nil {
		return // it is no message of a stream
	}
	if ok, retryAfter := j.bookings.TryAcquire(meta.Sequence.Stream); !ok {
		_ = msg.NakWithDelay(retryAfter)
		return
	}
	j.tally.Did(item)
	_ = msg.Ack()
}
