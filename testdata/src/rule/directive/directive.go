// Package directive has every directive, good and bad.
package directive

import (
	"context"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"golang.org/x/time/rate"
)

var lim = rate.NewLimiter(1, 1)

type Fn struct{ ch chan int }

func (f *Fn) ProcessElement(ctx context.Context, x int) error {
	time.Sleep(1) //jobvet:ignore timewait the element is a heartbeat
	//jobvet:ignore timewait,ratewait a whole statement
	if x > 0 {
		time.Sleep(2)
		_ = lim.Wait(ctx)
	}
	time.Sleep(3) // want `timewait: operator`

	//jobvet:ignore chanwait the call below waits for it
	f.send()
	//jobvet:local only the developer's machine sets it
	if x < 0 {
		time.Sleep(4)
	}
	trusted()
	ignored()
	local()
	blocking(ctx) // the report stands at the function
	return nil
}

func (f *Fn) send() { f.ch <- 1 }

// trusted does not wait, whatever it looks like.
//
//jobvet:nonblocking the duration is zero in production
func trusted() { time.Sleep(1) }

//jobvet:ignore timewait the whole function
func ignored() {
	time.Sleep(1)
	time.Sleep(2)
}

//jobvet:local runs only in tests
func local() { time.Sleep(1) }

// blocking is written in assembly.
//
//jobvet:blocking waits for the device
func blocking(ctx context.Context) {} // want `chanwait: caution: operator \(\*Fn\)\.ProcessElement .* waits in blocking \(waits for the device\) via blocking;`

// handle is an operator of a framework that the catalogue lacks.
//
//jobvet:operator bounded
func handle(ctx context.Context) {
	_ = lim.Wait(ctx)                  // want `ratewait: caution: operator handle \(//jobvet:operator, directive\.go:\d+\) blocks in`
	_ = lim.Wait(context.Background()) // want `ratewait: operator handle`
}

// strict is one that must not wait at all.
//
//jobvet:operator
func strict(ctx context.Context) {
	_ = lim.Wait(ctx) // want `ratewait: operator strict \(//jobvet:operator, directive\.go:\d+\) blocks in .*; .*: do not wait here: take a permit with TryAcquire of a ratelimit\.Limiter, and decide what becomes of an element over the limit`
}

// Typed has an operator for each exported method.
//
//jobvet:operator free
type Typed struct{}

func (Typed) Handle()  { <-make(chan int) } // want `chanwait: operator Typed\.Handle`
func (Typed) Close()   { <-make(chan int) }
func (Typed) private() { <-make(chan int) }

// each registers its argument.
//
//jobvet:registers 1
func each(name string, f func()) {}

//jobvet:registers 0,1 bounded
func both(f, g func()) {}

func register() {
	each("a", func() {
		time.Sleep(1) // want `timewait: operator register\.func1 \(each → //jobvet:registers, `
	})
	both(func() {
		time.Sleep(2) // want `timewait: operator register\.func2`
	}, napping)
}

func napping() { time.Sleep(3) } // want `timewait: operator napping`

func init() { beam.ParDo(beam.Scope{}, &Fn{}, beam.PCollection{}) }

/*
 * What follows is wrong.
 */

/* want `directive: unknown directive //jobvet:frobnicate; known are operator, registers, nonblocking, blocking, local and ignore` */ //jobvet:frobnicate it

/* want `directive: a directive has no space after the slashes: write //jobvet:ignore` */ // jobvet:ignore timewait with a space

// A comment that speaks of jobvet: it is no directive.

/* want `directive: //jobvet:nonblocking needs a reason: //jobvet:nonblocking because \.\.\.` */ //jobvet:nonblocking
func noReason1()                                                                                 {}

/* want `needs a reason` */ //jobvet:blocking
func noReason2()            {}

/* want `needs a reason` */ //jobvet:local
func noReason3()            {}

/* want `directive: //jobvet:ignore needs a reason: //jobvet:ignore timewait because \.\.\.` */ //jobvet:ignore timewait
func noReason4()                                                                                {}

/* want `directive: //jobvet:ignore of the unknown rule "sleeping"; known are ratewait` */ //jobvet:ignore sleeping for fun
func unknownRule()                                                                         {}

/* want `directive: //jobvet:ignore of the unknown rule ""` */ //jobvet:ignore
func noRule()                                                  {}

/* want `directive: this //jobvet:ignore suppresses no timewait finding: remove it` */ //jobvet:ignore timewait it sleeps
func awake()                                                                           {}

/* want `directive: //jobvet:operator of the unknown policy "sometimes"; known are forbid, bounded, free` */ //jobvet:operator sometimes
func unknownPolicy()                                                                                         {}

/* want `directive: //jobvet:registers wants the indices of the arguments` */ //jobvet:registers
func registersNothing(f func())                                               {}

/* want `directive: //jobvet:registers wants the indices` */ //jobvet:registers f
func registersName(f func())                                 {}

/* want `directive: //jobvet:registers wants the indices` */ //jobvet:registers -1
func registersNegative(f func())                             {}

/* want `directive: //jobvet:registers 2: there is no such parameter: registersMissing has 1, counted from 0` */ //jobvet:registers 2
func registersMissing(f func())                                                                                  {}

/* want `directive: //jobvet:operator stands in the comment of a function, method or type` */ //jobvet:operator
var variable = 1

func inside() {
	/* want `directive: //jobvet:nonblocking stands in the comment of a function or method` */ //jobvet:nonblocking of course
	time.Sleep(1)
	time.Sleep(1) //jobvet:ignore timewait importers may reach it
	_ = 1         /* want `directive: this //jobvet:ignore suppresses no timewait finding` */ //jobvet:ignore timewait nothing waits
	/* want `directive: this //jobvet:local covers nothing that waits: remove it` */ //jobvet:local nothing waits here
	_ = 1
}
