package analyzer

import "testing"

// TestRules checks what each rule reports and what it does not, at all levels.
func TestRules(t *testing.T) {
	runTrees(t, Options{Level: LevelHint}, "rule", treesIn(t, "rule")...)
}
