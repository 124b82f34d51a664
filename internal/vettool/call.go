package vettool

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// A Call is a call of the tool by the go command, to check one package.
type Call struct {
	// File is the name of the file that describes the package.
	File string
	// JSON asks for JSON on standard output, instead of text on standard error.
	JSON bool
	// Context is how many lines around each finding the text shows; none if
	// negative.
	Context int
	// Fix and Diff ask for fixes to be made or shown.
	Fix, Diff bool
	// Disabled tells that the analyzer is switched off.
	Disabled bool
}

// A ValueError is a wrong value of one of the analyzer's flags.
type ValueError struct {
	Flag string
	Err  error
}

func (e *ValueError) Error() string { return fmt.Sprintf("-%s: %v", e.Flag, e.Err) }
func (e *ValueError) Unwrap() error { return e.Err }

// ErrUsage is any other mistake in the arguments.
var ErrUsage = errors.New("wrong usage of a vet tool")

// ParseCall reads the arguments of a call and sets the analyzer's flags. The
// error is a *ValueError or ErrUsage.
func ParseCall(a *analysis.Analyzer, args []string) (*Call, error) {
	c := &Call{Context: -1}
	fs := flag.NewFlagSet(a.Name, flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.BoolVar(&c.JSON, "json", false, "")
	fs.BoolVar(&c.Fix, "fix", false, "")
	fs.BoolVar(&c.Diff, "diff", false, "")
	fs.IntVar(&c.Context, "c", c.Context, "")
	for _, name := range []string{"source", "v", "all"} {
		fs.Bool(name, false, "") // of old, without effect
	}
	fs.String("tags", "", "") // likewise
	fs.Var(enabling{&c.Disabled}, a.Name, "")
	var wrong *ValueError
	a.Flags.VisitAll(func(f *flag.Flag) {
		fs.Var(analyzerFlag{f, a.Name + "." + f.Name, &wrong}, a.Name+"."+f.Name, f.Usage)
	})
	err := fs.Parse(args)
	switch {
	case wrong != nil:
		return nil, wrong
	case err != nil || fs.NArg() != 1 || !strings.HasSuffix(fs.Arg(0), ".cfg"):
		return nil, ErrUsage
	}
	c.File = fs.Arg(0)
	return c, nil
}

// An analyzerFlag is a flag of the analyzer that keeps the error of its value.
type analyzerFlag struct {
	*flag.Flag
	name  string
	wrong **ValueError
}

func (f analyzerFlag) String() string {
	if f.Flag == nil {
		return ""
	}
	return f.Value.String()
}

func (f analyzerFlag) Set(value string) error {
	err := f.Value.Set(value)
	if err != nil {
		*f.wrong = &ValueError{f.name, err}
	}
	return err
}

func (f analyzerFlag) IsBoolFlag() bool {
	b, ok := f.Value.(interface{ IsBoolFlag() bool })
	return ok && b.IsBoolFlag()
}

// An enabling is the flag that has the analyzer's name. Other analyzers, which
// it would compete with, there are none.
type enabling struct{ disabled *bool }

func (e enabling) String() string   { return "true" }
func (e enabling) IsBoolFlag() bool { return true }
func (e enabling) Set(value string) error {
	on, err := strconv.ParseBool(value)
	if err == nil {
		*e.disabled = !on
	}
	return err
}
