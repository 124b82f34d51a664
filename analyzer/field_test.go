package analyzer

import "testing"

// TestField checks what running on code in the field has taught: see
// docs/field-report.md.
func TestField(t *testing.T) {
	runTrees(t, Options{Level: LevelHint}, "field", "bundle", "drain", "fetch", "wrapped")
}

// TestFieldFiles checks which files have operators.
func TestFieldFiles(t *testing.T) {
	run(t, Options{Level: LevelHint, Operators: true}, "field/testfile")
}
