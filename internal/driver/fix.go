package driver

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// fixRounds is how often fixes are applied. Fixes of one run that touch each
// other are left to the next.
const fixRounds = 5

// fix applies the suggested fixes, or shows them as a diff. It changes nothing
// unless all packages could be checked: a package that does not build may use
// what a fix in another one changes.
//
// After it, a check says what is left.
func (c *Command) fix(ctx context.Context, opts *options) Status {
	res, err := c.check(ctx, opts)
	switch {
	case errors.Is(err, errNoPackages):
		return c.usageError(err)
	case err != nil:
		fmt.Fprintf(c.Stderr, "jobvet: %v\n", err)
		return Failed
	case len(res.failures) > 0:
		fmt.Fprintf(c.Stderr, "jobvet: %s; nothing was fixed\n", incomplete(res.failures))
		return Failed
	}
	if opts.diff {
		diff, err := c.goFix(ctx, opts)
		if err != nil && len(diff) == 0 {
			fmt.Fprintf(c.Stderr, "jobvet: %v\n", err)
			return Failed
		}
		if _, err := c.Stdout.Write(relativeDiff(diff, opts.dir)); err != nil {
			fmt.Fprintf(c.Stderr, "jobvet: %v\n", err)
			return Failed
		}
		if len(diff) > 0 {
			return Findings
		}
		if n := len(res.findings); n > 0 {
			fmt.Fprintf(c.Stderr, "jobvet: no fix for %s\n", count(n, "finding"))
		}
		return Clean
	}

	for range fixRounds {
		before := len(res.findings)
		if before == 0 {
			break
		}
		_, fixErr := c.goFix(ctx, opts)
		if ctx.Err() != nil {
			fmt.Fprintf(c.Stderr, "jobvet: %v\n", errInterrupted)
			return Failed
		}
		res, err = c.check(ctx, opts)
		if err != nil {
			fmt.Fprintf(c.Stderr, "jobvet: %v\n", err)
			return Failed
		}
		if fixErr == nil || len(res.failures) > 0 || len(res.findings) >= before {
			break
		}
	}
	return c.report(opts, res)
}

// goFix runs "go vet -fix", which writes no file before it has all its fixes.
// It returns the diff, if one is asked for.
func (c *Command) goFix(ctx context.Context, opts *options) ([]byte, error) {
	args := []string{"vet", "-vettool=" + c.Tool, "-fix"}
	if opts.diff {
		args = append(args, "-diff")
	}
	args = append(args, opts.build...)
	args = append(args, opts.vetFlags...)
	args = append(args, "--")
	args = append(args, opts.patterns...)
	cmd, err := c.goCommand(ctx, opts.dir, c.Env, args)
	if err != nil {
		return nil, err
	}
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err = cmd.Run()
	if ctx.Err() != nil {
		return nil, errInterrupted
	}
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		// Fixes that could not be merged with others, or that there is a diff.
		return stdout.Bytes(), fmt.Errorf("go vet -fix: %w\n%s", err, stderr.Bytes())
	}
	return stdout.Bytes(), err
}

// relativeDiff sorts a diff by file, since packages are done in any order, and
// names files as "patch -p1" and "git apply" in dir expect it.
func relativeDiff(diff []byte, dir string) []byte {
	var files [][]byte
	for line := range bytes.Lines(diff) {
		if bytes.HasPrefix(line, []byte("--- ")) && bytes.HasSuffix(line, []byte(" (old)\n")) {
			files = append(files, nil)
		}
		if len(files) == 0 {
			continue
		}
		last := &files[len(files)-1]
		*last = append(*last, renamed(line, dir)...)
	}
	slices.SortFunc(files, bytes.Compare)
	return bytes.Join(files, nil)
}

// renamed gives a line that names a file the name below dir.
func renamed(line []byte, dir string) []byte {
	for _, h := range []struct{ mark, tail, prefix string }{{"--- ", " (old)\n", "a/"}, {"+++ ", " (new)\n", "b/"}} {
		name, ok := strings.CutPrefix(string(line), h.mark)
		if !ok {
			continue
		}
		if name, ok = strings.CutSuffix(name, h.tail); !ok {
			continue
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil || strings.HasPrefix(rel, "..") {
			return line
		}
		return []byte(h.mark + h.prefix + filepath.ToSlash(rel) + "\n")
	}
	return line
}
