package analyzer

import (
	"cmp"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/operator"
	"github.com/jobvet/jobvet/internal/shipped"
	"github.com/jobvet/jobvet/internal/source"
)

// A candidate is what one operator does at one place. Of those of one place the
// worst is reported.
type candidate struct {
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
	findings  []*candidate
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
	found := make(map[site][]*candidate)
	list, more := p.findings(ops, mostOthers+1)
	for _, f := range append(list, p.states(ops)...) {
		s := site{f.rule.name, f.Pos}
		found[s] = append(found[s], f)
	}
	var best []*candidate
	others := make(map[*candidate]also)
	for s, list := range found {
		slices.SortStableFunc(list, func(a, b *candidate) int {
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
	slices.SortFunc(best, func(a, b *candidate) int {
		return cmp.Or(cmp.Compare(a.Pos, b.Pos), strings.Compare(a.rule.name, b.rule.name))
	})
	best = slices.DeleteFunc(best, func(f *candidate) bool {
		return !p.enabled(f.rule.name, f.level) || p.suppressed(f.Pos, effect.Rule(f.rule.name))
	})
	p.plan(best)
	for _, f := range best {
		p.Report(p.diagnostic(f, others[f]))
	}
	p.reportDirectives()
}

// diagnostic builds the diagnostic of a candidate; others are the same by way of
// other operators.
func (p *packagePass) diagnostic(c *candidate, others also) analysis.Diagnostic {
	fixes := p.fixes(c)
	for i := 0; len(fixes) == 0 && i < len(others.findings); i++ {
		fixes = p.fixes(others.findings[i])
	}
	others.findings = others.findings[:min(len(others.findings), mostOthers)]
	f := p.record(c, others, fixes)
	d := analysis.Diagnostic{
		Pos:            c.Pos,
		Category:       f.Rule,
		Message:        p.told(f),
		URL:            url(f.Rule),
		SuggestedFixes: fixes,
	}
	if p.opts.NoRelated || p.opts.identify != "" {
		return d
	}
	related := func(pos token.Pos, message string) {
		d.Related = append(d.Related, analysis.RelatedInformation{Pos: pos, Message: message})
	}
	related(c.op.Pos, f.Operator.RegisteredHere())
	for i, h := range c.Calls() {
		if h.Pos != token.NoPos {
			related(h.Pos, f.Calls[i].Called())
		}
	}
	for i, o := range others.findings {
		related(o.op.Pos, f.Others[i].ReachesAlso())
	}
	return d
}

// told is the message of the diagnostic of a finding: all of it for the jobvet
// command, which asks for packages to be identified, and a sentence for others.
func (p *packagePass) told(f *finding.Finding) string {
	if p.opts.identify != "" {
		return f.Encode()
	}
	return f.Message()
}

// record says of a candidate all that there is to say.
func (p *packagePass) record(c *candidate, others also, fixes []analysis.SuggestedFix) *finding.Finding {
	op := p.named(c.op)
	f := &finding.Finding{
		Rule: c.rule.name, Level: finding.Level(c.level), Place: p.place(c.Pos), End: p.place(c.Pos),
		Operator: &op,
		What:     finding.Clause{Text: c.Phrase},
		Harm:     p.harm(c), Advice: p.advice(c),
		More: others.operators,
	}
	if c.state != nil {
		f.What = p.clause(c.state)
	}
	for _, h := range c.Calls() {
		hop := finding.Hop{Name: h.Name}
		if h.Pos != token.NoPos {
			hop.Place = p.place(h.Pos)
		}
		f.Calls = append(f.Calls, hop)
	}
	if c.Where != "" {
		where := finding.ParseSpot(c.Where)
		f.Where = &where
	}
	if len(fixes) > 0 {
		f.Advice, f.HasFix = fixed(fixes), true
	}
	for _, o := range others.findings {
		f.Others = append(f.Others, p.named(o.op))
	}
	return f
}

// named is what messages say of an operator.
func (p *packagePass) named(op *operator.Operator) finding.Operator {
	return finding.Operator{
		Name: p.name(op), Form: op.Form, Registered: p.place(op.Pos),
		Framework: op.Framework.Name, Policy: string(op.Policy),
	}
}

func (p *packagePass) place(pos token.Pos) finding.Place {
	at := p.Fset.Position(pos)
	return finding.Place{File: at.Filename, Line: at.Line, Col: at.Column}
}

// name is an operator's name for messages.
func (p *packagePass) name(op *operator.Operator) string {
	if op.Fn != nil {
		return op.Fn.Name()
	}
	return source.FuncName(op.Obj, p.Pkg) + strings.Repeat("()", op.Results)
}

func (p *packagePass) harm(f *candidate) string {
	if f.state != nil {
		return f.state.Harm
	}
	return f.rule.harm(f.op.Framework, f.Finding)
}

func (p *packagePass) advice(f *candidate) string {
	if f.state != nil {
		return f.state.Advice
	}
	return f.rule.advice(f.op, f.Finding)
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
		listed := finding.Listed{Operator: p.named(op), Place: p.place(pos)}
		message := finding.OperatorCategory + ": " + listed.Line()
		if p.opts.identify != "" {
			message = listed.Encode()
		}
		p.Report(analysis.Diagnostic{Pos: pos, Category: finding.OperatorCategory, Message: message})
	}
}
