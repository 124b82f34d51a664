package driver

import (
	"crypto/sha256"
	"fmt"
	"go/token"
	"go/types"
	"os"
	"runtime"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/inspector"
)

// setCatalog makes the analyzer read a catalogue file: once here, to tell
// mistakes in it at once, and then in the vettool. It passes on the hash of the
// file as well, because flags are all that vet's cache knows of a tool's
// configuration.
func (c *Command) setCatalog(opts *options, file string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("-catalog: %w", err)
	}
	if err := c.setFlag(opts, "catalog", file); err != nil {
		return err
	}
	if err := c.setFlag(opts, "cataloghash", fmt.Sprintf("%x", sha256.Sum256(data))); err != nil {
		return err
	}
	if err := analyseNothing(c.Analyzer); err != nil {
		return fmt.Errorf("-catalog: %w", err)
	}
	return nil
}

// analyseNothing runs the analyzer on a package without files. It fails where
// the analyzer cannot work with the flags that it was given.
func analyseNothing(a *analysis.Analyzer) error {
	_, err := a.Run(&analysis.Pass{
		Analyzer:          a,
		Fset:              token.NewFileSet(),
		Pkg:               types.NewPackage("example.com/nothing", "nothing"),
		TypesInfo:         new(types.Info),
		TypesSizes:        types.SizesFor("gc", runtime.GOARCH),
		Module:            &analysis.Module{Path: "example.com/nothing"},
		ResultOf:          map[*analysis.Analyzer]any{inspect.Analyzer: inspector.New(nil)},
		Report:            func(analysis.Diagnostic) {},
		ReadFile:          os.ReadFile,
		ImportObjectFact:  func(types.Object, analysis.Fact) bool { return false },
		ExportObjectFact:  func(types.Object, analysis.Fact) {},
		AllObjectFacts:    func() []analysis.ObjectFact { return nil },
		ImportPackageFact: func(*types.Package, analysis.Fact) bool { return false },
		ExportPackageFact: func(analysis.Fact) {},
		AllPackageFacts:   func() []analysis.PackageFact { return nil },
	})
	return err
}
