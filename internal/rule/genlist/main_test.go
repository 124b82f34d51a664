package main

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestStale compares the list with the files.
func TestStale(t *testing.T) {
	dir := ".."
	names, err := rules(dir)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(filepath.Join(dir, output)); err != nil || string(got) != string(list(names)) {
		t.Errorf("%s is stale: run go generate ./internal/rule (%v)", output, err)
	}
}

func TestRules(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"b.go":      "package rule\n\nvar (\n\tx = 1\n\tb = &Rule{Name: \"b\"}\n)\n\nvar c = Rule{}\n\nvar d = &Other{}\n",
		"a.go":      "package rule\n\nvar a = &Rule{}\n\nfunc f() { var e = &Rule{}; _ = e }\n",
		"a_test.go": "package rule\n\nvar t = &Rule{}\n",
		output:      "not Go",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := rules(dir); err != nil || !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("%v, %v", got, err)
	}
}
