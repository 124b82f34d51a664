// Package heimdall is a stub of github.com/gojek/heimdall/v7: as much of its API
// as the tests need.
package heimdall

type Retriable interface{}

func NewRetrier(backoff any) Retriable { panic("stub") }
