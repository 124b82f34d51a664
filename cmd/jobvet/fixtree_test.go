package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// A fixTree is a GOPATH with the fixtures of a folder, as they are before they
// are fixed, with the stubs of the libraries, and with the limiter.
type fixTree struct {
	gopath   string
	root     string   // of the fixtures' packages
	archives []string // the files of the folder
	// input are the files of the packages by path; golden is what becomes of
	// them, and moved what does with their limiter moved.
	input, golden, moved map[string]string
}

func newFixTree(t *testing.T, dir string) *fixTree {
	t.Helper()
	archives, err := filepath.Glob(filepath.Join(dir, "*.txtar"))
	if err != nil || len(archives) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	gopath := libraries(t)
	tree := &fixTree{
		gopath: gopath, root: filepath.Join(gopath, "src", "example.com"), archives: archives,
		input: make(map[string]string), golden: make(map[string]string), moved: make(map[string]string),
	}
	for _, name := range archives {
		ar, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		dir := filepath.Join(tree.root, strings.TrimSuffix(filepath.Base(name), ".txtar"))
		for _, f := range ar.Files {
			path := filepath.Join(dir, filepath.FromSlash(f.Name))
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
	return append(os.Environ(), "GO111MODULE=off", "GOPATH="+tree.gopath, "GOFLAGS=", "GOWORK=off", "GOENV=off", "PWD="+tree.root)
}

// libraries returns a GOPATH with the stubs of the libraries, and the limiter.
func libraries(t *testing.T) string {
	t.Helper()
	gopath, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	stubs := os.DirFS("../../testdata/src")
	if err := os.CopyFS(filepath.Join(gopath, "src"), stubs); err != nil {
		t.Fatal(err)
	}
	limiter := filepath.Join(gopath, "src/github.com/jobvet/jobvet/ratelimit")
	if err := os.RemoveAll(limiter); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(limiter, 0o777); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("../../ratelimit/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(limiter, filepath.Base(f)), data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return gopath
}
