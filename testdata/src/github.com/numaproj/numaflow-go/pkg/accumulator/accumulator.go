// Package accumulator is a stub of github.com/numaproj/numaflow-go/pkg/accumulator: as much of its API
// as the tests need.
package accumulator

import (
	"context"
	"time"

	numaflow "github.com/numaproj/numaflow-go/pkg"
)

type Accumulator interface {
	Accumulate(ctx context.Context, input <-chan Datum, output chan<- Message)
}

type AccumulatorCreator interface {
	Create() Accumulator
}

type Datum interface {
	EventTime() time.Time
	Headers() map[string]string
	ID() string
	Keys() []string
	Value() []byte
	Watermark() time.Time
}

type Message struct{}

func (Message) WithKeys(keys []string) Message { panic("stub") }

func (Message) WithTags(tags []string) Message { panic("stub") }

func (Message) WithValue(value []byte) Message { panic("stub") }

func (Message) WithID(id string) Message { panic("stub") }

func (Message) Keys() []string { panic("stub") }

func (Message) Value() []byte { panic("stub") }

func (Message) Tags() []string { panic("stub") }

type Option func(*options)

type options struct{}

func NewServer(r AccumulatorCreator, inputOptions ...Option) numaflow.Server { panic("stub") }

func SimpleCreatorWithAccumulateFn(f func(context.Context, <-chan Datum, chan<- Message)) AccumulatorCreator {
	panic("stub")
}
