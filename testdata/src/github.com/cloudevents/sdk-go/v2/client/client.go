// Package client is a stub of github.com/cloudevents/sdk-go/v2/client: as much of its API
// as the tests need.
package client

import (
	"context"

	"github.com/cloudevents/sdk-go/v2/event"
	"github.com/cloudevents/sdk-go/v2/protocol"
	"github.com/cloudevents/sdk-go/v2/protocol/http"
)

type Client interface {
	Request(ctx context.Context, event event.Event) (*event.Event, protocol.Result)
	Send(ctx context.Context, event event.Event) protocol.Result
	StartReceiver(ctx context.Context, fn interface{}) error
}

type EventReceiver struct{}

func NewHTTPReceiveHandler(ctx context.Context, p *http.Protocol, fn interface{}) (*EventReceiver, error) {
	panic("stub")
}
