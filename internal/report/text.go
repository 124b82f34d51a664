package report

import (
	"fmt"
	"io"

	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/printable"
)

// printText prints findings as compilers and editors do, or the operators
// if these were asked for.
func printText(w io.Writer, r *Report) error {
	if r.OnlyOperators {
		return printOperators(w, r.Operators)
	}
	for _, f := range r.Findings {
		rule := r.Paint(levelStyles[f.Level], f.Rule+":")
		if _, err := fmt.Fprintf(w, "%s: %s %s\n", r.Paint(bold, shown(f.Place)), rule, printable.Text(f.Body())); err != nil {
			return err
		}
	}
	return nil
}

// levelStyles are the colours of levels.
var levelStyles = [...]style{finding.Hint: blue, finding.Caution: yellow, finding.Error: red}

// shown is the form of a place that editors and terminals link, "file:line:col",
// with the file's name made fit to be printed.
func shown(p finding.Place) string {
	p.File = printable.Path(p.File)
	return p.String()
}
