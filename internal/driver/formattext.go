package driver

import (
	"fmt"
	"io"

	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/printable"
)

// printText prints findings as compilers and editors do, or the operators
// where these were asked for.
func printText(w io.Writer, r *report) error {
	if r.onlyOperators {
		return printOperators(w, r.operators)
	}
	for _, f := range r.findings {
		rule := r.paint(levelStyles[f.Level], f.Rule+":")
		if _, err := fmt.Fprintf(w, "%s: %s %s\n", r.paint(bold, shown(f.Place)), rule, printable.Text(f.Body())); err != nil {
			return err
		}
	}
	return nil
}

// levelStyles are the colours of levels.
var levelStyles = [...]style{finding.Hint: blue, finding.Caution: yellow, finding.Error: red}
