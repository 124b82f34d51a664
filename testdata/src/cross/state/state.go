// Command state sets other packages' variables and fields where no worker does.
package main

import (
	"cross/stateinit"
	"cross/statejobs"
	"cross/statepipe"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"golang.org/x/time/rate"
)

func init() {
	register.DoFn2x0[int, func(int)](&statejobs.BareFn{})
	register.DoFn2x0[int, func(int)](&statejobs.MadeFn{})
	register.DoFn2x0[int, func(int)](&statejobs.FuncFn{}) // want `opstate: operator \(\*statejobs\.FuncFn\)\.ProcessElement .* has the exported field Each, a function`
}

func main() {
	statejobs.Early(1)
	statejobs.Both(1)
	statejobs.BeforeInit = rate.NewLimiter(1, 1)
	setUp()
	statejobs.Configure(1)                     // want `opstate: operator \(\*Fn\)\.ProcessElement \(register\.DoFn2x0, .*statejobs\.go:\d+\) reads statejobs\.limiter, which main sets by calling statejobs\.Configure behind setUp, which calls beam\.Init; a worker never comes to that line`
	new(statejobs.Config).Apply(1)             // want `reads statejobs\.config`
	statejobs.Exported = rate.NewLimiter(1, 1) // want `opstate: operator .* reads statejobs\.Exported, which main sets behind setUp, which calls beam\.Init`
	statejobs.Checked = rate.NewLimiter(1, 1)  // want `opstate: caution: operator .* reads statejobs\.Checked`
	statejobs.Both(1)                          // main calls it before, too
	statejobs.Override(1)                      // workers have them from init, an initialiser, a sync.Once
	statejobs.Settle(1)                        // another package's init calls it
	statejobs.Settled = rate.NewLimiter(1, 1)  // likewise
	statejobs.Lazy = rate.NewLimiter(1, 1)     // workers make it
	statejobs.Declared = rate.NewLimiter(1, 1) // it has an initialiser
	statejobs.Unread = rate.NewLimiter(1, 1)   // no operator reads it
	fill(&statejobs.ByAddress)                 // nobody knows who sets it
	stateinit.Start(1)

	var s beam.Scope
	var col beam.PCollection
	beam.ParDo(s, &statejobs.OpenFn{
		Lim:  rate.NewLimiter(1, 1), // want `opstate: operator .*OpenFn\)\.ProcessElement .* loses what its field Lim holds, which is set here; a \*rate\.Limiter has no exported fields`
		Made: rate.NewLimiter(1, 1), // Setup makes it
		N:    1,
	}, col)
	open := &statejobs.OpenFn{Unset: nil, Lim: &rate.Limiter{}}
	open.Tag = "a" // want `loses its field Tag, which is set here; a field with the tag json:"-" is not shipped`
	beam.ParDo(s, open, col)
	bare := statejobs.NewBareFn(1)
	bare.Lim = rate.NewLimiter(1, 1) // want `loses what its field Lim holds`
	beam.ParDo(s, bare, col)         // want `opstate: operator \(\*statejobs\.BareFn\)\.ProcessElement .* loses what NewBareFn puts into its field lim \(statejobs\.go:\d+\); only exported fields are shipped`
	beam.ParDo(s, statejobs.NewMadeFn(1), col)
	statepipe.Build(s, col)

	local := statejobs.NewLocalFn() // it is called here, and not shipped
	local.Lim = rate.NewLimiter(1, 1)
	local.ProcessElement(1, func(int) {})
}

func setUp() { beam.Init() }

func fill(l **rate.Limiter) { *l = rate.NewLimiter(1, 1) }
