package report

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"unicode/utf8"

	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/textfile"
)

// sources are the lines of files, read when they are asked for: go vet counts
// bytes, readers of reports count characters. The zero value is ready.
type sources struct {
	files map[string]*sourceFile
}

// A sourceFile is the text of a file, nil if it cannot be read.
type sourceFile struct {
	text  []byte
	lines []int // where each begins
}

func (s *sources) file(name string) *sourceFile {
	if f, ok := s.files[name]; ok {
		return f
	}
	f := new(sourceFile)
	if text, err := textfile.Read(name); err == nil { // //line comments name any file
		f = newSourceFile(text)
	}
	if s.files == nil {
		s.files = make(map[string]*sourceFile)
	}
	s.files[name] = f
	return f
}

func newSourceFile(text []byte) *sourceFile {
	f := &sourceFile{text: text, lines: []int{0}}
	for i, b := range text {
		if b == '\n' {
			f.lines = append(f.lines, i+1)
		}
	}
	return f
}

// column turns a column in bytes into one in UTF-16 code units, both counted
// from 1. A place that the file does not have stays as it is.
func (f *sourceFile) column(line, col int) int {
	if line < 1 || line > len(f.lines) || col < 1 {
		return col
	}
	text := f.text[f.lines[line-1]:]
	if end := bytes.IndexByte(text, '\n'); end >= 0 {
		text = text[:end]
	}
	if col-1 > len(text) {
		return col
	}
	return utf16Len(text[:col-1]) + 1
}

// around returns the line of a place in three parts, of which the one in the middle is
// from the place to its end, or to the end of the line. It reports false if the file has
// no such place.
func (f *sourceFile) around(p, end finding.Place) (before, marked, after string, ok bool) {
	if p.Line < 1 || p.Line > len(f.lines) {
		return "", "", "", false
	}
	line, _, _ := strings.Cut(string(f.text[f.lines[p.Line-1]:]), "\n")
	line = strings.TrimSuffix(line, "\r")
	from := max(p.Col-1, len(line)-len(strings.TrimLeft(line, " \t"))) // column 0: only the line is known
	if line == "" || from > len(line) {
		return "", "", "", false
	}
	to := len(line)
	switch {
	case p.Col == 0:
	case end.Line <= p.Line:
		to = min(max(end.Col-1, from), len(line))
	}
	return line[:from], line[from:to], line[to:], true
}

// place turns an offset in bytes into a line and a column in UTF-16 code units.
func (f *sourceFile) place(offset int) (line, col int, ok bool) {
	if offset < 0 || offset > len(f.text) {
		return 0, 0, false
	}
	line = len(f.lines)
	for line > 1 && f.lines[line-1] > offset {
		line--
	}
	return line, utf16Len(f.text[f.lines[line-1]:offset]) + 1, true
}

// editable reports whether fixes may be applied to the file: it is Go that a
// person wrote, and what go vet saw. Offsets in files that use cgo are those of
// what cgo makes of them; line directives speak of yet other files.
func (f *sourceFile) editable() bool {
	if f.text == nil || bytes.Contains(f.text, []byte("//line ")) || bytes.Contains(f.text, []byte("/*line ")) {
		return false
	}
	tree, err := parser.ParseFile(token.NewFileSet(), "", f.text, parser.ImportsOnly|parser.ParseComments)
	if err != nil || ast.IsGenerated(tree) {
		return false
	}
	for _, imp := range tree.Imports {
		if imp.Path.Value == `"C"` {
			return false
		}
	}
	return true
}

// utf16Len is the length of a text in UTF-16.
func utf16Len(text []byte) int {
	n := 0
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		text = text[size:]
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}
