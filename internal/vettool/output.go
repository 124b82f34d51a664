package vettool

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"go/token"
	"io"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/jobvet/jobvet/internal/printable"
	"github.com/jobvet/jobvet/internal/textfile"
)

// The JSON of golang.org/x/tools/go/analysis drivers: package ID to analyzer to
// either a list of diagnostics or an error.
type (
	jsonTree map[string]map[string]any

	// Failure is why an analyzer failed.
	Failure struct {
		Message string `json:"error"`
	}
	// Diagnostic is what an analyzer found. Posn and End are as
	// token.Position prints them.
	Diagnostic struct {
		Category string    `json:"category,omitempty"`
		Posn     string    `json:"posn"`
		End      string    `json:"end"`
		Message  string    `json:"message"`
		Fixes    []Fix     `json:"suggested_fixes,omitempty"`
		Related  []Related `json:"related,omitempty"`
	}
	// Fix is one way to mend what was found.
	Fix struct {
		Message string `json:"message"`
		Edits   []Edit `json:"edits"`
	}
	// Edit replaces a part of a file, between two offsets in bytes.
	Edit struct {
		Filename string `json:"filename"`
		Start    int    `json:"start"`
		End      int    `json:"end"`
		New      string `json:"new"`
	}
	// Related is another place that has to do with a diagnostic.
	Related struct {
		Posn    string `json:"posn"`
		End     string `json:"end"`
		Message string `json:"message"`
	}
)

// printJSON prints what the analyzer found, or the error with which it failed.
func printJSON(w io.Writer, fset *token.FileSet, id, analyzer string, diags []analysis.Diagnostic, failed error) error {
	tree := make(jsonTree)
	switch {
	case failed != nil:
		tree[id] = map[string]any{analyzer: Failure{failed.Error()}}
	case len(diags) > 0:
		list := make([]Diagnostic, len(diags))
		for i, d := range diags {
			list[i] = newDiagnostic(fset, d)
		}
		tree[id] = map[string]any{analyzer: list}
	}
	data, err := json.MarshalIndent(tree, "", "\t")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "%s\n", data)
	return err
}

func newDiagnostic(fset *token.FileSet, d analysis.Diagnostic) Diagnostic {
	posn := func(pos token.Pos) string { return fset.Position(pos).String() }
	j := Diagnostic{
		Category: d.Category,
		Posn:     posn(d.Pos),
		End:      posn(cmp.Or(d.End, d.Pos)),
		Message:  d.Message,
	}
	for _, fix := range d.SuggestedFixes {
		jf := Fix{Message: fix.Message}
		for _, e := range fix.TextEdits {
			// The file that is to be changed, whatever its line directives name.
			file := fset.File(e.Pos)
			jf.Edits = append(jf.Edits, Edit{file.Name(), file.Offset(e.Pos), file.Offset(e.End), string(e.NewText)})
		}
		j.Fixes = append(j.Fixes, jf)
	}
	for _, r := range d.Related {
		j.Related = append(j.Related, Related{posn(r.Pos), posn(cmp.Or(r.End, r.Pos)), r.Message})
	}
	return j
}

// printText prints a diagnostic, and context lines of the source before and behind
// each of its positions; none if context is negative.
func printText(w io.Writer, fset *token.FileSet, context int, d analysis.Diagnostic) {
	line := func(pos, end token.Pos, indent, message string) {
		at := fset.Position(pos)
		fmt.Fprintf(w, "%s: %s%s\n", printable.Path(at.String()), indent, printable.Text(message))
		if context >= 0 {
			last := at
			if e := fset.Position(end); e.IsValid() {
				last = e
			}
			printLines(w, at.Filename, at.Line-context, last.Line+context)
		}
	}
	line(d.Pos, d.End, "", d.Message)
	for _, r := range d.Related {
		line(r.Pos, r.End, "\t", r.Message)
	}
}

func printLines(w io.Writer, file string, from, to int) {
	data, err := textfile.Read(file)
	if err != nil {
		return // the finding itself has been printed
	}
	lines := strings.Split(string(data), "\n")
	for i := max(from, 1); i <= min(to, len(lines)); i++ {
		fmt.Fprintf(w, "%d\t%s\n", i, printable.Lines(lines[i-1]))
	}
}

// validateFixes sorts the edits of each fix, gives insertions an end, and
// reports the first fix that cannot be applied: a mistake of the analyzer's.
func validateFixes(fset *token.FileSet, fixes []analysis.SuggestedFix) error {
	messages := make(map[string]bool)
	for _, fix := range fixes {
		if messages[fix.Message] {
			return fmt.Errorf("two fixes have the same message (%s)", fix.Message)
		}
		messages[fix.Message] = true
		if err := validateEdits(fset, fix.TextEdits); err != nil {
			return fmt.Errorf("invalid fix (%s): %w", fix.Message, err)
		}
	}
	return nil
}

func validateEdits(fset *token.FileSet, edits []analysis.TextEdit) error {
	slices.SortStableFunc(edits, func(a, b analysis.TextEdit) int {
		return cmp.Or(cmp.Compare(a.Pos, b.Pos), cmp.Compare(a.End, b.End))
	})
	last := token.NoPos
	for i := range edits {
		e := &edits[i]
		if !e.End.IsValid() {
			e.End = e.Pos
		}
		file := fset.File(e.Pos)
		switch {
		case file == nil:
			return errors.New("an edit is in no file")
		case e.End < e.Pos || int(e.End) > file.Base()+file.Size():
			return fmt.Errorf("%s: an edit ends before it starts or beyond its file", fset.Position(e.Pos))
		case e.Pos < last:
			return fmt.Errorf("%s: edits overlap", fset.Position(e.Pos))
		}
		last = e.End
	}
	return nil
}
