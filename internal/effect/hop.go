package effect

import (
	"fmt"
	"go/token"
)

// A Hop is one call of a chain, or stands for several.
type Hop struct {
	Name string    // of the function called
	Pos  token.Pos // of the call, where it stands in this package
	At   string    // the same, "file.go:12", for a call in another package
	// Skipped is how many calls it stands for, if that is not one.
	Skipped int
}

// Of a chain of more than mostHops calls, the first and the last endHops are told.
const (
	mostHops = 8
	endHops  = 3
)

// skipped stands for n calls.
func skipped(n int) Hop { return Hop{Name: fmt.Sprintf("... %d more ...", n), Skipped: n} }
