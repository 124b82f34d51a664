// Package client is a stub of github.com/contribsys/faktory/client: as much of its API
// as the tests need.
package client

type Job struct{}
