// Package runneropts sends a runner's own pipeline options with a Beam Go job.
//
// The Go SDK sends five options and no others ([runtime.RawOptionsWrapper]), so a job cannot
// say, for instance, when Flink is to end a bundle. The SDK dials the job server by a
// variable that programs may set, and a [Dialer] adds the options on that connection, when
// the job is prepared:
//
//	beam.Init()
//	grpcx.Dial = runneropts.Dialer(map[string]any{
//		"max_bundle_time_mills":          100,
//		"shutdown_sources_after_idle_ms": 30_000,
//	})
//	err := beamx.Run(ctx, p)
//
// It does so only in the process that submits the job: in a worker beam.Init does not return.
package runneropts

import (
	"context"
	"fmt"
	"math"
	"time"

	jobpb "github.com/apache/beam/sdks/v2/go/pkg/beam/model/jobmanagement_v1"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/protobuf/types/known/structpb"
)

// A DialFunc connects to one of Beam's services; grpcx.Dial is one.
type DialFunc = func(ctx context.Context, endpoint string, timeout time.Duration) (*grpc.ClientConn, error)

// Dialer returns a function for grpcx.Dial that connects as the SDK's own does, and adds the
// options to each job that is prepared over the connection. The names are those of the
// runner's documentation: "parallelism" is sent as "beam:option:parallelism:v1". Values are
// booleans, numbers, strings, and slices and maps of them, as for [structpb.NewValue]; a value
// that is none of these is an error when the job is submitted. An option replaces what the
// SDK sends by the same name.
func Dialer(options map[string]any) DialFunc {
	return func(ctx context.Context, endpoint string, timeout time.Duration) (*grpc.ClientConn, error) {
		ctx, cancel := context.WithTimeout(ctx, timeout)
		defer cancel()
		cc, err := grpc.NewClient("passthrough:///"+endpoint,
			grpc.WithTransportCredentials(insecure.NewCredentials()),
			grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(math.MaxInt32)),
			grpc.WithUnaryInterceptor(adding(options)))
		if err != nil {
			return nil, fmt.Errorf("dial %s: %w", endpoint, err)
		}
		if err := ready(ctx, cc); err != nil {
			_ = cc.Close() // the first error says more
			return nil, fmt.Errorf("dial %s: %w", endpoint, err)
		}
		return cc, nil
	}
}

// ready connects and waits until that is done.
func ready(ctx context.Context, cc *grpc.ClientConn) error {
	for {
		cc.Connect()
		state := cc.GetState()
		if state.String() == "READY" {
			return nil
		}
		if !cc.WaitForStateChange(ctx, state) {
			return ctx.Err()
		}
	}
}

// adding adds the options to the requests that prepare jobs.
func adding(options map[string]any) grpc.UnaryClientInterceptor {
	return func(ctx context.Context, method string, req, reply any, cc *grpc.ClientConn, invoke grpc.UnaryInvoker, opts ...grpc.CallOption) error {
		if prepare, ok := req.(*jobpb.PrepareJobRequest); ok {
			if err := add(prepare, options); err != nil {
				return err
			}
		}
		return invoke(ctx, method, req, reply, cc, opts...)
	}
}

func add(prepare *jobpb.PrepareJobRequest, options map[string]any) error {
	if prepare.PipelineOptions == nil {
		prepare.PipelineOptions = &structpb.Struct{}
	}
	fields := prepare.PipelineOptions.Fields
	if fields == nil {
		fields = map[string]*structpb.Value{}
		prepare.PipelineOptions.Fields = fields
	}
	for name, value := range options {
		v, err := structpb.NewValue(value)
		if err != nil {
			return fmt.Errorf("option %s: %w", name, err)
		}
		fields["beam:option:"+name+":v1"] = v
	}
	return nil
}
