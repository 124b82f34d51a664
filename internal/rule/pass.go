package rule

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/directive"
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/fact"
	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/fix"
	"github.com/jobvet/jobvet/internal/operator"
	"github.com/jobvet/jobvet/internal/source"
)

// A Pass is what rules may ask of the package at hand. It is not safe for
// concurrent use.
type Pass struct {
	*analysis.Pass
	Rules      []*Rule
	Source     *source.Package
	Catalog    *catalog.Catalog
	Graph      *effect.Graph
	Directives *directive.Set
	Operators  []*operator.Operator
	Shipped    []*operator.Shipped
	// State returns what a package tells of the state that its importers set, or nil.
	State func(pkg *types.Package) *fact.State
	// OtherOperator returns an operator of another package, or nil if the catalogue does
	// not know its framework.
	OtherOperator func(told *fact.Operator) *operator.Operator
	// ThirdParty tells that the package is of a module of somebody else's: of it
	// only rate limiting counts.
	ThirdParty bool
	// Cures are the kinds of fixes that are made though nobody has measured that
	// they are good.
	Cures []catalog.CureKind
	// Suppressed reports whether a directive suppresses findings of the rule at pos,
	// and notes that the directive has done so.
	Suppressed func(pos token.Pos, rule effect.Rule) bool
	// Reported are the findings of operators that are going to be reported, once
	// that is known.
	Reported []*Found

	fixer *fix.Fixer
	async map[*source.Func]bool
}

// Rule returns the rule of the given name, or nil.
func (p *Pass) Rule(name effect.Rule) *Rule {
	for _, r := range p.Rules {
		if r.Name == string(name) {
			return r
		}
	}
	return nil
}

// Fixer returns what makes the fixes of the package.
func (p *Pass) Fixer() *fix.Fixer {
	if p.fixer == nil {
		p.fixer = fix.New(p.Pass, p.Source, p.Catalog, p.Graph, p.Cures)
	}
	return p.fixer
}

// HasFixer reports whether a fix was asked for.
func (p *Pass) HasFixer() bool { return p.fixer != nil }

// Place returns the place of a position.
func (p *Pass) Place(pos token.Pos) finding.Place {
	at := p.Fset.Position(pos)
	return finding.Place{File: at.Filename, Line: at.Line, Col: at.Column}
}

// Async reports whether an operator uses its framework's own asynchronous API:
// then it may leave a goroutine behind.
func (p *Pass) Async(op *operator.Operator) bool {
	if op.Fn == nil {
		return false
	}
	uses, known := p.async[op.Fn]
	if !known {
		ast.Inspect(op.Fn.Body, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && !uses {
				if obj := p.TypesInfo.Uses[id]; obj != nil && obj.Pkg() != nil && p.Catalog.Owns(obj.Pkg().Path()) {
					uses = p.Catalog.IsAsync(catalog.SymbolOf(obj)) != nil
				}
			}
			return !uses
		})
		if p.async == nil {
			p.async = make(map[*source.Func]bool)
		}
		p.async[op.Fn] = uses
	}
	return uses
}

// A Crew is operators of which effects are judged alike: what they reach is
// searched for at once.
type Crew struct {
	Ops []*operator.Operator
	Fns []*source.Func // of Ops
	// Order are the indices of Ops in the list of all operators.
	Order []int
}

// hasContext reports whether the operator gets a context that it could wait on.
func hasContext(op *operator.Operator) bool {
	sig := signature(op)
	return sig != nil && source.TakesContext(sig)
}

// signature is that of the operator, or nil where it does not show.
func signature(op *operator.Operator) *types.Signature {
	switch {
	case op.Fn != nil:
		return op.Fn.Sig
	case op.Obj != nil:
		return source.ResultSignature(op.Obj, op.Results)
	}
	return nil
}
