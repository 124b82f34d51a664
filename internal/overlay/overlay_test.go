package overlay

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

func TestOverlay(t *testing.T) {
	dir := t.TempDir()
	texts := map[string][]byte{
		filepath.Join(dir, "a", "x.go"): []byte("package a"),
		filepath.Join(dir, "b", "x.go"): []byte("package b"),
	}
	name, remove, err := Write(texts)
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Replace map[string]string }
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Replace) != len(texts) {
		t.Errorf("%d files, want %d", len(file.Replace), len(texts))
	}
	for path, actual := range file.Replace {
		if text, err := os.ReadFile(actual); err != nil || string(text) != string(texts[path]) {
			t.Errorf("%s is %q, %v", path, text, err)
		}
		if origin, ok := Origin(actual); !ok || origin != path {
			t.Errorf("%s stands for %q, %v, want %s", actual, origin, ok, path)
		}
	}
	remove()
	if _, err := os.Stat(filepath.Dir(name)); !os.IsNotExist(err) {
		t.Errorf("the overlay is still there: %v", err)
	}
}

func TestNoOrigin(t *testing.T) {
	dir := filepath.Join(t.TempDir(), prefix+"1", "0")
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, originFile), []byte("/src/x.go"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{filepath.Join(dir, "y.go"), filepath.Join(t.TempDir(), "x.go"), "x.go", "", "/x.go"} {
		if origin, ok := Origin(name); ok {
			t.Errorf("%s stands for %s", name, origin)
		}
	}
}
