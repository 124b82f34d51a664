// Package restatecontext is a stub of github.com/restatedev/sdk-go/internal/restatecontext: as much of its API
// as the tests need.
package restatecontext

import (
	"context"
	"log/slog"

	"github.com/restatedev/sdk-go/encoding"
	"github.com/restatedev/sdk-go/internal"
	"github.com/restatedev/sdk-go/internal/errors"
	"github.com/restatedev/sdk-go/internal/options"
)

type AfterFuture interface {
	Future
	Done() errors.TerminalError
}

type Context interface {
	context.Context
}

type Future interface {
	handle() uint32
	isResolved() bool
}

type Handler interface {
	Call(ctx Context, request []byte) (output []byte, err error)
	GetOptions() *options.HandlerOptions
	HandlerType() *internal.ServiceHandlerType
	InputPayload() *encoding.InputPayload
	OutputPayload() *encoding.OutputPayload
}

type Request struct{}

type RunContext interface {
	context.Context
	Log() *slog.Logger
	Request() *Request
}
