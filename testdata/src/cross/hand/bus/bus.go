// Package bus has the interface by which an application gets its messages.
package bus

import "context"

type Consumer interface {
	Listen(ctx context.Context, dispatch func(context.Context, []byte) error) error
	// Closed tells when it is over; no implementation makes its function an operator.
	Closed(func())
}
