package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// TestSameFromSource compares what jobvet says of packages that it reads from their
// source with what it says of those that go vet loads: findings of all levels,
// operators and fixes as JSON and SARIF have them, and all that operators reach.
func TestSameFromSource(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("checks every test tree four times")
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	exe := build(t)
	trees := []struct {
		name, dir string
		env, args []string
	}{
		{name: "demo", dir: filepath.Join(root, "testdata/demo")},
		{name: "repository", dir: root, args: []string{"-tags=special"}},
		{
			name: "analysistest", dir: filepath.Join(root, "testdata/src"),
			env: []string{"GO111MODULE=off", "GOFLAGS=", "GOWORK=off", "GOPATH=" + filepath.Join(root, "testdata")},
		},
	}
	for _, archive := range []string{"broken", "indirect", "kinds", "thirdparty", "vendored"} {
		trees = append(trees, struct {
			name, dir string
			env, args []string
		}{name: archive, dir: extractTree(t, filepath.Join(root, "internal/vettool/testdata", archive+".txtar")), args: []string{"-tags=special"}})
	}
	for _, tree := range trees {
		t.Run(tree.name, func(t *testing.T) {
			for _, ask := range [][]string{
				{"-json", "-level=hint", "-tests"},
				{"-graph=-"},
			} {
				said := func(load string) []byte {
					args := append(append([]string{"-load=" + load}, tree.args...), ask...)
					cmd := exec.Command(exe, append(args, "./...")...)
					cmd.Dir, cmd.Env = tree.dir, append(os.Environ(), tree.env...)
					var stdout, stderr bytes.Buffer
					cmd.Stdout, cmd.Stderr = &stdout, &stderr
					err := cmd.Run()
					if exit := new(exec.ExitError); err != nil && !errors.As(err, &exit) || strings.Contains(stderr.String(), "go vet loads") {
						t.Fatalf("%v: %v\n%s", args, err, &stderr)
					}
					return append(stdout.Bytes(), cmd.ProcessState.String()...)
				}
				vet, source := said("vet"), said("source")
				if !bytes.Equal(vet, source) {
					t.Errorf("%v: go vet loads packages, and jobvet says\n%s\nit reads them from source, and says\n%s", ask, vet, source)
				}
				if !bytes.Contains(vet, []byte("wait")) && tree.name != "repository" {
					t.Errorf("%v: nothing found to compare", ask)
				}
			}
		})
	}
}

// extractTree writes the files of an archive to a directory.
func extractTree(t *testing.T, name string) string {
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
