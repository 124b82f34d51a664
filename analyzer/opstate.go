package analyzer

import (
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/operator"
	"github.com/jobvet/jobvet/internal/shipped"
)

// opStateRule reports state that an operator has where it is made and has lost
// where it runs. It is about values, not effects.
const opStateRule = "opstate"

// states returns what the operators of the package lose when they are shipped.
func (p *packagePass) states(ops []*operator.Operator) []*candidate {
	if len(p.shipped) == 0 || p.thirdParty() || !p.enabled(opStateRule, LevelError) {
		return nil
	}
	var list []*candidate
	for _, s := range shipped.Find(shipped.Config{
		Source:    p.src,
		Catalog:   p.cat,
		Operators: ops,
		Shipped:   p.shipped,
	}) {
		if p.suppressed(s.Set, opStateRule) {
			continue
		}
		f := &effect.Finding{Root: true}
		f.Rule, f.Pos, f.Phrase = opStateRule, s.Pos, p.clause(s).String()
		level := LevelError
		if s.Uncertain {
			level = LevelCaution
		}
		list = append(list, &candidate{op: s.Op, rule: p.rule(opStateRule), level: level, Finding: f, state: s})
	}
	return list
}

// clause says what is lost.
func (p *packagePass) clause(s *shipped.Finding) finding.Clause {
	c := finding.Clause{Text: s.Phrase, Rest: s.Rest}
	if s.Seen.IsValid() {
		at := p.place(s.Seen).Spot()
		c.At = &at
	}
	return c
}
