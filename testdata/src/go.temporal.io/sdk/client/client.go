// Package client is a stub of go.temporal.io/sdk/client: as much of its API
// as the tests need.
package client

type Client interface{}
