// Package numaflow is a stub of github.com/numaproj/numaflow-go/pkg: as much of its API
// as the tests need.
package numaflow

import "context"

type Server interface {
	Start(ctx context.Context) error
}
