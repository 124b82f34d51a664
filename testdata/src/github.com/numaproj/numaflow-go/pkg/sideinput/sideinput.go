// Package sideinput is a stub of github.com/numaproj/numaflow-go/pkg/sideinput: as much of its API
// as the tests need.
package sideinput

import (
	"context"

	numaflow "github.com/numaproj/numaflow-go/pkg"
)

type Message struct{}

type Option func(*options)

type RetrieveFunc func(ctx context.Context) Message

func (RetrieveFunc) RetrieveSideInput(ctx context.Context) Message { panic("stub") }

type SideInputRetriever interface {
	RetrieveSideInput(ctx context.Context) Message
}

type options struct{}

func NewSideInputServer(r SideInputRetriever, inputOptions ...Option) numaflow.Server { panic("stub") }
