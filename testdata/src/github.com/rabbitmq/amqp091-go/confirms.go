// Package amqp091 is a stub of github.com/rabbitmq/amqp091-go: as much of its API
// as the tests need.
package amqp091

import "context"

type DeferredConfirmation struct{}

func (d *DeferredConfirmation) Acked() bool { panic("stub") }

func (d *DeferredConfirmation) Wait() bool { panic("stub") }

func (d *DeferredConfirmation) WaitContext(ctx context.Context) (bool, error) { panic("stub") }
