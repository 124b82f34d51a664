package analyzer

import "testing"

// TestOdd analyses code that is valid and seldom seen.
func TestOdd(t *testing.T) {
	run(t, Options{Level: LevelHint}, "odd")
}
