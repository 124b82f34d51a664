package report

import (
	"cmp"
	"fmt"
	"io"

	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/printable"
)

// An Operator is a user function that a framework calls, with its package.
type Operator struct {
	*finding.Listed
	Package string // its path
}

func compareOperators(a, b Operator) int {
	return cmp.Or(a.Place.Compare(b.Place), cmp.Compare(a.Line(), b.Line()))
}

// printOperators lists operators.
func printOperators(w io.Writer, ops []Operator) error {
	for _, op := range ops {
		if _, err := fmt.Fprintf(w, "%s: %s\n", shown(op.Place), printable.Text(op.Line())); err != nil {
			return err
		}
	}
	return nil
}
