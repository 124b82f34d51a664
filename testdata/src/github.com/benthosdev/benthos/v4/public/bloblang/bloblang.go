// Package bloblang is a stub of github.com/benthosdev/benthos/v4/public/bloblang: as much of its API
// as the tests need.
package bloblang

type Executor struct{}
