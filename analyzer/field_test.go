package analyzer

import "testing"

// TestField checks what running on code in the field has taught: see
// docs/field-report.md.
func TestField(t *testing.T) {
	run(t, Options{Level: LevelHint}, "field/...")
}
