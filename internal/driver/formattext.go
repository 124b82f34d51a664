package driver

import (
	"fmt"
	"io"
	"strings"

	"github.com/jobvet/jobvet/internal/printable"
)

// printText prints findings as compilers and editors do, or the operators
// where these were asked for.
func printText(w io.Writer, r *report) error {
	if r.onlyOperators {
		return printOperators(w, r.operators)
	}
	for _, f := range r.findings {
		message := printable.Text(f.message)
		if rest, ok := strings.CutPrefix(message, f.rule+": "); ok {
			message = r.paint(levelStyles[f.level], f.rule+":") + " " + rest
		}
		if _, err := fmt.Fprintf(w, "%s: %s\n", r.paint(bold, f.pos.String()), message); err != nil {
			return err
		}
	}
	return nil
}

// levelStyles are the colours of levels.
var levelStyles = [...]style{hint: blue, caution: yellow, severe: red}
