// Package pb is as protoc-gen-go-grpc makes it.
package pb

import (
	"context"

	"google.golang.org/grpc"
)

type GreeterClient interface {
	Hello(ctx context.Context, opts ...grpc.CallOption) error
	Bye(ctx context.Context, opts ...grpc.CallOption) (grpc.ClientStream, error)
}

type greeterClient struct{ cc grpc.ClientConnInterface }

func NewGreeterClient(cc grpc.ClientConnInterface) GreeterClient { return &greeterClient{cc} }

func (c *greeterClient) Hello(ctx context.Context, opts ...grpc.CallOption) error {
	return c.cc.Invoke(ctx, "x", nil, nil, opts...)
}

func (c *greeterClient) Bye(ctx context.Context, opts ...grpc.CallOption) (grpc.ClientStream, error) {
	return c.cc.NewStream(ctx, nil, "x", opts...)
}
