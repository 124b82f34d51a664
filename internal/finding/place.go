package finding

import (
	"cmp"
	"path/filepath"
	"strconv"
	"strings"
)

// A Place is a position in a file. Line and Col count from 1, Col in bytes; 0 is
// unknown.
type Place struct {
	File string `json:"f,omitempty"`
	Line int    `json:"l,omitempty"`
	Col  int    `json:"c,omitempty"`
}

// String is "file:line:col", without what is not known, or "-".
func (p Place) String() string {
	switch {
	case p == Place{}:
		return "-"
	case p.Line == 0:
		return p.File
	case p.Col == 0:
		return p.File + ":" + strconv.Itoa(p.Line)
	}
	return p.File + ":" + strconv.Itoa(p.Line) + ":" + strconv.Itoa(p.Col)
}

// Compare orders places by file, line and column.
func (p Place) Compare(q Place) int {
	return cmp.Or(strings.Compare(p.File, q.File), cmp.Compare(p.Line, q.Line), cmp.Compare(p.Col, q.Col))
}

// Spot is the place as sentences name it.
func (p Place) Spot() Spot { return Spot{filepath.Base(p.File), p.Line} }

// A Spot is a place as sentences name it: the name of the file without its
// directories, and the line.
type Spot struct {
	File string `json:"f"`
	Line int    `json:"l"`
}

// String is "file.go:12".
func (s Spot) String() string { return s.File + ":" + strconv.Itoa(s.Line) }

// file is the spot without what changes when code moves.
func (s Spot) file() string { return s.File }

// ParseSpot reads what String wrote: facts have spots in this form. Text of
// another form is a file.
func ParseSpot(s string) Spot {
	if i := strings.LastIndexByte(s, ':'); i >= 0 {
		if line, err := strconv.Atoi(s[i+1:]); err == nil {
			return Spot{s[:i], line}
		}
	}
	return Spot{File: s}
}
