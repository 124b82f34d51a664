package vettool

import (
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"go/types"
	"path"

	"golang.org/x/tools/go/analysis"
)

// A checked is a package with its syntax and its types.
type checked struct {
	fset  *token.FileSet
	files []*ast.File
	texts map[string][]byte // of files, as they were parsed
	pkg   *types.Package
	info  *types.Info
	sizes types.Sizes
}

// typeCheck parses and type-checks the package.
func (u *Unit) typeCheck() (*checked, error) {
	c := &checked{
		fset:  u.fset,
		texts: make(map[string][]byte),
		info: &types.Info{
			Types:        make(map[ast.Expr]types.TypeAndValue),
			Defs:         make(map[*ast.Ident]types.Object),
			Uses:         make(map[*ast.Ident]types.Object),
			Implicits:    make(map[ast.Node]types.Object),
			Instances:    make(map[*ast.Ident]types.Instance),
			Scopes:       make(map[ast.Node]*types.Scope),
			Selections:   make(map[*ast.SelectorExpr]*types.Selection),
			FileVersions: make(map[*ast.File]string),
		},
		sizes: types.SizesFor(u.Compiler, build.Default.GOARCH),
	}
	for _, name := range u.GoFiles {
		text, err := u.world.ReadFile(name)
		if err != nil {
			return nil, err
		}
		c.texts[name] = text
		f, err := parser.ParseFile(c.fset, name, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, mistakes(err)
		}
		c.files = append(c.files, f)
	}
	tc := &types.Config{
		Importer:  importerFunc(u.importTypes),
		Sizes:     c.sizes,
		GoVersion: u.GoVersion,
	}
	var errs []error
	tc.Error = func(err error) { errs = append(errs, err) }
	pkg, err := tc.Check(u.ImportPath, c.fset, c.files, c.info)
	if err != nil {
		return nil, mistakes(errs...)
	}
	c.pkg = pkg
	return c, nil
}

// importTypes returns the types of an import, as the files name it.
func (u *Unit) importTypes(importPath string) (*types.Package, error) {
	path, ok := u.ImportMap[importPath] // for vendored packages and test variants
	if !ok {
		return nil, fmt.Errorf("can't resolve import %q", importPath)
	}
	return u.world.Import(u.fset, path)
}

type importerFunc func(path string) (*types.Package, error)

func (f importerFunc) Import(path string) (*types.Package, error) { return f(path) }

// pass returns the pass of the analyzer over the package. Facts and reports
// are for the caller to add.
func (c *checked) pass(u *Unit) *analysis.Pass {
	pass := &analysis.Pass{
		Analyzer:     u.Analyzer,
		Fset:         c.fset,
		Files:        c.files,
		OtherFiles:   u.NonGoFiles,
		IgnoredFiles: u.IgnoredFiles,
		Pkg:          c.pkg,
		TypesInfo:    c.info,
		TypesSizes:   c.sizes,
		ResultOf:     make(map[*analysis.Analyzer]any),
		Module:       moduleOf(u.Config),
	}
	readable := make(map[string]bool)
	for _, names := range [][]string{u.GoFiles, u.NonGoFiles, u.IgnoredFiles} {
		for _, name := range names {
			readable[name] = true
		}
	}
	pass.ReadFile = func(name string) ([]byte, error) {
		if !readable[name] {
			return nil, fmt.Errorf("%s is no file of package %s", name, path.Base(u.ImportPath))
		}
		if text, ok := c.texts[name]; ok {
			return text, nil // positions are places in it, whatever the file is now
		}
		return u.world.ReadFile(name)
	}
	return pass
}
