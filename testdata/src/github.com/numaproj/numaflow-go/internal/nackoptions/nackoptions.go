// Package nackoptions is a stub of github.com/numaproj/numaflow-go/internal/nackoptions: as much of its API
// as the tests need.
package nackoptions

type NackOptions struct{}
