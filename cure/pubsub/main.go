// Command pubsub runs the job on a subscription of Google Pub/Sub, with its defaults.
package main

import (
	"context"
	"errors"
	"time"

	"cloud.google.com/go/pubsub/v2"
	"cloud.google.com/go/pubsub/v2/apiv1/pubsubpb"
	"golang.org/x/time/rate"
	"google.golang.org/api/option"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"

	"github.com/jobvet/jobvet/cure/worker"
)

const (
	project   = "cure"
	limited   = "limited"
	unlimited = "unlimited"
	// outstanding is how many messages the job works on at once, under the framework's own setting.
	outstanding = 10
)

func main() { worker.Main(open) }

type framework struct {
	client     *pubsub.Client
	publishers map[bool]*pubsub.Publisher // by whether the limiter is for them
	job        *job
	throttle   bool
	stop       context.CancelFunc
	stopped    chan error
}

func open(ctx context.Context, l *worker.Load, lim *rate.Limiter, tally *worker.Tally) (worker.Framework, error) {
	conn, err := grpc.NewClient(l.Broker, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return nil, err
	}
	f := &framework{publishers: make(map[bool]*pubsub.Publisher), job: newJob(lim, tally), throttle: l.Throttle, stopped: make(chan error, 2)}
	if f.client, err = pubsub.NewClient(ctx, project, option.WithGRPCConn(conn)); err != nil {
		return nil, err
	}
	for isLimited, name := range map[bool]string{true: limited, false: unlimited} {
		topic := "projects/" + project + "/topics/" + name
		if _, err := f.client.TopicAdminClient.CreateTopic(ctx, &pubsubpb.Topic{Name: topic}); err != nil && status.Code(err) != codes.AlreadyExists {
			return nil, err
		}
		if _, err := f.client.SubscriptionAdminClient.CreateSubscription(ctx, &pubsubpb.Subscription{
			Name: "projects/" + project + "/subscriptions/" + name, Topic: topic,
		}); err != nil && status.Code(err) != codes.AlreadyExists {
			return nil, err
		}
		f.publishers[isLimited] = f.client.Publisher(name)
	}
	return f, nil
}

func (f *framework) Add(ctx context.Context, isLimited bool, items ...string) error {
	var sent []*pubsub.PublishResult
	for _, item := range items {
		sent = append(sent, f.publishers[isLimited].Publish(ctx, &pubsub.Message{Data: []byte(item)}))
	}
	for _, r := range sent {
		if _, err := r.Get(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (f *framework) Start(ctx context.Context) error {
	ctx, f.stop = context.WithCancel(ctx)
	subscriber := f.client.Subscriber(limited)
	if f.throttle {
		subscriber.ReceiveSettings.MaxOutstandingMessages = outstanding
	}
	go func() { f.stopped <- subscriber.Receive(ctx, f.job.handle) }()
	go func() {
		f.stopped <- f.client.Subscriber(unlimited).Receive(ctx, func(_ context.Context, msg *pubsub.Message) {
			f.job.tally.Other(string(msg.Data))
			msg.Ack()
		})
	}()
	return nil
}

// Stop gives the messages that are being worked on a second.
func (f *framework) Stop() error {
	f.stop()
	late := time.After(time.Second)
	var err error
	for range 2 {
		select {
		case stopped := <-f.stopped:
			err = errors.Join(err, stopped)
		case <-late:
			return err
		}
	}
	return err
}

// Failed returns nothing: there is no dead-letter topic that attempts are counted for.
func (f *framework) Failed(context.Context) (failed, dead int, err error) { return 0, 0, nil }

func (f *framework) Close() error { return f.client.Close() }
