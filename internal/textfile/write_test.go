package textfile

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// A file is replaced with its mode, through links, and nothing is left behind.
func TestWrite(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "a")
	if err := os.WriteFile(file, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	target := file
	if runtime.GOOS != "windows" {
		target = filepath.Join(dir, "link")
		if err := os.Symlink("a", target); err != nil {
			t.Fatal(err)
		}
	}
	if err := Write(target, []byte("new")); err != nil {
		t.Fatal(err)
	}
	data, _ := os.ReadFile(file)
	info, err := os.Stat(file)
	if string(data) != "new" || err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%q, %v, %v", data, info, err)
	}
	if list, _ := filepath.Glob(filepath.Join(dir, ".*")); len(list) > 0 {
		t.Errorf("left behind: %v", list)
	}
}
