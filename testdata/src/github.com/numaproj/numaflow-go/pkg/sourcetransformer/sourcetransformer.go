// Package sourcetransformer is a stub of github.com/numaproj/numaflow-go/pkg/sourcetransformer: as much of its API
// as the tests need.
package sourcetransformer

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
	SystemMetadata() *SystemMetadata
	UserMetadata() *UserMetadata
	Value() []byte
	Watermark() time.Time
}

type Message struct{}

type Messages []Message

func (Messages) Append(msg Message) Messages { panic("stub") }

func (Messages) Items() []Message { panic("stub") }

type NackOptions = nackoptions.NackOptions

type Option func(*options)

type SourceTransformFunc func(ctx context.Context, keys []string, datum Datum) Messages

func (SourceTransformFunc) Transform(ctx context.Context, keys []string, datum Datum) Messages {
	panic("stub")
}

type SourceTransformer interface {
	Transform(ctx context.Context, keys []string, datum Datum) Messages
}

type SystemMetadata = metadata.SystemMetadata

type UserMetadata = metadata.UserMetadata

type options struct{}

func MessageToNack(eventTime time.Time, opts *NackOptions) Message { panic("stub") }

func MessagesBuilder() Messages { panic("stub") }

func NewServer(m SourceTransformer, inputOptions ...Option) numaflow.Server { panic("stub") }
