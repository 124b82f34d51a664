// Package batchmapper is a stub of github.com/numaproj/numaflow-go/pkg/batchmapper: as much of its API
// as the tests need.
package batchmapper

import (
	"context"
	"time"

	"github.com/numaproj/numaflow-go/internal/nackoptions"
	numaflow "github.com/numaproj/numaflow-go/pkg"
)

type BatchMapper interface {
	BatchMap(ctx context.Context, datumStreamCh <-chan Datum) BatchResponses
}

type BatchMapperFunc func(ctx context.Context, datumStreamCh <-chan Datum) BatchResponses

func (BatchMapperFunc) BatchMap(ctx context.Context, datumStreamCh <-chan Datum) BatchResponses {
	panic("stub")
}

type BatchResponses []batchResponse

func (BatchResponses) Append(msg batchResponse) BatchResponses { panic("stub") }

func (BatchResponses) Items() []batchResponse { panic("stub") }

type Datum interface {
	EventTime() time.Time
	Headers() map[string]string
	Id() string
	Keys() []string
	Value() []byte
	Watermark() time.Time
}

type Message struct{}

type NackOptions = nackoptions.NackOptions

type Option func(*options)

type batchResponse struct{}

type options struct{}

func (batchResponse) Append(msg Message) batchResponse { panic("stub") }

func BatchResponsesBuilder() BatchResponses { panic("stub") }

func NewBatchResponse(id string) batchResponse { panic("stub") }

func MessageToNack(opts *NackOptions) Message { panic("stub") }

func NewServer(m BatchMapper, inputOptions ...Option) numaflow.Server { panic("stub") }
