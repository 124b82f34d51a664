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

// TestSame compares the driver with x/tools' unitchecker on all the test trees of
// this repository, on the repository, and on small modules of odd packages.
func TestSame(t *testing.T) {
	if testing.Short() {
		t.Skip("checks the standard library, too")
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	tools := vettooltest.Build(t)
	testdata := filepath.Join(root, "testdata")
	type tree struct {
		name string
		dir  string
		env  []string
		args []string
	}
	trees := []tree{
		{"demo", filepath.Join(testdata, "demo"), nil, nil},
		{"demo, with tests", filepath.Join(testdata, "demo"), nil, []string{"-jobvet.tests"}},
		{"repository", root, nil, []string{"-tags=special"}},
		{"analysistest", filepath.Join(testdata, "src"), []string{"GO111MODULE=off", "GOFLAGS=", "GOWORK=off", "GOPATH=" + testdata}, []string{"-jobvet.tests"}},
	}
	for _, odd := range []string{"broken", "indirect", "kinds", "thirdparty", "vendored"} {
		trees = append(trees, tree{odd, extract(t, filepath.Join("testdata", odd+".txtar")), nil, nil})
	}
	trees = append(trees, tree{"kinds, with tests", extract(t, filepath.Join("testdata", "kinds.txtar")), nil, []string{"-jobvet.tests", "-tags=special"}})
	for _, tree := range trees {
		t.Run(tree.name, func(t *testing.T) {
			args := append([]string{"-jobvet.operators", "-jobvet.level=hint"}, tree.args...)
			stats := tools.Compare(t, tree.dir, tree.env, append(args, "./...")...)
			t.Logf("%+v", stats)
			if stats.Facts == 0 || stats.Findings == 0 && tree.dir != root {
				t.Error("nothing to compare")
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
