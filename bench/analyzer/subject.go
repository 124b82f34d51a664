package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// A subject is a module that is checked.
type subject struct {
	name     string // as on the command line
	title    string
	dir      string
	patterns []string
	packages int // with their dependencies
	// leaf is a file of a package that no other imports, root one of the
	// package that most import.
	leaf, root string
}

// modules are the subjects with names of their own.
var modules = map[string]struct {
	module   string
	patterns []string
}{
	"watermill": {"github.com/ThreeDotsLabs/watermill@v1.5.1", []string{"./..."}},
	"asynq":     {"github.com/hibiken/asynq@v0.26.0", []string{"./..."}},
	"river":     {"github.com/riverqueue/river@v0.51.1", []string{"./..."}},
	"temporal":  {"go.temporal.io/server@v1.31.0", []string{"./service/worker/..."}},
	"beam":      {"github.com/apache/beam/sdks/v2@v2.77.0", []string{"./go/pkg/beam/core/...", "./go/pkg/beam/transforms/...", "./go/examples/wordcount/..."}},
}

// newSubject puts a subject into a directory and builds all that it needs.
func newSubject(name, dir string) (*subject, error) {
	s := &subject{name: name, title: name, dir: dir, patterns: []string{"./..."}}
	if size, ok := strings.CutPrefix(name, "gen"); ok {
		n, err := strconv.Atoi(size)
		if err != nil || n < 1 {
			return nil, fmt.Errorf("unknown subject %q", name)
		}
		s.title = fmt.Sprintf("generated, %d packages", n)
		if err := generate(dir, n); err != nil {
			return nil, err
		}
	} else {
		module := name
		if m, ok := modules[name]; ok {
			module, s.patterns = m.module, m.patterns
		}
		s.title = module
		if len(s.patterns) > 1 {
			s.title += " " + strings.Join(s.patterns, " ")
		}
		if err := download(module, dir); err != nil {
			return nil, err
		}
	}
	if err := s.build(); err != nil {
		return nil, err
	}
	return s, s.list()
}

// download copies a module to a directory where the go command may write.
func download(module, dir string) error {
	out, err := exec.Command("go", "mod", "download", "-json", module).Output()
	if err != nil {
		return fmt.Errorf("downloading %s: %w", module, err)
	}
	var info struct{ Dir string }
	if err := json.Unmarshal(out, &info); err != nil {
		return err
	}
	if err := os.CopyFS(dir, os.DirFS(info.Dir)); err != nil {
		return err
	}
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.Type()&os.ModeSymlink != 0 {
			return err
		}
		return os.Chmod(path, 0o755)
	})
	if err != nil {
		return err
	}
	// A workspace is of modules that are not in the copy, and go.sum need not
	// have them.
	if err := os.Remove(filepath.Join(dir, "go.work")); errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		return err
	}
	tidy := exec.Command("go", "mod", "tidy")
	tidy.Dir = dir
	if out, err := tidy.CombinedOutput(); err != nil {
		return fmt.Errorf("go mod tidy of %s: %w\n%s", module, err, out)
	}
	return nil
}

// build compiles what the packages and their tests import.
func (s *subject) build() error {
	cmd := exec.Command("go", append([]string{"list", "-export", "-deps", "-test", "-f", "{{.ImportPath}}"}, s.patterns...)...)
	cmd.Dir = s.dir
	out, err := cmd.Output()
	s.packages = bytes.Count(out, []byte("\n"))
	if err != nil {
		return fmt.Errorf("building %s: %w", s.name, err)
	}
	return nil
}

// list finds the files to edit.
func (s *subject) list() error {
	cmd := exec.Command("go", append([]string{"list", "-json=ImportPath,Name,Dir,GoFiles,Deps,TestImports,XTestImports"}, s.patterns...)...)
	cmd.Dir = s.dir
	out, err := cmd.Output()
	if err != nil {
		return err
	}
	importers := make(map[string]int)
	files := make(map[string]string)
	var paths []string
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p struct {
			ImportPath, Name, Dir                    string
			GoFiles, Deps, TestImports, XTestImports []string
		}
		if err := dec.Decode(&p); err == io.EOF {
			break
		} else if err != nil {
			return err
		}
		for _, list := range [][]string{p.Deps, p.TestImports, p.XTestImports} {
			for _, dep := range list {
				if dep != p.ImportPath {
					importers[dep]++
				}
			}
		}
		if len(p.GoFiles) > 0 && p.Name != "main" {
			paths = append(paths, p.ImportPath)
			files[p.ImportPath] = filepath.Join(p.Dir, p.GoFiles[0])
		}
	}
	most := 0
	for _, path := range paths {
		if importers[path] == 0 && s.leaf == "" {
			s.leaf = files[path]
		}
		if importers[path] > most {
			most = importers[path]
			s.root = files[path]
		}
	}
	if s.leaf == "" || s.root == "" {
		return errors.New("no package to edit")
	}
	return nil
}

// toEdit returns the file that a scenario edits, or "".
func (s *subject) toEdit(scenario string) string {
	switch scenario {
	case "leaf":
		return s.leaf
	case "root":
		return s.root
	}
	return ""
}

// edited runs f with a function added to a file, and what depends on it built.
func (s *subject) edited(file, name string, f func() error) error {
	old, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if err := os.WriteFile(file, fmt.Appendf(old[:len(old):len(old)], "\n// %s is an edit.\nfunc %[1]s() {}\n", name), 0o666); err != nil {
		return err
	}
	err = s.build()
	if err == nil {
		err = f()
	}
	return errors.Join(err, os.WriteFile(file, old, 0o666))
}
