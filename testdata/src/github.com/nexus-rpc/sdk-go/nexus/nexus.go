// Package nexus is a stub of github.com/nexus-rpc/sdk-go/nexus: as much of its API
// as the tests need.
package nexus

type Service struct{}
