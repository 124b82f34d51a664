// Package types is a stub of github.com/hatchet-dev/hatchet/pkg/client/types: as much of its API
// as the tests need.
package types

type BatchConfig struct{}

type RateLimit struct{}
