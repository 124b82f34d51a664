// Package sourcer is a stub of github.com/numaproj/numaflow-go/pkg/sourcer: as much of its API
// as the tests need.
package sourcer

import (
	"context"
	"time"

	numaflow "github.com/numaproj/numaflow-go/pkg"
)

type AckRequest interface {
	Offsets() []Offset
}

type Message struct{}

type NackOffset struct{}

type NackRequest interface {
	Offsets() []NackOffset
}

type Offset struct{}

type Option func(*options)

type ReadRequest interface {
	Count() uint64
	TimeOut() time.Duration
}

type Sourcer interface {
	Ack(ctx context.Context, request AckRequest)
	ActivePartitions(ctx context.Context) []int32
	Nack(ctx context.Context, request NackRequest)
	Pending(ctx context.Context) int64
	Read(ctx context.Context, readRequest ReadRequest, messageCh chan<- Message)
	TotalPartitions(ctx context.Context) *int32
}

type options struct{}

func NewServer(source Sourcer, inputOptions ...Option) numaflow.Server { panic("stub") }
