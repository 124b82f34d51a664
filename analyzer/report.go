package analyzer

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/jobvet/jobvet/analyzer/internal/catalog"
	"github.com/jobvet/jobvet/analyzer/internal/effect"
	"github.com/jobvet/jobvet/analyzer/internal/operator"
	"github.com/jobvet/jobvet/analyzer/internal/source"
	"github.com/jobvet/jobvet/analyzer/internal/state"
)

// operatorCategory is the category of the diagnostics that list operators.
const operatorCategory = "operator"

// packageCategory is the category of the diagnostics that name packages.
const packageCategory = "package"

// A finding is what one operator does at one place.
type finding struct {
	op    *operator.Operator
	rule  *rule
	level Level
	*effect.Finding
	// misuse tells that a goroutine uses what is valid only on the operator's.
	misuse bool
	// state is set for the rule opstate, and then says it all.
	state *state.Finding
}

// A site is a place and a rule: there is one report for each.
type site struct {
	rule string
	pos  token.Pos
}

func (p *packagePass) enabled(rule string, level Level) bool {
	return level >= p.opts.Level && (len(p.opts.Rules) == 0 || slices.Contains(p.opts.Rules, rule))
}

// report writes the diagnostics of the package, in source order.
func (p *packagePass) report(ops []*operator.Operator) {
	if p.opts.Operators {
		p.reportOperators(ops)
	}
	found := make(map[site][]*finding)
	for _, op := range ops {
		for _, f := range p.findings(op) {
			s := site{f.rule.name, f.Pos}
			found[s] = append(found[s], f)
		}
	}
	for _, f := range p.states(ops) {
		s := site{f.rule.name, f.Pos}
		found[s] = append(found[s], f)
	}
	var best []*finding
	others := make(map[*finding][]*finding)
	for _, list := range found {
		slices.SortStableFunc(list, func(a, b *finding) int {
			return cmp.Or(
				-cmp.Compare(a.level, b.level),
				cmp.Compare(len(a.Via.Names()), len(b.Via.Names())),
				cmp.Compare(a.op.Pos, b.op.Pos),
			)
		})
		best = append(best, list[0])
		others[list[0]] = list[1:]
	}
	slices.SortFunc(best, func(a, b *finding) int {
		return cmp.Or(cmp.Compare(a.Pos, b.Pos), strings.Compare(a.rule.name, b.rule.name))
	})
	best = slices.DeleteFunc(best, func(f *finding) bool {
		return !p.enabled(f.rule.name, f.level) || p.suppressed(f.Pos, effect.Rule(f.rule.name))
	})
	p.plan(best)
	for _, f := range best {
		p.Report(p.diagnostic(f, others[f]))
	}
	p.reportDirectives()
}

// findings returns what an operator does that its framework does not want.
func (p *packagePass) findings(op *operator.Operator) []*finding {
	var list []*finding
	moved := make(map[token.Pos]bool) // where rate limiting goes to a goroutine
	add := func(f *effect.Finding) {
		if f.Rule == effect.RateAsync {
			moved[f.Pos] = true
		}
		r := p.rule(f.Rule)
		if r == nil {
			return
		}
		level, misuse := r.level(op.Policy, f), false
		if f.Rule == effect.GoSpawn {
			if p.asyncAPI(op) {
				return
			}
			if used := p.misused(op, f); used != "" {
				level, misuse = LevelError, true
				f.Soft = false
				f.Phrase += " and uses " + used + " there"
			}
		}
		if level == levelNone {
			return
		}
		if f.Soft || op.Weak {
			level = min(level, LevelCaution)
		}
		list = append(list, &finding{op: op, rule: r, level: level, Finding: f, misuse: misuse})
	}
	if op.Fn != nil {
		p.graph.Reach(op.Fn, add)
		p.bulk(op, add)
	} else {
		p.importedFindings(op, add)
	}
	// A goroutine that rate limiting was moved to has been reported.
	return slices.DeleteFunc(list, func(f *finding) bool {
		return f.Rule == effect.GoSpawn && moved[f.Pos] && !f.misuse
	})
}

// importedFindings yields the effects of an operator of another package, at
// its registration, unless they were reported where it is declared.
func (p *packagePass) importedFindings(op *operator.Operator, add func(*effect.Finding)) {
	if f, _ := p.funcFact(op.Obj, op.Results); f == nil || f.Operator {
		return
	}
	sum := p.imported(op.Obj, op.Results)
	if sum == nil {
		return
	}
	for _, e := range sum.Effects {
		f := &effect.Finding{Effect: *e}
		f.Pos = op.Pos
		if f.Subject != nil {
			continue // the framework hands the channel in
		}
		if f.Bound.Kind == effect.Param {
			f.Bound = effect.Bound{Kind: effect.Own}
		}
		add(f)
	}
}

// asyncAPI reports whether an operator uses its framework's own asynchronous
// API: then it may leave a goroutine behind.
func (p *packagePass) asyncAPI(op *operator.Operator) bool {
	if op.Fn == nil {
		return false
	}
	uses, known := p.async[op.Fn]
	if !known {
		ast.Inspect(op.Fn.Body, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && !uses {
				if obj := p.TypesInfo.Uses[id]; obj != nil && obj.Pkg() != nil && p.cat.Owns(obj.Pkg().Path()) {
					uses = p.cat.IsAsync(catalog.SymbolOf(obj)) != nil
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

// misused returns what a goroutine uses that is valid only on the operator's
// own: the emitter or the framework's per-call context.
func (p *packagePass) misused(op *operator.Operator, f *effect.Finding) string {
	if op.Fn == nil {
		return ""
	}
	for _, v := range f.Uses {
		if source.ParamIndex(op.Fn.Sig, v) < 0 {
			continue
		}
		if _, ok := v.Type().Underlying().(*types.Signature); ok && op.Framework.Emitters {
			return "the emitter " + v.Name()
		}
		if tn := typeName(v.Type()); tn != nil && p.cat.IsPerCall(catalog.SymbolOf(tn)) != nil {
			return "the framework's context " + v.Name()
		}
	}
	return ""
}

func typeName(t types.Type) *types.TypeName {
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		t = ptr.Elem()
	}
	switch t := t.(type) {
	case *types.Alias:
		return t.Obj()
	case *types.Named:
		return t.Obj()
	}
	return nil
}

// diagnostic builds the diagnostic of a finding; others are the same finding
// by way of other operators.
func (p *packagePass) diagnostic(f *finding, others []*finding) analysis.Diagnostic {
	fixes := p.fixes(f)
	for i := 0; len(fixes) == 0 && i < len(others); i++ {
		fixes = p.fixes(others[i])
	}
	d := analysis.Diagnostic{
		Pos:            f.Pos,
		Category:       f.rule.name,
		Message:        p.message(f, others, fixes),
		URL:            url(f.rule.name),
		SuggestedFixes: fixes,
	}
	if p.opts.NoRelated {
		return d
	}
	d.Related = append(d.Related, analysis.RelatedInformation{
		Pos: f.op.Pos, Message: p.name(f.op) + " is registered here (" + f.op.Form + ")",
	})
	for c := f.Via; c != nil; c = c.Next {
		if c.Pos != token.NoPos {
			d.Related = append(d.Related, analysis.RelatedInformation{Pos: c.Pos, Message: "calls " + c.Name})
		}
	}
	for _, o := range others {
		d.Related = append(d.Related, analysis.RelatedInformation{Pos: o.op.Pos, Message: "also reached by operator " + p.name(o.op) + " (" + o.op.Form + ")"})
	}
	return d
}

// name is an operator's name for messages.
func (p *packagePass) name(op *operator.Operator) string {
	if op.Fn != nil {
		return effect.Name(op.Fn)
	}
	return effect.ObjectName(op.Obj, p.Pkg) + strings.Repeat("()", op.Results)
}

// message is the one line that says it all: the rule, the operator and how it
// was registered, what it does and through what, what that does to the
// framework, and what to do.
func (p *packagePass) message(f *finding, others []*finding, fixes []analysis.SuggestedFix) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: ", f.rule.name)
	if f.level < LevelError {
		fmt.Fprintf(&b, "%s: ", f.level)
	}
	fmt.Fprintf(&b, "operator %s (%s, %s) %s", p.name(f.op), f.op.Form, p.where(f.op.Pos), f.Phrase)
	if names := f.Via.Names(); len(names) > 0 {
		fmt.Fprintf(&b, " via %s", strings.Join(names, " → "))
	}
	if f.Where != "" {
		fmt.Fprintf(&b, " (%s)", f.Where)
	}
	advice := p.advice(f)
	if len(fixes) > 0 {
		advice = fixed(fixes)
	}
	fmt.Fprintf(&b, "; %s: %s", p.harm(f), advice)
	switch n := countOperators(f, others); n {
	case 0:
	case 1:
		b.WriteString(" (and 1 more operator)")
	default:
		fmt.Fprintf(&b, " (and %d more operators)", n)
	}
	return b.String()
}

func (p *packagePass) harm(f *finding) string {
	if f.state != nil {
		return f.state.Harm
	}
	return f.rule.harm(f.op.Framework, f.Finding)
}

func (p *packagePass) advice(f *finding) string {
	if f.state != nil {
		return f.state.Advice
	}
	return f.rule.advice(f.op, f.Finding)
}

// countOperators counts the operators of others that are not that of f.
func countOperators(f *finding, others []*finding) int {
	seen := map[*operator.Operator]bool{f.op: true}
	for _, o := range others {
		seen[o.op] = true
	}
	return len(seen) - 1
}

func (p *packagePass) where(pos token.Pos) string {
	at := p.Fset.Position(pos)
	return fmt.Sprintf("%s:%d", filepath.Base(at.Filename), at.Line)
}

// reportOperators lists the operators.
func (p *packagePass) reportOperators(ops []*operator.Operator) {
	for _, op := range ops {
		pos := op.Pos
		if op.Fn != nil {
			if pos = op.Fn.Body.Pos(); op.Fn.Obj != nil {
				pos = op.Fn.Obj.Pos()
			} else if op.Fn.Lit != nil {
				pos = op.Fn.Lit.Pos()
			}
		}
		p.Report(analysis.Diagnostic{
			Pos: pos, Category: operatorCategory,
			Message: fmt.Sprintf("%s: %s (%s, %s) framework=%s policy=%s",
				operatorCategory, p.name(op), op.Form, p.where(op.Pos), op.Framework.Name, op.Policy),
		})
	}
}
