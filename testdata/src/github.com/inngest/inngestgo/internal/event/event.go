// Package event is a stub of github.com/inngest/inngestgo/internal/event: as much of its API
// as the tests need.
package event

type GenericEvent[DATA any] struct{}
