package load

import (
	"context"
	"errors"
	"fmt"
	"go/token"
	"go/types"
	"runtime/debug"
	"sync"

	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/jobvet/jobvet/internal/vettool"
)

// A node is a package of a program. Whoever asks first for its record or its types
// makes them, after those of the imports; others wait.
type node struct {
	*Package
	program *Program
	cfg     *unitchecker.Config
	ids     []string          // of the imports
	byPath  map[string]string // IDs of the imports by their paths

	record func() (*vettool.Record, error)
	types  func() (*types.Package, error)

	// After record:
	analysed *types.Package // nil if only its text was looked at
	unit     *vettool.Unit  // if it is to be reported on
	err      error
}

func (p *Program) node(ctx context.Context, pkg *Package) *node {
	n := &node{Package: pkg, program: p, cfg: pkg.config(language(p.Release)), byPath: make(map[string]string)}
	n.cfg.VetxOnly = true
	for _, id := range pkg.Imports {
		if id != "C" {
			n.ids = append(n.ids, id)
			n.byPath[path(id)] = id
		}
	}
	n.record = sync.OnceValues(func() (r *vettool.Record, err error) {
		r, err = n.makeRecord(ctx)
		n.err = err
		p.done.Add(1)
		return r, err
	})
	n.types = sync.OnceValues(func() (*types.Package, error) { return n.makeTypes(ctx) })
	return n
}

// result checks the package and returns what was found.
func (n *node) result() Result {
	r := Result{Package: n.cfg.ImportPath}
	if _, r.Err = n.record(); r.Err == nil {
		r.Diagnostics, r.Failed = n.unit.Found()
	}
	n.unit = nil
	return r
}

// makeRecord makes the record of the package: of its text if that is enough, else by
// analysis.
func (n *node) makeRecord(ctx context.Context) (*vettool.Record, error) {
	if n.ImportPath == "unsafe" {
		return new(vettool.Record), nil
	}
	records := func(dep *node) error {
		_, err := dep.record()
		return imported(dep.cfg.ImportPath, err)
	}
	if err := n.program.each(n.ids, records); err != nil {
		return nil, err
	}
	unit := n.program.Tool.Unit(n.cfg, n, n.program.fset)
	var r *vettool.Record
	err := n.program.work(ctx, func() error {
		r = unit.Early()
		return nil
	})
	if err != nil || r != nil {
		return r, err
	}
	if err := n.compiled(ctx); err != nil {
		return nil, err
	}
	if err := n.program.each(n.ids, typesOf); err != nil {
		return nil, err
	}
	err = n.program.work(ctx, func() (err error) {
		defer recovered(&err)
		r, err = unit.Analyse(false)
		return err
	})
	n.analysed = unit.Types()
	if !n.cfg.VetxOnly {
		n.unit = unit
	}
	return r, err
}

// recovered makes an error of a panic.
func recovered(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
	}
}

func typesOf(n *node) error {
	_, err := n.types()
	return imported(n.cfg.ImportPath, err)
}

// compiled gives the package the files that the compiler would get, if some of them
// are made by cgo.
func (n *node) compiled(ctx context.Context) error {
	if !n.usesCgo() {
		return nil
	}
	files, err := n.program.Compiled(ctx, n.Package)
	if err != nil {
		return err
	}
	n.cfg.GoFiles = in(n.Dir, files)
	// What cgo writes imports packages that the source does not.
	for _, path := range []string{"unsafe", "runtime/cgo", "syscall"} {
		if dep := n.program.nodes[path]; dep != nil && n.byPath[path] == "" {
			n.ids = append(n.ids, path)
			n.byPath[path] = path
			n.cfg.ImportMap[path] = path
		}
	}
	return n.program.each(n.ids, func(dep *node) error {
		_, err := dep.record()
		return imported(dep.cfg.ImportPath, err)
	})
}

// makeTypes returns the types of the package: as the analysis had them, or without
// the bodies of functions.
func (n *node) makeTypes(ctx context.Context) (*types.Package, error) {
	if n.ImportPath == "unsafe" {
		return types.Unsafe, nil
	}
	if _, err := n.record(); err != nil {
		return nil, err
	}
	if n.analysed != nil {
		return n.analysed, nil
	}
	if err := n.program.each(n.ids, typesOf); err != nil {
		return nil, err
	}
	var pkg *types.Package
	err := n.program.work(ctx, func() (err error) {
		pkg, err = n.header()
		return err
	})
	return pkg, err
}

// The world of a unit.

func (n *node) Release() string { return n.program.Release }

func (n *node) ReadFile(name string) ([]byte, error) { return n.program.ReadFile(name) }

func (n *node) Import(_ *token.FileSet, path string) (*types.Package, error) {
	dep := n.program.nodes[n.byPath[path]]
	if dep == nil {
		return nil, missingImport(path)
	}
	return dep.types()
}

func (n *node) Record(path string) (*vettool.Record, error) {
	if path == "C" {
		return new(vettool.Record), nil // in a text that cgo has not seen
	}
	dep := n.program.nodes[n.byPath[path]]
	if dep == nil {
		return nil, &vettool.FactsError{Path: path, Err: errors.New("missing")}
	}
	return dep.record()
}
