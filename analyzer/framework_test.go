package analyzer

import "testing"

// TestFrameworks checks that every form of registration of every framework is
// seen, and that what is not registered is left alone.
func TestFrameworks(t *testing.T) {
	run(t, Options{Level: LevelHint}, "fw/...")
}
