package main

import (
	"go/build"
	"go/importer"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/jobvet/jobvet/internal/vettool/early"
)

// The table is what go generate would write.
func TestTable(t *testing.T) {
	want, err := table(filepath.Join(build.Default.GOROOT, "src"), runtime.Version())
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../standard.txt")
	if err != nil {
		t.Fatal(err)
	}
	release, _, _ := strings.Cut(want, "\n")
	if made, _, _ := strings.Cut(string(got), "\n"); made != release {
		t.Skipf("made from %s, this is %s", made, release)
	}
	if string(got) != want {
		t.Errorf("standard.txt is not what go generate ./internal/vettool/early makes:\n%s", want)
	}
}

// The table has the types that the type checker finds.
func TestTypes(t *testing.T) {
	imp := importer.ForCompiler(token.NewFileSet(), "source", nil)
	for _, path := range []string{"archive/zip", "bufio", "flag", "fmt", "go/ast", "go/scanner", "io/fs", "iter", "path/filepath", "text/template"} {
		got, known := early.StandardFuncTypes(path, runtime.Version())
		if !known {
			t.Skipf("not made for %s", runtime.Version())
		}
		pkg, err := imp.Import(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range pkg.Scope().Names() {
			obj, ok := pkg.Scope().Lookup(name).(*types.TypeName)
			if !ok || !obj.Exported() {
				continue
			}
			_, function := obj.Type().Underlying().(*types.Signature)
			if function && !slices.Contains(got, name) {
				t.Errorf("%s.%s is a function type, and not in the table", path, name)
			}
		}
	}
}
