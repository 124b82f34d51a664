package driver

import (
	"crypto/sha256"
	"fmt"
	"strings"
)

// A findingKey is what stays of a finding while code around it moves: no lines,
// no path, no level, and no advice, which may be worded anew in a later version.
type findingKey struct {
	rule, pkg, text string
}

func (f *finding) key() findingKey {
	text, _, _ := strings.Cut(f.text, "; ")
	return findingKey{f.rule, f.pkg, places().ReplaceAllString(text, "$1$2")}
}

// places are the lines in a message, "stalls.go:50": they stand in parentheses.
// A //line comment may give the file any name, "(grammar.y:50)".
var places = pattern(`(\.go):\d+|:\d+(\))`)

// setFingerprints numbers findings of the same key in the order of their
// places, and gives each a fingerprint of key and number.
func setFingerprints(findings []finding) {
	seen := make(map[findingKey]int)
	for i := range findings {
		f := &findings[i]
		k := f.key()
		f.fingerprint = k.fingerprint(seen[k])
		seen[k]++
	}
}

// fingerprint returns a short hash for the n-th finding of a key.
func (k findingKey) fingerprint(n int) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q %q %d", k.rule, k.pkg, k.text, n))
	return fmt.Sprintf("%x", sum[:8])
}
