// Package tool builds jobvet from this repository and runs it, as users do.
package tool

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// ModuleDir is the directory of the module that the working directory belongs
// to.
func ModuleDir() string {
	out, err := exec.Command("go", "env", "GOMOD").Output()
	if err != nil {
		panic(err)
	}
	return filepath.Dir(strings.TrimSpace(string(out)))
}

// Environ is the environment of all go commands: one, so that they share what
// they compile.
func Environ() []string {
	return append(os.Environ(), "GOFLAGS=", "GOWORK=off", "CGO_ENABLED=0")
}

// Run runs a program in a directory and returns what it prints.
func Run(dir, name string, args ...string) (stdout, stderr []byte, err error) {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(Environ(), "PWD="+dir)
	var out, msg bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &msg
	err = cmd.Run()
	return out.Bytes(), msg.Bytes(), err
}

// Write writes a file, and makes its directory.
func Write(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o666)
}

// Build builds jobvet with what its own module requires, not this one.
func Build(to string) error {
	if out, msg, err := Run(filepath.Dir(ModuleDir()), "go", "build", "-o", to, "./cmd/jobvet"); err != nil {
		return fmt.Errorf("jobvet does not build: %v\n%s%s", err, out, msg)
	}
	return nil
}

// An Operator is where a function literal or declaration stands that a
// framework calls.
type Operator struct {
	File      string // relative to the directory in which jobvet runs
	Line      int
	Column    int
	Name      string
	Framework string
	Policy    string
}

// A Finding is one of jobvet's.
type Finding struct {
	Rule    string
	File    string
	Line    int
	Message string
}

// A Failure is a package that could not be checked. Package is empty where the
// go command complains before there are packages.
type Failure struct{ Package, Message string }

// A Report is what jobvet -json prints.
type Report struct {
	Findings  []Finding
	Operators []Operator
	Failures  []Failure
}

// Lint runs jobvet, the executable, over packages in a directory, with findings
// of all levels. Failures are in the report and no error; a fix that does not
// build is one.
func Lint(jobvet, dir string, args ...string) (*Report, error) {
	out, msg, err := Run(dir, jobvet, append([]string{"-json", "-level=hint"}, args...)...)
	r := new(Report)
	if json.Unmarshal(out, r) != nil {
		return nil, fmt.Errorf("jobvet %s: %v\n%s", strings.Join(args, " "), err, msg)
	}
	if strings.Contains(string(msg), "does not build with its fixes") { // which jobvet then leaves out
		return nil, fmt.Errorf("jobvet %s: %s", strings.Join(args, " "), msg)
	}
	return r, nil
}
