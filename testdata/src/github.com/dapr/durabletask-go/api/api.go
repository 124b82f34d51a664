// Package api is a stub of github.com/dapr/durabletask-go/api: as much of its API
// as the tests need.
package api

type InstanceID string

func (InstanceID) String() string { panic("stub") }

type PropagatedHistory struct{}
