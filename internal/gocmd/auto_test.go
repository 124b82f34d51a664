package gocmd

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestEmptyCache(t *testing.T) {
	dir := t.TempDir()
	r := new(Runner)
	empty := func(want bool, env goEnv) {
		t.Helper()
		if got := r.emptyCache(&env); got != want {
			t.Errorf("%+v: empty is %t, want %t", env, got, want)
		}
	}
	empty(true, goEnv{GOCACHE: filepath.Join(dir, "none")})
	empty(true, goEnv{GOCACHE: dir})
	if err := os.MkdirAll(filepath.Join(dir, "a0"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "README"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	empty(true, goEnv{GOCACHE: dir}) // as the go command makes it
	empty(false, goEnv{GOCACHE: dir, GOCACHEPROG: "prog"})
	if err := os.WriteFile(filepath.Join(dir, "a0", "entry"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	empty(false, goEnv{GOCACHE: dir})
}

func TestWorth(t *testing.T) {
	for _, tt := range []struct {
		missing, imported int
		want              bool
	}{
		{0, 0, false},
		{0, 500, false},
		{19, 19, false}, // compiled in no time
		{20, 20, true},
		{100, 400, false}, // most is there
		{101, 400, true},
	} {
		if got := (toCompile{tt.imported, tt.missing}).worth(); got != tt.want {
			t.Errorf("%d of %d: %t", tt.missing, tt.imported, got)
		}
	}
}

// What go vet says is shown if it is not ended, and else never.
func TestHeldWriter(t *testing.T) {
	var out strings.Builder
	w := &heldWriter{to: &out}
	fmt.Fprint(w, "a")
	if out.Len() > 0 {
		t.Errorf("wrote %q before it was released", &out)
	}
	w.release()
	fmt.Fprint(w, "b")
	w.drop()
	fmt.Fprint(w, "c")
	if out.String() != "ab" {
		t.Errorf("wrote %q", &out)
	}
}

func TestCompiles(t *testing.T) {
	v := new(vetProgress)
	for _, tt := range []struct {
		line string
		want bool
	}{
		{"net/http", true},
		{"example.com/a-b/v2", true},
		{"", false},
		{"# net/http", false},
		{"./a.go:3:5: undefined: x", false},
		{"too many errors", false},
		{"\tother", false},
	} {
		if got := v.compiles(tt.line); got != tt.want {
			t.Errorf("%q: %t", tt.line, got)
		}
	}
	v.setTotal(3)
	v.setToCompile(9)
	if got, want := v.String(), "checked 0 of 3, compiling 2 of 9: example.com/a-b/v2"; got != want {
		t.Errorf("says %q, want %q", got, want)
	}
}
