package gocmd

import (
	"cmp"
	"errors"
	"go/build"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"

	"github.com/jobvet/jobvet/internal/paths"
)

// A layout is the directories of the main module that have Go files and that patterns
// name. "go list" knows the packages in them, but takes a fifth of the time of a go vet
// that finds all in the build cache. If go vet has a unit of each of these directories,
// there is nothing to ask.
type layout struct {
	module, dir string            // the main module, and its directory
	packages    map[string]string // directories, by import path
	trees       []string          // the import paths of patterns with "..."
	build       build.Context     // what the go command builds for
}

// layout returns the directories that patterns name, nil if the go command has to say
// which these are.
func (r *Runner) layout(env *goEnv, patterns []string) *layout {
	if env == nil || !isHarmless(r.Build) || !isHarmless(strings.Fields(env.GOFLAGS)) || env.GOWORK != "" && env.GOWORK != "off" || env.GOMOD == "" || env.GOMOD == os.DevNull {
		return nil
	}
	data, err := os.ReadFile(env.GOMOD)
	if err != nil {
		return nil
	}
	l := &layout{module: modfile.ModulePath(data), dir: filepath.Dir(env.GOMOD), packages: make(map[string]string), build: env.context()}
	for _, p := range patterns {
		if !l.add(r.Dir, p) {
			return nil
		}
	}
	return l
}

// isHarmless reports whether no flag has a say in which packages there are.
func isHarmless(flags []string) bool {
	for _, f := range flags {
		name, _, _ := strings.Cut(strings.TrimLeft(f, "-"), "=")
		if !slices.Contains([]string{"buildvcs", "mod", "p", "trimpath"}, name) {
			return false
		}
	}
	return true
}

// context is what the go command builds for.
func (e *goEnv) context() build.Context {
	ctx := build.Default
	ctx.GOOS, ctx.GOARCH, ctx.CgoEnabled = e.GOOS, e.GOARCH, e.CGO_ENABLED == "1"
	return ctx
}

// add adds the directories that a pattern names, and reports whether it can tell which
// these are.
func (l *layout) add(dir, pattern string) bool {
	root, wild := strings.CutSuffix(pattern, "/...")
	if !build.IsLocalImport(root) || strings.Contains(root, "...") {
		return false
	}
	root = paths.Absolute(dir, filepath.FromSlash(root))
	if info, err := os.Stat(root); err != nil || !info.IsDir() || !l.has(root) {
		return false
	}
	if wild {
		l.trees = append(l.trees, l.path(root))
	}
	before := len(l.packages)
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case !d.IsDir():
			l.addFile(name)
		case name != root && (!wild || !searched(name)):
			return fs.SkipDir
		}
		return nil
	})
	return err == nil && len(l.packages) > before
}

// has reports whether a directory is the main module's.
func (l *layout) has(dir string) bool {
	rel, err := filepath.Rel(l.dir, dir)
	if err != nil || !filepath.IsLocal(rel) {
		return false
	}
	for ; dir != l.dir; dir = filepath.Dir(dir) {
		if isModule(dir) {
			return false
		}
	}
	return true
}

// addFile adds the directory of a file if that is one of a package.
func (l *layout) addFile(name string) {
	base := filepath.Base(name)
	if !strings.HasSuffix(base, ".go") || base[0] == '_' || base[0] == '.' {
		return
	}
	dir := filepath.Dir(name)
	l.packages[l.path(dir)] = dir
}

// path returns the import path of a directory.
func (l *layout) path(dir string) string {
	rel, err := filepath.Rel(l.dir, dir)
	if err != nil || rel == "." {
		return l.module
	}
	return l.module + "/" + filepath.ToSlash(rel)
}

func isModule(dir string) bool {
	info, err := os.Stat(filepath.Join(dir, "go.mod"))
	return err == nil && !info.IsDir()
}

// agree returns the units of the packages of the layout, and reports whether there are
// all of them. Other units are of what these import; but none of a directory that a
// pattern covers, or else the go command sees it otherwise.
func (l *layout) agree(units []Unit) (named []Unit, ok bool) {
	got := make(map[string]bool)
	for _, u := range units {
		switch {
		case l.packageOf(u) != "":
			got[u.Package] = true
			named = append(named, u)
		case u.Package == "" || l.covers(u.Package):
			return nil, false
		}
	}
	for path, dir := range l.packages {
		if !got[path] && !l.isLeftOut(dir, got[path+"_test"]) {
			return nil, false
		}
	}
	return named, true
}

// packageOf returns the import path of the package that a unit is of, or of whose external
// tests, "" if that is not of the layout.
func (l *layout) packageOf(u Unit) string {
	if l.packages[u.Package] != "" {
		return u.Package
	}
	if tested, isTest := strings.CutSuffix(u.Package, "_test"); isTest && l.packages[tested] != "" {
		return tested
	}
	return ""
}

// covers reports whether a package is in the tree of a pattern.
func (l *layout) covers(path string) bool {
	return slices.ContainsFunc(l.trees, func(tree string) bool { return path == tree || strings.HasPrefix(path, tree+"/") })
}

// isLeftOut reports whether no file in a directory is built, or only external tests are,
// if there is a unit of these.
func (l *layout) isLeftOut(dir string, tested bool) bool {
	p, err := l.build.ImportDir(dir, 0)
	if none := new(build.NoGoError); errors.As(err, &none) {
		return true
	}
	return err == nil && tested && len(p.GoFiles)+len(p.CgoFiles)+len(p.TestGoFiles) == 0
}

// listing returns what "go list" would say, as far as a check has a use for it. units
// are those that agree with the layout.
func (l *layout) listing(units []Unit) *listing {
	list := &listing{build: &l.build}
	seen := make(map[string]bool)
	for _, u := range units {
		path := l.packageOf(u)
		if !seen[path] {
			list.packages = append(list.packages, listedPackage{
				ImportPath: path, Dir: l.packages[path], Module: &listedModule{Path: l.module, Dir: l.dir, Main: true},
			})
		}
		seen[path] = true
	}
	slices.SortFunc(list.packages, func(p, q listedPackage) int { return cmp.Compare(p.ImportPath, q.ImportPath) })
	return list
}
