package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/jobvet/jobvet/internal/nearest"
)

// A Format is one way to print a report.
type Format struct {
	Name  string
	Print func(io.Writer, *Report) error
	// Operators tells that the format can list operators.
	Operators bool
}

const (
	TextFormat = "text"
	JSONFormat = "json"
)

// formats are all formats, the default first.
func formats() []Format {
	return []Format{
		{TextFormat, printText, true},
		{JSONFormat, printJSON, true},
		{"sarif", printSARIF, false},
		{"github", printGitHub, false},
	}
}

// FormatNames returns the names of all formats, the default first.
func FormatNames() []string {
	var names []string
	for _, f := range formats() {
		names = append(names, f.Name)
	}
	return names
}

// FindFormat returns the format with the given name.
func FindFormat(name string) (Format, error) {
	for _, f := range formats() {
		if f.Name == name {
			return f, nil
		}
	}
	return Format{}, fmt.Errorf("%q is none of %s%s", name, strings.Join(FormatNames(), ", "), nearest.Hint(name, "", FormatNames()))
}
