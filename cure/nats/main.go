// Command nats runs the job on a subscription of core NATS, with its defaults.
package main

import (
	"context"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
)

const (
	limited   = "cure.limited"
	unlimited = "cure.unlimited"
)

func main() { worker.Main(open) }

type framework struct {
	sender, receiver *nats.Conn
	job              *job
	running          []*nats.Subscription

	mu      sync.Mutex
	started bool
	// early are the items that came before the worker subscribed. The server keeps nothing for
	// those who come later, so they are sent when it has.
	early []string
}

func open(_ context.Context, l *worker.Load, lim *rate.Limiter, tally *worker.Tally) (worker.Framework, error) {
	sender, err := nats.Connect(l.Broker)
	if err != nil {
		return nil, err
	}
	receiver, err := nats.Connect(l.Broker)
	return &framework{sender: sender, receiver: receiver, job: newJob(lim, tally)}, err
}

func (f *framework) Add(_ context.Context, isLimited bool, items ...string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.started {
		f.early = append(f.early, items...)
		return nil
	}
	subject := unlimited
	if isLimited {
		subject = limited
	}
	return f.send(subject, items)
}

func (f *framework) send(subject string, items []string) error {
	for _, item := range items {
		if err := f.sender.Publish(subject, []byte(item)); err != nil {
			return err
		}
	}
	return f.sender.Flush()
}

func (f *framework) Start(context.Context) error {
	sub, err := f.receiver.Subscribe(limited, f.job.handle)
	if err != nil {
		return err
	}
	others, err := f.receiver.Subscribe(unlimited, func(msg *nats.Msg) { f.job.tally.Other(string(msg.Data)) })
	if err != nil {
		return err
	}
	f.running = append(f.running, sub, others)
	if err := f.receiver.Flush(); err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.started = true
	return f.send(limited, f.early)
}

// Stop drains the connection, for a second.
func (f *framework) Stop() error {
	if err := f.receiver.Drain(); err != nil {
		return err
	}
	for late := time.Now().Add(time.Second); !f.receiver.IsClosed() && time.Now().Before(late); {
		time.Sleep(10 * time.Millisecond)
	}
	return nil
}

// Failed returns nothing: the server counts nothing.
func (f *framework) Failed(context.Context) (failed, dead int, err error) { return 0, 0, nil }

func (f *framework) Close() error {
	f.sender.Close()
	f.receiver.Close()
	return nil
}
