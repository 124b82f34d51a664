// Package activity is a stub of go.uber.org/cadence/activity: as much of its API
// as the tests need.
package activity

import "go.uber.org/cadence/internal"

type RegisterOptions = internal.RegisterActivityOptions

type RegistryInfo = internal.RegistryActivityInfo

func Register(activityFunc interface{}) { panic("stub") }

func RegisterWithOptions(activityFunc interface{}, opts RegisterOptions) { panic("stub") }

var ErrResultPending error
