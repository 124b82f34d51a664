package driver

import (
	"path/filepath"
	"strconv"
	"strings"

	"github.com/jobvet/jobvet/internal/printable"
)

// A position is a place in a file. Line and Col count from 1; 0 is unknown.
type position struct {
	File string
	Line int
	Col  int
}

// parsePosition reads what token.Position.String printed: "file:line:col",
// "file:line", "file" or "-". A file name may hold colons itself.
func parsePosition(s string) position {
	if s == "-" {
		return position{}
	}
	rest, last, ok := cutNumber(s)
	if !ok {
		return position{File: s}
	}
	file, line, ok := cutNumber(rest)
	if !ok {
		return position{File: rest, Line: last}
	}
	return position{File: file, Line: line, Col: last}
}

// cutNumber splits "rest:n".
func cutNumber(s string) (rest string, n int, ok bool) {
	i := strings.LastIndexByte(s, ':')
	if i < 0 {
		return s, 0, false
	}
	n, err := strconv.Atoi(s[i+1:])
	if err != nil || n < 1 || s[i+1] == '+' {
		return s, 0, false
	}
	return s[:i], n, true
}

// String is the form that editors and terminals link: "file:line:col", with the
// file's name made fit to be printed.
func (p position) String() string {
	file := printable.Path(p.File)
	switch {
	case p.File == "" && p.Line == 0:
		return "-"
	case p.Line == 0:
		return file
	case p.Col == 0:
		return file + ":" + strconv.Itoa(p.Line)
	}
	return file + ":" + strconv.Itoa(p.Line) + ":" + strconv.Itoa(p.Col)
}

// relative returns file as seen from dir if it is below dir, else as it is.
func relative(dir, file string) string {
	if !filepath.IsAbs(file) {
		return file
	}
	rel, err := filepath.Rel(dir, file)
	if err != nil || !filepath.IsLocal(rel) {
		return file
	}
	return rel
}
