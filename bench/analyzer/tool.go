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
	name   string
	rounds int // it takes part in so many
	// unseen returns a command that has no results in any cache.
	unseen func() (*command, error)
}

// A command is what runs a tool, up to the packages.
type command struct {
	name string
	args []string
	env  []string // to be added to the environment
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
		t.unseen = func() (*command, error) {
			return &command{name: "go", args: []string{"vet", "-printf.funcs=" + unique()}}, nil
		}
	case vettools[name] != "":
		exe := filepath.Join(tmp, name)
		t.unseen = func() (*command, error) {
			if err := buildUnseen(vettools[name], exe, unique()); err != nil {
				return nil, err
			}
			return &command{name: "go", args: []string{"vet", "-vettool=" + exe}}, nil
		}
	case name == "command" || name == "source":
		exe := filepath.Join(tmp, "jobvet-"+name)
		var args []string
		if name == "source" {
			args = []string{"-load=source"}
		}
		t.unseen = func() (*command, error) {
			return &command{name: exe, args: args}, buildUnseen(vettools["jobvet"], exe, unique())
		}
	case name == "staticcheck":
		install := exec.Command("go", "install", staticcheck)
		install.Env = append(os.Environ(), "GOBIN="+tmp)
		if out, err := install.CombinedOutput(); err != nil {
			return nil, fmt.Errorf("%s: %w\n%s", staticcheck, err, out)
		}
		t.unseen = func() (*command, error) {
			return &command{name: filepath.Join(tmp, "staticcheck"), env: []string{"STATICCHECK_CACHE=" + filepath.Join(tmp, unique())}}, nil
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
		t.unseen = func() (*command, error) {
			return &command{exe, []string{"run", "--config", config}, []string{"GOLANGCI_LINT_CACHE=" + filepath.Join(tmp, unique())}}, nil
		}
	default:
		return nil, fmt.Errorf("unknown tool %q", name)
	}
	return t, nil
}

// buildUnseen builds a tool that no cache knows: what the linker is told is part
// of the executable, and so of its build ID, in which jobvet's version is.
func buildUnseen(pkg, exe, unique string) error {
	out, err := exec.Command("go", "build", "-ldflags=-X=main.unique="+unique, "-o", exe, pkg).CombinedOutput()
	if err != nil {
		return fmt.Errorf("building %s: %w\n%s", pkg, err, out)
	}
	return nil
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
