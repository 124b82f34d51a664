// Package gocmd runs the go command: "go vet" with jobvet as its tool, and "go
// list" to know what there is to check. It reads what they print, and finds out
// which packages could not be checked, and why.
package gocmd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"

	"github.com/jobvet/jobvet/internal/vettool"
)

// A Runner runs the go command. Its methods do not change it.
type Runner struct {
	// Dir is the absolute path of the directory in which patterns start, and Env
	// the environment.
	Dir string
	Env []string
	// Tool is the absolute path of the vet tool, and Analyzer the name of its
	// analyzer, with which its flags begin.
	Tool, Analyzer string
	// New returns the tool, to run in this process. Its analyzer's flags have their
	// defaults.
	New func() *vettool.Tool
	// Load is how packages are loaded.
	Load Load
	// Overlay is the file of the flag -overlay among Build, if there is one.
	Overlay string
	// Build are flags about what is built, such as -tags, for all of the go
	// command's own commands.
	Build []string

	// Log gets what the go command says on standard error. Progress tells that Log
	// is a terminal, on which a line can show how far the run is.
	Log      io.Writer
	Progress bool
}

var (
	// ErrInterrupted tells that the context ended before the go command did.
	ErrInterrupted = errors.New("interrupted")
	// ErrNoPackages tells that a pattern names no package.
	ErrNoPackages = errors.New("no packages to check")

	errNoResults = errors.New("go vet printed no results; jobvet needs the go command of Go 1.26 or newer")
)

// interruptGrace is how long an interrupted go command may take to end.
const interruptGrace = 5 * time.Second

// command prepares the go command that PATH names. When ctx ends, it is
// interrupted rather than killed, so that it can end what it started.
func (r *Runner) command(ctx context.Context, env []string, args ...string) (*exec.Cmd, error) {
	path, err := exec.LookPath("go")
	if err != nil {
		return nil, fmt.Errorf("jobvet runs go vet, but: %w", err)
	}
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Dir = r.Dir
	cmd.Env = append(env[:len(env):len(env)], "PWD="+r.Dir)
	cmd.Cancel = func() error {
		if err := cmd.Process.Signal(os.Interrupt); err != nil {
			return cmd.Process.Kill() // where there are no signals
		}
		return nil
	}
	cmd.WaitDelay = interruptGrace
	return cmd, nil
}

// Goflags returns the flags that the go command adds to all of its commands.
func (r *Runner) Goflags(ctx context.Context) (string, error) {
	cmd, err := r.command(ctx, r.Env, "env", "GOFLAGS")
	if err != nil {
		return "", err
	}
	flags, err := cmd.Output()
	return strings.TrimSpace(string(flags)), err
}

// A Setting is a flag of the analyzer with its value.
type Setting struct{ Name, Value string }

// identify is the setting that makes each unit say which package it is. The value is
// a key of the results.
const identify = "identify"

// flags are settings as go vet takes them.
func (r *Runner) flags(settings []Setting) []string {
	args := make([]string, len(settings))
	for i, s := range settings {
		args[i] = fmt.Sprintf("-%s.%s=%s", r.Analyzer, s.Name, s.Value)
	}
	return args
}

// isFlagOf reports whether a flag is one of a vet tool's analyzer.
func isFlagOf(analyzer, name string) bool {
	return name == analyzer || strings.HasPrefix(name, analyzer+".")
}

// withoutToolFlags returns env with a GOFLAGS that go list understands: flags
// of the vet tool are legal there for go vet -vettool only.
func withoutToolFlags(env []string, tool string) []string {
	env = slices.Clone(env)
	for i, kv := range env {
		value, ok := strings.CutPrefix(kv, "GOFLAGS=")
		if !ok {
			continue
		}
		var keep []string
		for _, f := range strings.Fields(value) {
			name := strings.TrimLeft(f, "-")
			name, _, _ = strings.Cut(name, "=")
			if !isFlagOf(tool, name) {
				keep = append(keep, f)
			}
		}
		env[i] = "GOFLAGS=" + strings.Join(keep, " ")
	}
	return env
}
