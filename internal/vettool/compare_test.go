package vettool_test

import (
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/jobvet/jobvet/internal/engine"
	"github.com/jobvet/jobvet/internal/vettool"
	"github.com/jobvet/jobvet/internal/vettool/vettooltest"
)

// The driver asks more of an analyzer than unitchecker does.
func TestJobvetIsSupported(t *testing.T) {
	e := engine.New(engine.Options{})
	if err := (&vettool.Tool{Analyzer: e.Analyzer(), NoFacts: e.NoFacts}).Validate(); err != nil {
		t.Error(err)
	}
}

// TestSameAsUnitchecker compares the driver with x/tools' on all the test
// trees of this repository, and on the repository.
func TestSameAsUnitchecker(t *testing.T) {
	if testing.Short() {
		t.Skip("checks the standard library, too")
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	tools := vettooltest.Build(t)
	for _, tree := range []struct {
		name string
		dir  string
		env  []string
		args []string
	}{
		{"demo", filepath.Join(root, "testdata/demo"), nil, nil},
		{"demo, with tests", filepath.Join(root, "testdata/demo"), nil, []string{"-jobvet.tests"}},
		{"repository", root, nil, []string{"-tags=special"}},
		{"analysistest", filepath.Join(gopath(t, root), "src"), []string{"GO111MODULE=off", "GOFLAGS=", "GOWORK=off"}, []string{"-jobvet.tests"}},
	} {
		t.Run(tree.name, func(t *testing.T) {
			env := tree.env
			if env != nil {
				env = append(env, "GOPATH="+filepath.Dir(tree.dir))
			}
			args := append([]string{"-jobvet.operators", "-jobvet.level=hint"}, tree.args...)
			stats := tools.Compare(t, tree.dir, env, append(args, "./...")...)
			t.Logf("%+v", stats)
			if stats.Facts == 0 {
				t.Error("nothing to compare")
			}
		})
	}
}

// TestSameOnOddPackages does the same on small modules of odd packages.
func TestSameOnOddPackages(t *testing.T) {
	if testing.Short() {
		t.Skip("checks the standard library, too")
	}
	tools := vettooltest.Build(t)
	for _, tt := range []struct {
		archive string
		args    []string
	}{
		{"broken", nil},
		{"indirect", nil},
		{"kinds", nil},
		{"kinds", []string{"-jobvet.tests", "-tags=special"}},
		{"thirdparty", nil},
		{"vendored", nil},
	} {
		t.Run(tt.archive, func(t *testing.T) {
			dir := extract(t, filepath.Join("testdata", tt.archive+".txtar"))
			args := append([]string{"-jobvet.level=hint"}, tt.args...)
			stats := tools.Compare(t, dir, nil, append(args, "./...")...)
			t.Logf("%+v", stats)
			if stats.Findings == 0 {
				t.Error("nothing found to compare")
			}
		})
	}
}

// extract writes the files of an archive to a directory.
func extract(t *testing.T, name string) string {
	t.Helper()
	ar, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	files, err := txtar.FS(ar)
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "tree")
	if err := os.CopyFS(dir, files); err != nil {
		t.Fatal(err)
	}
	return dir
}

// gopath returns a GOPATH with the trees of analysistest.
func gopath(t *testing.T, root string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(dir, "src"), os.DirFS(filepath.Join(root, "testdata/src"))); err != nil {
		t.Fatal(err)
	}
	return dir
}
