// Package lambda is a stub of github.com/aws/aws-lambda-go/lambda: as much of its API
// as the tests need.
package lambda

import "context"

type Function struct{}

type Handler interface {
	Invoke(ctx context.Context, payload []byte) ([]byte, error)
}

type HandlerFunc[TIn any, TOut any] interface {
	func(context.Context, TIn) (TOut, error)
}

type Option func(*handlerOptions)

type handlerOptions struct{}

func NewFunction(handler Handler) *Function { panic("stub") }

func NewHandler(handlerFunc interface{}) Handler { panic("stub") }

func NewHandlerWithOptions(handlerFunc interface{}, options ...Option) Handler { panic("stub") }

func Start(handler interface{}) { panic("stub") }

func StartHandler(handler Handler) { panic("stub") }

func StartHandlerFunc[TIn, TOut any, H HandlerFunc[TIn, TOut]](handler H, options ...Option) {
	panic("stub")
}

func StartHandlerWithContext(ctx context.Context, handler Handler) { panic("stub") }

func StartWithContext(ctx context.Context, handler interface{}) { panic("stub") }

func StartWithOptions(handler interface{}, options ...Option) { panic("stub") }

func WithEnableSIGTERM(callbacks ...func()) Option { panic("stub") }
