package load

import (
	"context"
	"errors"
	"fmt"
	"go/token"
	"sync"
	"sync/atomic"

	"github.com/jobvet/jobvet/internal/vettool"
)

// A Program is packages to check, with all that they import.
type Program struct {
	Tool *vettool.Tool
	// Packages are what "go list -test -deps" lists for the patterns.
	Packages []*Package
	// Release is that of the go command, as runtime.Version has it, and Arch the
	// architecture that it builds for.
	Release, Arch string
	// ReadFile reads a file.
	ReadFile func(name string) ([]byte, error)
	// Compiled returns the files that the compiler gets of a package that uses cgo.
	Compiled func(context.Context, *Package) ([]string, error)
	// Jobs is how many packages are worked on at once.
	Jobs int

	fset  *token.FileSet
	nodes map[string]*node
	cpu   chan struct{} // held while working, never while waiting for another package
	done  atomic.Int64
}

// A Result is what was found in a package, or in its external tests.
type Result struct {
	// Package is its path, "_test" behind it for external tests.
	Package     string
	Diagnostics []vettool.Diagnostic
	// Failed is the error of the analyzer.
	Failed error
	// Err is why the package could not be checked. If that is because of another
	// package, it is an *ImportError.
	Err error
}

// An ImportError tells that a package could not be checked because another one
// cannot be.
type ImportError struct {
	Package string // the path of that
	Err     error
}

func (e *ImportError) Error() string { return e.Package + ": " + e.Err.Error() }
func (e *ImportError) Unwrap() error { return e.Err }

// Check checks the packages that patterns name, with their tests. The results are
// in the order in which the packages are listed. An error is ctx's. A package
// with mistakes has an error in its result.
func (p *Program) Check(ctx context.Context) ([]Result, error) {
	p.fset = token.NewFileSet()
	p.cpu = make(chan struct{}, p.Jobs)
	p.nodes = make(map[string]*node)
	for _, pkg := range p.Packages {
		p.nodes[pkg.ImportPath] = p.node(ctx, pkg)
	}
	units := p.units()
	results := make([]Result, len(units))
	for _, n := range units {
		n.cfg.VetxOnly = false
	}
	var wait sync.WaitGroup
	for i, n := range units {
		wait.Go(func() { results[i] = n.result() })
	}
	wait.Wait()
	return results, ctx.Err()
}

// Progress returns how many of the packages have been worked on, and how many
// there are. It may be called during Check.
func (p *Program) Progress() (done, total int) { return int(p.done.Load()), len(p.Packages) }

// A Failure tells why a package could not be checked.
type Failure struct {
	Package string // its path
	Err     error
}

// Failures returns after Check what kept packages from being checked: each by its own
// fault, whatever else it kept from being checked, in the order in which they are listed.
func (p *Program) Failures() []Failure {
	var fs []Failure
	for _, pkg := range p.Packages {
		n := p.nodes[pkg.ImportPath]
		if other := new(ImportError); n.err != nil && !errors.As(n.err, &other) {
			fs = append(fs, Failure{n.cfg.ImportPath, n.err})
		}
	}
	return fs
}

// units returns the packages that go vet would check: each that a pattern names,
// with its test files in place of the package without, and its external tests. A
// package whose tests do not load is left out, as go vet does.
func (p *Program) units() []*node {
	variants := make(map[string][]*node) // by the package that they are for
	for _, pkg := range p.Packages {
		if pkg.ForTest != "" {
			variants[pkg.ForTest] = append(variants[pkg.ForTest], p.nodes[pkg.ImportPath])
		}
	}
	var units []*node
	for _, pkg := range p.Packages {
		if len(pkg.Match) == 0 || pkg.ForTest != "" || pkg.Incomplete {
			continue
		}
		own, external := p.nodes[pkg.ImportPath], (*node)(nil)
		loads := true
		for _, v := range variants[pkg.ImportPath] {
			switch v.cfg.ImportPath {
			case pkg.ImportPath:
				own = v
			case pkg.ImportPath + "_test":
				external = v
			default:
				continue // a package between the two
			}
			loads = loads && !v.Incomplete
		}
		if !loads {
			continue
		}
		if len(own.GoFiles)+len(own.CgoFiles) > 0 {
			units = append(units, own)
		}
		if external != nil {
			units = append(units, external)
		}
	}
	return units
}

// work runs f when there is room for it. f does not wait for other packages.
func (p *Program) work(ctx context.Context, f func() error) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case p.cpu <- struct{}{}:
	}
	defer func() { <-p.cpu }()
	return f()
}

// errMissing tells that an import is not among the packages.
var errMissing = errors.New("it is not listed")

// each calls f for some packages by their IDs, at the same time.
func (p *Program) each(ids []string, f func(*node) error) error {
	errs := make([]error, len(ids))
	var wait sync.WaitGroup
	for i, id := range ids {
		n := p.nodes[id]
		if n == nil {
			errs[i] = &ImportError{id, errMissing}
			continue
		}
		wait.Go(func() { errs[i] = f(n) })
	}
	wait.Wait()
	for _, err := range errs { // the first in the order of the imports, whatever came first
		if err != nil {
			return err
		}
	}
	return nil
}

// imported returns the error of an import as that of an importer.
func imported(path string, err error) error {
	if other := new(ImportError); err == nil || errors.As(err, &other) || errors.Is(err, context.Canceled) {
		return err
	}
	return &ImportError{path, err}
}

// A missingImport says which package is not there.
func missingImport(path string) error { return fmt.Errorf("no package %q among the imports", path) }

var _ vettool.World = (*node)(nil)
