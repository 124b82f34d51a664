package gocmd

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
)

func TestParseListing(t *testing.T) {
	packages, err := decodePackages[listedPackage](strings.NewReader(`{"ImportPath": "example.com/a"}
{"ImportPath": "example.com/b", "DepsErrors": [
	{"ImportStack": ["example.com/b"], "Pos": "b/b.go:3:8", "Err": "no required module provides package example.com/x"},
	{"ImportStack": ["example.com/b"], "Pos": "b/b.go:3:8", "Err": "no required module provides package example.com/x"}]}
{"ImportPath": "example.com/c", "Error": {"ImportStack": ["example.com/c"], "Pos": "", "Err": "import cycle not allowed"}}
`))
	if err != nil {
		t.Fatal(err)
	}
	list := newListing(packages)
	if len(list.packages) != 3 || list.wrongPatterns("/") != nil {
		t.Errorf("listing %+v", list)
	}
	good, refused := list.loadable()
	if want := []string{"example.com/a"}; !reflect.DeepEqual(good, want) || !refused {
		t.Errorf("loadable %q, %t; want %q", good, refused, want)
	}
	want := []Failure{
		{"example.com/b", "b/b.go:3:8: no required module provides package example.com/x"},
		{"example.com/c", "import cycle not allowed"},
	}
	if got, _ := list.failures("/"); !reflect.DeepEqual(got, want) {
		t.Errorf("failures %q, want %q", got, want)
	}
	if _, err := decodePackages[listedPackage](strings.NewReader("go: oops")); err == nil {
		t.Error("no error for what is no JSON")
	}
}

// A wrong pattern is told from a package that does not load, whatever the go
// command says of either.
func TestWrongPatterns(t *testing.T) {
	dir := t.TempDir()
	bad := filepath.Join(dir, "bad")
	if err := os.Mkdir(bad, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(bad, "a.go"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	type entry struct{ path, dir, match, err string }
	good := entry{path: "example.com/m/good", dir: dir, match: "./..."}
	for _, tt := range []struct {
		name    string
		entries []entry
		wrong   bool
	}{
		{"nothing", nil, true},
		{"a package", []entry{good}, false},
		{"no directory", []entry{{"./nodir", "", "./nodir", "stat " + filepath.Join(dir, "nodir") + ": directory not found"}}, true},
		{"no directory for a wildcard", []entry{{"./nodir/...", "", "./nodir/...", "pattern ./nodir/...: lstat ./nodir/: no such file or directory"}}, true},
		{"another module", []entry{{"../x/...", "", "../x/...", "pattern ../x/...: directory prefix ../x does not contain main module"}}, true},
		{"no package", []entry{{"example.com/x", "", "example.com/x", "no required module provides package example.com/x; to add it:\n\tgo get example.com/x"}}, true},
		{"no import path", []entry{{"a b", "", "a b", "malformed import path \"a b\": invalid char ' '"}}, true},
		{"an empty directory", []entry{{"./bad", bad, "./bad", "no Go files in " + bad}}, true},
		{"beside a package", []entry{good, {"./nodir", "", "./nodir", "stat " + filepath.Join(dir, "nodir") + ": directory not found"}}, true},

		{"two clauses", []entry{good, {"example.com/m/bad", bad, "./bad", "found packages x (a.go) and y (b.go) in " + bad}}, false},
		{"named by its path", []entry{{"example.com/m/bad", bad, "example.com/m/bad", "found packages x (a.go) and y (b.go) in " + bad}}, false},
		{"a name that is no import path", []entry{good, {"example.com/m/it's", "", "./...", "malformed import path \"example.com/m/it's\": invalid char '\\''"}}, false},
		{"a link to nowhere", []entry{good, {"./...", "", "./...", "pattern ./...: stat " + filepath.Join(bad, "a.go") + ": no such file or directory"}}, false},
		{"that alone", []entry{{"./bad", "", "./bad", "stat " + filepath.Join(bad, "a.go") + ": no such file or directory"}}, false},
		{"no permission", []entry{{"./...", "", "./...", "pattern ./...: open bad: permission denied"}}, false},
	} {
		var text strings.Builder
		for _, e := range tt.entries {
			p := listedPackage{ImportPath: e.path, Dir: e.dir, Match: []string{e.match}}
			if e.err != "" {
				p.Error = &loadError{Err: e.err}
			}
			data, err := json.Marshal(p)
			if err != nil {
				t.Fatal(err)
			}
			text.Write(data)
		}
		packages, err := decodePackages[listedPackage](strings.NewReader(text.String()))
		if err != nil {
			t.Fatal(err)
		}
		if err := newListing(packages).wrongPatterns(dir); errors.Is(err, ErrNoPackages) != tt.wrong {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

func TestWaysAround(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a/x/locked", "a/x/y", "a/z", "b", "testdata", "vendor", ".git", "_old", "other"} {
		if err := os.MkdirAll(filepath.Join(dir, filepath.FromSlash(name)), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"other/go.mod", "a/x/y/y.go", "main.go"} {
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, tt := range []struct{ pattern, err, want string }{
		{"./...", "pattern ./...: open a/x/locked: permission denied", "./b/... ./a/z/... ./a/x/y/..."},
		{"./a/...", "pattern ./a/...: open a/x/locked: permission denied", "./a/z/... ./a/x/y/..."},
		{"./...", "pattern ./...: stat " + filepath.Join(dir, "a", "x", "y", "y.go") + ": no such file or directory", "./b/... ./a/z/... ./a/x/locked/..."},
		{"./...", "pattern ./...: stat " + filepath.Join(dir, "main.go") + ": no such file or directory", "./a/... ./b/..."},
		{"./a", "open a/x/locked: permission denied", ""},
		{"./b/...", "pattern ./b/...: open a/x/locked: permission denied", ""},
		{"./nodir/...", "pattern ./nodir/...: lstat ./nodir/: no such file or directory", ""},
	} {
		p := listedPackage{ImportPath: tt.pattern, Match: []string{tt.pattern}, Error: &loadError{Err: tt.err}}
		if got := strings.Join(p.waysAround(dir), " "); got != tt.want {
			t.Errorf("%s: %s: %s, want %s", tt.pattern, tt.err, got, tt.want)
		}
	}
}

// A name that ends as that of a test's program is a package like others.
func TestNamesOfTests(t *testing.T) {
	for _, tt := range []struct {
		p    listedPackage
		want string
	}{
		{listedPackage{ImportPath: "m/a", Match: []string{"./..."}}, "m/a"},
		{listedPackage{ImportPath: "m/a.test", Match: []string{"./..."}}, "m/a.test"},
		{listedPackage{ImportPath: "m/a.test"}, "m/a"},
		{listedPackage{ImportPath: "m/a [m/a.test]", ForTest: "m/a", Match: []string{"./..."}}, "m/a"},
		{listedPackage{ImportPath: "m/a_test [m/a.test]", ForTest: "m/a"}, "m/a"},
	} {
		if got := tt.p.name(); got != tt.want || tt.p.isTest() != (tt.want != tt.p.ImportPath) {
			t.Errorf("%s: %s, %t; want %s", tt.p.ImportPath, got, tt.p.isTest(), tt.want)
		}
	}
}

func TestLocalPattern(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("paths are written with slashes")
	}
	for file, want := range map[string]string{"/d": ".", "/d/a/b": "./a/b", "/": "..", "/e": "../e", "/d/..a": "./..a"} {
		if got := localPattern("/d", file); got != want {
			t.Errorf("%s: %s, want %s", file, got, want)
		}
	}
}
