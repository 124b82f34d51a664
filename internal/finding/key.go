package finding

import (
	"crypto/sha256"
	"fmt"
)

// A Key is what stays of a finding while code around it moves: no lines, no
// path, no level, and no advice, which may be worded anew in a later version.
type Key struct {
	Rule    string
	Package string // its path
	Text    string // what the operator does, with the names of files only
}

// Key returns the key of the finding in a package.
func (f *Finding) Key(pkg string) Key { return Key{f.Rule, pkg, f.head(Spot.file)} }

// Fingerprint returns a short hash for the n-th finding of a key, counted from 0.
func (k Key) Fingerprint(n int) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q %q %d", k.Rule, k.Package, k.Text, n))
	return fmt.Sprintf("%x", sum[:8])
}
