// Package client is a stub of github.com/hatchet-dev/hatchet/pkg/client: as much of its API
// as the tests need.
package client

type Action struct{}

type Client interface{}

type Workflow struct{}
