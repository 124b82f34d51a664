package driver

import (
	"strconv"
	"strings"

	"github.com/jobvet/jobvet/internal/finding"
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
