// Command franz runs the job in a loop over the records that franz-go polls. It marks those that are
// done, and the rest is the client's default.
package main

import (
	"context"
	"strings"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
)

const (
	limited   = "limited"
	unlimited = "unlimited"
)

func main() { worker.Main(open) }

type framework struct {
	sender, receiver *kgo.Client
	brokers          kgo.Opt
	job              *job
	stop             context.CancelFunc
	stopped          chan struct{}
}

func open(_ context.Context, l *worker.Load, lim *rate.Limiter, tally *worker.Tally) (worker.Framework, error) {
	brokers := kgo.SeedBrokers(strings.Split(strings.TrimPrefix(l.Broker, "kafka://"), ",")...)
	sender, err := kgo.NewClient(brokers)
	return &framework{sender: sender, brokers: brokers, job: newJob(lim, tally), stopped: make(chan struct{})}, err
}

func (f *framework) Add(ctx context.Context, isLimited bool, items ...string) error {
	topic := unlimited
	if isLimited {
		topic = limited
	}
	for _, item := range items {
		if err := f.sender.ProduceSync(ctx, &kgo.Record{Topic: topic, Value: []byte(item)}).FirstErr(); err != nil {
			return err
		}
	}
	return nil
}

// Start makes the client, which takes part in the group from then on.
func (f *framework) Start(ctx context.Context) (err error) {
	f.receiver, err = kgo.NewClient(f.brokers, kgo.ConsumerGroup("cure"), kgo.ConsumeTopics(limited, unlimited),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()), kgo.AutoCommitMarks())
	if err != nil {
		return err
	}
	ctx, f.stop = context.WithCancel(ctx)
	go func() {
		defer close(f.stopped)
		f.loop(ctx)
	}()
	return nil
}

// loop polls until its context ends.
func (f *framework) loop(ctx context.Context) {
	for ctx.Err() == nil {
		for _, r := range f.receiver.PollFetches(ctx).Records() {
			if r.Topic == unlimited {
				f.job.tally.Other(string(r.Value))
			} else if ctx.Err() != nil || f.job.handle(ctx, r) != nil {
				return // what is not marked is not committed
			}
			f.receiver.MarkCommitRecords(r)
		}
	}
}

// Stop gives the record that is being worked on a second, commits what is marked and leaves the group.
func (f *framework) Stop() error {
	f.stop()
	late := time.After(time.Second)
	select {
	case <-f.stopped:
	case <-late:
		return nil
	}
	closed := make(chan struct{})
	go func() {
		f.receiver.Close()
		close(closed)
	}()
	select {
	case <-closed:
	case <-late:
	}
	return nil
}

// Failed returns nothing: Kafka counts nothing.
func (f *framework) Failed(context.Context) (failed, dead int, err error) { return 0, 0, nil }

func (f *framework) Close() error {
	f.sender.Close()
	return nil
}
