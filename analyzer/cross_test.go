package analyzer

import "testing"

// TestCross checks what facts carry from package to package: effects, wrappers
// and directives.
func TestCross(t *testing.T) {
	run(t, Options{Level: LevelHint}, "cross/...")
}
