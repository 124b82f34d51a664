package engine

import (
	"go/token"
	"slices"

	"golang.org/x/tools/container/intsets"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/operator"
	"github.com/jobvet/jobvet/internal/rule"
	"github.com/jobvet/jobvet/internal/source"
)

// This file collects what operators do that their frameworks do not want.

// A candidate is what one operator does at one place. Of those of one place the
// worst is reported.
type candidate struct {
	*rule.Found
	by caller
}

// A caller is an operator as one of a crew.
type caller struct {
	crew  *rule.Crew
	at    int // in the crew
	index int // in the list of all operators
}

func callerOf(c *rule.Crew, at int) caller { return caller{c, at, c.Order[at]} }

// crews divides the operators of this package into those that are judged alike.
func (p *pass) crews(ops []*operator.Operator) []*rule.Crew {
	type key struct {
		policy, spawning             catalog.Policy
		guessed, async, bulk, native bool
	}
	var list []*rule.Crew
	byKey := make(map[key]*rule.Crew)
	for i, op := range ops {
		if op.Fn == nil {
			continue
		}
		k := key{
			op.Policy, op.PolicyOf(effect.GoSpawn), op.Guessed, p.Async(op), op.Framework.Instead == "", op.Framework.Native != "",
		}
		c := byKey[k]
		if c == nil {
			c = new(rule.Crew)
			byKey[k] = c
			list = append(list, c)
		}
		c.Ops, c.Fns, c.Order = append(c.Ops, op), append(c.Fns, op.Fn), append(c.Order, i)
	}
	return list
}

// uncounted are, for each site, operators of each crew that reach it and of
// which there is no finding, since there are findings of many others.
type uncounted map[site]map[*rule.Crew]*intsets.Sparse

func (u uncounted) add(s site, c *rule.Crew, ops *intsets.Sparse) {
	if u[s] == nil {
		u[s] = make(map[*rule.Crew]*intsets.Sparse)
	}
	if u[s][c] == nil {
		u[s][c] = new(intsets.Sparse)
	}
	u[s][c].UnionWith(ops)
}

// operators counts the operators that have a finding in the list or are in u.
func (u uncounted) operators(s site, list []*candidate) int {
	seen := make(map[*operator.Operator]bool)
	n := 0
	for _, f := range list {
		if set := u[s][f.by.crew]; set != nil {
			set.Insert(f.by.at)
		} else if !seen[f.Op] {
			seen[f.Op] = true
			n++
		}
	}
	for _, set := range u[s] {
		n += set.Len()
	}
	return n
}

// findings returns what operators do that their frameworks do not want. Of a
// place that more than most operators of a kind reach in one way, there are
// findings of the nearest so many, and the others are uncounted; 0 is no limit.
func (p *pass) findings(ops []*operator.Operator, most int) ([]*candidate, uncounted) {
	var list []*candidate
	more := make(uncounted)
	type deed struct {
		op    *operator.Operator
		pos   token.Pos
		where finding.Spot // if the operator stands in another package
		rule  effect.Rule
	}
	deedOf := func(op *operator.Operator, e *effect.Finding, r effect.Rule) deed {
		d := deed{op: op, pos: e.Pos, rule: r}
		if op.Fn == nil {
			d.where = e.Where
		}
		return d
	}
	stands := make(map[deed]*candidate) // of those that are going to be reported
	judge := func(by caller, op *operator.Operator, e *effect.Finding) {
		f := p.Judge(op, e)
		if f == nil {
			return
		}
		c := &candidate{f, by}
		if list = append(list, c); p.enabled(f.Rule, f.Level) && p.Directives.Covering(f.Pos, f.Rule.Name) == nil {
			stands[deedOf(op, e, e.Rule)] = c
		}
	}
	add := func(by caller, e *effect.Finding) {
		one := func(e *effect.Finding) { judge(by, ops[by.index], e) }
		if e.Rule == effect.OpenCall {
			p.linkOwn(e, one)
			return
		}
		one(e)
	}
	for _, c := range p.crews(ops) {
		one := func(at int, e *effect.Finding) { add(callerOf(c, at), e) }
		rest := func(e *effect.Finding, others *intsets.Sparse) {
			if f := p.Judge(c.Ops[others.Min()], e); f != nil {
				more.add(siteOf(f), c, others)
			}
		}
		p.Graph.Reach(c.Fns, most, one).Rest(rest)
		for _, r := range p.Rules {
			if r.Search != nil && p.enabled(r, r.Highest()) {
				r.Search(&p.Pass, c, most, one, rest)
			}
		}
	}
	for i, op := range ops {
		if op.Fn == nil {
			p.importedFindings(op, func(e *effect.Finding) { add(caller{index: i}, e) })
		}
	}
	list = slices.DeleteFunc(list, func(f *candidate) bool {
		other := stands[deedOf(f.Op, f.Finding, f.Rule.Unless)]
		if other != nil && f.Worse {
			other.And, other.Level, other.Undoubted = f.Found, max(other.Level, f.Level), max(other.Undoubted, f.Undoubted)
		}
		return other != nil
	})
	for s, crews := range more {
		for c, set := range crews {
			if stands := more[site{rule: p.Rule(s.rule.Unless), pos: s.pos}][c]; stands != nil {
				set.DifferenceWith(stands)
			}
		}
	}
	return list, more
}

// importedFindings yields the effects of an operator of another package, at
// its registration, unless they were reported where it is declared.
func (p *pass) importedFindings(op *operator.Operator, add func(*effect.Finding)) {
	if e := p.Graph.Returned(source.Origin{Obj: op.Obj, Results: op.Results, Recv: op.Recv}); e != nil {
		e.Pos = op.Pos
		add(&effect.Finding{Effect: *e})
		return
	}
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
