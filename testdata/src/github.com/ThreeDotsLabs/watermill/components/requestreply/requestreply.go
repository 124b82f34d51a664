// Package requestreply is a stub of github.com/ThreeDotsLabs/watermill/components/requestreply: as much of its API
// as the tests need.
package requestreply

import (
	"context"

	"github.com/ThreeDotsLabs/watermill/components/cqrs"
)

type Backend[Result any] interface {
	ListenForNotifications(ctx context.Context, params BackendListenForNotificationsParams) (<-chan Reply[Result], error)
	OnCommandProcessed(ctx context.Context, params BackendOnCommandProcessedParams[Result]) error
}

type BackendListenForNotificationsParams struct{}

type BackendOnCommandProcessedParams[Result any] struct{}

type Reply[Result any] struct{}

func NewCommandHandler[Command any](handlerName string, backend Backend[struct{}], handleFunc func(ctx context.Context, cmd *Command) error) cqrs.CommandHandler {
	panic("stub")
}

func NewCommandHandlerWithResult[Command, Result any](handlerName string, backend Backend[Result], handleFunc func(ctx context.Context, cmd *Command) (Result, error)) cqrs.CommandHandler {
	panic("stub")
}
