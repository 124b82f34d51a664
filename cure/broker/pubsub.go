package broker

import (
	"context"
	"errors"

	"cloud.google.com/go/pubsub/v2/pstest"
)

// pubsubServers are servers in this process, one for each space.
type pubsubServers struct{ running []*pstest.Server }

// PubSub starts the servers of Google Pub/Sub's own tests, in this process.
func PubSub(context.Context) (Broker, error) { return new(pubsubServers), nil }

func (p *pubsubServers) Space(context.Context) (string, error) {
	s := pstest.NewServer()
	p.running = append(p.running, s)
	return s.Addr, nil
}

func (p *pubsubServers) Version() string { return "Google's pstest" }

func (p *pubsubServers) Stop() error {
	var err error
	for _, s := range p.running {
		err = errors.Join(err, s.Close())
	}
	return err
}
