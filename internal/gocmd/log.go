package gocmd

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/printable"
)

// A goLog passes on what the go command says on standard error, and notes the
// failures in it.
//
// The go command writes blocks, each under a line "# package", with the output
// of a compiler or of the vettool; and lines of its own. A package and its test
// variant yield the same errors in two blocks, one of which may hold only the
// first: each line is passed on once for a package.
type goLog struct {
	out      io.Writer
	failures []Failure

	vet     *vetProgress // of which -v tells; nil if there is none
	partial []byte       // of a line
	pkg     string       // of the open block, "" outside of blocks
	block   []string
	seen    map[string]map[string]bool // package, line
}

// newGoLog returns a log of go vet -v, or of others without vet.
func newGoLog(out io.Writer, vet *vetProgress) *goLog {
	return &goLog{out: out, vet: vet, seen: make(map[string]map[string]bool)}
}

func (l *goLog) Write(p []byte) (int, error) {
	data := p
	for {
		line, rest, ok := bytes.Cut(data, []byte("\n"))
		l.partial = append(l.partial, line...)
		if !ok {
			return len(p), nil
		}
		l.line(strings.TrimSuffix(string(l.partial), "\r"))
		l.partial = l.partial[:0]
		data = rest
	}
}

// Close passes on what is still held back.
func (l *goLog) Close() {
	if len(l.partial) > 0 {
		l.line(string(l.partial))
		l.partial = nil
	}
	l.endBlock()
}

func (l *goLog) line(s string) {
	if l.vet != nil && l.vet.compiles(s) {
		return
	}
	var pkg string
	if header, ok := strings.CutPrefix(s, "# "); ok {
		pkg, _, _ = strings.Cut(header, " ") // "path [path.test]"
	}
	switch {
	case strings.HasPrefix(pkg, "["):
		// The vettool's output has a second header, "# [path]", that adds nothing.
	case pkg != "":
		l.endBlock()
		l.pkg = pkg
	case l.pkg != "" && !strings.HasPrefix(s, "go: "):
		l.block = append(l.block, s)
	default:
		l.endBlock()
		l.loose(s)
	}
}

// endBlock passes on the lines of the open block that no earlier block of the
// package had. Within the block equal lines stay: compilers draw with them.
func (l *goLog) endBlock() {
	pkg, lines := l.pkg, l.block
	l.pkg, l.block = "", nil
	if pkg == "" {
		return
	}
	seen := l.seen[pkg]
	lines = slices.DeleteFunc(lines, func(s string) bool { return seen[s] })
	if seen != nil && len(lines) == 0 {
		return
	}
	if seen == nil {
		seen = make(map[string]bool)
		l.seen[pkg] = seen
	}
	l.print("# " + pkg)
	for _, s := range lines {
		seen[s] = true
		l.print(s)
	}
	l.failures = append(l.failures, Failure{pkg, strings.Join(lines, "\n")})
}

// fail passes on lines that say why a package could not be checked, as those of a block.
func (l *goLog) fail(pkg string, lines []string) {
	l.endBlock()
	l.pkg, l.block = pkg, lines
	l.endBlock()
}

// print passes on a line, in which there may be names of files.
func (l *goLog) print(s string) { fmt.Fprintln(l.out, printable.Lines(s)) }

// loose passes on a line that stands in no block.
func (l *goLog) loose(s string) {
	l.print(s)
	if isProgress(s) {
		return
	}
	if strings.HasPrefix(s, "\t") && len(l.failures) > 0 { // goes on with the line before
		l.failures[len(l.failures)-1].Message += "\n" + s
		return
	}
	l.failures = append(l.failures, Failure{Message: s})
}

// nameless reports whether a failure lacks its package's name.
func (l *goLog) nameless() bool {
	return slices.ContainsFunc(l.failures, func(f Failure) bool { return f.Package == "" })
}

// name puts failures that have their packages' names in the place of those for
// the same reasons that have none.
func (l *goLog) name(named []Failure, reasons []string) {
	l.failures = slices.DeleteFunc(l.failures, func(f Failure) bool {
		return f.Package == "" && slices.ContainsFunc(reasons, func(r string) bool { return strings.Contains(f.Message, r) })
	})
	l.failures = append(l.failures, named...)
}

// isProgress reports whether a line of the go command's own tells of work that
// it does, rather than of something that went wrong.
func isProgress(s string) bool {
	s, ok := strings.CutPrefix(s, "go: ")
	if !ok {
		return false
	}
	word, _, _ := strings.Cut(s, " ")
	switch word {
	case "downloading", "extracting", "finding", "found", "added", "upgraded", "downgraded", "removed", "warning:":
		return true
	}
	return false
}
