package apply

import (
	"bytes"
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
)

// Diff returns what the tree changes, as "git apply" and "patch -p1" in dir
// expect it, sorted by file. Files that are not below dir have their full path.
func (t *Tree) Diff(dir string) []byte {
	var out bytes.Buffer
	type named struct {
		name string
		*file
	}
	var files []named
	for _, f := range t.files {
		files = append(files, named{diffName(dir, f.names[0]), f})
	}
	slices.SortFunc(files, func(a, b named) int { return cmp.Compare(a.name, b.name) })
	for _, f := range files {
		text := diff.Diff("", f.before, "", f.after)
		for range 3 { // its own header
			_, text, _ = bytes.Cut(text, []byte("\n"))
		}
		if len(text) == 0 {
			continue
		}
		old, new := "a/"+f.name, "b/"+f.name
		if filepath.IsAbs(f.name) {
			old, new = f.name, f.name
		}
		fmt.Fprintf(&out, "--- %s\n+++ %s\n%s", quoted(old), quoted(new), text)
	}
	return out.Bytes()
}

// diffName is the name of a file below dir, or its full path.
func diffName(dir, name string) string {
	if rel, err := filepath.Rel(dir, name); err == nil && filepath.IsLocal(rel) {
		name = rel
	}
	return filepath.ToSlash(name)
}

// quoted is a name as Git writes it: a tab ends one that has a blank, and one
// that has what would end it itself is quoted.
func quoted(name string) string {
	if strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == '"' || r == '\\' || r == 0x7f }) {
		var b strings.Builder
		for i := range len(name) {
			switch c := name[i]; {
			case c == '"' || c == '\\':
				b.WriteString(`\` + string(c))
			case c < ' ' || c >= 0x7f:
				fmt.Fprintf(&b, `\%03o`, c)
			default:
				b.WriteByte(c)
			}
		}
		return `"` + b.String() + `"`
	}
	if strings.Contains(name, " ") {
		return name + "\t"
	}
	return name
}
