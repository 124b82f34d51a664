// Package metadata is a stub of github.com/numaproj/numaflow-go/internal/metadata: as much of its API
// as the tests need.
package metadata

type SystemMetadata struct{}

type UserMetadata struct{}
