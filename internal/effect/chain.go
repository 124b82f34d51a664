package effect

import (
	"cmp"
	"fmt"
	"go/token"
	"strings"

	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/source"
)

// A Hop is one call of a chain, or stands for several.
type Hop struct {
	Name string       // of the function called
	Pos  token.Pos    // of the call, if it stands in this package
	At   finding.Spot // the same for a call in another package
	// Fn is the function called, if it is of this package.
	Fn *source.Func
	// Skipped is the number of calls that the hop stands for, or 0 if it is a call
	// itself.
	Skipped int
}

// If a chain has more than mostHops calls, messages tell the first and the last
// endHops.
const (
	mostHops = 8
	endHops  = 3
)

// Skipped returns the hop that stands for n calls.
func Skipped(n int) Hop { return Hop{Name: fmt.Sprintf("... %d more ...", n), Skipped: n} }

// A Chain is a list of calls. Len is their number.
type Chain struct {
	Hop
	Next *Chain
	Len  int
	tail *Chain // the chain from the last endHops calls on
}

// Push returns the chain with a call before the others.
func (c *Chain) Push(h Hop) *Chain {
	p := &Chain{Hop: h, Next: c, Len: c.len() + max(h.Skipped, 1)}
	if p.tail = p; p.Len > endHops {
		p.tail = c.tail
	}
	return p
}

func (c *Chain) len() int {
	if c == nil {
		return 0
	}
	return c.Len
}

// end returns the last calls of the chain, as many as messages tell of a long one.
func (c *Chain) end() *Chain {
	if c == nil {
		return nil
	}
	return c.tail
}

func compareChains(a, b *Chain) int {
	for a != nil && b != nil && a != b {
		if c := cmp.Or(strings.Compare(a.Name, b.Name), cmp.Compare(a.Pos, b.Pos)); c != 0 {
			return c
		}
		a, b = a.Next, b.Next
	}
	return 0
}
