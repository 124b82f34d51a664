// Command amqp runs the job in a loop over the deliveries of RabbitMQ's own client, with its defaults.
package main

import (
	"context"
	"net/url"
	"sync"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"
	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
)

const (
	limited   = "-limited"
	unlimited = "-unlimited"
	// goroutines is how many take the limited deliveries.
	goroutines = 10
)

func main() { worker.Main(open) }

type framework struct {
	sending, receiving *amqp.Connection
	sender             *amqp.Channel
	job                *job
	prefix             string // of the queues
	throttle           bool
	stop               context.CancelFunc
	running            sync.WaitGroup
}

func open(_ context.Context, l *worker.Load, lim *rate.Limiter, tally *worker.Tally) (worker.Framework, error) {
	broker, err := url.Parse(l.Broker)
	if err != nil {
		return nil, err
	}
	f := &framework{job: newJob(lim, tally), prefix: broker.Query().Get("queue"), throttle: l.Throttle}
	broker.RawQuery = ""
	if f.sending, err = amqp.Dial(broker.String()); err != nil {
		return nil, err
	}
	if f.sender, err = f.sending.Channel(); err != nil {
		return nil, err
	}
	for _, queue := range []string{limited, unlimited} {
		if _, err := f.sender.QueueDeclare(f.prefix+queue, true, false, false, false, nil); err != nil {
			return nil, err
		}
	}
	f.receiving, err = amqp.Dial(broker.String())
	return f, err
}

func (f *framework) Add(ctx context.Context, isLimited bool, items ...string) error {
	queue := unlimited
	if isLimited {
		queue = limited
	}
	for _, item := range items {
		if err := f.sender.PublishWithContext(ctx, "", f.prefix+queue, false, false, amqp.Publishing{Body: []byte(item)}); err != nil {
			return err
		}
	}
	return nil
}

func (f *framework) Start(ctx context.Context) error {
	ctx, f.stop = context.WithCancel(ctx)
	if err := f.consume(ctx, limited, goroutines, f.job.handle); err != nil {
		return err
	}
	return f.consume(ctx, unlimited, 1, func(_ context.Context, d amqp.Delivery) error {
		f.job.tally.Other(string(d.Body))
		return nil
	})
}

// consume takes the deliveries of a queue on a channel of its own.
func (f *framework) consume(ctx context.Context, queue string, n int, handle func(context.Context, amqp.Delivery) error) error {
	ch, err := f.receiving.Channel()
	if err != nil {
		return err
	}
	if f.throttle {
		if err := ch.Qos(1, 0, false); err != nil {
			return err
		}
	}
	deliveries, err := ch.ConsumeWithContext(ctx, f.prefix+queue, "", false, false, false, false, nil)
	if err != nil {
		return err
	}
	for range n {
		f.running.Go(func() {
			for d := range deliveries {
				if ctx.Err() != nil {
					return // what is not acknowledged is delivered again
				}
				if handle(ctx, d) != nil {
					_ = d.Nack(false, true) // an error: the channel is closed, and so it is delivered again
				} else {
					_ = d.Ack(false)
				}
			}
		})
	}
	return nil
}

// Stop ends the context of the deliveries, and gives those that are being worked on a second.
func (f *framework) Stop() error {
	f.stop()
	stopped := make(chan struct{})
	go func() {
		f.running.Wait()
		close(stopped)
	}()
	select {
	case <-stopped:
	case <-time.After(time.Second):
	}
	return f.receiving.Close()
}

// Failed returns nothing: a queue of this kind counts nothing.
func (f *framework) Failed(context.Context) (failed, dead int, err error) { return 0, 0, nil }

func (f *framework) Close() error { return f.sending.Close() }
