package driver

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/jobvet/jobvet/internal/finding"
)

// changes are the lines that differ from a revision.
type changes struct {
	root  string // of the repository, without symbolic links
	files map[string]*changedLines
}

// changesSince returns what changed in dir's repository since rev left the
// current branch: against their merge base, committed or not, with the files
// that Git does not track and does not ignore.
func (c *Command) changesSince(ctx context.Context, dir, rev string) (*changes, error) {
	if strings.HasPrefix(rev, "-") || rev == "" {
		return nil, fmt.Errorf("%q is no revision", rev)
	}
	root, err := c.git(ctx, dir, "rev-parse", "--show-toplevel")
	if err != nil {
		return nil, err
	}
	ch := &changes{root: filepath.FromSlash(strings.TrimRight(string(root), "\r\n"))}
	if real, err := filepath.EvalSymlinks(ch.root); err == nil {
		ch.root = real
	}
	commit, err := c.git(ctx, dir, "rev-parse", "--quiet", "--verify", rev+"^{commit}")
	switch {
	case errors.Is(err, errInterrupted):
		return nil, err
	case err != nil:
		return nil, fmt.Errorf("unknown revision %s", rev)
	}
	base, err := c.git(ctx, dir, "merge-base", strings.TrimSpace(string(commit)), "HEAD")
	switch {
	case errors.Is(err, errInterrupted):
		return nil, err
	case err != nil:
		return nil, fmt.Errorf("%s and HEAD have no commit in common; a shallow clone may lack it", rev)
	}

	// diff-index is the plumbing: users' settings of prefixes, colours and
	// context do not reach it.
	diff, err := c.git(ctx, ch.root, "-c", "core.quotePath=true", "diff-index", "--patch", "--unified=0",
		"--find-renames", "--no-ext-diff", "--no-textconv", "--no-color", "--no-relative", "--src-prefix=a/", "--dst-prefix=b/",
		"--ignore-submodules=all", strings.TrimSpace(string(base)), "--")
	if err != nil {
		return nil, err
	}
	if ch.files, err = parseDiff(bytes.NewReader(diff)); err != nil {
		return nil, fmt.Errorf("cannot read the output of git diff-index: %w", err)
	}
	untracked, err := c.git(ctx, ch.root, "ls-files", "-z", "--others", "--exclude-standard")
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

// git runs git in dir and returns what it prints. The repository's own settings
// cannot make it start a file system monitor.
func (c *Command) git(ctx context.Context, dir string, args ...string) ([]byte, error) {
	path, err := exec.LookPath("git")
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, path, append([]string{"-c", "core.fsmonitor=false"}, args...)...)
	cmd.Dir = dir
	cmd.Env = append(c.Env[:len(c.Env):len(c.Env)], "PWD="+dir, "LC_ALL=C", "GIT_OPTIONAL_LOCKS=0")
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return nil, errInterrupted
		}
		if first, _, _ := strings.Cut(stderr.String(), "\n"); first != "" {
			return nil, errors.New("git: " + first)
		}
		return nil, fmt.Errorf("git: %w", err)
	}
	return stdout.Bytes(), nil
}

// touch reports whether a finding has to do with the changes: whether its place,
// the operator's registration, a call of the chain or a place that the message
// names is on a changed line. Of a place in another package only the file's name
// is known.
func (ch *changes) touch(f *result, dir string) bool {
	if ch.has(absolute(dir, f.Place.File), f.Place.Line) {
		return true
	}
	for _, step := range f.Way() {
		if ch.has(absolute(dir, step.Place.File), step.Place.Line) {
			return true
		}
	}
	for _, spot := range []*finding.Spot{f.Where, f.What.At} {
		if spot != nil && ch.hasBase(spot.File, spot.Line) {
			return true
		}
	}
	return false
}

// has reports whether a line of a file, an absolute path, has changed.
func (ch *changes) has(file string, line int) bool {
	if real, err := filepath.EvalSymlinks(file); err == nil {
		file = real
	}
	path := relative(ch.root, file)
	return !filepath.IsAbs(path) && ch.files[filepath.ToSlash(path)].has(line)
}

// hasBase reports whether a line has changed in any file of that name.
func (ch *changes) hasBase(base string, line int) bool {
	for name, lines := range ch.files {
		if name[strings.LastIndexByte(name, '/')+1:] == base && lines.has(line) {
			return true
		}
	}
	return false
}
