// Package micro is a stub of github.com/nats-io/nats.go/micro: as much of its API
// as the tests need.
package micro

import (
	"context"

	nats "github.com/nats-io/nats.go"
)

type EndpointConfig struct {
	Handler Handler
}

type EndpointOpt func(*endpointOpts) error

type Group interface {
	AddEndpoint(string, Handler, ...EndpointOpt) error
	AddGroup(string, ...GroupOpt) Group
}

type GroupOpt func(*groupOpts)

type Handler interface {
	Handle(Request)
}

type HandlerFunc func(Request)

func (HandlerFunc) Handle(req Request) { panic("stub") }

type Headers map[string][]string

func (Headers) Get(key string) string { panic("stub") }

func (Headers) Values(key string) []string { panic("stub") }

type Info struct{}

type Request interface {
	Data() []byte
	Error(code string, description string, data []byte, opts ...RespondOpt) error
	Headers() Headers
	Reply() string
	Respond([]byte, ...RespondOpt) error
	RespondJSON(any, ...RespondOpt) error
	Subject() string
}

type RespondOpt func(*nats.Msg)

type Service interface {
	AddEndpoint(string, Handler, ...EndpointOpt) error
	AddGroup(string, ...GroupOpt) Group
	Info() Info
	Reset()
	Stats() Stats
	Stop() error
	Stopped() bool
}

type Stats struct{}

type endpointOpts struct{}

type groupOpts struct{}

func ContextHandler(ctx context.Context, handler func(context.Context, Request)) Handler {
	panic("stub")
}
