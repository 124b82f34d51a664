package vettool_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/jobvet/jobvet/internal/vettool/vettooltest"
)

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
