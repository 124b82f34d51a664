// Command nats runs the job on a queue group of core NATS, with its defaults.
package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"strconv"
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
	// stopping is how long the program waits for what the client has when it is told to stop.
	stopping time.Duration
	// shared are the items that several processes get; nil if there is one process.
	shared []string
	log    string

	mu      sync.Mutex
	started bool
	// early are the items that came before the worker started. The server keeps nothing, so they
	// are sent when it has.
	early []string
}

func open(_ context.Context, l *worker.Load, lim *rate.Limiter, tally *worker.Tally) (worker.Framework, error) {
	f := &framework{log: l.Log, stopping: time.Second}
	var options []nats.Option
	if l.Throttle {
		f.stopping = time.Minute
		options = append(options, nats.DrainTimeout(f.stopping))
	}
	if l.Workers > 1 {
		for i := range l.Items {
			f.shared = append(f.shared, strconv.Itoa(i))
		}
	}
	var err error
	if f.sender, err = nats.Connect(l.Broker); err != nil {
		return nil, err
	}
	if f.receiver, err = nats.Connect(l.Broker, options...); err != nil {
		return nil, err
	}
	// Nothing comes before the worker starts, and what comes then finds all processes of the group.
	if _, err := f.receiver.QueueSubscribe(limited, "cure", newJob(lim, tally).handle); err != nil {
		return nil, err
	}
	if _, err := f.receiver.Subscribe(unlimited, func(msg *nats.Msg) { tally.Other(string(msg.Data)) }); err != nil {
		return nil, err
	}
	return f, f.receiver.Flush()
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

// Start sends the items. Of several processes the first one does.
func (f *framework) Start(context.Context) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.started = true
	if f.shared == nil {
		return f.send(limited, f.early)
	}
	sent, err := os.OpenFile(f.log+".sent", os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return errors.Join(sent.Close(), f.send(limited, f.shared))
}

// Stop drains the connection.
func (f *framework) Stop() error {
	if err := f.receiver.Drain(); err != nil {
		return err
	}
	for late := time.Now().Add(f.stopping); !f.receiver.IsClosed() && time.Now().Before(late); {
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
