// Package golang is a stub of github.com/argoproj-labs/argo-dataflow/sdks/golang: as much of its API
// as the tests need.
package golang

import "context"

func Start(handler func(ctx context.Context, msg []byte) ([]byte, error)) { panic("stub") }

func StartWithContext(ctx context.Context, handler func(ctx context.Context, msg []byte) ([]byte, error)) error {
	panic("stub")
}
