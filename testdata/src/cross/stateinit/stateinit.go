// Package stateinit sets another package's variables when it is initialised.
package stateinit

import (
	"cross/statejobs"

	"golang.org/x/time/rate"
)

func init() {
	statejobs.Settle(1)
	statejobs.Settled = rate.NewLimiter(1, 1)
}

// Start sets up the jobs, as main could.
func Start(n int) { statejobs.Configure(n) }
