package vettool

import (
	"fmt"
	"go/ast"
	"go/build"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
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

// typeCheck parses and type-checks the package, with the types of its imports from
// the compiler's export data.
func (cfg *config) typeCheck() (*checked, error) {
	c := &checked{
		fset:  token.NewFileSet(),
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
		sizes: types.SizesFor(cfg.Compiler, build.Default.GOARCH),
	}
	for _, name := range cfg.GoFiles {
		text, err := cfg.readFile(name)
		if err != nil {
			return nil, err
		}
		c.texts[name] = text
		f, err := parser.ParseFile(c.fset, name, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		c.files = append(c.files, f)
	}
	tc := &types.Config{
		Importer:  cfg.importer(c.fset),
		Sizes:     c.sizes,
		GoVersion: cfg.GoVersion,
	}
	var err error
	c.pkg, err = tc.Check(cfg.ImportPath, c.fset, c.files, c.info)
	if err != nil {
		return nil, err
	}
	return c, nil
}

// importer returns an importer that reads the files that the go command names.
func (cfg *config) importer(fset *token.FileSet) types.Importer {
	exported := importer.ForCompiler(fset, cfg.Compiler, func(path string) (io.ReadCloser, error) {
		name, ok := cfg.PackageFile[path]
		if !ok {
			return nil, fmt.Errorf("no export data for package %q", path)
		}
		return os.Open(name)
	})
	return importerFunc(func(importPath string) (*types.Package, error) {
		path, ok := cfg.ImportMap[importPath] // for vendored packages and test variants
		if !ok {
			return nil, fmt.Errorf("can't resolve import %q", importPath)
		}
		return exported.Import(path)
	})
}

type importerFunc func(path string) (*types.Package, error)

func (f importerFunc) Import(path string) (*types.Package, error) { return f(path) }

// pass returns the pass of the analyzer over the package. Facts and reports
// are for the caller to add.
func (c *checked) pass(a *analysis.Analyzer, cfg *config) *analysis.Pass {
	pass := &analysis.Pass{
		Analyzer:     a,
		Fset:         c.fset,
		Files:        c.files,
		OtherFiles:   cfg.NonGoFiles,
		IgnoredFiles: cfg.IgnoredFiles,
		Pkg:          c.pkg,
		TypesInfo:    c.info,
		TypesSizes:   c.sizes,
		ResultOf:     make(map[*analysis.Analyzer]any),
		Module:       cfg.module(),
	}
	readable := make(map[string]bool)
	for _, names := range [][]string{cfg.GoFiles, cfg.NonGoFiles, cfg.IgnoredFiles} {
		for _, name := range names {
			readable[name] = true
		}
	}
	pass.ReadFile = func(name string) ([]byte, error) {
		if !readable[name] {
			return nil, fmt.Errorf("%s is no file of package %s", name, path.Base(cfg.ImportPath))
		}
		if text, ok := c.texts[name]; ok {
			return text, nil // positions are places in it, whatever the file is now
		}
		return cfg.readFile(name)
	}
	return pass
}
