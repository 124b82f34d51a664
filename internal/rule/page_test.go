package rule

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Every rule has its page, and every page its rule.
func TestRulePages(t *testing.T) {
	dir := filepath.Join("..", "..", "docs", "rules")
	known := make(map[string]bool)
	for _, r := range All() {
		name := r.Name
		known[name+".md"] = true
		text, err := os.ReadFile(filepath.Join(dir, name+".md"))
		if err != nil {
			t.Error(err)
			continue
		}
		for _, want := range []string{"# " + name + "\n", "\n## Bad\n", "\n## Good\n"} {
			if !strings.Contains(string(text), want) {
				t.Errorf("%s.md lacks %q", name, want)
			}
		}
		if !strings.HasSuffix(r.URL(), "/docs/rules/"+name+".md") {
			t.Errorf("%s has the URL %q", name, r.URL())
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !known[e.Name()] {
			t.Errorf("docs/rules/%s describes no rule", e.Name())
		}
	}
}
