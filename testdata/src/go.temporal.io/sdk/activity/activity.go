// Package activity is a stub of go.temporal.io/sdk/activity: as much of its API
// as the tests need.
package activity

import "go.temporal.io/sdk/internal"

type DynamicRegisterOptions = internal.DynamicRegisterActivityOptions

type RegisterOptions = internal.RegisterActivityOptions

var ErrResultPending error
