package paths

import (
	"testing"

	"github.com/jobvet/jobvet/internal/paths/pathstest"
)

func TestRelative(t *testing.T) {
	dir := pathstest.Native("/src/repo")
	for _, tt := range []struct{ file, want string }{
		{"/src/repo/a/b.go", "a/b.go"},
		{"/src/repo/..x/b.go", "..x/b.go"},
		{"/src/repository/b.go", "/src/repository/b.go"},
		{"/src/b.go", "/src/b.go"},
		{"b.go", "b.go"},
		{"", ""},
	} {
		if got := Relative(dir, pathstest.Native(tt.file)); got != pathstest.Native(tt.want) {
			t.Errorf("Relative(%q) = %q, want %q", tt.file, got, tt.want)
		}
	}
}

func TestAbsolute(t *testing.T) {
	dir := pathstest.Native("/src/repo")
	for _, tt := range []struct{ path, want string }{
		{"a/b.go", "/src/repo/a/b.go"},
		{"../b.go", "/src/b.go"},
		{"", "/src/repo"},
		{"/src/./x/../b.go", "/src/b.go"},
	} {
		if got := Absolute(dir, pathstest.Native(tt.path)); got != pathstest.Native(tt.want) {
			t.Errorf("Absolute(%q) = %q, want %q", tt.path, got, tt.want)
		}
	}
}
