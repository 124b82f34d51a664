// Package mapstreamer is a stub of github.com/numaproj/numaflow-go/pkg/mapstreamer: as much of its API
// as the tests need.
package mapstreamer

import (
	"context"
	"time"

	"github.com/numaproj/numaflow-go/internal/nackoptions"
	numaflow "github.com/numaproj/numaflow-go/pkg"
)

type Datum interface {
	EventTime() time.Time
	Headers() map[string]string
	Value() []byte
	Watermark() time.Time
}

type MapStreamer interface {
	MapStream(ctx context.Context, keys []string, datum Datum, messageCh chan<- Message)
}

type MapStreamerFunc func(ctx context.Context, keys []string, datum Datum, messageCh chan<- Message)

func (MapStreamerFunc) MapStream(ctx context.Context, keys []string, datum Datum, messageCh chan<- Message) {
	panic("stub")
}

type Message struct{}

func (Message) WithKeys(keys []string) Message { panic("stub") }

func (Message) WithTags(tags []string) Message { panic("stub") }

func (Message) Keys() []string { panic("stub") }

func (Message) Value() []byte { panic("stub") }

func (Message) Tags() []string { panic("stub") }

func (Message) NackOptions() *NackOptions { panic("stub") }

type NackOptions = nackoptions.NackOptions

type Option func(*options)

type options struct{}

func MessageToNack(opts *NackOptions) Message { panic("stub") }

func NewMessage(value []byte) Message { panic("stub") }

func NewServer(ms MapStreamer, inputOptions ...Option) numaflow.Server { panic("stub") }
