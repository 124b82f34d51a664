// Package reducer is a stub of github.com/numaproj/numaflow-go/pkg/reducer: as much of its API
// as the tests need.
package reducer

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

type Messages []Message

func (Messages) Append(msg Message) Messages { panic("stub") }

func (Messages) Items() []Message { panic("stub") }

type Metadata interface {
	IntervalWindow() IntervalWindow
}

type Option func(*options)

type Reducer interface {
	Reduce(ctx context.Context, keys []string, inputCh <-chan Datum, md Metadata) Messages
}

type ReducerCreator interface {
	Create() Reducer
}

type options struct{}

func NewServer(r ReducerCreator, inputOptions ...Option) numaflow.Server { panic("stub") }

func SimpleCreatorWithReduceFn(f func(context.Context, []string, <-chan Datum, Metadata) Messages) ReducerCreator {
	panic("stub")
}
