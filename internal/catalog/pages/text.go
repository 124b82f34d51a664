package pages

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/jobvet/jobvet/internal/catalog"
)

// A family are names that differ in numbers alone; of one so large only the first and the
// last stand in a text.
const family = 4

var number = regexp.MustCompile(`\d+`)

// code sets names in code style and leaves out the middle of families.
func code(names ...string) string {
	var parts []string
	for len(names) > 0 {
		stem := number.ReplaceAllString(names[0], "")
		n := 1
		for n < len(names) && number.ReplaceAllString(names[n], "") == stem {
			n++
		}
		if n >= family {
			parts = append(parts, fmt.Sprintf("`%s` ... `%s`", names[0], names[n-1]))
		} else {
			parts = append(parts, "`"+strings.Join(names[:n], "`, `")+"`")
		}
		names = names[n:]
	}
	return strings.Join(parts, ", ")
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
