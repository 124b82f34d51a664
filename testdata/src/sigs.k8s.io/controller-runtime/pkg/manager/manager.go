// Package manager is a stub of sigs.k8s.io/controller-runtime/pkg/manager: as much of
// its API as the tests need.
package manager

import "context"

type Manager interface {
	Start(ctx context.Context) error
}
