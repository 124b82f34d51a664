package gocmd

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/build"
	"io"
	"path/filepath"
	"slices"
	"strings"
)

// A listing is what "go list" says of the patterns.
type listing struct {
	packages []listedPackage
	tests    []listedPackage // if they were asked for: packages with their tests
	// unmatched are the patterns for which the go command found no package, or
	// not all, as it lists them.
	unmatched []listedPackage
	// build is what tells the files of a package, if the packages do not.
	build *build.Context
}

// A listedPackage is a package in the output of "go list -json".
type listedPackage struct {
	ImportPath                     string
	Dir                            string
	Match                          []string // the patterns that name it; none of a test's program
	ForTest                        string   // the package of whose tests it is
	GoFiles, CgoFiles, TestGoFiles []string
	XTestGoFiles                   []string // of the package's external tests
	Module                         *listedModule
	Error                          *loadError
	DepsErrors                     []*loadError
}

type listedModule struct {
	Path, Dir string
	Main      bool
}

type loadError struct {
	// ImportStack is the way to the package that cannot be loaded. If it is
	// empty, go vet does not name the package.
	ImportStack []string
	Pos         string
	Err         string
}

func (e *loadError) String() string {
	if e.Pos == "" {
		return e.Err
	}
	return e.Pos + ": " + e.Err
}

// loads reports whether go vet accepts the package. It refuses all packages if
// one of them does not load.
func (p *listedPackage) loads() bool {
	return p.Error == nil && len(p.DepsErrors) == 0
}

// isPattern reports whether it is a pattern: if the go command finds no package, it
// lists the pattern instead.
func (p *listedPackage) isPattern() bool {
	local := build.IsLocalImport(p.ImportPath) || filepath.IsAbs(p.ImportPath)
	return p.Error != nil && slices.Contains(p.Match, p.ImportPath) && (p.Dir == "" || local)
}

// isTest reports whether it stands for a package's tests.
func (p *listedPackage) isTest() bool { return p.ForTest != "" || len(p.Match) == 0 }

// name is the package, or the one that it is a test of.
func (p *listedPackage) name() string {
	switch {
	case p.ForTest != "":
		return p.ForTest
	case p.isTest():
		return strings.TrimSuffix(p.ImportPath, ".test")
	}
	return p.ImportPath
}

// list asks the go command which packages the patterns name.
func (r *Runner) list(ctx context.Context, patterns []string) (*listing, error) {
	return r.runList(ctx, patterns, "-find", "-json=ImportPath,Dir,Match,GoFiles,CgoFiles,TestGoFiles,XTestGoFiles,Module,Error")
}

// listFaults asks the go command which of the packages that the patterns name
// can be loaded with all that they import, embed and test with. What cannot be
// read ends the search of a pattern, which then goes on around it.
func (r *Runner) listFaults(ctx context.Context, patterns []string) (*listing, error) {
	all := new(listing)
	seen := make(map[string]bool)
	for len(patterns) > 0 {
		// Embedded files are only looked for if they are asked for.
		list, err := r.runList(ctx, patterns, "-test", "-json=ImportPath,Dir,Match,ForTest,Module,Error,DepsErrors,EmbedFiles")
		if err != nil {
			return nil, err
		}
		for _, p := range list.packages {
			switch {
			case seen[p.ImportPath]:
			case p.isTest():
				all.tests = append(all.tests, p)
			default:
				all.packages = append(all.packages, p)
			}
			seen[p.ImportPath] = true
		}
		all.unmatched = append(all.unmatched, list.unmatched...)
		patterns = nil
		for _, p := range list.unmatched {
			patterns = append(patterns, p.waysAround(r.Dir)...)
		}
	}
	return all, nil
}

// runList runs go list -e with flags on the patterns.
func (r *Runner) runList(ctx context.Context, patterns []string, flags ...string) (*listing, error) {
	packages, said, err := goList[listedPackage](ctx, r, patterns, append([]string{"-e"}, flags...))
	switch {
	case err != nil && strings.Contains(said, "go.mod file not found"):
		return new(listing), nil
	case err != nil:
		return nil, err
	}
	return newListing(packages), nil
}

// goList runs go list with flags on the patterns and decodes the packages that it
// prints. It returns what the go command said, too.
func goList[T any](ctx context.Context, r *Runner, patterns, flags []string) (packages []T, said string, err error) {
	args := slices.Concat([]string{"list"}, flags, r.Build, []string{"--"}, patterns)
	cmd, err := r.command(ctx, withoutToolFlags(r.Env, r.Analyzer), args...)
	if err != nil {
		return nil, "", err
	}
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return nil, "", ErrInterrupted
		}
		return nil, stderr.String(), fmt.Errorf("go list: %w", err)
	}
	packages, err = decodePackages[T](&stdout)
	return packages, stderr.String(), err
}

// decodePackages reads the standard output of "go list -json".
func decodePackages[T any](r io.Reader) (packages []T, err error) {
	for dec := json.NewDecoder(r); ; {
		var p T
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return packages, nil
		} else if err != nil {
			return nil, fmt.Errorf("cannot read the output of go list: %w", err)
		}
		packages = append(packages, p)
	}
}

// newListing tells packages from patterns.
func newListing(packages []listedPackage) *listing {
	list := new(listing)
	for _, p := range packages {
		if p.isPattern() {
			list.unmatched = append(list.unmatched, p)
		} else {
			list.packages = append(list.packages, p)
		}
	}
	return list
}

// wrongPatterns returns what is wrong with the command line: an error that is
// ErrNoPackages if a pattern names no package, and nil if the code is to blame,
// if anything. dir is where the patterns start.
func (l *listing) wrongPatterns(dir string) error {
	var wrong []string
	for _, p := range l.unmatched {
		if p.Error.unreadable(dir) == "" {
			wrong = append(wrong, p.ImportPath)
		}
	}
	switch {
	case len(wrong) > 0 && len(wrong) < len(l.packages)+len(l.unmatched):
		return fmt.Errorf("%w: there is none in %s", ErrNoPackages, strings.Join(wrong, ", "))
	case len(wrong) > 0, len(l.packages)+len(l.unmatched) == 0:
		return ErrNoPackages
	}
	return nil
}

// failures returns why packages do not load, and the reasons as go vet gives
// them, behind a place or a chain of imports. dir is where the patterns start.
func (l *listing) failures(dir string) (fs []Failure, reasons []string) {
	add := func(name string, e *loadError) {
		reasons = append(reasons, firstLine(e.Err))
		i := slices.IndexFunc(fs, func(f Failure) bool { return f.Package == name })
		switch m := e.String(); {
		case i < 0:
			fs = append(fs, Failure{name, m})
		case !strings.Contains(fs[i].Message, m):
			fs[i].Message += "\n" + m
		}
	}
	for _, p := range l.unmatched {
		if file := p.Error.unreadable(dir); file != "" {
			add(localPattern(dir, directoryOf(file)), p.Error)
		}
	}
	for _, p := range slices.Concat(l.packages, l.tests) {
		if p.Error != nil {
			add(p.name(), p.Error)
		}
		for _, e := range p.DepsErrors {
			add(p.name(), e)
		}
	}
	return fs, reasons
}

// obscure returns the failures to load that go vet reports without the name of
// the package.
func (l *listing) obscure() (fs []Failure) {
	for _, p := range l.packages {
		if e := p.Error; e != nil && len(e.ImportStack) == 0 && e.Pos == "" && !strings.Contains(e.Err, p.Dir) && !strings.Contains(e.Err, p.ImportPath) {
			fs = append(fs, Failure{p.ImportPath, e.Err})
		}
	}
	return fs
}

// paths returns the import paths of the packages.
func (l *listing) paths() []string {
	var paths []string
	for _, p := range l.packages {
		paths = append(paths, p.ImportPath)
	}
	return paths
}

// files returns the files of a package that are built, without its tests.
func (l *listing) files(p *listedPackage) []string {
	if l.build == nil {
		return slices.Concat(p.GoFiles, p.CgoFiles)
	}
	built, err := l.build.ImportDir(p.Dir, 0)
	if err != nil {
		return nil
	}
	return slices.Concat(built.GoFiles, built.CgoFiles)
}

// modules returns the directories of the main modules of the packages, by path.
func (l *listing) modules() map[string]string {
	dirs := make(map[string]string)
	for _, p := range l.packages {
		if p.Module != nil && p.Module.Main {
			dirs[p.Module.Path] = p.Module.Dir
		}
	}
	return dirs
}

// units returns how many packages go vet checks, external tests included.
func (l *listing) units() int {
	n := len(l.packages)
	for _, p := range l.packages {
		if len(p.XTestGoFiles) > 0 {
			n++
		}
	}
	return n
}

// loadable returns the import paths of the packages that load, and whether go
// vet refuses to look at them because of others. Tests that do not load are no
// reason to: it leaves out their packages.
func (l *listing) loadable() (paths []string, refused bool) {
	refused = len(l.unmatched) > 0
	for _, p := range l.packages {
		if p.loads() {
			paths = append(paths, p.ImportPath)
		} else {
			refused = true
		}
	}
	return paths, refused
}
