package driver

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// A report is what a format prints.
type report struct {
	*results
	status  Status // of the command
	version string // of jobvet

	// withBaseline and withSince tell that findings may have been held back.
	withBaseline, withSince bool

	dir   string // that relative files are below, absolute
	root  string // of the repository, absolute
	paint painter

	lines sources
}

// A format is one way to print a report.
type format struct {
	name  string
	print func(io.Writer, *report) error
	// operators tells that the format can list operators.
	operators bool
}

const (
	textFormat = "text"
	jsonFormat = "json"
)

// formats are all formats, the default first.
func formats() []format {
	return []format{
		{textFormat, printText, true},
		{jsonFormat, printJSON, true},
		{"sarif", printSARIF, false},
		{"github", printGitHub, false},
	}
}

// findFormat returns the format with the given name.
func findFormat(name string) (format, error) {
	var names []string
	for _, f := range formats() {
		if f.name == name {
			return f, nil
		}
		names = append(names, f.name)
	}
	return format{}, fmt.Errorf("%q is none of %s", name, strings.Join(names, ", "))
}

// fromRoot returns a file as seen from the root of the repository, with
// slashes; local is false if it is elsewhere.
func (r *report) fromRoot(file string) (path string, local bool) {
	path = relative(r.root, absolute(r.dir, file))
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
		if filepath.IsAbs(workspace) && !filepath.IsAbs(relative(workspace, d)) {
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
