// Package client is a stub of github.com/dapr/go-sdk/client: as much of its API
// as the tests need.
package client

import (
	"context"

	"github.com/dapr/go-sdk/service/common"
)

type Client interface {
	SubscribeWithHandler(ctx context.Context, opts SubscriptionOptions, handler SubscriptionHandleFunction) (func() error, error)
}

type GRPCClient struct{}

func (*GRPCClient) SubscribeWithHandler(ctx context.Context, opts SubscriptionOptions, handler SubscriptionHandleFunction) (func() error, error) {
	panic("stub")
}

type SubscriptionHandleFunction func(event *common.TopicEvent) common.SubscriptionResponseStatus

type SubscriptionOptions struct{}
