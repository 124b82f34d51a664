package gocmd

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// A Package is a package in the output of "go list -json", as far as it was asked for.
type Package struct {
	ImportPath, Dir                    string
	GoFiles, CgoFiles, IgnoredGoFiles  []string
	TestGoFiles, XTestGoFiles          []string
	Imports, TestImports, XTestImports []string
	Standard                           bool
	Module                             *struct{ Main bool }
	Error                              *loadError
}

// Files returns the names of the files that are built or tested.
func (p *Package) Files() []string {
	return slices.Concat(p.GoFiles, p.CgoFiles, p.TestGoFiles, p.XTestGoFiles)
}

// Own reports whether its files are the user's to change: it is of the main
// module, or of none.
func (p *Package) Own() bool {
	return !p.Standard && (p.Module == nil || p.Module.Main)
}

// Problem says why the go command has no package.
func (p *Package) Problem() string {
	if p.Error == nil {
		return "the go command does not list it"
	}
	return firstLine(p.Error.Err)
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

const fileFields = "-json=ImportPath,Dir,GoFiles,CgoFiles,IgnoredGoFiles,TestGoFiles,XTestGoFiles,Standard,Module,Error"

// Packages runs go list with flags on the patterns.
func (r *Runner) Packages(ctx context.Context, patterns []string, flags ...string) ([]*Package, error) {
	packages, said, err := goList[*Package](ctx, r, patterns, flags)
	if first := firstLine(said); err != nil && first != "" {
		return nil, errors.New("go list: " + first)
	}
	return packages, err
}

// WithFiles returns the packages that the patterns name, with their files; with deps
// those that they import, too.
func (r *Runner) WithFiles(ctx context.Context, patterns []string, deps bool) ([]*Package, error) {
	which := "-find"
	if deps {
		which = "-deps"
	}
	return r.Packages(ctx, patterns, "-e", which, fileFields)
}

// PackageIn asks the go command for the package in a directory. If that does not
// help, it looks among the packages that the patterns name and what they
// import: the directory of a replaced or vendored module may be no package of
// its own.
func (r *Runner) PackageIn(ctx context.Context, dir string, patterns []string) (*Package, error) {
	list, err := r.WithFiles(ctx, []string{dir}, false)
	if err != nil {
		return nil, err
	}
	if len(list) > 0 && list[0].Error == nil {
		return list[0], nil
	}
	deps, err := r.WithFiles(ctx, patterns, true)
	if err != nil {
		return nil, err
	}
	for _, p := range deps {
		if p.Dir == dir {
			return p, nil
		}
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("there is no package in %s", dir)
	}
	return list[0], nil
}

// Foreign returns the paths of the packages among those that the patterns name
// whose files are not the user's to change: those of other modules, vendored or
// not, and of the Go distribution.
func (r *Runner) Foreign(ctx context.Context, patterns []string) (map[string]bool, error) {
	list, err := r.Packages(ctx, patterns, "-find", "-e", "-json=ImportPath,Standard,Module")
	if err != nil {
		return nil, err
	}
	foreign := make(map[string]bool)
	for _, p := range list {
		if !p.Own() {
			foreign[p.ImportPath] = true
		}
	}
	return foreign, nil
}
