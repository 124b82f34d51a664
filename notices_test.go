// Package jobvet_test is about the module as a whole. It is the first that go test has an
// answer from, before the long ones.
package jobvet_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The notices name each module whose code is in the executable, with its licence.
func TestNotices(t *testing.T) {
	text, err := os.ReadFile("THIRD_PARTY_NOTICES.md")
	if err != nil {
		t.Fatal(err)
	}
	notices := words(string(text))
	list := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Dir}}{{end}}{{end}}", "./cmd/jobvet")
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	modules := make(map[string]string)
	for line := range strings.Lines(string(out)) {
		if path, dir, ok := strings.Cut(strings.TrimSpace(line), " "); ok {
			modules[path] = dir
		}
	}
	if len(modules) == 0 {
		t.Fatal("no modules")
	}
	for path, dir := range modules {
		licence, err := os.ReadFile(filepath.Join(dir, "LICENSE"))
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		if !strings.Contains(notices, path) || !strings.Contains(notices, words(string(licence))) {
			t.Errorf("THIRD_PARTY_NOTICES.md lacks %s or its licence", path)
		}
	}
}

// words is a text with its white space made equal.
func words(text string) string { return strings.Join(strings.Fields(text), " ") }
