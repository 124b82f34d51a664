// Package vettool is a driver for one analyzer that checks one package at a time,
// as the go command asks for with "go vet -vettool", or for a driver of whole
// programs, which brings types and facts (a World).
//
// It does what golang.org/x/tools/go/analysis/unitchecker does, for less:
//
//   - Types come from the compiler's export data, which the go command has for
//     every import of a package that it vets. Unitchecker writes, reads and
//     merges type information of its own, for which it must parse and
//     type-check each dependency and the whole standard library.
//   - The analyzer may know of a dependency that it has no facts before it is
//     parsed. Then it is not.
//   - Facts are those of packages, in a small file of their own.
//
// The caller leaves the rest to unitchecker: writing fixes, and go commands whose
// export data cannot be read.
//
// It presents files of an overlay (package overlay) under their own names.
package vettool

import (
	"encoding"
	"errors"
	"fmt"
	"go/token"
	"go/types"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/jobvet/jobvet/internal/vettool/early"
)

// A Tool is what the driver runs.
type Tool struct {
	// Analyzer requires no other analyzer, and its only facts are those of
	// packages, of at most one type, a Fact.
	Analyzer *analysis.Analyzer
	// NoFacts reports whether the analyzer would certainly export no fact for
	// a package. It is asked after the analyzer's flags have been set. If it
	// fails, the package is analysed, which fails as well or does better.
	NoFacts func(*early.Package) (bool, error)
}

// A World is what a package needs of the rest of the program.
type World interface {
	// ReadFile reads a file of the package.
	ReadFile(name string) ([]byte, error)
	// Import returns the types of an import, by the path that the import map gives.
	Import(fset *token.FileSet, path string) (*types.Package, error)
	// Record returns what an import tells. A *FactsError says that it cannot be
	// read.
	Record(path string) (*Record, error)
	// Release is the Go release of the go command, as runtime.Version has it; it
	// may be empty.
	Release() string
}

// A Fact is a fact that can write and read itself.
type Fact interface {
	analysis.Fact
	encoding.BinaryMarshaler
	encoding.BinaryUnmarshaler
}

// Validate reports what keeps the driver from running the tool.
func (t *Tool) Validate() error {
	a := t.Analyzer
	if err := analysis.Validate([]*analysis.Analyzer{a}); err != nil {
		return err
	}
	if len(a.Requires) > 0 || len(a.FactTypes) > 1 {
		return fmt.Errorf("analyzer %s requires others, or has several types of facts", a.Name)
	}
	for _, f := range a.FactTypes {
		if _, ok := f.(Fact); !ok {
			return fmt.Errorf("analyzer %s has facts of type %T, which cannot write themselves", a.Name, f)
		}
	}
	return nil
}

// Run answers a call and returns the exit status of the process: 0, or 1 if
// the package could not be checked or, without JSON, something was found.
//
// It does not handle calls for fixes, nor those of a go command whose export data
// it cannot read. It handles all calls of one run of the go command or
// none, so that its files of facts and those of unitchecker do not meet.
func (t *Tool) Run(c *Call, stdout, stderr io.Writer) (status int, handled bool) {
	if c.Fix || c.Diff {
		return 0, false
	}
	cfg, err := readConfig(c.File)
	if err != nil {
		fmt.Fprintf(stderr, "%s: %v\n", progname(), err)
		return 1, true
	}
	if !cfg.hasExportData() {
		return 0, false
	}
	u := t.Unit(&cfg.Config, cfg.surroundings(), token.NewFileSet())
	return u.check(c, stdout, stderr), true
}

// progname is what the go command expects before a message that has no position.
func progname() string { return filepath.Base(os.Args[0]) }

// check is Run for a call that it handles.
func (u *Unit) check(c *Call, stdout, stderr io.Writer) int {
	err := u.run(c)
	name := progname()
	var (
		facts  *FactsError
		source *Mistakes
	)
	switch {
	case err != nil && u.VetxOnly && !errors.As(err, &facts):
		// The compiler says it, or the package that imports this one.
		return 1
	case errors.As(err, &source):
		fmt.Fprintln(stderr, source)
		return 1
	case err != nil:
		fmt.Fprintf(stderr, "%s: %v\n", name, err)
		return 1
	case u.VetxOnly:
		return 0
	}
	if u.Stdout != "" {
		f, err := os.Create(u.Stdout)
		if err != nil {
			fmt.Fprintf(stderr, "%s: %v\n", name, err)
			return 1
		}
		defer f.Close()
		stdout = f
	}
	if c.JSON {
		if err := printJSON(stdout, u.fset, u.ID, u.Analyzer.Name, u.diags, u.failed); err != nil {
			fmt.Fprintf(stderr, "%s: %v\n", name, err)
			return 1
		}
		return 0
	}
	status := 0
	if u.failed != nil {
		fmt.Fprintf(stderr, "%s: %v\n", name, u.failed)
		status = 1
	}
	for _, d := range u.diags {
		printText(stderr, u.fset, c.Context, d)
		status = 1
	}
	return status
}

// A Unit is the check of one package. It is not safe for concurrent use, but
// several units of a tool may be checked at the same time.
type Unit struct {
	*Tool
	*unitchecker.Config
	world World
	fset  *token.FileSet

	pkg    *types.Package // nil if only the text was looked at
	diags  []analysis.Diagnostic
	failed error // of the analyzer
}

// Unit returns the check of a package. Of the description it uses what is said of
// the package itself. The positions in the package's files are added to fset.
func (t *Tool) Unit(cfg *unitchecker.Config, w World, fset *token.FileSet) *Unit {
	return &Unit{Tool: t, Config: cfg, world: w, fset: fset}
}

// Types returns the package's types after Analyse.
func (u *Unit) Types() *types.Package { return u.pkg }

// Found returns what the analyzer found, and the error with which it failed.
func (u *Unit) Found() ([]Diagnostic, error) {
	list := make([]Diagnostic, len(u.diags))
	for i, d := range u.diags {
		list[i] = newDiagnostic(u.fset, d)
	}
	return list, u.failed
}

// run checks the package and writes its facts.
func (u *Unit) run(c *Call) (err error) {
	out := u.Early()
	if out == nil {
		if out, err = u.Analyse(c.Disabled); err != nil {
			return err
		}
	}
	if u.VetxOutput != "" {
		return os.WriteFile(u.VetxOutput, out.encode(), 0o666)
	}
	return nil
}

// Early returns the record of a package without facts if only its facts are wanted,
// else nil. If a package is checked itself, mistakes in its source are to be
// told.
func (u *Unit) Early() *Record {
	if !u.VetxOnly {
		return nil
	}
	p := &early.Package{
		Path:      u.ImportPath,
		ImportMap: u.ImportMap,
		Files:     u.GoFiles,
		ReadFile:  u.world.ReadFile,
		Fact:      u.importFact,
		FuncTypes: func(path string) ([]string, bool) {
			r, err := u.world.Record(path)
			if err != nil || r.Opaque {
				return nil, false
			}
			return r.FuncTypes, true
		},
	}
	m := moduleOf(u.Config)
	if m != nil {
		p.ModulePath, p.ModuleVersion = m.Path, m.Version
	}
	if none, err := u.NoFacts(p); err != nil || !none {
		return nil // an error shows again, or is of no concern
	}
	if m == nil {
		if names, known := early.StandardFuncTypes(u.ImportPath, u.world.Release()); known {
			return &Record{FuncTypes: names}
		}
	}
	names, err := p.ExportedFuncTypes()
	return &Record{FuncTypes: names, Opaque: err != nil}
}

// Analyse parses, type-checks and analyses the package; without analysis if the
// analyzer is disabled.
func (u *Unit) Analyse(disabled bool) (*Record, error) {
	checked, err := u.typeCheck()
	if err != nil {
		return nil, err
	}
	u.pkg = checked.pkg
	out := &Record{FuncTypes: funcTypes(checked.pkg.Scope())}
	if disabled {
		return out, nil
	}
	var broken error // of the files of facts
	imported := func(pkg *types.Package, f analysis.Fact) bool {
		if !slices.Contains(checked.pkg.Imports(), pkg) {
			return false
		}
		found, err := u.importFact(pkg.Path(), f)
		if err != nil {
			broken = err
		}
		return found
	}
	var exported Fact
	pass := checked.pass(u)
	pass.Report = func(d analysis.Diagnostic) {
		if err := validateFixes(u.fset, d.SuggestedFixes); err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", u.Analyzer.Name, err)
			d.SuggestedFixes = nil
		}
		u.diags = append(u.diags, d)
	}
	pass.ImportPackageFact = imported
	pass.ExportPackageFact = func(f analysis.Fact) { exported = f.(Fact) }
	pass.AllPackageFacts = func() []analysis.PackageFact {
		var all []analysis.PackageFact
		for _, pkg := range checked.pkg.Imports() {
			if f := u.newFact(); imported(pkg, f) {
				all = append(all, analysis.PackageFact{Package: pkg, Fact: f})
			}
		}
		return all
	}
	pass.ImportObjectFact = func(types.Object, analysis.Fact) bool { return false }
	pass.ExportObjectFact = func(types.Object, analysis.Fact) { panic("this driver keeps facts of packages only") }
	pass.AllObjectFacts = func() []analysis.ObjectFact { return nil }

	_, u.failed = u.Analyzer.Run(pass)
	if broken != nil {
		return nil, broken
	}
	if exported != nil {
		if out.Fact, err = exported.MarshalBinary(); err != nil {
			return nil, fmt.Errorf("writing the facts of %s: %w", u.ImportPath, err)
		}
	}
	return out, nil
}

// newFact returns a new fact of the analyzer's type.
func (u *Unit) newFact() analysis.Fact {
	return reflect.New(reflect.TypeOf(u.Analyzer.FactTypes[0]).Elem()).Interface().(analysis.Fact)
}

// A FactsError tells that the facts of an import cannot be read.
type FactsError struct {
	Path string
	Err  error
}

func (e *FactsError) Error() string {
	return fmt.Sprintf("the facts of package %q: %v; if it stays so, clear the cache with go clean -cache", e.Path, e.Err)
}

func (e *FactsError) Unwrap() error { return e.Err }

// importFact reads the fact of an import into f and reports whether it has one.
func (u *Unit) importFact(path string, f analysis.Fact) (bool, error) {
	r, err := u.world.Record(path)
	if err != nil || r.Fact == nil {
		return false, err
	}
	if err := f.(Fact).UnmarshalBinary(r.Fact); err != nil {
		return false, &FactsError{path, err}
	}
	return true, nil
}

// funcTypes returns the names of the exported function types of a package.
func funcTypes(scope *types.Scope) []string {
	var names []string
	for _, name := range scope.Names() { // sorted
		if tn, ok := scope.Lookup(name).(*types.TypeName); ok && tn.Exported() {
			if _, ok := tn.Type().Underlying().(*types.Signature); ok {
				names = append(names, name)
			}
		}
	}
	return names
}
