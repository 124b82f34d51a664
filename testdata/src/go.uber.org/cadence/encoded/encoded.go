// Package encoded is a stub of go.uber.org/cadence/encoded: as much of its API
// as the tests need.
package encoded

import "go.uber.org/cadence/internal"

type Value = internal.Value
