// Package servingstore is a stub of github.com/numaproj/numaflow-go/pkg/servingstore: as much of its API
// as the tests need.
package servingstore

import (
	"context"

	numaflow "github.com/numaproj/numaflow-go/pkg"
)

type GetDatum interface {
	ID() string
}

type Option func(*options)

type Payload struct{}

type PutDatum interface {
	ID() string
	Payloads() []Payload
}

type ServingStorer interface {
	Get(ctx context.Context, get GetDatum) StoredResult
	Put(ctx context.Context, put PutDatum)
}

type StoredResult struct{}

type options struct{}

func NewServer(servingStore ServingStorer, inputOptions ...Option) numaflow.Server { panic("stub") }
