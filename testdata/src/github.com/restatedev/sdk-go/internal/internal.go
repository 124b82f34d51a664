// Package internal is a stub of github.com/restatedev/sdk-go/internal: as much of its API
// as the tests need.
package internal

type ServiceHandlerType string

type ServiceType string
