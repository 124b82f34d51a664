// Package http is a stub of github.com/cloudevents/sdk-go/v2/protocol/http: as much of its API
// as the tests need.
package http

type Protocol struct{}
