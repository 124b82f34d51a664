// Package sinker is a stub of github.com/numaproj/numaflow-go/pkg/sinker: as much of its API
// as the tests need.
package sinker

import (
	"context"
	"time"

	"github.com/numaproj/numaflow-go/internal/metadata"
	"github.com/numaproj/numaflow-go/internal/nackoptions"
	numaflow "github.com/numaproj/numaflow-go/pkg"
)

type Datum interface {
	EventTime() time.Time
	Headers() map[string]string
	ID() string
	Keys() []string
	SystemMetadata() *SystemMetadata
	UserMetadata() *UserMetadata
	Value() []byte
	Watermark() time.Time
}

type NackOptions = nackoptions.NackOptions

type Option func(*options)

type Response struct{}

type Responses []Response

func (Responses) Append(rep Response) Responses { panic("stub") }

func (Responses) Items() []Response { panic("stub") }

type Sinker interface {
	Sink(ctx context.Context, datumStreamCh <-chan Datum) Responses
}

type SinkerFunc func(ctx context.Context, datumStreamCh <-chan Datum) Responses

func (SinkerFunc) Sink(ctx context.Context, datumStreamCh <-chan Datum) Responses { panic("stub") }

type SystemMetadata = metadata.SystemMetadata

type UserMetadata = metadata.UserMetadata

type options struct{}

func NewServer(h Sinker, inputOptions ...Option) numaflow.Server { panic("stub") }

func ResponsesBuilder() Responses { panic("stub") }

func ResponseNack(id string, opts *NackOptions) Response { panic("stub") }
