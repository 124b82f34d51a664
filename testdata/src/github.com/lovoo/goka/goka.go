// Package goka is a stub of github.com/lovoo/goka: as much of its API
// as the tests need.
package goka

import (
	"context"
	"time"

	"github.com/lovoo/goka/storage"
)

type Assignment map[int32]int64

type Codec interface {
	Decode(data []byte) (value interface{}, err error)
	Encode(value interface{}) (data []byte, err error)
}

type Context interface {
	Context() context.Context
	DeferCommit() func(error)
	Delete(options ...ContextOption)
	Emit(topic Stream, key string, value interface{}, options ...ContextOption)
	Fail(err error)
	Group() Group
	Headers() Headers
	Join(topic Table) interface{}
	Key() string
	Lookup(topic Table, key string) interface{}
	Loopback(key string, value interface{}, options ...ContextOption)
	Offset() int64
	Partition() int32
	SetValue(value interface{}, options ...ContextOption)
	Timestamp() time.Time
	Topic() Stream
	Value() interface{}
}

type ContextOption func(*ctxOptions)

type Edge interface {
	Codec() Codec
	String() string
	Topic() string
}

type Group string

type GroupGraph struct{}

type Headers map[string][]byte

func (Headers) Merged(headersList ...Headers) Headers { panic("stub") }

type ProcessCallback func(ctx Context, msg interface{})

type ProcessorOption func(*poptions, *GroupGraph)

type RebalanceCallback func(a Assignment)

type Stream string

type Streams []Stream

type Table string

type UpdateCallback func(ctx UpdateContext, s storage.Storage, key string, value []byte) error

type UpdateContext interface {
	Headers() Headers
	Offset() int64
	Partition() int32
	Timestamp() time.Time
	Topic() Stream
}

type ViewOption func(*voptions, Table, Codec)

type ctxOptions struct{}

type poptions struct{}

type voptions struct{}

func DefineGroup(group Group, edges ...Edge) *GroupGraph { panic("stub") }

func Input(topic Stream, c Codec, cb ProcessCallback) Edge { panic("stub") }

func Inputs(topics Streams, c Codec, cb ProcessCallback) Edge { panic("stub") }

func Loop(c Codec, cb ProcessCallback) Edge { panic("stub") }

func Visitor(name string, cb ProcessCallback) Edge { panic("stub") }

func WithRebalanceCallback(cb RebalanceCallback) ProcessorOption { panic("stub") }

func WithUpdateCallback(cb UpdateCallback) ProcessorOption { panic("stub") }

func WithViewCallback(cb UpdateCallback) ViewOption { panic("stub") }
