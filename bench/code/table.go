package main

import (
	"fmt"
	"slices"
)

// entangled is the cyclomatic complexity above which a function counts as entangled.
const entangled = 15

const header = "| folder | packages | lines | files: median, 95 %, most | functions | their lines: median, 95 %, most | cyclomatic: mean, 95 %, most, above 15 | nesting: 95 %, most | with a bool parameter | exported | comment / code | test / code |\n" +
	"| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"

// row is the row of a folder, or of several, in Markdown.
func row(name string, packages int, f *folder) string {
	var lines, cyclomatic, nesting []int
	sum, over, bools := 0, 0, 0
	for _, fn := range f.functions {
		lines = append(lines, fn.lines)
		cyclomatic = append(cyclomatic, fn.cyclomatic)
		nesting = append(nesting, fn.nesting)
		sum += fn.cyclomatic
		if fn.cyclomatic > entangled {
			over++
		}
		if fn.takesBool {
			bools++
		}
	}
	n := len(f.functions)
	return fmt.Sprintf("| %s | %d | %d | %d, %d, %d | %d | %d, %d, %d | %.1f, %d, %d, %.1f %% | %d, %d | %.1f %% | %d | %.2f | %.2f |",
		name, packages, f.lines(),
		quantile(f.files, 0.5), quantile(f.files, 0.95), quantile(f.files, 1),
		n, quantile(lines, 0.5), quantile(lines, 0.95), quantile(lines, 1),
		ratio(sum, n), quantile(cyclomatic, 0.95), quantile(cyclomatic, 1), 100*ratio(over, n),
		quantile(nesting, 0.95), quantile(nesting, 1),
		100*ratio(bools, n), f.exported, ratio(f.comments, f.code), ratio(f.tests, f.code))
}

// quantile returns the smallest value that at least the share q of the values
// do not exceed, or 0.
func quantile(values []int, q float64) int {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(values))
	return sorted[max(0, int(q*float64(len(sorted))+0.999999)-1)]
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}
