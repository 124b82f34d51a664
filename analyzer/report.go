package analyzer

import (
	"cmp"
	"fmt"
	"go/token"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/operator"
	"github.com/jobvet/jobvet/internal/shipped"
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
	by caller
	// misuse tells that a goroutine uses what is valid only on the operator's.
	misuse bool
	// state is set for the rule opstate, and then says it all.
	state *shipped.Finding
}

// also is the same finding by way of other operators: some of those findings,
// the nearest first, and how many operators there are.
type also struct {
	findings  []*finding
	operators int
}

// mostOthers is how many of the other operators the related information names.
const mostOthers = 10

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
	list, more := p.findings(ops, mostOthers+1)
	for _, f := range append(list, p.states(ops)...) {
		s := site{f.rule.name, f.Pos}
		found[s] = append(found[s], f)
	}
	var best []*finding
	others := make(map[*finding]also)
	for s, list := range found {
		slices.SortStableFunc(list, func(a, b *finding) int {
			return cmp.Or(
				-cmp.Compare(a.level, b.level),
				cmp.Compare(a.Len(), b.Len()),
				cmp.Compare(a.op.Pos, b.op.Pos),
				cmp.Compare(a.by.index, b.by.index),
			)
		})
		best = append(best, list[0])
		others[list[0]] = also{list[1:], more.operators(s, list) - 1}
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

// diagnostic builds the diagnostic of a finding; others are the same finding
// by way of other operators.
func (p *packagePass) diagnostic(f *finding, others also) analysis.Diagnostic {
	fixes := p.fixes(f)
	for i := 0; len(fixes) == 0 && i < len(others.findings); i++ {
		fixes = p.fixes(others.findings[i])
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
	for _, h := range f.Calls() {
		if h.Pos != token.NoPos {
			d.Related = append(d.Related, analysis.RelatedInformation{Pos: h.Pos, Message: "calls " + h.Name})
		}
	}
	for _, o := range others.findings[:min(len(others.findings), mostOthers)] {
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
func (p *packagePass) message(f *finding, others also, fixes []analysis.SuggestedFix) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: ", f.rule.name)
	if f.level < LevelError {
		fmt.Fprintf(&b, "%s: ", f.level)
	}
	fmt.Fprintf(&b, "operator %s (%s, %s) %s", p.name(f.op), f.op.Form, p.where(f.op.Pos), f.Phrase)
	for i, h := range f.Calls() {
		if i == 0 {
			b.WriteString(" via ")
		} else {
			b.WriteString(" → ")
		}
		b.WriteString(h.Name)
	}
	if f.Where != "" {
		fmt.Fprintf(&b, " (%s)", f.Where)
	}
	advice := p.advice(f)
	if len(fixes) > 0 {
		advice = fixed(fixes)
	}
	fmt.Fprintf(&b, "; %s: %s", p.harm(f), advice)
	switch n := others.operators; n {
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
