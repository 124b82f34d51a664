package gocmd

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"sync"

	"golang.org/x/mod/module"

	"github.com/jobvet/jobvet/internal/printable"
)

// A vetProgress tells how far go vet is. It is safe for concurrent use.
type vetProgress struct {
	mu         sync.Mutex
	total      int // packages to check, 0 if unknown
	done       int
	toCompile  int // 0 if unknown
	compiled   int
	compiledAt string // the last one
	// begun, if there is one, is closed when the first package is being compiled.
	begun chan struct{}
}

func (v *vetProgress) setTotal(n int) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.total = n
}

func (v *vetProgress) setToCompile(n int) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.toCompile = n
}

// String says what go vet is doing. A package that is compiled now may be one that is
// imported, or one to be checked.
func (v *vetProgress) String() string {
	v.mu.Lock()
	defer v.mu.Unlock()
	s := "checking"
	switch {
	case v.total >= v.done && v.total > 0:
		s = fmt.Sprintf("checked %d of %d", v.done, v.total) // external tests on their own
	case v.done > 0:
		s = "checked " + printable.Count(v.done, "package")
	}
	switch {
	case v.compiled == 0:
		return s
	case v.toCompile >= v.compiled:
		return fmt.Sprintf("%s, compiling %d of %d: %s", s, v.compiled, v.toCompile, v.compiledAt)
	}
	return fmt.Sprintf("%s, compiling %d: %s", s, v.compiled, v.compiledAt)
}

// units returns a writer for the output of "go vet -json", which counts the
// packages in it. Each is an object that begins a line; what is inside of it is
// indented.
func (v *vetProgress) units() io.Writer { return &unitCounter{v: v, bol: true} }

type unitCounter struct {
	v   *vetProgress
	bol bool // at the beginning of a line
}

func (u *unitCounter) Write(b []byte) (int, error) {
	n := bytes.Count(b, []byte("\n{"))
	if u.bol && len(b) > 0 && b[0] == '{' {
		n++
	}
	if len(b) > 0 {
		u.bol = b[len(b)-1] == '\n'
	}
	u.v.mu.Lock()
	defer u.v.mu.Unlock()
	u.v.done += n
	return len(b), nil
}

// compiles takes note of a line of "go vet -v" that names a package which is being
// compiled, and reports whether it is one.
func (v *vetProgress) compiles(line string) bool {
	if line == "" || strings.ContainsAny(line, " \t:") || module.CheckImportPath(line) != nil {
		return false
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.compiled == 0 && v.begun != nil {
		close(v.begun)
	}
	v.compiled++
	v.compiledAt = line
	return true
}
