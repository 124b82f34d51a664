// Plain is the vettool on x/tools' unitchecker alone. Tests compare with it
// what jobvet says.
package main

import (
	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/jobvet/jobvet/analyzer"
)

func main() { unitchecker.Main(analyzer.Analyzer) }
