// Package report has the results of one run of the command, and prints them:
// findings, operators and failures, as text or in a format for other programs. It
// leaves out findings that a baseline accepts, or that a change did not touch.
package report

import (
	"os"
	"path/filepath"

	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/paths"
)

// A Report is what a format prints.
type Report struct {
	*Results
	Version string // of jobvet
	Paint   Painter
	Width   int // of the terminal that text goes to; 0 if it goes elsewhere

	// Level is the lowest level that was asked for.
	Level finding.Level
	// OnlyStats tells that numbers were asked for, and not the findings.
	OnlyStats bool

	// WithBaseline and WithSince tell that findings may have been held back.
	WithBaseline, WithSince bool

	dir  string // that relative files are below, absolute
	root string // of the repository, absolute

	lines sources
}

// New returns a report of results whose files are relative to dir. If a CI service
// says what its workspace is, files are named from there.
func New(res *Results, dir, workspace string) *Report {
	r := &Report{Results: res, Paint: Plain}
	r.root, r.dir = repositoryRoot(dir, workspace)
	return r
}

// fromRoot returns a file as seen from the root of the repository, with
// slashes; local is false if it is elsewhere.
func (r *Report) fromRoot(file string) (path string, local bool) {
	path = paths.Relative(r.root, paths.Absolute(r.dir, file))
	return filepath.ToSlash(path), !filepath.IsAbs(path)
}

// repositoryRoot returns the directory that services name files from: the
// checkout of a GitHub workflow, else the repository that dir is in, else dir.
// With it comes dir as seen from there, which differs if it is a symbolic link.
func repositoryRoot(dir, workspace string) (root, below string) {
	real := dir
	if d, err := filepath.EvalSymlinks(dir); err == nil {
		real = d
	}
	for _, d := range []string{dir, real} {
		if filepath.IsAbs(workspace) && !filepath.IsAbs(paths.Relative(workspace, d)) {
			return filepath.Clean(workspace), d
		}
	}
	for _, d := range []string{dir, real} {
		for root := d; ; root = filepath.Dir(root) {
			if _, err := os.Lstat(filepath.Join(root, ".git")); err == nil {
				return root, d
			}
			if root == filepath.Dir(root) {
				break
			}
		}
	}
	return dir, dir
}
