package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/printable"
)

// An Operator is a user function that a framework calls, with its package.
type Operator struct {
	*finding.Listed
	Package string // its path
}

func compareOperators(a, b Operator) int {
	return cmp.Or(a.Place.Compare(b.Place), cmp.Compare(a.Listing(), b.Listing()))
}

// mergeOperators lists each operator once, although the package that declares the function
// may tell of it, and those that register it. It stands where the function is declared, and
// has the registration that tells most. The list is sorted.
func mergeOperators(list []Operator) []Operator {
	slices.SortFunc(list, compareOperators)
	type identity struct{ function, framework, policy string }
	at := make(map[identity]int)
	var merged []Operator
	for _, op := range list {
		id := identity{op.Func, op.Framework, op.Policy}
		i, known := at[id]
		switch {
		case op.Func == "" || !known:
			at[id] = len(merged)
			merged = append(merged, op)
		default:
			merged[i] = mergeOperator(merged[i], op)
		}
	}
	slices.SortFunc(merged, compareOperators)
	return slices.CompactFunc(merged, func(a, b Operator) bool { return compareOperators(a, b) == 0 })
}

// mergeOperator makes one of two records of an operator.
func mergeOperator(a, b Operator) Operator {
	if b.Declared() && !a.Declared() {
		a, b = b, a
	}
	if b.Rank < a.Rank {
		one := *a.Listed
		one.Form, one.Registered, one.Rank = b.Form, b.Registered, b.Rank
		a.Listed = &one
	}
	return a
}

// printOperators lists operators.
func printOperators(w io.Writer, ops []Operator) error {
	for _, op := range ops {
		if _, err := fmt.Fprintf(w, "%s: %s\n", shown(op.Place), printable.Text(op.Listing())); err != nil {
			return err
		}
	}
	return nil
}
