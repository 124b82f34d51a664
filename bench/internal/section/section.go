// Package section puts what was measured into the pages.
package section

import (
	"fmt"
	"os"
	"strings"
)

// Begin and End are the lines between which the section of that name stands.
func Begin(name string) string { return "<!-- " + name + ": begin -->\n" }

// End is the line behind a section.
func End(name string) string { return "<!-- " + name + ": end -->\n" }

// Replace puts text in place of a section of a file.
func Replace(file, name, text string) error {
	old, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	before, rest, found := strings.Cut(string(old), Begin(name))
	if !found {
		return fmt.Errorf("%s has no line %q", file, strings.TrimSpace(Begin(name)))
	}
	_, after, _ := strings.Cut(rest, End(name))
	return os.WriteFile(file, []byte(before+Begin(name)+text+End(name)+after), 0o666)
}
