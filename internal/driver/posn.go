package driver

import (
	"path/filepath"
	"strconv"
	"strings"

	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/printable"
)

// parsePosition reads a place as it is shown: "file:line:col", "file:line",
// "file" or "-". A file name may hold colons itself.
func parsePosition(s string) finding.Place {
	if s == "-" {
		return finding.Place{}
	}
	rest, last, ok := cutNumber(s)
	if !ok {
		return finding.Place{File: s}
	}
	file, line, ok := cutNumber(rest)
	if !ok {
		return finding.Place{File: rest, Line: last}
	}
	return finding.Place{File: file, Line: line, Col: last}
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

// shown is the form of a place that editors and terminals link, "file:line:col",
// with the file's name made fit to be printed.
func shown(p finding.Place) string {
	p.File = printable.Path(p.File)
	return p.String()
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
