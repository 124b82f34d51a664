package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/directive"
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/fact"
	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/operator"
	"github.com/jobvet/jobvet/internal/rule"
	"github.com/jobvet/jobvet/internal/source"
)

// A pass is the analysis of one package.
type pass struct {
	*Engine
	rule.Pass
	facts map[*types.Package]*fact.Content
	// bundles are the functions of the package whose open calls fill a slot of their own, and
	// what bounds these.
	bundles map[*source.Func]map[callKey][]effect.BoundKind
	seams   *seams
	// encoded are the facts as they are, nil for packages that have none.
	encoded map[*types.Package]*fact.Package
	unseen  []operator.Unseen
	abroad  []operator.Abroad
	// unfiltered tells that no options and thresholds count.
	unfiltered bool
}

func (e *Engine) newPass(of *analysis.Pass, cat *catalog.Catalog) *pass {
	p := &pass{Engine: e, facts: make(map[*types.Package]*fact.Content), encoded: make(map[*types.Package]*fact.Package), bundles: make(map[*source.Func]map[callKey][]effect.BoundKind)}
	p.Pass = rule.Pass{Pass: of, Rules: e.rules, Catalog: cat, Cures: e.opts.cures()}
	p.Suppressed = func(pos token.Pos, r effect.Rule) bool { return p.Directives.Suppressed(pos, string(r)) }
	p.State, p.OtherOperator = p.stateOf, p.otherOperator
	p.ThirdParty = p.fromElsewhere()
	return p
}

func (p *pass) run() error {
	if p.ThirdParty && !p.relevant() {
		p.reportSkipped(p.Pass.Pass, "it is of another's module, of which only rate limiting counts, and nothing in it has to do with that")
		return nil
	}
	files := p.files()
	p.Directives = directive.Parse(p.Fset, files, p.TypesInfo, rule.Names(), policies[:])
	in, err := inspection(p.Pass.Pass)
	if err != nil {
		return err
	}
	p.readSeams()
	p.Source = source.New(p.Fset, p.Pkg, p.TypesInfo, in, files)
	p.Graph = effect.New(p.effectConfig())
	found := operator.Find(operator.Config{
		Source:        p.Source,
		Catalog:       p.Catalog,
		Registers:     p.registers,
		Fields:        p.registeredFields,
		Declared:      p.declaredOperator,
		DeclaredTypes: p.declaredTypes,
		Waits:         func(o source.Origin) bool { return p.Graph.Returned(o) != nil },
		CallsOf: func(op *operator.Operator) []*types.Var {
			sum, _ := p.does(op)
			if sum == nil {
				return nil
			}
			return sum.Calls
		},
	})
	p.Operators, p.Shipped, p.unseen, p.abroad = found.Operators, found.Shipped, found.Unseen, found.Abroad
	p.export(found)
	if p.opts.graph {
		p.reportGraph()
		return nil
	}
	p.report()
	p.reportFiles()
	return nil
}

// effectConfig is what the effects of the package's functions depend on.
func (p *pass) effectConfig() effect.Config {
	return effect.Config{
		Source:  p.Source,
		Catalog: p.Catalog,
		Imported: func(fn *types.Func, results int) *effect.Summary {
			return p.imported(fn, results)
		},
		Fillers:    p.fillers,
		Declared:   p.declaredEffects,
		Suppressed: p.Suppressed,
		Known:      p.known,
		RatesOnly:  p.ThirdParty,
	}
}

// inspection runs passes/inspect on the package. Requires would run it on every
// dependency and on the standard library, most of which are not looked at.
func inspection(of *analysis.Pass) (*inspector.Inspector, error) {
	in, err := inspect.Analyzer.Run(of)
	if err != nil {
		return nil, err
	}
	return in.(*inspector.Inspector), nil
}

// files returns the files to look at: test files only if asked for.
func (p *pass) files() []*ast.File {
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

// enabled reports whether findings of a rule and level are asked for.
func (p *pass) enabled(r *rule.Rule, level finding.Level) bool {
	return p.unfiltered || level >= p.opts.Level && (len(p.opts.Rules) == 0 || slices.Contains(p.opts.Rules, r.Name))
}
