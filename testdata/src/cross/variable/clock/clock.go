// Package clock has functions in variables, so that tests can set them.
package clock

import (
	"context"
	"time"

	"golang.org/x/time/rate"
)

var lim = rate.NewLimiter(1, 1)

var (
	Sleep = time.Sleep
	Now   = time.Now
	Limit = func() { _ = lim.Wait(context.Background()) }
	Wait  = lim.Wait
	Quick = func() {}
	// Before and After are for others to set.
	Before func(context.Context)
	After  func(context.Context)
)

// Hooks has functions in fields; others set them.
type Hooks struct {
	Start func()
	Stop  func()
}

// All are the hooks that are used.
var All = &Hooks{Start: func() {}}

// Steps are functions in a list; others add some.
var Steps []func()

// Notify, of this package, calls what others set, and Silent what they set to nothing.
var (
	OnNotify func()
	OnSilent func()
)

func Notify() {
	if OnNotify != nil {
		OnNotify()
	}
}

// OnTell is set by the package that calls Tell.
var OnTell func()

func Tell() { OnTell() }

func Silent() { OnSilent() }
