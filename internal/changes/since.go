// Package changes tells which lines of a Git repository differ from a revision.
package changes

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/jobvet/jobvet/internal/paths"
)

// Changes are the lines that differ from a revision.
type Changes struct {
	root  string // of the repository, without symbolic links
	files map[string]*changedLines
}

// Since returns what changed in dir's repository since rev left the current
// branch: against their merge base, committed or not, with the files that Git does
// not track and does not ignore. It runs git with the environment env, and returns
// an error that is ctx.Err() if ctx ends before.
func Since(ctx context.Context, dir string, env []string, rev string) (*Changes, error) {
	g := &git{dir: dir, env: env}
	if strings.HasPrefix(rev, "-") || rev == "" {
		return nil, fmt.Errorf("%q is no revision", rev)
	}
	root, err := g.run(ctx, "rev-parse", "--show-toplevel")
	if err != nil {
		return nil, err
	}
	ch := &Changes{root: filepath.FromSlash(strings.TrimRight(string(root), "\r\n"))}
	if real, err := filepath.EvalSymlinks(ch.root); err == nil {
		ch.root = real
	}
	commit, err := g.run(ctx, "rev-parse", "--quiet", "--verify", rev+"^{commit}")
	switch {
	case ctx.Err() != nil:
		return nil, err
	case err != nil:
		return nil, fmt.Errorf("unknown revision %s", rev)
	}
	base, err := g.run(ctx, "merge-base", strings.TrimSpace(string(commit)), "HEAD")
	switch {
	case ctx.Err() != nil:
		return nil, err
	case err != nil:
		return nil, fmt.Errorf("%s and HEAD have no commit in common; a shallow clone may lack it", rev)
	}

	g.dir = ch.root
	// diff-index is the plumbing: users' settings of prefixes, colours and
	// context do not reach it.
	diff, err := g.run(ctx, "-c", "core.quotePath=true", "diff-index", "--patch", "--unified=0",
		"--find-renames", "--no-ext-diff", "--no-textconv", "--no-color", "--no-relative", "--src-prefix=a/", "--dst-prefix=b/",
		"--ignore-submodules=all", strings.TrimSpace(string(base)), "--")
	if err != nil {
		return nil, err
	}
	if ch.files, err = parseDiff(bytes.NewReader(diff)); err != nil {
		return nil, fmt.Errorf("cannot read the output of git diff-index: %w", err)
	}
	untracked, err := g.run(ctx, "ls-files", "-z", "--others", "--exclude-standard")
	if err != nil {
		return nil, err
	}
	for name := range strings.SplitSeq(string(untracked), "\x00") {
		if name != "" {
			ch.files[name] = &changedLines{whole: true}
		}
	}
	return ch, nil
}

// Has reports whether a line of a file, an absolute path, has changed.
func (ch *Changes) Has(file string, line int) bool {
	if real, err := filepath.EvalSymlinks(file); err == nil {
		file = real
	}
	path := paths.Relative(ch.root, file)
	return !filepath.IsAbs(path) && ch.files[filepath.ToSlash(path)].has(line)
}

// HasIn reports whether a line has changed in any file of that name, which may lack
// directories at its front.
func (ch *Changes) HasIn(name string, line int) bool {
	for file, lines := range ch.files {
		if (file == name || strings.HasSuffix(file, "/"+name)) && lines.has(line) {
			return true
		}
	}
	return false
}
