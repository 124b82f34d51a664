// Command goka runs the job on a processor of goka, with its defaults.
package main

import (
	"context"
	"errors"
	"io"
	"log"
	"strings"
	"time"

	"github.com/IBM/sarama"
	"github.com/lovoo/goka"
	"github.com/lovoo/goka/codec"
	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
)

const (
	limited   = "limited"
	unlimited = "unlimited"
)

func main() { worker.Main(open) }

type framework struct {
	emitters  map[bool]*goka.Emitter // by whether the limiter is for it
	processor *goka.Processor
	stop      context.CancelFunc
	stopped   chan error
}

func open(_ context.Context, l *worker.Load, lim *rate.Limiter, tally *worker.Tally) (worker.Framework, error) {
	config := goka.DefaultConfig()
	config.Consumer.Offsets.Initial = sarama.OffsetOldest
	goka.ReplaceGlobalConfig(config)
	brokers := strings.Split(strings.TrimPrefix(l.Broker, "kafka://"), ",")
	quiet := log.New(io.Discard, "", 0)
	f := &framework{emitters: make(map[bool]*goka.Emitter), stopped: make(chan error, 1)}
	var err error
	for isLimited, topic := range map[bool]goka.Stream{true: limited, false: unlimited} {
		if f.emitters[isLimited], err = goka.NewEmitter(brokers, topic, new(codec.String), goka.WithEmitterLogger(quiet)); err != nil {
			return nil, err
		}
	}
	j := newJob(lim, tally)
	managed := goka.NewTopicManagerConfig()
	managed.Stream.Replication = 1
	f.processor, err = goka.NewProcessor(brokers, goka.DefineGroup("cure",
		// A message can be given back only by what is at the loop and nowhere else.
		goka.Input(limited, new(codec.String), func(ctx goka.Context, msg any) { ctx.Loopback(ctx.Key(), msg) }),
		goka.Input(unlimited, new(codec.String), func(_ goka.Context, msg any) { tally.Other(msg.(string)) }),
		goka.Loop(new(codec.String), j.handle),
	), goka.WithLogger(quiet), goka.WithTopicManagerBuilder(goka.TopicManagerBuilderWithTopicManagerConfig(managed)))
	return f, err
}

func (f *framework) Add(_ context.Context, isLimited bool, items ...string) error {
	for _, item := range items {
		if err := f.emitters[isLimited].EmitSync(item, item); err != nil {
			return err
		}
	}
	return nil
}

func (f *framework) Start(ctx context.Context) error {
	running, stop := context.WithCancel(ctx)
	f.stop = stop
	go func() { f.stopped <- f.processor.Run(running) }()
	return f.processor.WaitForReadyContext(ctx)
}

// Stop gives the messages that are being worked on a second.
func (f *framework) Stop() error {
	f.stop()
	select {
	case <-f.stopped:
		// The error is that of a callback whose wait was ended.
	case <-time.After(time.Second):
	}
	return nil
}

// Failed returns nothing: Kafka counts nothing.
func (f *framework) Failed(context.Context) (failed, dead int, err error) { return 0, 0, nil }

func (f *framework) Close() error {
	return errors.Join(f.emitters[true].Finish(), f.emitters[false].Finish())
}
