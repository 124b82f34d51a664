package driver

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The changelog's newest version is the one that this source becomes, and the
// pages tell nobody to use a version that is not in the changelog.
func TestVersionInPages(t *testing.T) {
	changes, err := os.ReadFile("../../CHANGELOG.md")
	if err != nil {
		t.Fatal(err)
	}
	var known []string
	for _, m := range regexp.MustCompile(`(?m)^## (v[0-9.]+)`).FindAllStringSubmatch(string(changes), -1) {
		known = append(known, m[1])
	}
	if len(known) == 0 || known[0] != next {
		t.Errorf("CHANGELOG.md has versions %v, want %s first", known, next)
	}
	pages, err := filepath.Glob("../../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile(`(?:jobvet/jobvet@|rev: |jobvet/jobvet/releases/download/)(v[0-9][0-9.]*)`)
	for _, page := range append(pages, "../../README.md", "../../.custom-gcl.example.yml") {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range named.FindAllStringSubmatch(string(text), -1) {
			if v := strings.TrimSuffix(m[1], "."); v != known[0] {
				t.Errorf("%s names %s, want %s", page, v, known[0])
			}
		}
	}
}
