package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
)

// A tool is one that is measured.
type tool struct {
	name string
	// fresh returns a command, without the packages, that has no results in
	// any cache, and what to add to its environment.
	fresh func() (command, env []string, err error)
}

// vettools are the packages of the tools that go vet runs.
var vettools = map[string]string{
	"jobvet":        "github.com/jobvet/jobvet/cmd/jobvet",
	"plain":         "github.com/jobvet/jobvet/internal/vettool/plain",
	"empty":         "github.com/jobvet/jobvet/bench/analyzer/empty",
	"workflowcheck": "go.temporal.io/sdk/contrib/tools/workflowcheck",
}

const staticcheck = "honnef.co/go/tools/cmd/staticcheck@v0.8.2"

func newTool(name, golangci, tmp string) (*tool, error) {
	n := 0
	unique := func() string { n++; return fmt.Sprintf("%s%d.%d", name, os.Getpid(), n) }
	t := &tool{name: name}
	switch {
	case name == "vet":
		// Its version does not depend on its binary: a printf wrapper that
		// nobody has makes the results others.
		t.fresh = func() ([]string, []string, error) {
			return []string{"go", "vet", "-printf.funcs=" + unique()}, nil, nil
		}
	case vettools[name] != "":
		exe := filepath.Join(tmp, name)
		t.fresh = func() ([]string, []string, error) {
			out, err := exec.Command("go", "build", "-ldflags=-buildid="+unique(), "-o", exe, vettools[name]).CombinedOutput()
			if err != nil {
				err = fmt.Errorf("building %s: %w\n%s", name, err, out)
			}
			return []string{"go", "vet", "-vettool=" + exe}, nil, err
		}
	case name == "staticcheck":
		install := exec.Command("go", "install", staticcheck)
		install.Env = append(os.Environ(), "GOBIN="+tmp)
		if out, err := install.CombinedOutput(); err != nil {
			return nil, fmt.Errorf("%s: %w\n%s", staticcheck, err, out)
		}
		t.fresh = func() ([]string, []string, error) {
			return []string{filepath.Join(tmp, "staticcheck")}, []string{"STATICCHECK_CACHE=" + filepath.Join(tmp, unique())}, nil
		}
	case name == "golangci":
		if golangci == "" {
			return nil, errors.New("the tool golangci needs -golangci")
		}
		exe, err := filepath.Abs(golangci)
		if err != nil {
			return nil, err
		}
		config := filepath.Join(tmp, "golangci.yml")
		if err := os.WriteFile(config, []byte(golangciConfig), 0o666); err != nil {
			return nil, err
		}
		t.fresh = func() ([]string, []string, error) {
			return []string{exe, "run", "--config", config}, []string{"GOLANGCI_LINT_CACHE=" + filepath.Join(tmp, unique())}, nil
		}
	default:
		return nil, fmt.Errorf("unknown tool %q", name)
	}
	return t, nil
}

const golangciConfig = `version: "2"
linters:
  default: none
  enable: [govet, jobvet]
  settings:
    custom:
      jobvet: {type: module}
`

// order returns the tools as a round takes them, which differs from round to
// round, so that none is always behind the same other.
func order(tools []*tool, round int) []*tool {
	i := round % len(tools)
	return slices.Concat(tools[i:], tools[:i])
}
