package main

import (
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/jobvet/jobvet/internal/early"
)

// The table is what go generate would write, and what early looks up in it is
// what it finds in the text.
func TestTable(t *testing.T) {
	text, err := table(filepath.Join(runtime.GOROOT(), "src"), runtime.Version())
	if err != nil {
		t.Fatal(err)
	}
	made, rest, _ := strings.Cut(text, "\n")
	if _, known := early.StandardFuncTypes("fmt", made); !known {
		t.Skipf("the table is of a release before %s", made)
	}
	n := 0
	for line := range strings.Lines(rest) {
		f := strings.Fields(line)
		n++
		got, known := early.StandardFuncTypes(f[0], made)
		if !known || strings.Join(got, " ") != strings.Join(f[1:], " ") {
			t.Errorf("%s: %v, %t, want %v; go generate ./internal/early renews the table", f[0], got, known, f[1:])
		}
	}
	if n < 200 {
		t.Errorf("only %d packages", n)
	}
}
