package driver

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"strings"

	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/jobvet/jobvet/internal/vettool"
)

// isToolRun reports whether the arguments are those of the protocol between
// the go command and a vettool: a question about the tool, or a unit to check.
func isToolRun(args []string) bool {
	if len(args) == 0 {
		return false
	}
	switch args[0] {
	case "-V=full", "-flags":
		return len(args) == 1
	}
	return isUnit(args[len(args)-1])
}

func isUnit(arg string) bool { return strings.HasSuffix(arg, ".cfg") }

// runTool is the vettool. It does not return.
func runTool(tool *vettool.Tool, args []string) {
	switch {
	case isUnit(args[len(args)-1]):
		runUnit(tool, args)
	case args[0] == "-V=full" && printVersionFull(os.Stdout):
		os.Exit(0)
	}
	unitchecker.Main(tool.Analyzer)
}

// runUnit checks a package. It returns if that is to be left to unitchecker,
// as wrong usage is.
func runUnit(tool *vettool.Tool, args []string) {
	call, err := vettool.ParseCall(tool.Analyzer, args)
	var wrong *vettool.ValueError
	switch {
	case errors.As(err, &wrong):
		// unitchecker would answer with its usage: the go command starts the
		// tool for each package and each dependency, which makes thousands of
		// lines.
		if onlyFacts(args[len(args)-1]) {
			// A package that is asked about will say it. Without facts,
			// nothing is cached.
			os.Exit(0)
		}
		fmt.Fprintf(os.Stderr, "jobvet: %v\n", err)
		os.Exit(1)
	case err != nil:
		return
	}
	if os.Getenv("GOGC") == "" {
		// The process ends soon: less than half of what it allocates is ever
		// to be reclaimed, and it stays below what go vet's own tool takes.
		debug.SetGCPercent(400)
	}
	if status, handled := tool.Run(call, os.Stdout, os.Stderr); handled {
		os.Exit(status)
	}
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
