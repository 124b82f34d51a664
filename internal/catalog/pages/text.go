package pages

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/jobvet/jobvet/internal/catalog"
)

// maxNames bounds the names of one table cell.
const maxNames = 12

// code sets names in code style and leaves out the middle of long lists.
func code(names ...string) string {
	var b strings.Builder
	for i, name := range names {
		if len(names) > maxNames && i == maxNames-2 {
			fmt.Fprintf(&b, " ... `%s` (%d)", names[len(names)-1], len(names))
			break
		}
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString("`" + name + "`")
	}
	return b.String()
}

var version = regexp.MustCompile(`^v\d+$`)

// short writes symbols as code does that imports the package: the module's
// root package is left out, others are named by the last element of the path.
func short(t *catalog.Table, names []string) []string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = shorten(t, name)
	}
	return out
}

func shorten(t *catalog.Table, name string) string {
	open := ""
	for _, prefix := range []string{"(*", "("} {
		if rest, ok := strings.CutPrefix(name, prefix); ok {
			open, name = prefix, rest
			break
		}
	}
	path := "~"
	rest, ok := strings.CutPrefix(name, "~")
	for _, m := range t.Modules {
		if after, found := strings.CutPrefix(name, m); found && !ok && (after[0] == '.' || after[0] == '/') && len(m) > len(path) {
			path, rest = m, after
		}
	}
	if path == "~" && !ok { // the standard library
		return open + name
	}
	slash := strings.LastIndexByte(rest, '/')
	if slash < 0 { // the root package
		return open + strings.TrimPrefix(rest, ".")
	}
	pkg := rest[slash+1:]
	if first, _, _ := strings.Cut(pkg, "."); first == "go" || version.MatchString(first) {
		pkg = strings.TrimPrefix(rest, "/")
	}
	return open + pkg
}

// cell makes a text fit for the cell of a table.
func cell(text string) string { return strings.ReplaceAll(text, "|", "\\|") }
