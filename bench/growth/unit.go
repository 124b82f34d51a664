package main

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/jobvet/jobvet/analyzer"
)

// A unit is a package that is ready to be analysed.
type unit struct {
	pass     *analysis.Pass
	findings int
	told     int // bytes of messages and related information
}

// load parses and type-checks a package of one file.
func load(source string) (*unit, error) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "grown.go", source, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	info := &types.Info{
		Types: make(map[ast.Expr]types.TypeAndValue), Defs: make(map[*ast.Ident]types.Object), Uses: make(map[*ast.Ident]types.Object),
		Implicits: make(map[ast.Node]types.Object), Instances: make(map[*ast.Ident]types.Instance),
		Selections: make(map[*ast.SelectorExpr]*types.Selection), Scopes: make(map[ast.Node]*types.Scope),
	}
	conf := types.Config{Importer: importer.ForCompiler(fset, "source", nil)}
	pkg, err := conf.Check("example.com/grown", fset, []*ast.File{file}, info)
	if err != nil {
		return nil, err
	}
	u := new(unit)
	a := analyzer.New(analyzer.Options{Level: analyzer.LevelHint})
	u.pass = &analysis.Pass{
		Analyzer: a, Fset: fset, Files: []*ast.File{file}, Pkg: pkg, TypesInfo: info, TypesSizes: types.SizesFor("gc", "amd64"),
		Module:   &analysis.Module{Path: "example.com/grown"},
		ResultOf: make(map[*analysis.Analyzer]any),
		ReadFile: func(name string) ([]byte, error) {
			if name != "grown.go" {
				return nil, fmt.Errorf("%s: no such file", name)
			}
			return []byte(source), nil
		},
		Report: func(d analysis.Diagnostic) {
			u.findings++
			u.told += len(d.Message)
			for _, r := range d.Related {
				u.told += len(r.Message)
			}
		},
		ImportPackageFact: func(*types.Package, analysis.Fact) bool { return false },
		ExportPackageFact: func(analysis.Fact) {},
	}
	return u, nil
}

// run analyses the package.
func (u *unit) run() error {
	_, err := u.pass.Analyzer.Run(u.pass)
	return err
}
