package gocmd

import "github.com/jobvet/jobvet/internal/printable"

// A Failure is something that was not checked, and why.
type Failure struct {
	Package string // "" where the go command names none
	Message string
}

// String is one or several lines.
func (f Failure) String() string {
	if f.Package == "" {
		return f.Message
	}
	return printable.Text(f.Package) + ": " + f.Message
}
