package driver

import (
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
	return strings.HasSuffix(args[len(args)-1], ".cfg")
}

// runTool is the vettool. It does not return.
func runTool(a *analysis.Analyzer, _ []string) {
	unitchecker.Main(a)
}
