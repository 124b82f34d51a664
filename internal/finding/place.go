package finding

import (
	"bytes"
	"cmp"
	"fmt"
	"path"
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

// A Spot is a place as sentences name it: a file without its directories, or with
// those below the root of its module, and the line. The zero value is no place. Facts
// and messages have it as text, "file.go:12" or "store/file.go:12".
type Spot struct {
	File string
	Line int
}

// String is "file.go:12", or "" for no place.
func (s Spot) String() string {
	if s == (Spot{}) {
		return ""
	}
	return s.File + ":" + strconv.Itoa(s.Line)
}

// Base is the spot without directories.
func (s Spot) Base() Spot {
	s.File = s.File[strings.LastIndexByte(s.File, '/')+1:]
	return s
}

// Package returns the path of the package that the file is in, which is named as seen
// from the root of the module.
func (s Spot) Package(module string) string { return path.Join(module, path.Dir(s.File)) }

// base is the spot as one line has it, without directories but those below the root of
// its module.
func (s Spot) base() string {
	if filepath.IsAbs(s.File) {
		s.File = filepath.Base(s.File)
	}
	return s.String()
}

// name is the spot without all directories.
func (s Spot) name() string { return Spot{s.file(), s.Line}.String() }

// file is the spot without what changes when code moves.
func (s Spot) file() string { return filepath.Base(s.Base().File) }

// MarshalText returns the spot as String does.
func (s Spot) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads what MarshalText returned.
func (s *Spot) UnmarshalText(text []byte) error {
	*s = Spot{}
	if len(text) == 0 {
		return nil
	}
	i := bytes.LastIndexByte(text, ':')
	if i < 0 {
		return fmt.Errorf("the place %q has no line", text)
	}
	line, err := strconv.Atoi(string(text[i+1:]))
	if err != nil {
		return fmt.Errorf("the place %q has no line", text)
	}
	*s = Spot{string(text[:i]), line}
	return nil
}
