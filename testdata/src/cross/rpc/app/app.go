// Package app makes the connection, with interceptors.
package app

import (
	"context"
	"time"

	"cross/rpc/job"
	"cross/rpc/pb"

	"github.com/hibiken/asynq"
	"golang.org/x/time/rate"
	"google.golang.org/grpc"
)

var lim = rate.NewLimiter(1, 1)

func unary(ctx context.Context, method string, req, reply any, cc *grpc.ClientConn, invoker grpc.UnaryInvoker, opts ...grpc.CallOption) error {
	if err := lim.Wait(context.Background()); err != nil { // want `ratewait: operator \(\*Hello\)\.ProcessTask .* blocks in \(\*rate\.Limiter\)\.Wait via \(\*pb\.greeterClient\)\.Hello → unary;`
		return err
	}
	return invoker(ctx, method, req, reply, cc, opts...)
}

func stream(ctx context.Context, desc *grpc.StreamDesc, cc *grpc.ClientConn, method string, streamer grpc.Streamer, opts ...grpc.CallOption) (grpc.ClientStream, error) {
	time.Sleep(time.Second) // want `timewait: operator \(\*Bye\)\.ProcessTask .* sleeps in time\.Sleep via \(\*pb\.greeterClient\)\.Bye → stream;`
	return streamer(ctx, desc, cc, method, opts...)
}

// unused is an interceptor of a connection that nobody uses.
func unused(ctx context.Context, method string, req, reply any, cc *grpc.ClientConn, invoker grpc.UnaryInvoker, opts ...grpc.CallOption) error {
	time.Sleep(time.Second)
	return invoker(ctx, method, req, reply, cc, opts...)
}

func Main(mux *asynq.ServeMux) error {
	conn, err := grpc.NewClient("x", grpc.WithUnaryInterceptor(unary), grpc.WithChainStreamInterceptor(stream))
	if err != nil {
		return err
	}
	if _, err := grpc.NewClient("y", grpc.WithUnaryInterceptor(unused)); err != nil {
		return err
	}
	c := pb.NewGreeterClient(conn)
	mux.Handle("hello", job.NewHello(c))
	mux.Handle("bye", job.NewBye(c))
	return nil
}
