// Package protos is a stub of github.com/dapr/durabletask-go/api/protos: as much of its API
// as the tests need.
package protos

type TraceContext struct{}
