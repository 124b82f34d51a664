package load

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/types"
	"go/version"

	"github.com/jobvet/jobvet/internal/vettool/early"
)

// A HeaderError tells that a package cannot be type-checked without the bodies of its
// functions. That says nothing of the package with them.
type HeaderError struct{ Err error }

func (e *HeaderError) Error() string { return e.Err.Error() }
func (e *HeaderError) Unwrap() error { return e.Err }

// header type-checks the package without the bodies of its functions, and without what
// cgo makes of the types of C, whose names have no type then.
func (n *node) header() (*types.Package, error) {
	var files []*ast.File
	for _, name := range n.cfg.GoFiles {
		text, err := n.ReadFile(name)
		if err != nil {
			return nil, err
		}
		f, err := parser.ParseFile(n.program.fset, name, early.WithoutBodies(text), parser.SkipObjectResolution)
		if err != nil {
			return nil, &HeaderError{err}
		}
		files = append(files, f)
	}
	tc := &types.Config{
		Importer:         importerFunc(n.importTypes),
		Sizes:            types.SizesFor("gc", n.program.Arch),
		GoVersion:        n.cfg.GoVersion,
		IgnoreFuncBodies: true,
		FakeImportC:      true,
	}
	pkg, err := tc.Check(n.cfg.ImportPath, n.program.fset, files, nil)
	if err != nil {
		return nil, &HeaderError{err}
	}
	return pkg, nil
}

// importTypes returns the types of an import, as the files name it.
func (n *node) importTypes(name string) (*types.Package, error) {
	path, ok := n.cfg.ImportMap[name]
	if !ok {
		return nil, fmt.Errorf("can't resolve import %q", name)
	}
	return n.Import(n.program.fset, path)
}

type importerFunc func(path string) (*types.Package, error)

func (f importerFunc) Import(path string) (*types.Package, error) { return f(path) }

// language returns the Go version that files of the standard library are in, which is
// the release without what was added to its name; "" if the release is not known.
func language(release string) string {
	for i, c := range release {
		if c == ' ' || c == '-' {
			release = release[:i]
			break
		}
	}
	if !version.IsValid(release) {
		return ""
	}
	return release
}
