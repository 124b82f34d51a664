// Package temporal is a stub of go.temporal.io/sdk/temporal: as much of its API
// as the tests need.
package temporal

import "go.temporal.io/sdk/internal"

type ApplicationErrorOptions = internal.ApplicationErrorOptions

func NewApplicationErrorWithOptions(msg string, errType string, options ApplicationErrorOptions) error {
	panic("stub")
}
