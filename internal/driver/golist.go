package driver

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
}

// A listedPackage is a package in the output of "go list -json".
type listedPackage struct {
	ImportPath                     string
	Dir                            string
	Match                          []string // the patterns that name it; none of a test's program
	ForTest                        string   // the package of whose tests it is
	GoFiles, CgoFiles, TestGoFiles []string
	XTestGoFiles                   []string // of the package's external tests
	Error                          *loadError
	DepsErrors                     []*loadError
}

type loadError struct {
	// ImportStack is the way to the package that cannot be loaded. If it is
	// empty, go vet does not say of which package it speaks.
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

// isPattern reports whether it is no package: the go command lists a pattern in
// the place of packages if it found none.
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

// goList asks the go command which packages the patterns name.
func (c *Command) goList(ctx context.Context, opts *options) (*listing, error) {
	return c.runGoList(ctx, opts, "-find", "-json=ImportPath,Dir,Match,GoFiles,CgoFiles,TestGoFiles,XTestGoFiles,Error")
}

// goListFaults asks the go command which of the packages that the patterns name
// can be loaded with all that they import, embed and test with. What cannot be
// read ends the search of a pattern, which then goes on around it.
func (c *Command) goListFaults(ctx context.Context, opts *options) (*listing, error) {
	all := new(listing)
	seen := make(map[string]bool)
	o := *opts
	for len(o.patterns) > 0 {
		// Embedded files are only looked for if they are asked for.
		list, err := c.runGoList(ctx, &o, "-test", "-json=ImportPath,Dir,Match,ForTest,Error,DepsErrors,EmbedFiles")
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
		o.patterns = nil
		for _, p := range list.unmatched {
			o.patterns = append(o.patterns, p.waysAround(opts.dir)...)
		}
	}
	return all, nil
}

// runGoList runs go list -e with flags on the patterns.
func (c *Command) runGoList(ctx context.Context, opts *options, flags ...string) (*listing, error) {
	args := slices.Concat([]string{"list", "-e"}, flags, opts.build, []string{"--"}, opts.patterns)
	cmd, err := c.goCommand(ctx, opts.dir, withoutToolFlags(c.Env, c.Analyzer.Name), args)
	if err != nil {
		return nil, err
	}
	var stdout, stderr bytes.Buffer
	cmd.Stdout = &stdout
	cmd.Stderr = &stderr
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return nil, errInterrupted
		}
		if strings.Contains(stderr.String(), "go.mod file not found") {
			return new(listing), nil
		}
		return nil, fmt.Errorf("go list: %w", err)
	}
	return parseListing(&stdout)
}

// parseListing reads the standard output of "go list -e -json".
func parseListing(r io.Reader) (*listing, error) {
	list := new(listing)
	for dec := json.NewDecoder(r); ; {
		var p listedPackage
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return list, nil
		} else if err != nil {
			return nil, fmt.Errorf("cannot read the output of go list: %w", err)
		}
		if p.isPattern() {
			list.unmatched = append(list.unmatched, p)
		} else {
			list.packages = append(list.packages, p)
		}
	}
}

// wrongPatterns returns what is wrong with the command line: an error that is
// errNoPackages if a pattern names no package, and nil if the code is to blame,
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
		return fmt.Errorf("%w: there is none in %s", errNoPackages, strings.Join(wrong, ", "))
	case len(wrong) > 0, len(l.packages)+len(l.unmatched) == 0:
		return errNoPackages
	}
	return nil
}

// failures returns why packages do not load, and the reasons as go vet gives
// them, behind a place or a chain of imports. dir is where the patterns start.
func (l *listing) failures(dir string) (fs []failure, reasons []string) {
	add := func(name string, e *loadError) {
		reasons = append(reasons, firstLine(e.Err))
		i := slices.IndexFunc(fs, func(f failure) bool { return f.Package == name })
		switch m := e.String(); {
		case i < 0:
			fs = append(fs, failure{name, m})
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

// obscure returns why packages do not load as go vet says it without telling of
// which package it speaks.
func (l *listing) obscure() (fs []failure) {
	for _, p := range l.packages {
		if e := p.Error; e != nil && len(e.ImportStack) == 0 && e.Pos == "" && !strings.Contains(e.Err, p.Dir) && !strings.Contains(e.Err, p.ImportPath) {
			fs = append(fs, failure{p.ImportPath, e.Err})
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

// withoutToolFlags returns env with a GOFLAGS that go list understands: flags
// of the vettool are legal there for go vet -vettool only.
func withoutToolFlags(env []string, tool string) []string {
	env = append([]string(nil), env...)
	for i, kv := range env {
		value, ok := strings.CutPrefix(kv, "GOFLAGS=")
		if !ok {
			continue
		}
		var keep []string
		for _, f := range strings.Fields(value) {
			name := strings.TrimLeft(f, "-")
			name, _, _ = strings.Cut(name, "=")
			if name != tool && !strings.HasPrefix(name, tool+".") {
				keep = append(keep, f)
			}
		}
		env[i] = "GOFLAGS=" + strings.Join(keep, " ")
	}
	return env
}
