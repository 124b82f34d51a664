package driver

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/jobvet/jobvet/internal/printable"
)

// operatorCategory is the category of the diagnostics by which the analyzer
// names the operators that it sees.
const operatorCategory = "operator"

// An operator is a user function that a framework calls.
type operator struct {
	pkg  string
	pos  position
	text string // all below, as the analyzer wrote it

	name         string
	registration string
	framework    string
	policy       string
}

// newOperator reads the message of an operator's diagnostic:
//
//	operator: (*EnrichFn).ProcessElement (beam.ParDo) framework=Beam policy=forbid
func newOperator(f finding) operator {
	op := operator{pkg: f.pkg, pos: f.pos}
	op.text = strings.TrimPrefix(f.message, operatorCategory+": ")
	rest, policy := cutLast(op.text, " policy=")
	op.policy = policy
	rest, framework := cutLast(rest, " framework=")
	op.framework = framework
	op.name = rest
	if name, reg, ok := strings.Cut(rest, " ("); ok {
		op.name = name
		op.registration = strings.TrimSuffix(reg, ")")
	}
	return op
}

// cutLast is strings.Cut around the last instance of sep.
func cutLast(s, sep string) (before, after string) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):]
	}
	return s, ""
}

func compareOperators(a, b operator) int {
	return cmp.Or(comparePositions(a.pos, b.pos), cmp.Compare(a.text, b.text))
}

// printOperators lists operators.
func printOperators(w io.Writer, ops []operator) error {
	for _, op := range ops {
		if _, err := fmt.Fprintf(w, "%v: %s\n", op.pos, printable.Text(op.text)); err != nil {
			return err
		}
	}
	return nil
}
