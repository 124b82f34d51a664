// Package reducestreamer is a stub of github.com/numaproj/numaflow-go/pkg/reducestreamer: as much of its API
// as the tests need.
package reducestreamer

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

type IntervalWindow interface {
	EndTime() time.Time
	StartTime() time.Time
}

type Message struct{}

func (Message) WithKeys(keys []string) Message { panic("stub") }

func (Message) WithTags(tags []string) Message { panic("stub") }

func (Message) Keys() []string { panic("stub") }

func (Message) Value() []byte { panic("stub") }

func (Message) Tags() []string { panic("stub") }

type Metadata interface {
	IntervalWindow() IntervalWindow
}

type Option func(*options)

type ReduceStreamer interface {
	ReduceStream(ctx context.Context, keys []string, inputCh <-chan Datum, outputCh chan<- Message, md Metadata)
}

type ReduceStreamerCreator interface {
	Create() ReduceStreamer
}

type options struct{}

func NewServer(r ReduceStreamerCreator, inputOptions ...Option) numaflow.Server { panic("stub") }

func SimpleCreatorWithReduceStreamFn(f func(ctx context.Context, keys []string, inputCh <-chan Datum, outputCh chan<- Message, md Metadata)) ReduceStreamerCreator {
	panic("stub")
}
