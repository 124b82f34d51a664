package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/jobvet/jobvet/internal/subtest"
)

// A fixTree is a GOPATH with the fixtures of a folder, as they are before they
// are fixed.
type fixTree struct {
	gopath string
	// libraries is the GOPATH of what they import.
	libraries string
	root      string   // of the fixtures' packages
	archives  []string // the files of the folder that are in the tree
	// input are the files of the packages by path; golden is what becomes of
	// them, and moved what does with their limiter moved.
	input, golden, moved map[string]string
	// subtests has one for each fixture: "shapes/nested".
	subtests *subtest.Set
}

// newFixTree returns the tree of all fixtures of a folder, without subtests.
func newFixTree(t *testing.T, dir string) *fixTree {
	t.Helper()
	return makeFixTree(t, archivesIn(t, dir))
}

// testFixTree starts a subtest for each fixture of a folder. It returns the tree
// of the archives that those are in that -run asks for; nil if it asks for none.
func testFixTree(t *testing.T, dir string) *fixTree {
	t.Helper()
	archives := archivesIn(t, dir)
	var names []string
	for _, name := range archives {
		for _, f := range parseArchive(t, name).Files {
			if strings.HasSuffix(f.Name, ".go") {
				names = append(names, fixtureName(name, f.Name))
			}
		}
	}
	subtests := subtest.Start(t, names)
	if len(subtests.Names()) == 0 {
		return nil
	}
	asked := make(map[string]bool)
	for _, name := range subtests.Names() {
		asked[path.Dir(name)] = true
	}
	tree := makeFixTree(t, slices.DeleteFunc(archives, func(name string) bool { return !asked[packageOf(name)] }))
	tree.subtests = subtests
	return tree
}

func makeFixTree(t *testing.T, archives []string) *fixTree {
	t.Helper()
	gopath, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	tree := &fixTree{
		gopath: gopath, libraries: libraries(t), root: filepath.Join(gopath, "src", "example.com"), archives: archives,
		input: make(map[string]string), golden: make(map[string]string), moved: make(map[string]string),
	}
	for _, name := range archives {
		for _, f := range parseArchive(t, name).Files {
			path := filepath.Join(tree.root, packageOf(name), f.Name)
			if base, ok := strings.CutSuffix(path, ".golden"); ok {
				tree.golden[base] = string(f.Data)
				continue
			}
			if base, ok := strings.CutSuffix(path, ".moved"); ok {
				tree.moved[base] = string(f.Data)
				continue
			}
			tree.input[path] = string(f.Data)
			write(t, path, f.Data)
		}
	}
	return tree
}

// archivesIn returns the archives of fixtures in a folder.
func archivesIn(t *testing.T, dir string) []string {
	t.Helper()
	archives, err := filepath.Glob(filepath.Join(dir, "*.txtar"))
	if err != nil || len(archives) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	return archives
}

func parseArchive(t *testing.T, name string) *txtar.Archive {
	t.Helper()
	ar, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return ar
}

// packageOf is the folder of an archive's files: "shapes".
func packageOf(archive string) string {
	return strings.TrimSuffix(filepath.Base(archive), ".txtar")
}

// fixtureName is the name of the subtest for a file of an archive.
func fixtureName(archive, file string) string {
	return packageOf(archive) + "/" + strings.TrimSuffix(file, ".go")
}

// errorf makes the subtest fail that is for a file, or for the one that it is
// the moved copy of.
func (tree *fixTree) errorf(file, format string, args ...any) {
	file = rel(tree.root, file)
	name := strings.Replace(strings.TrimSuffix(file, ".go"), "_moved/", "/", 1)
	tree.subtests.Errorf(name, "%s: %s", file, fmt.Sprintf(format, args...))
}

// run runs the go command in the tree, and returns what it prints on standard
// output and on standard error.
func (tree *fixTree) run(args ...string) (string, string, error) {
	cmd := exec.Command("go", args...)
	cmd.Dir = tree.root
	cmd.Env = tree.env()
	var out, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &stderr
	err := cmd.Run()
	return out.String(), stderr.String(), err
}

// env is the environment of commands in the tree.
func (tree *fixTree) env() []string {
	return append(os.Environ(), "GO111MODULE=off", "GOPATH="+tree.gopath+string(filepath.ListSeparator)+tree.libraries, "GOFLAGS=", "GOWORK=off", "GOENV=off", "PWD="+tree.root)
}

// libraries returns the GOPATH of what fixtures import. The stubs stay where they
// are, and the limiter is there once for all tests, so that both are compiled once.
func libraries(t *testing.T) string {
	t.Helper()
	stubs, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	limiter, err := limiterPath()
	if err != nil {
		t.Fatal(err)
	}
	return limiter + string(filepath.ListSeparator) + stubs // which has a stub of the limiter
}

// limiterPath makes a GOPATH that has the limiter.
var limiterPath = sync.OnceValues(func() (string, error) {
	gopath := filepath.Join(shared, "limiter")
	dir := filepath.Join(gopath, "src", "github.com", "jobvet", "jobvet", "ratelimit")
	if err := os.CopyFS(filepath.Join(dir, "internal", "naming"), os.DirFS("../../ratelimit/internal/naming")); err != nil {
		return "", err
	}
	files, err := filepath.Glob("../../ratelimit/*.go")
	if err != nil {
		return "", err
	}
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		data, err := os.ReadFile(f)
		if err != nil {
			return "", err
		}
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(f)), data, 0o666); err != nil {
			return "", err
		}
	}
	return gopath, nil
})
