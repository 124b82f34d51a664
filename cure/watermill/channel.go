package main

import (
	"github.com/ThreeDotsLabs/watermill/message"
	"github.com/ThreeDotsLabs/watermill/pubsub/gochannel"
)

// overChannel has no broker.
func overChannel(string) (message.Subscriber, message.Publisher, func() error, error) {
	// Persistent keeps what was sent before the router runs.
	channel := gochannel.NewGoChannel(gochannel.Config{Persistent: true}, nil)
	return channel, channel, channel.Close, nil
}
