package analyzer

import "testing"

// TestField checks what running on code in the field has taught: see
// docs/field-report.md.
func TestField(t *testing.T) {
	run(t, Options{Level: LevelHint}, "field/bundle", "field/drain", "field/fetch", "field/wrapped/...")
	run(t, Options{Level: LevelHint, Operators: true}, "field/testfile")
}
