// Command mqtt runs the job on Paho's MQTT client, with its defaults but for messages
// that must arrive (QoS 1) and a session that outlives the connection.
package main

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
	"golang.org/x/time/rate"

	"github.com/jobvet/jobvet/cure/worker"
)

const (
	limited   = "/limited"
	unlimited = "/unlimited"
	// atLeastOnce is the quality of service.
	atLeastOnce = 1
	// patience is how long the broker may take for an answer.
	patience = 10 * time.Second
)

func main() { worker.Main(open) }

type framework struct {
	sender, receiver mqtt.Client
	prefix           string // of the topics
	job              *job
}

func open(_ context.Context, l *worker.Load, lim *rate.Limiter, tally *worker.Tally) (worker.Framework, error) {
	broker, err := url.Parse(l.Broker)
	if err != nil {
		return nil, err
	}
	f := &framework{prefix: strings.Trim(broker.Path, "/"), job: newJob(lim, tally)}
	broker.Path = ""
	options := func(name string) *mqtt.ClientOptions {
		return mqtt.NewClientOptions().AddBroker(broker.String()).SetClientID(f.prefix + name)
	}
	f.sender = mqtt.NewClient(options("-sender"))
	if err := done(f.sender.Connect()); err != nil {
		return nil, err
	}
	if !l.Again {
		// The session has to be there before the messages.
		session := mqtt.NewClient(options("-receiver").SetCleanSession(false))
		if err := errors.Join(done(session.Connect()), done(session.SubscribeMultiple(map[string]byte{f.prefix + limited: atLeastOnce, f.prefix + unlimited: atLeastOnce}, nil))); err != nil {
			return nil, err
		}
		session.Disconnect(0)
	}
	receiver := options("-receiver").SetCleanSession(false)
	if l.Throttle {
		receiver.SetOrderMatters(false)
	}
	f.receiver = mqtt.NewClient(receiver)
	return f, nil
}

// done waits for the broker's answer.
func done(token mqtt.Token) error {
	if !token.WaitTimeout(patience) {
		return errors.New("the broker does not answer")
	}
	return token.Error()
}

func (f *framework) Add(_ context.Context, isLimited bool, items ...string) error {
	topic := f.prefix + unlimited
	if isLimited {
		topic = f.prefix + limited
	}
	for _, item := range items {
		if err := done(f.sender.Publish(topic, atLeastOnce, false, item)); err != nil {
			return err
		}
	}
	return nil
}

func (f *framework) Start(context.Context) error {
	f.receiver.AddRoute(f.prefix+limited, f.job.handle)
	f.receiver.AddRoute(f.prefix+unlimited, func(_ mqtt.Client, msg mqtt.Message) { f.job.tally.Other(string(msg.Payload())) })
	return done(f.receiver.Connect())
}

// Stop gives the messages that are being worked on a second.
func (f *framework) Stop() error {
	f.receiver.Disconnect(1000)
	return nil
}

// Failed returns nothing: MQTT counts nothing.
func (f *framework) Failed(context.Context) (failed, dead int, err error) { return 0, 0, nil }

func (f *framework) Close() error {
	f.sender.Disconnect(0)
	return nil
}
