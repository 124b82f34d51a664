// Package sessionreducer is a stub of github.com/numaproj/numaflow-go/pkg/sessionreducer: as much of its API
// as the tests need.
package sessionreducer

import (
	"context"
	"time"

	numaflow "github.com/numaproj/numaflow-go/pkg"
)

type Datum interface {
	EventTime() time.Time
	Headers() map[string]string
	Value() []byte
	Watermark() time.Time
}

type Message struct{}

type Option func(*options)

type SessionReducer interface {
	Accumulator(ctx context.Context) []byte
	MergeAccumulator(ctx context.Context, accumulator []byte)
	SessionReduce(ctx context.Context, keys []string, inputCh <-chan Datum, outputCh chan<- Message)
}

type SessionReducerCreator interface {
	Create() SessionReducer
}

type options struct{}

func NewServer(r SessionReducerCreator, inputOptions ...Option) numaflow.Server { panic("stub") }
