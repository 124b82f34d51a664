package driver

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/paths"
	"github.com/jobvet/jobvet/internal/textfile"
)

// A goFile is a Go source file and the package that it belongs to.
type goFile struct {
	name   string // absolute, as the go command prints it
	text   []byte
	pkg    string // the path of the package, "_test" behind it for external tests
	target string // the package's path for the go command
	test   bool
	own    bool // of the main module
}

// locate finds the package of a file. Its errors are the user's mistakes.
func (c *Command) locate(ctx context.Context, opts *options, t explainTarget) (*goFile, error) {
	name := paths.Absolute(opts.dir, filepath.FromSlash(t.file))
	info, err := os.Stat(name)
	if errors.Is(err, os.ErrNotExist) {
		if name, err = c.findFile(ctx, opts, t.file); err == nil {
			info, err = os.Stat(name)
		}
	}
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, fmt.Errorf("%s is a directory", t.file)
	}
	text, err := textfile.Read(name)
	if err != nil {
		return nil, err
	}
	p, err := c.runner(opts).PackageIn(ctx, filepath.Dir(name), opts.patterns)
	if err != nil {
		return nil, err
	}
	base := filepath.Base(name)
	f := &goFile{
		name: filepath.Join(p.Dir, base), text: text, pkg: p.ImportPath, target: p.ImportPath,
		own: p.Own(),
	}
	switch {
	case slices.Contains(p.GoFiles, base), slices.Contains(p.CgoFiles, base):
	case slices.Contains(p.TestGoFiles, base):
		f.test = true
	case slices.Contains(p.XTestGoFiles, base):
		f.test, f.pkg = true, p.ImportPath+"_test"
	case slices.Contains(p.IgnoredGoFiles, base):
		return nil, fmt.Errorf("%s is not built: build constraints or its name exclude it (see -tags)", t.file)
	default:
		return nil, fmt.Errorf("%s is in no package: %s", t.file, p.Problem())
	}
	return f, nil
}

// findFile returns the absolute path of the file whose path ends in the given name,
// which messages print without directories or from the root of a module: one of the
// packages that the patterns name, or if none has it, of what they import. Its errors are
// the user's mistakes.
func (c *Command) findFile(ctx context.Context, opts *options, name string) (string, error) {
	missing := fmt.Errorf("there is no file %s", name)
	if !filepath.IsLocal(filepath.FromSlash(name)) {
		return "", missing
	}
	base := path.Base(filepath.ToSlash(name))
	end := string(filepath.Separator) + filepath.Clean(filepath.FromSlash(name))
	for _, deps := range []bool{false, true} {
		list, err := c.runner(opts).WithFiles(ctx, opts.patterns, deps)
		if err != nil {
			return "", err
		}
		var found []string
		for _, p := range list {
			full := filepath.Join(p.Dir, base)
			if !p.Standard && slices.Contains(p.Files(), base) && strings.HasSuffix(full, end) {
				found = append(found, full)
			}
		}
		switch len(found) {
		case 0:
		case 1:
			return found[0], nil
		default:
			for i, f := range found {
				found[i] = filepath.ToSlash(paths.Relative(opts.dir, f))
			}
			slices.Sort(found)
			return "", fmt.Errorf("there are several files %s: %s", name, strings.Join(found, ", "))
		}
	}
	return "", missing
}

// patternsTo returns the patterns and, if the file's package is not of the
// main module and so mostly not among them, that package and those on the way
// to it: go vet gives results only for packages that are named.
func (c *Command) patternsTo(ctx context.Context, opts *options, f *goFile) ([]string, error) {
	if slices.ContainsFunc(opts.patterns, func(p string) bool { return strings.HasSuffix(p, ".go") }) {
		return opts.patterns, nil // the go command does not mix files and packages
	}
	patterns := append(opts.patterns[:len(opts.patterns):len(opts.patterns)], f.target)
	if f.own {
		return patterns, nil
	}
	deps, err := c.runner(opts).Packages(ctx, opts.patterns, "-e", "-deps", "-json=ImportPath,Imports,Standard")
	if err != nil {
		return nil, err
	}
	between := map[string]bool{f.target: true}
	for _, p := range deps { // imports come first
		if !p.Standard && slices.ContainsFunc(p.Imports, func(path string) bool { return between[path] }) {
			between[p.ImportPath] = true
			patterns = append(patterns, p.ImportPath)
		}
	}
	return patterns, nil
}
