// Package v1 is a stub of github.com/hatchet-dev/hatchet/pkg/v1: as much of its API
// as the tests need.
package v1

type HatchetClient interface{}
