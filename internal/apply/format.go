package apply

import (
	"bytes"
	"go/format"
	"go/parser"
	"go/printer"
	"go/token"
	"slices"
	"strings"
)

// byteOrderMark may begin a file of Go.
const byteOrderMark = "\ufeff"

// tidy returns a file's text with changes, formatted. Imports that the changes make
// useless are dropped; names are the packages' names of imports that have none
// of their own.
//
// In a file that is as gofmt has it, apart from its line ends, all is
// formatted, which concerns only lines around the changes. In another one,
// lines that the changes do not touch stay byte for byte.
func tidy(before []byte, changes []change, names map[string]string) []byte {
	text, mark := strings.CutPrefix(string(before), byteOrderMark)
	if mark {
		shifted := make([]change, 0, len(changes))
		for _, c := range changes {
			shifted = append(shifted, change{max(c.start-len(byteOrderMark), 0), max(c.end-len(byteOrderMark), 0), c.text})
		}
		changes = shifted
	}
	changed, runs := edited(text, whole(text, changes))
	lines := dropImports(split(text, text, nil), split(changed, text, runs), names)
	if formatted, ok := formatLines(text, lines); ok {
		lines = formatted
	}
	if mark {
		return []byte(byteOrderMark + raw(lines))
	}
	return []byte(raw(lines))
}

// formatLines formats the lines that became of a text. It is false if they are not Go, or
// cannot be formatted without the others.
func formatLines(before string, lines []line) ([]line, bool) {
	text := plain(lines)
	if isFormatted(plain(split(before, before, nil))) {
		want, err := sorted(text)
		if err != nil {
			return nil, false
		}
		out := weave(lines, split(want, "", nil), true)
		return out, plain(out) == want
	}
	as := printed
	if isFormatted(header(plain(split(before, before, nil)))) {
		// Its imports at least are as gofmt has them, and stay so.
		as = sorted
		lines = slices.Clone(lines)
		for i := range strings.Count(header(text), "\n") {
			lines[i].kept = false
		}
	}
	want, err := as(text)
	if err != nil {
		return nil, false
	}
	out := weave(lines, split(want, "", nil), false)
	again, err := as(plain(out))
	return out, err == nil && again == want
}

// sorted is a text as gofmt has it.
func sorted(text string) (string, error) {
	out, err := format.Source([]byte(text))
	return string(out), err
}

// header is the part of a file that ends with its last import, "" if it has
// none.
func header(text string) string {
	fset := token.NewFileSet()
	tree, err := parser.ParseFile(fset, "", text, parser.ImportsOnly|parser.ParseComments|parser.SkipObjectResolution)
	if err != nil || len(tree.Imports) == 0 {
		return ""
	}
	end := fset.PositionFor(tree.Decls[len(tree.Decls)-1].End(), false).Offset
	if i := strings.IndexByte(text[end:], '\n'); i >= 0 {
		end += i + 1
	}
	return text[:end]
}

func isFormatted(text string) bool {
	formatted, err := sorted(text)
	return err == nil && formatted == text
}

// printed is a text as gofmt has it, with its imports in the order in which they stand.
func printed(text string) (string, error) {
	fset := token.NewFileSet()
	tree, err := parser.ParseFile(fset, "", text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return "", err
	}
	var out bytes.Buffer
	cfg := printer.Config{Mode: printer.UseSpaces | printer.TabIndent, Tabwidth: 8} // as go/format has it
	err = cfg.Fprint(&out, fset, tree)
	return out.String(), err
}
