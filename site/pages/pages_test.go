package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/jobvet/jobvet/internal/catalog"
)

// Every page of docs has a place, and every framework is on the page of a library.
func TestAll(t *testing.T) {
	m, err := all(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	if names := missing(m); names != nil {
		t.Errorf("no place in the navigation: %q", names)
	}
	for _, s := range navigation(m) {
		for title, list := range s {
			for _, name := range list {
				if m[name] == "" {
					t.Errorf("%s: there is no page %s", title, name)
				}
			}
		}
	}
	var starts strings.Builder
	for name, page := range m {
		if strings.HasPrefix(name, "start/") {
			starts.WriteString(page)
		}
	}
	for _, table := range catalog.Default().Tables() {
		for _, f := range table.Frameworks {
			if !strings.Contains(starts.String(), "What a wait does: "+f.Wait) {
				t.Errorf("no page says what a wait does in %s", f.Name)
			}
			if f.Measured != "" && !strings.Contains(starts.String(), "](../"+f.Measured+")") {
				t.Errorf("no page leads to what was measured of %s", f.Name)
			}
		}
	}
	if !strings.Contains(m["playground.md"], "<textarea") {
		t.Error("the playground has no form")
	}
	dir := t.TempDir()
	if err := write(os.DirFS("../.."), dir); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "pages", "start", "river.md")); err != nil {
		t.Error(err)
	}
}

func TestAdapt(t *testing.T) {
	root := fstest.MapFS{"go.mod": {}, "cmd/x/main.go": {}, "docs/a.md": {}}
	for _, test := range []struct{ name, text, want string }{
		{"a.md", "[x](b.md#y) and [y](https://example.com)", "[x](b.md#y) and [y](https://example.com)"},
		{"a.md", "[mod](../go.mod)", "[mod](" + repository + "blob/main/go.mod)"},
		{"a.md", "[x](../cmd/x#l)", "[x](" + repository + "tree/main/cmd/x#l)"},
		{"rules/r.md", "[a](../a.md) [x](../../cmd/x/main.go)", "[a](../a.md) [x](" + repository + "blob/main/cmd/x/main.go)"},
		{"a.md", "the [rules](rules/) and [rules](rules)", "the [rules](rules/index.md) and [rules](rules/index.md)"},
		{"a.md", "`f[T](../gone)`", "`f[T](../gone)`"},
		{"a.md", "```go x/y.go\nf[T](../gone)\n```\n", "```go title=\"x/y.go\"\nf[T](../gone)\n```\n"},
	} {
		if got, err := adapt(root, test.name, test.text); err != nil || got != test.want {
			t.Errorf("%q becomes %q, %v", test.text, got, err)
		}
	}
	if _, err := adapt(root, "a.md", "[x](../gone.go)"); err == nil || !strings.Contains(err.Error(), "../gone.go") {
		t.Errorf("a link to nowhere: %v", err)
	}
}
