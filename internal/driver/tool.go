package driver

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/unitchecker"
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
func runTool(a *analysis.Analyzer, args []string) {
	if cfg := args[len(args)-1]; isUnit(cfg) {
		if err := checkToolFlags(a, args); err != nil {
			if onlyFacts(cfg) {
				// A package that is asked about will say it. Without facts,
				// nothing is cached.
				os.Exit(0)
			}
			fmt.Fprintf(os.Stderr, "jobvet: %v\n", err)
			os.Exit(1)
		}
	}
	unitchecker.Main(a)
}

// checkToolFlags sets the analyzer's flags as unitchecker is about to do, and
// returns the error of a wrong value. unitchecker would answer with its usage:
// the go command starts the tool for each package and each dependency, which
// makes thousands of lines. It leaves all other mistakes to unitchecker.
func checkToolFlags(a *analysis.Analyzer, args []string) error {
	for i, arg := range args {
		arg = strings.TrimPrefix(strings.TrimPrefix(arg, "-"), "-")
		name, ok := strings.CutPrefix(arg, a.Name+".")
		if !ok {
			continue
		}
		name, value, hasValue := strings.Cut(name, "=")
		f := a.Flags.Lookup(name)
		if f == nil {
			continue
		}
		if b, ok := f.Value.(interface{ IsBoolFlag() bool }); ok && b.IsBoolFlag() && !hasValue {
			value = "true"
		} else if !hasValue {
			value = args[i+1] // there is one: the last argument is the unit
		}
		if err := f.Value.Set(value); err != nil {
			return fmt.Errorf("-%s.%s: %w", a.Name, name, err)
		}
	}
	return nil
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
