// Command rabbitmq runs the job on go-rabbitmq, with its defaults but for ten goroutines.
package main

import (
	"context"
	"net/url"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"
	rabbitmq "github.com/wagslane/go-rabbitmq"
	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
)

const (
	limited   = "-limited"
	unlimited = "-unlimited"
)

func main() { worker.Main(open) }

type framework struct {
	sending   *amqp.Connection
	sender    *amqp.Channel
	receiving *rabbitmq.Conn
	job       *job
	prefix    string // of the queues
	throttle  bool
	consumers []*rabbitmq.Consumer
	stopped   chan error
}

func open(_ context.Context, l *worker.Load, lim *rate.Limiter, tally *worker.Tally) (worker.Framework, error) {
	broker, err := url.Parse(l.Broker)
	if err != nil {
		return nil, err
	}
	f := &framework{job: newJob(lim, tally), prefix: broker.Query().Get("queue"), throttle: l.Throttle, stopped: make(chan error, 2)}
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
	f.receiving, err = rabbitmq.NewConn(broker.String())
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

func (f *framework) Start(context.Context) error {
	prefetch := 10
	if f.throttle {
		prefetch = 1
	}
	if err := f.run(limited, f.job.handle, rabbitmq.WithConsumerOptionsConcurrency(10), rabbitmq.WithConsumerOptionsQOSPrefetch(prefetch)); err != nil {
		return err
	}
	return f.run(unlimited, func(d rabbitmq.Delivery) rabbitmq.Action {
		f.job.tally.Other(string(d.Body))
		return rabbitmq.Ack
	})
}

func (f *framework) run(queue string, handle rabbitmq.Handler, options ...func(*rabbitmq.ConsumerOptions)) error {
	consumer, err := rabbitmq.NewConsumer(f.receiving, f.prefix+queue, append(options, rabbitmq.WithConsumerOptionsQueueDurable)...)
	if err != nil {
		return err
	}
	f.consumers = append(f.consumers, consumer)
	go func() { f.stopped <- consumer.Run(handle) }()
	return nil
}

// Stop gives the deliveries that are being worked on a second.
func (f *framework) Stop() error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	for _, c := range f.consumers {
		c.CloseWithContext(ctx)
	}
	return nil
}

// Failed returns nothing: a queue of this kind counts nothing.
func (f *framework) Failed(context.Context) (failed, dead int, err error) {
	select {
	case err = <-f.stopped:
	default:
	}
	return 0, 0, err
}

func (f *framework) Close() error { return f.sending.Close() }
