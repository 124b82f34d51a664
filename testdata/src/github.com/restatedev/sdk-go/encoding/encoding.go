// Package encoding is a stub of github.com/restatedev/sdk-go/encoding: as much of its API
// as the tests need.
package encoding

type InputPayload struct{}

type OutputPayload struct{}
