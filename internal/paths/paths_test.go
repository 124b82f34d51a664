package paths

import (
	"path/filepath"
	"testing"
)

func TestRelative(t *testing.T) {
	dir := filepath.FromSlash("/src/repo")
	for _, tt := range []struct{ file, want string }{
		{"/src/repo/a/b.go", "a/b.go"},
		{"/src/repo/..x/b.go", "..x/b.go"},
		{"/src/repository/b.go", "/src/repository/b.go"},
		{"/src/b.go", "/src/b.go"},
		{"b.go", "b.go"},
		{"", ""},
	} {
		if got := Relative(dir, filepath.FromSlash(tt.file)); got != filepath.FromSlash(tt.want) {
			t.Errorf("Relative(%q) = %q, want %q", tt.file, got, tt.want)
		}
	}
}
