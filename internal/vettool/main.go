package vettool

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/jobvet/jobvet/internal/printable"
	"github.com/jobvet/jobvet/internal/textfile"
)

// Main answers the go command, and does not return, if the arguments, those after
// the program's name, are of the protocol between it and a vettool: a question
// about the tool, or a unit to check. Else it returns.
func (t *Tool) Main(args []string) {
	if call, wrong, ok := t.asked(args); ok {
		t.answer(args, call, wrong)
	}
}

// asked reports whether the arguments are those of the protocol. The call is that
// of a unit, nil for a question; wrong is what is wrong in it.
func (t *Tool) asked(args []string) (call *Call, wrong *ValueError, ok bool) {
	if len(args) == 1 && (args[0] == "-V=full" || args[0] == "-flags") {
		return nil, nil, true
	}
	if len(args) == 0 || !strings.HasSuffix(args[len(args)-1], ".cfg") {
		return nil, nil, false
	}
	// That alone is not enough: users may name their files so, and directories.
	// A flag of the command's is none of the tool's, so that what its value is
	// does not matter.
	call, err := ParseCall(t.Analyzer, args)
	if errors.As(err, &wrong) {
		call = &Call{File: args[len(args)-1]}
	} else if err != nil {
		return nil, nil, false
	}
	return call, wrong, isUnit(call.File)
}

// isUnit reports whether a file describes a unit. The go command's is known by
// its name; other build systems may use another.
func isUnit(file string) bool {
	info, err := os.Stat(file)
	if err != nil || !info.Mode().IsRegular() {
		return false
	}
	if filepath.IsAbs(file) && filepath.Base(file) == "vet.cfg" {
		return true
	}
	data, err := textfile.Read(file)
	if err != nil {
		return false
	}
	var unit struct {
		Compiler, ImportPath string
		GoFiles              []string
	}
	return json.Unmarshal(data, &unit) == nil && unit.ImportPath != "" && (unit.Compiler != "" || len(unit.GoFiles) > 0)
}

// answer answers a call. It does not return.
func (t *Tool) answer(args []string, call *Call, wrong *ValueError) {
	switch {
	case wrong != nil:
		// unitchecker would answer with its usage: the go command starts the
		// tool for each package and each dependency, which makes thousands of
		// lines.
		if onlyFacts(call.File) {
			// A package that is asked about will say it. Without facts,
			// nothing is cached.
			os.Exit(0)
		}
		fmt.Fprint(os.Stderr, printable.Sprintf("%s: %v\n", t.Analyzer.Name, wrong))
		os.Exit(1)
	case call != nil:
		t.unit(call)
	case args[0] == "-V=full" && printVersionFull(os.Stdout, t.Analyzer.Name):
		os.Exit(0)
	}
	unitchecker.Main(t.Analyzer)
}

// unit checks a unit. It returns if that is to be left to unitchecker.
func (t *Tool) unit(call *Call) {
	if os.Getenv("GOGC") == "" {
		// The process ends soon: less than half of what it allocates is ever
		// to be reclaimed, and it stays below what go vet's own tool takes.
		debug.SetGCPercent(400)
	}
	if status, handled := t.Run(call, os.Stdout, os.Stderr); handled {
		os.Exit(status)
	}
	t.ForUnitchecker(call)
}

// onlyFacts reports whether a unit is a dependency, of which no diagnostics are
// wanted.
func onlyFacts(cfg string) bool {
	data, err := os.ReadFile(cfg)
	if err != nil {
		return false
	}
	var unit struct{ VetxOnly bool }
	return json.Unmarshal(data, &unit) == nil && unit.VetxOnly
}
