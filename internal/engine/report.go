package engine

import (
	"cmp"
	"go/token"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/tools/go/analysis"

	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/fact"
	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/operator"
	"github.com/jobvet/jobvet/internal/rule"
	"github.com/jobvet/jobvet/internal/source"
)

// also is the same finding by way of other operators: some of those findings,
// the nearest first, and how many operators there are.
type also struct {
	findings  []*candidate
	operators int
}

// mostOthers is how many of the other operators the related information names.
const mostOthers = 10

// A site is a place, a rule and a cause in another package, if that is where it is: there
// is one report for each.
type site struct {
	rule   *rule.Rule
	pos    token.Pos
	where  finding.Spot
	module string
}

func siteOf(f *rule.Found) site {
	return site{rule: f.Rule, pos: f.Pos, where: f.Where, module: f.Module}
}

// report writes the diagnostics of the package, in source order.
func (p *pass) report() {
	if p.opts.Operators {
		p.reportOperators()
	}
	best, below, others := p.best()
	p.plan(best)
	for _, c := range best {
		p.Report(p.diagnostic(c, others[c]))
	}
	if len(below) > 0 {
		p.plan(below)
	}
	for _, c := range below {
		if d := p.diagnostic(c, others[c]); d.SuggestedFixes != nil {
			p.Report(d)
		}
	}
	for _, f := range p.found(true) {
		p.Report(p.diagnostic(&candidate{Found: f}, also{}))
	}
}

// plan tells the rules that candidates are going to be reported, too: one fix may be for several.
func (p *pass) plan(list []*candidate) {
	for _, c := range list {
		p.Reported = append(p.Reported, c.Found)
	}
	for _, r := range p.Rules {
		if r.Plan != nil {
			r.Plan(&p.Pass)
		}
	}
}

// found returns what rules find without a search from operators: those that are
// last, or the others.
func (p *pass) found(last bool) []*rule.Found {
	var list []*rule.Found
	for _, r := range p.Rules {
		if r.Find == nil || r.Last != last || !p.enabled(r, r.Highest()) {
			continue
		}
		for _, f := range r.Find(&p.Pass) {
			f.Rule, f.Undoubted = r, f.Level
			list = append(list, f)
		}
	}
	return list
}

// best returns what is to be reported, one candidate for each site, what may have a fix
// for others, see lends, and the others of each.
func (p *pass) best() (best, below []*candidate, others map[*candidate]also) {
	found := make(map[site][]*candidate)
	list, more := p.findings(p.Operators, mostOthers+1)
	for _, f := range p.found(false) {
		list = append(list, &candidate{Found: f})
	}
	p.othersFindings(func(_ *fact.Operator, f *rule.Found) { list = append(list, &candidate{Found: f}) })
	for _, c := range list {
		s := siteOf(c.Found)
		found[s] = append(found[s], c)
	}
	others = make(map[*candidate]also)
	for s, list := range found {
		slices.SortStableFunc(list, func(a, b *candidate) int {
			return cmp.Or(
				-cmp.Compare(a.Level, b.Level),
				cmp.Compare(a.Len(), b.Len()),
				cmp.Compare(a.Op.Pos, b.Op.Pos),
				cmp.Compare(a.by.index, b.by.index),
			)
		})
		best = append(best, list[0])
		others[list[0]] = also{list[1:], more.operators(s, list) - 1}
	}
	slices.SortFunc(best, func(a, b *candidate) int {
		return cmp.Or(cmp.Compare(a.Pos, b.Pos), strings.Compare(a.Rule.Name, b.Rule.Name),
			strings.Compare(a.Where.String(), b.Where.String()), strings.Compare(a.Module, b.Module))
	})
	for _, c := range best {
		if p.lends(c) {
			below = append(below, c)
		}
	}
	best = slices.DeleteFunc(best, func(c *candidate) bool {
		return !p.enabled(c.Rule, c.Level) || p.Suppressed(c.Pos, effect.Rule(c.Rule.Name))
	})
	return best, below, others
}

// lends reports whether a candidate is told to the jobvet command although its level is too low.
// The operator is one by its shape alone, and another package that registers it reports the
// same as an error, without the fix that this package has.
func (p *pass) lends(c *candidate) bool {
	return p.opts.identify != "" && c.Op != nil && c.Op.Guessed &&
		!p.enabled(c.Rule, c.Level) && p.enabled(c.Rule, finding.Error) && p.Directives.Covering(c.Pos, c.Rule.Name) == nil
}

// diagnostic builds the diagnostic of a candidate; others are the same by way of
// other operators.
func (p *pass) diagnostic(c *candidate, others also) analysis.Diagnostic {
	fixes := p.fixes(c)
	for i := 0; len(fixes) == 0 && i < len(others.findings); i++ {
		fixes = p.fixes(others.findings[i])
	}
	others.findings = byOthers(c, others.findings)
	others.findings = others.findings[:min(len(others.findings), mostOthers)]
	f := p.record(c, others, fixes)
	d := analysis.Diagnostic{
		Pos:            c.Pos,
		End:            p.Source.Extent(c.Pos),
		Category:       f.Rule,
		Message:        p.told(f),
		URL:            c.Rule.URL(),
		SuggestedFixes: fixes,
	}
	if p.opts.NoRelated || p.opts.identify != "" || c.Op == nil {
		return d
	}
	related := func(pos token.Pos, message string) {
		if pos == token.NoPos {
			return // in another package
		}
		d.Related = append(d.Related, analysis.RelatedInformation{Pos: pos, Message: message})
	}
	related(c.Op.Pos, f.Operator.RegisteredHere())
	for i, h := range c.Calls() {
		related(h.Pos, f.Calls[i].Called())
	}
	for i, o := range others.findings {
		related(o.Op.Pos, f.Others[i].ReachesAlso())
	}
	return d
}

// byOthers returns the first finding of each operator but that of c: one operator may get
// from one place to several causes.
func byOthers(c *candidate, list []*candidate) []*candidate {
	known := map[*operator.Operator]bool{c.Op: true}
	return slices.DeleteFunc(slices.Clone(list), func(x *candidate) bool {
		again := known[x.Op]
		known[x.Op] = true
		return again
	})
}

// fixes returns the suggested fixes of a candidate, the best first: it is the one
// that drivers apply.
func (p *pass) fixes(c *candidate) []analysis.SuggestedFix {
	if c.Rule.Fix == nil {
		return nil
	}
	return c.Rule.Fix(&p.Pass, c.Found)
}

// told is the message of the diagnostic of a finding: all of it for the jobvet
// command, which asks for packages to be identified, and a sentence for others.
func (p *pass) told(f *finding.Finding) string {
	if p.opts.identify != "" {
		return f.Encode()
	}
	return f.Message()
}

// record says of a candidate all that there is to say.
func (p *pass) record(c *candidate, others also, fixes []analysis.SuggestedFix) *finding.Finding {
	at := p.Place(c.Pos)
	f := &finding.Finding{
		Rule: c.Rule.Name, Level: c.Level, Place: at, End: p.Place(p.Source.Extent(c.Pos)), Where: c.Where, Module: c.Module,
		What: c.What, Harm: c.Harm, Advice: c.Advice, More: others.operators,
	}
	if c.Op != nil {
		op := p.named(c.Op)
		f.Operator = &op
		if c.Op.Told != nil && c.Rule.Find == nil {
			f.Wired = at
		}
	}
	if c.Rule.Find == nil {
		f.What, f.Harm, f.Advice = finding.Clause{Text: c.Phrase}, c.Rule.Harm(c.Found), cmp.Or(c.Instead, c.Rule.Advice(c.Found))
	}
	if len(fixes) > 0 {
		f.Advice, f.HasFix = advice(fixes[0]), true
	}
	for _, h := range c.Calls() {
		hop := finding.Hop{Name: h.Name}
		if h.Pos != token.NoPos {
			hop.Place = p.Place(h.Pos)
		}
		f.Calls = append(f.Calls, hop)
	}
	for _, o := range others.findings {
		f.Others = append(f.Others, p.named(o.Op))
	}
	return f
}

// advice is to do what a fix does.
func advice(fix analysis.SuggestedFix) string {
	r, size := utf8.DecodeRuneInString(fix.Message)
	return string(unicode.ToLower(r)) + fix.Message[size:]
}

// named is what messages say of an operator.
func (p *pass) named(op *operator.Operator) finding.Operator {
	if op.Told != nil {
		return *op.Told
	}
	return finding.Operator{
		Func: p.operatorID(op), Name: p.name(op), Form: op.Form, Registered: p.Place(op.Pos),
		Framework: op.Framework.Name, Policy: string(op.Policy),
	}
}

// name is an operator's name for messages.
func (p *pass) name(op *operator.Operator) string {
	if op.Fn != nil {
		return op.Fn.Name()
	}
	return source.FuncName(op.Obj, p.Pkg) + strings.Repeat("()", op.Results)
}

// reportOperators lists the operators.
func (p *pass) reportOperators() {
	for _, op := range p.Operators {
		if op.Callback {
			continue
		}
		pos := op.Pos
		if op.Fn != nil {
			if pos = op.Fn.Body.Pos(); op.Fn.Obj != nil {
				pos = op.Fn.Obj.Pos()
			} else if op.Fn.Lit != nil {
				pos = op.Fn.Lit.Pos()
			}
		}
		listed := finding.Listed{Operator: p.named(op), Place: p.Place(pos), Rank: op.Rank}
		message := finding.OperatorCategory + ": " + listed.Line()
		if p.opts.identify != "" {
			message = listed.Encode()
		}
		p.Report(analysis.Diagnostic{Pos: pos, Category: finding.OperatorCategory, Message: message})
	}
	if p.opts.identify == "" || p.ThirdParty {
		return
	}
	for _, u := range p.unseen {
		told := finding.Unseen{Form: u.Form, Place: p.Place(u.Pos)}
		p.Report(analysis.Diagnostic{Pos: u.Pos, Category: finding.UnseenCategory, Message: told.Encode()})
	}
}
