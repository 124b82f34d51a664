package analyzer

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/directive"
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/fact"
	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/fix"
	"github.com/jobvet/jobvet/internal/operator"
	"github.com/jobvet/jobvet/internal/shipped"
	"github.com/jobvet/jobvet/internal/source"
	"github.com/jobvet/jobvet/internal/vettool/early"
)

// Analyzer is the analyzer with default options, for drivers that import it:
// unitchecker, multichecker, Bazel's nogo.
var Analyzer = New(Options{})

// New returns an analyzer of its own with the given options, which its flags
// can change.
func New(opts Options) *analysis.Analyzer {
	a, _ := NewEarly(opts)
	return a
}

// NewEarly returns an analyzer of its own, and what it can say of a package
// before that is parsed: whether the analyzer would certainly export no fact
// for it. The error is one of reading the package's files or the facts of its
// imports, or of the options.
func NewEarly(opts Options) (a *analysis.Analyzer, noFacts func(*early.Package) (bool, error)) {
	if opts.Level == LevelDefault {
		opts.Level = LevelError
	}
	j := &jobvet{opts: opts, rules: rules()}
	a = &analysis.Analyzer{
		Name:      "jobvet",
		Doc:       doc,
		URL:       homepage,
		FactTypes: []analysis.Fact{new(fact.Package)},
		Run:       j.run,
	}
	j.flags(&a.Flags)
	j.catalog = sync.OnceValues(j.loadCatalog)
	return a, j.noFacts
}

// jobvet is one analyzer: its options, and what follows from them.
type jobvet struct {
	opts    Options
	rules   []*rule
	catalog func() (*catalog.Catalog, error)
}

func (j *jobvet) loadCatalog() (*catalog.Catalog, error) {
	c := catalog.Default()
	if j.opts.Catalog == "" {
		return c, nil
	}
	tables, err := j.opts.tables()
	if err != nil {
		return nil, err
	}
	return c.Extend(tables), nil
}

// run analyses one package.
func (j *jobvet) run(pass *analysis.Pass) (any, error) {
	if j.opts.identify != "" && len(pass.Files) > 0 {
		pass.Report(analysis.Diagnostic{Pos: pass.Files[0].Package, Category: finding.PackageCategory, Message: pass.Pkg.Path()})
	}
	path, module := pass.Pkg.Path(), ""
	if pass.Module != nil {
		module = pass.Module.Path
	}
	if j.isStandard(path, module) {
		j.reportSkipped(pass, "it is of the standard library, of which only a table of what waits is known")
		return nil, nil
	}
	cat, err := j.catalog()
	if err != nil {
		return nil, err
	}
	if isLibrary(cat, path) {
		j.reportSkipped(pass, "it is part of a framework or limiter that the catalogue describes, whose own source is not judged")
		return nil, nil
	}
	p := &packagePass{jobvet: j, Pass: pass, cat: cat, facts: make(map[*types.Package]*fact.Content)}
	return nil, p.run()
}

// isStandard reports whether a package is one of the standard library, which
// is not looked at. Its packages are in no module.
func (j *jobvet) isStandard(path, module string) bool {
	return module == "" && catalog.IsStandard(path) && !j.opts.standard
}

// isLibrary reports whether a package, or what it tests from outside, is one
// of a library of the catalogue, which is not looked at either.
func isLibrary(cat *catalog.Catalog, path string) bool {
	return cat.IsLibrary(strings.TrimSuffix(path, "_test"))
}

// inspection runs passes/inspect on the package. Requires would run it on every
// dependency and on the standard library, most of which are not looked at.
func inspection(pass *analysis.Pass) (*inspector.Inspector, error) {
	in, err := inspect.Analyzer.Run(pass)
	if err != nil {
		return nil, err
	}
	return in.(*inspector.Inspector), nil
}

// A packagePass is the analysis of one package.
type packagePass struct {
	*jobvet
	*analysis.Pass
	cat        *catalog.Catalog
	src        *source.Package
	graph      *effect.Graph
	directives *directive.Set
	facts      map[*types.Package]*fact.Content
	shipped    []*operator.Shipped
	moves      map[*types.Named][]*shipped.Move
	async      map[*source.Func]bool
	fixer      *fix.Fixer
}

func (p *packagePass) run() error {
	if p.thirdParty() && !p.relevant() {
		p.reportSkipped(p.Pass, "it is of another's module, of which only rate limiting counts, and nothing in it has to do with that")
		return nil
	}
	files := p.files()
	p.directives = directive.Parse(p.Fset, files, p.TypesInfo, ruleNames(p.rules), policies[:])
	in, err := inspection(p.Pass)
	if err != nil {
		return err
	}
	p.src = source.New(p.Fset, p.Pkg, p.TypesInfo, in, files)
	p.graph = effect.New(p.effectConfig())
	ops, wrappers, shipped := operator.Find(operator.Config{
		Source:    p.src,
		Catalog:   p.cat,
		Registers: p.registers,
		Declared:  p.declaredOperator,
		CallsOf:   func(fn *source.Func) []*types.Var { return p.graph.Summary(fn).Calls },
	})
	p.export(ops, wrappers)
	p.shipped = shipped
	if p.opts.graph {
		p.reportGraph(ops)
		return nil
	}
	p.report(ops)
	p.reportFiles()
	return nil
}

// effectConfig is what the effects of the package's functions depend on.
func (p *packagePass) effectConfig() effect.Config {
	return effect.Config{
		Source:  p.src,
		Catalog: p.cat,
		Imported: func(fn *types.Func, results int) *effect.Summary {
			return p.imported(fn, results)
		},
		Declared:   p.declaredEffects,
		Suppressed: p.suppressed,
		Known:      p.known,
		RatesOnly:  p.thirdParty(),
	}
}

// files returns the files to look at: test files only if asked for.
func (p *packagePass) files() []*ast.File {
	if p.opts.Tests {
		return p.Files
	}
	var files []*ast.File
	for _, f := range p.Files {
		if !strings.HasSuffix(p.Fset.Position(f.FileStart).Filename, "_test.go") {
			files = append(files, f)
		}
	}
	return files
}

func (p *packagePass) suppressed(pos token.Pos, rule effect.Rule) bool {
	return p.directives.Suppressed(pos, string(rule))
}
