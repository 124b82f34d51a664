// Package engine is the analysis of one package: what is remembered of it for those
// that import it, and what the rules find in it.
package engine

import (
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/fact"
	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/rule"
)

// An Engine is one analyzer: its options, and what follows from them. Once its
// flags are set it may be used concurrently.
type Engine struct {
	opts    Options
	rules   []*rule.Rule
	catalog func() (*catalog.Catalog, error)
}

// New returns an engine of its own with the given options, which the flags of its
// analyzer can change.
func New(opts Options) *Engine {
	if opts.Level == finding.None {
		opts.Level = finding.Error
	}
	e := &Engine{opts: opts, rules: rule.All()}
	e.catalog = sync.OnceValues(e.loadCatalog)
	return e
}

// Analyzer returns an analyzer that runs the engine.
func (e *Engine) Analyzer() *analysis.Analyzer {
	a := &analysis.Analyzer{
		Name:      "jobvet",
		Doc:       doc,
		URL:       rule.Homepage,
		FactTypes: []analysis.Fact{new(fact.Package)},
		Run:       e.run,
	}
	e.flags(&a.Flags)
	return a
}

const doc = `find code that waits inside of stream and batch job operators

jobvet reports blocking and asynchronous rate limiting, unbounded channel
waits, escaping goroutines and sleeps that a function registered as a job
operator (Beam, goka, watermill, river, asynq, ...) reaches, with the whole
call chain. The remedy is a synchronous, non-blocking TryAcquire.`

func (e *Engine) loadCatalog() (*catalog.Catalog, error) {
	c := catalog.Default()
	if e.opts.Catalog == "" {
		return c, nil
	}
	if err := e.opts.readCatalog(); err != nil {
		return nil, err
	}
	return c.Extend(e.opts.Tables), nil
}

// catalogFor returns the catalogue for the packages of a module.
func (e *Engine) catalogFor(module, version string) (*catalog.Catalog, error) {
	cat, err := e.catalog()
	if err == nil && !isThirdParty(version) {
		cat = cat.Within(module)
	}
	return cat, err
}

// run analyses one package.
func (e *Engine) run(of *analysis.Pass) (any, error) {
	if e.opts.identify != "" && len(of.Files) > 0 {
		of.Report(analysis.Diagnostic{Pos: of.Files[0].Package, Category: finding.PackageCategory, Message: of.Pkg.Path()})
	}
	path, module, version := of.Pkg.Path(), "", ""
	if of.Module != nil {
		module, version = of.Module.Path, of.Module.Version
	}
	if e.isStandard(path, module) {
		e.reportSkipped(of, "it is of the standard library, of which only a table of what waits is known")
		return nil, nil
	}
	cat, err := e.catalogFor(module, version)
	if err != nil {
		return nil, err
	}
	if isLibrary(cat, path) {
		e.reportSkipped(of, "it is part of a framework or limiter that the catalogue describes, whose own source is not judged")
		return nil, nil
	}
	return nil, e.newPass(of, cat).run()
}

// isStandard reports whether a package is one of the standard library, which
// is not looked at. Its packages are in no module.
func (e *Engine) isStandard(path, module string) bool {
	return module == "" && catalog.IsStandard(path) && !e.opts.Standard
}

// isLibrary reports whether a package, or what it tests from outside, is one
// of a library of the catalogue, which is not looked at either.
func isLibrary(cat *catalog.Catalog, path string) bool {
	return cat.IsLibrary(strings.TrimSuffix(path, "_test"))
}
