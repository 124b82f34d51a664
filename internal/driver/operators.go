package driver

import (
	"cmp"
	"fmt"
	"io"

	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/printable"
)

// An operator is a user function that a framework calls, with its package.
type operator struct {
	*finding.Listed
	pkg string
}

func compareOperators(a, b operator) int {
	return cmp.Or(a.Place.Compare(b.Place), cmp.Compare(a.Line(), b.Line()))
}

// printOperators lists operators.
func printOperators(w io.Writer, ops []operator) error {
	for _, op := range ops {
		if _, err := fmt.Fprintf(w, "%s: %s\n", shown(op.Place), printable.Text(op.Line())); err != nil {
			return err
		}
	}
	return nil
}
