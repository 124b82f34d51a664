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

// A package that embeds a file is in the build cache like any other.
func TestToCompile(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod":        "module example.com/m\n\ngo 1.26\n",
		"m.go":          "package m\n\nimport _ \"example.com/m/page\"\n",
		"page/page.go":  "package page\n\nimport _ \"embed\"\n\n//go:embed page.txt\nvar Page string\n",
		"page/page.txt": t.Name() + t.TempDir(), // which no build cache has
	} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	r := &Runner{Dir: dir, Env: append(os.Environ(), "GOWORK=off", "GOFLAGS=")}
	missing := func() int {
		t.Helper()
		n, err := r.toCompile(t.Context(), []string{"./..."})
		if err != nil {
			t.Fatal(err)
		}
		return n.missing
	}
	if n := missing(); n == 0 {
		t.Error("nothing is missing before it was compiled")
	}
	cmd, err := r.command(t.Context(), r.Env, "vet", "./...")
	if err != nil {
		t.Fatal(err)
	}
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if n := missing(); n != 0 {
		t.Errorf("%d are missing after they were compiled", n)
	}
}
