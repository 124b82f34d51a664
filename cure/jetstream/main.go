// Command jetstream runs the job on NATS JetStream: with a pull consumer and Consume, or as its
// build tag says with a push consumer (push), or with a loop that takes the messages (fetch, messages).
package main

import (
	"context"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
)

const (
	stream    = "CURE"
	limited   = "cure.limited"
	unlimited = "cure.unlimited"
)

func main() { worker.Main(open) }

type framework struct {
	conn             *nats.Conn
	js               jetstream.JetStream
	consumer, others consumer
	job              *job
	tally            *worker.Tally
	// ahead is how many messages are asked for ahead, 0 for the default.
	ahead   int
	running []consuming
}

// consuming is a consumer that runs.
type consuming interface {
	Stop()
	Closed() <-chan struct{}
}

func open(ctx context.Context, l *worker.Load, lim *rate.Limiter, tally *worker.Tally) (worker.Framework, error) {
	conn, err := nats.Connect(l.Broker)
	if err != nil {
		return nil, err
	}
	js, err := jetstream.New(conn)
	if err != nil {
		return nil, err
	}
	f := &framework{conn: conn, js: js, job: newJob(lim, tally, js), tally: tally}
	if _, err := js.CreateOrUpdateStream(ctx, jetstream.StreamConfig{
		Name: stream, Subjects: []string{"cure.>"}, Retention: jetstream.WorkQueuePolicy, AllowMsgSchedules: true,
	}); err != nil {
		return nil, err
	}
	config := jetstream.ConsumerConfig{Durable: "limited", FilterSubject: limited, AckPolicy: jetstream.AckExplicitPolicy, AckWait: l.Lease}
	if l.Workers > 1 {
		// Each process asks for 500 messages ahead by default, and the first one that asks
		// would get all of a small queue. With less the server shares it out as it does a large one.
		f.ahead = 10
	}
	if l.Throttle {
		config.MaxAckPending = l.Workers // one for each process
	}
	if f.consumer, err = newConsumer(ctx, f.js, config); err != nil {
		return nil, err
	}
	f.others, err = newConsumer(ctx, f.js, jetstream.ConsumerConfig{Durable: "unlimited", FilterSubject: unlimited, AckPolicy: jetstream.AckExplicitPolicy})
	return f, err
}

func (f *framework) Add(ctx context.Context, isLimited bool, items ...string) error {
	subject := unlimited
	if isLimited {
		subject = limited
	}
	for _, item := range items {
		if _, err := f.js.Publish(ctx, subject, []byte(item)); err != nil {
			return err
		}
	}
	return nil
}

func (f *framework) Start(context.Context) error {
	limited, err := consume(f.consumer, f.job.handle, f.ahead)
	if err != nil {
		return err
	}
	others, err := consume(f.others, f.other, f.ahead)
	f.running = append(f.running, limited, others)
	return err
}

func (f *framework) other(msg jetstream.Msg) {
	f.tally.Other(string(msg.Data()))
	_ = msg.Ack()
}

// Stop stops the consumers, and gives the callback that runs a second to end.
func (f *framework) Stop() error {
	for _, c := range f.running {
		c.Stop()
	}
	for _, c := range f.running {
		select {
		case <-c.Closed():
		case <-time.After(time.Second):
		}
	}
	return nil
}

// Failed counts what the server delivers again and has given up: nothing, for there
// is no MaxDeliver.
func (f *framework) Failed(context.Context) (failed, dead int, err error) { return 0, 0, nil }

func (f *framework) Close() error {
	f.conn.Close()
	return nil
}
