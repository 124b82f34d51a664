package driver

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/jobvet/jobvet/internal/textfile"
	"github.com/jobvet/jobvet/internal/vettool"
)

// isToolRun reports whether the arguments are those of the protocol between
// the go command and a vettool: a question about the tool, or a unit to check.
// The call is that of a unit, nil for a question; wrong is what is wrong in it.
func isToolRun(tool *vettool.Tool, args []string) (call *vettool.Call, wrong *vettool.ValueError, ok bool) {
	if len(args) == 1 && (args[0] == "-V=full" || args[0] == "-flags") {
		return nil, nil, true
	}
	if len(args) == 0 || !strings.HasSuffix(args[len(args)-1], ".cfg") {
		return nil, nil, false
	}
	// That alone is not enough: users may name their files so, and directories.
	// A flag of the command's is none of the tool's, so that what its value is
	// does not matter.
	call, err := vettool.ParseCall(tool.Analyzer, args)
	if errors.As(err, &wrong) {
		call = &vettool.Call{File: args[len(args)-1]}
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

// runTool is the vettool. It does not return.
func runTool(tool *vettool.Tool, call *vettool.Call, wrong *vettool.ValueError) {
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
		say(os.Stderr, "%v", wrong)
		os.Exit(1)
	case call != nil:
		runUnit(tool, call)
	case os.Args[1] == "-V=full" && printVersionFull(os.Stdout):
		os.Exit(0)
	}
	unitchecker.Main(tool.Analyzer)
}

// runUnit checks a package. It returns if that is to be left to unitchecker.
func runUnit(tool *vettool.Tool, call *vettool.Call) {
	if os.Getenv("GOGC") == "" {
		// The process ends soon: less than half of what it allocates is ever
		// to be reclaimed, and it stays below what go vet's own tool takes.
		debug.SetGCPercent(400)
	}
	if status, handled := tool.Run(call, os.Stdout, os.Stderr); handled {
		os.Exit(status)
	}
	tool.ForUnitchecker(call)
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
