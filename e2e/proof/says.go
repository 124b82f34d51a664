package proof

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Module is the root of this module, seen from a folder in it.
func Module(ctx context.Context) (string, error) {
	out, err := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}").Output()
	if err != nil {
		return "", fmt.Errorf("go list -m: %w", err)
	}
	return strings.TrimSpace(string(out)), nil
}

// BuildLinter builds jobvet from the surrounding module and returns its path.
func BuildLinter(ctx context.Context, module, dir string) (string, error) {
	path := filepath.Join(dir, "jobvet")
	cmd := exec.CommandContext(ctx, "go", "build", "-o", path, "./cmd/jobvet")
	cmd.Dir = filepath.Dir(module)
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build of jobvet: %w\n%s", err, out)
	}
	return path, nil
}

// A Finding is what jobvet says about a file.
type Finding struct {
	Rule, File, Level, Message string
	Line                       int
}

// Lint runs jobvet on all jobs, with all levels, and returns its findings by
// the folder of the file: jobs/ratewait/bad.
func Lint(ctx context.Context, jobvet, module string) (map[string][]Finding, error) {
	cmd := exec.CommandContext(ctx, jobvet, "-json", "-level", "hint", "./jobs/...")
	cmd.Dir = module
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	var status *exec.ExitError
	if err != nil && (!errors.As(err, &status) || status.ExitCode() != 1) {
		return nil, fmt.Errorf("jobvet: %w\n%s", err, stderr.Bytes())
	}
	var doc struct{ Findings []Finding }
	if err := json.Unmarshal(out, &doc); err != nil {
		return nil, fmt.Errorf("jobvet's output: %w", err)
	}
	said := map[string][]Finding{}
	for _, f := range doc.Findings {
		dir := filepath.ToSlash(filepath.Dir(f.File))
		said[dir] = append(said[dir], f)
	}
	return said, nil
}

// UnitTests runs the bad jobs' own tests and tells which passed, by job.
func UnitTests(ctx context.Context, module string) (map[string]bool, error) {
	cmd := exec.CommandContext(ctx, "go", "test", "-json", "-vet=off", "./jobs/.../bad")
	cmd.Dir = module
	out, err := cmd.Output()
	var status *exec.ExitError
	if err != nil && !errors.As(err, &status) {
		return nil, err
	}
	passed := map[string]bool{}
	for dec := json.NewDecoder(bytes.NewReader(out)); dec.More(); {
		var e struct{ Action, Package, Test string }
		if err := dec.Decode(&e); err != nil {
			return nil, fmt.Errorf("go test -json: %w", err)
		}
		if name, ok := strings.CutSuffix(e.Package, "/bad"); ok && e.Test != "" {
			name = name[strings.LastIndex(name, "/")+1:]
			passed[name] = (e.Action == "pass" || passed[name]) && e.Action != "fail"
		}
	}
	return passed, nil
}

// Fix copies the bad jobs to dir, a new folder, runs jobvet -fix there and
// returns each job's fixed source, in a package named after the job with "good".
func Fix(ctx context.Context, jobvet, module, dir string, names []string) (map[string][]byte, error) {
	copies := []string{"go.mod", "go.sum"}
	for _, n := range names {
		copies = append(copies, badSource(n))
	}
	for _, name := range copies {
		data, err := os.ReadFile(filepath.Join(module, name))
		if err != nil {
			return nil, err
		}
		if name == "go.mod" {
			data = bytes.ReplaceAll(data, []byte("=> ../"), []byte("=> "+filepath.Dir(module)))
		}
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
			return nil, err
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			return nil, err
		}
	}
	cmd := exec.CommandContext(ctx, jobvet, "-fix", "-cure", "drop", "-level", "hint", "./jobs/...")
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	var status *exec.ExitError
	if err != nil && (!errors.As(err, &status) || status.ExitCode() != 1) {
		return nil, fmt.Errorf("jobvet -fix: %w\n%s", err, out)
	}
	fixed := map[string][]byte{}
	for _, n := range names {
		src, err := os.ReadFile(filepath.Join(dir, badSource(n)))
		if err != nil {
			return nil, err
		}
		// Beam tells DoFns apart by the names of their packages, without the path.
		src = bytes.Replace(src, []byte("\npackage "+n+"\n"), []byte("\npackage "+n+"good\n"), 1)
		fixed[n] = bytes.Replace(src, []byte("// Package "+n+" "), []byte("// Package "+n+"good "), 1)
	}
	return fixed, nil
}

func badSource(name string) string { return filepath.Join("jobs", name, "bad", "job.go") }

// GoodSource is the path of a good job's source in the module.
func GoodSource(name string) string { return filepath.Join("jobs", name, "good", "job.go") }
