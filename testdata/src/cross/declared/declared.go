// Package declared says by directives what its functions do.
package declared

import (
	"context"
	"time"

	"golang.org/x/time/rate"
)

var lim = rate.NewLimiter(1, 1)

// Trusted only looks as if it waited.
//
//jobvet:nonblocking the duration is zero in production
func Trusted() { time.Sleep(1) }

// Local waits on the developer's machine.
//
//jobvet:local runs only under the local runner
func Local(ctx context.Context) { _ = lim.Wait(ctx) }

// Device is written in assembly.
//
//jobvet:blocking waits for the device
func Device(ctx context.Context)

// Forever waits for ever.
//
//jobvet:blocking waits for the moon
func Forever() {}

// Ignored has an effect that is suppressed where it is.
func Ignored() {
	time.Sleep(1) //jobvet:ignore timewait one millisecond
}

// Half suppresses one of two.
func Half(ctx context.Context) {
	time.Sleep(1) //jobvet:ignore timewait one millisecond
	_ = lim.Wait(ctx)
}

// Each registers its second argument with a framework of its own.
//
//jobvet:registers 1 bounded
func Each(name string, fn func(context.Context)) {}

// Handler is an operator of that framework, reported here.
//
//jobvet:operator
func Handler(ctx context.Context) {
	_ = lim.Wait(ctx) // want `ratewait: operator Handler \(//jobvet:operator, `
}

// Type has operators for methods.
//
//jobvet:operator
type Type struct{}

func (Type) Handle(ctx context.Context) {
	_ = lim.Wait(ctx) // want `ratewait: operator Type\.Handle \(//jobvet:operator, `
}
