// Package grpc is a stub.
package grpc

import "context"

type (
	CallOption   interface{ before() }
	DialOption   interface{ apply() }
	ClientStream interface{ CloseSend() error }
	StreamDesc   struct{}
	ClientConn   struct{}

	ClientConnInterface interface {
		Invoke(ctx context.Context, method string, args any, reply any, opts ...CallOption) error
		NewStream(ctx context.Context, desc *StreamDesc, method string, opts ...CallOption) (ClientStream, error)
	}

	UnaryInvoker           func(ctx context.Context, method string, req, reply any, cc *ClientConn, opts ...CallOption) error
	UnaryClientInterceptor func(ctx context.Context, method string, req, reply any, cc *ClientConn, invoker UnaryInvoker, opts ...CallOption) error

	Streamer                func(ctx context.Context, desc *StreamDesc, cc *ClientConn, method string, opts ...CallOption) (ClientStream, error)
	StreamClientInterceptor func(ctx context.Context, desc *StreamDesc, cc *ClientConn, method string, streamer Streamer, opts ...CallOption) (ClientStream, error)
)

func NewClient(target string, opts ...DialOption) (*ClientConn, error) { return nil, nil }

func WithUnaryInterceptor(f UnaryClientInterceptor) DialOption { return nil }

func WithChainStreamInterceptor(interceptors ...StreamClientInterceptor) DialOption { return nil }

func (cc *ClientConn) Invoke(ctx context.Context, method string, args, reply any, opts ...CallOption) error {
	return nil
}

func (cc *ClientConn) NewStream(ctx context.Context, desc *StreamDesc, method string, opts ...CallOption) (ClientStream, error) {
	return nil, nil
}
