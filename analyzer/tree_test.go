package analyzer

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/jobvet/jobvet/internal/subtest"
)

// runTrees checks the findings in trees of a folder in testdata/src, with a
// subtest for each. It returns the subtests, and the results by tree.
func runTrees(t *testing.T, opts Options, folder string, trees ...string) (*subtest.Set, map[string][]*analysistest.Result) {
	t.Helper()
	set := subtest.Start(t, trees)
	return set, analyseTrees(set, withoutFacts{treeErrors{set, folder}}, testdata(t), opts, folder)
}

// analyseTrees analyses the trees of a folder that -run asks for, at once: most
// of the time goes into loading what they import, and they import the same.
func analyseTrees(set *subtest.Set, errors analysistest.Testing, gopath string, opts Options, folder string) map[string][]*analysistest.Result {
	var patterns []string
	for _, tree := range set.Names() {
		patterns = append(patterns, path.Join(folder, tree, "..."))
	}
	if len(patterns) == 0 {
		return nil
	}
	results := make(map[string][]*analysistest.Result)
	for _, r := range analysistest.Run(errors, gopath, New(opts), patterns...) {
		tree := treeOf(folder, r.Action.Package.PkgPath)
		results[tree] = append(results[tree], r)
	}
	return results
}

// treeErrors makes the subtest of a tree fail with the errors in its files.
type treeErrors struct {
	set    *subtest.Set
	folder string
}

func (e treeErrors) Errorf(format string, args ...any) {
	msg := fmt.Sprintf(format, args...)
	e.set.Errorf(treeOf(e.folder, msg), "%s", msg)
}

// treeOf returns the tree that a path in a folder begins with; "" if it is not in
// the folder.
func treeOf(folder, name string) string {
	rest, ok := strings.CutPrefix(name, folder+"/")
	if !ok {
		return ""
	}
	tree, _, _ := strings.Cut(rest, "/")
	return tree
}

// treesIn returns the names of all trees in a folder.
func treesIn(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(testdata(t), "src", folder))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}
