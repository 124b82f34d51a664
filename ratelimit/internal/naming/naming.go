// Package naming says what a limiter may be called.
package naming

import (
	"unicode"
	"unicode/utf8"
)

// MaxLength is how many bytes a name may have.
const MaxLength = 128

// Valid reports whether a name has 1 to MaxLength bytes of printable UTF-8 without spaces.
func Valid(name string) bool {
	valid := len(name) >= 1 && len(name) <= MaxLength && utf8.ValidString(name)
	for _, r := range name {
		valid = valid && unicode.IsGraphic(r) && !unicode.IsSpace(r)
	}
	return valid
}
