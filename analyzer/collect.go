package analyzer

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/container/intsets"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/operator"
	"github.com/jobvet/jobvet/internal/source"
)

// This file collects what operators do that their frameworks do not want.

// A crew is operators of which effects are judged alike: what they reach is
// searched for at once.
type crew struct {
	ops   []*operator.Operator
	fns   []*source.Func // of ops
	order []int          // of ops in the list of all
}

// A caller is an operator as one of a crew.
type caller struct {
	crew  *crew
	at    int // in the crew
	index int // in the list of all operators
}

func (c *crew) caller(at int) caller { return caller{c, at, c.order[at]} }

// crews divides the operators of this package.
func (p *packagePass) crews(ops []*operator.Operator) []*crew {
	type key struct {
		policy               catalog.Policy
		guessed, async, bulk bool
	}
	var list []*crew
	byKey := make(map[key]*crew)
	for i, op := range ops {
		if op.Fn == nil {
			continue
		}
		k := key{op.Policy, op.Guessed, p.asyncAPI(op), op.Framework.Instead == ""}
		c := byKey[k]
		if c == nil {
			c = new(crew)
			byKey[k] = c
			list = append(list, c)
		}
		c.ops, c.fns, c.order = append(c.ops, op), append(c.fns, op.Fn), append(c.order, i)
	}
	return list
}

// uncounted are, for each site, operators of each crew that reach it and of
// which there is no finding, since there are findings of many others.
type uncounted map[site]map[*crew]*intsets.Sparse

func (u uncounted) add(s site, c *crew, ops *intsets.Sparse) {
	if u[s] == nil {
		u[s] = make(map[*crew]*intsets.Sparse)
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
		} else if !seen[f.op] {
			seen[f.op] = true
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
func (p *packagePass) findings(ops []*operator.Operator, most int) ([]*candidate, uncounted) {
	var list []*candidate
	more := make(uncounted)
	type moved struct { // where an operator's rate limiting goes to a goroutine
		op  *operator.Operator
		pos token.Pos
	}
	moves := make(map[moved]bool)
	add := func(by caller, f *effect.Finding) {
		op := ops[by.index]
		if f.Rule == effect.RateAsync {
			moves[moved{op, f.Pos}] = true
		}
		if x := p.judge(op, f); x != nil {
			x.by = by
			list = append(list, x)
		}
	}
	for _, c := range p.crews(ops) {
		one := func(at int, f *effect.Finding) { add(c.caller(at), f) }
		rest := func(f *effect.Finding, others *intsets.Sparse) {
			if x := p.judge(c.ops[others.Min()], f); x != nil {
				more.add(site{x.rule.name, f.Pos}, c, others)
			}
		}
		p.graph.Reach(c.fns, most, one).Rest(rest)
		p.bulk(c, most, one, rest)
	}
	for i, op := range ops {
		if op.Fn == nil {
			p.importedFindings(op, func(f *effect.Finding) { add(caller{index: i}, f) })
		}
	}
	// A goroutine that rate limiting was moved to has been reported.
	list = slices.DeleteFunc(list, func(f *candidate) bool {
		return f.Rule == effect.GoSpawn && moves[moved{f.op, f.Pos}] && !f.misuse
	})
	for s, crews := range more {
		for c, set := range crews {
			if async := more[site{string(effect.RateAsync), s.pos}][c]; async != nil && s.rule == string(effect.GoSpawn) {
				set.DifferenceWith(async)
			}
		}
	}
	return list, more
}

// judge returns the finding of an operator that has the effect, or nil if its
// framework does not mind.
func (p *packagePass) judge(op *operator.Operator, f *effect.Finding) *candidate {
	r := p.rule(f.Rule)
	if r == nil {
		return nil
	}
	level, misuse := r.level(op.Policy, f), false
	if f.Rule == effect.GoSpawn {
		if p.asyncAPI(op) {
			return nil
		}
		if used := p.misused(op, f); used != "" {
			level, misuse = LevelError, true
			f.Uncertain = false
			f.Phrase += " and uses " + used + " there"
		}
	}
	if level == levelNone {
		return nil
	}
	if f.Uncertain || op.Guessed {
		level = min(level, LevelCaution)
	}
	return &candidate{op: op, rule: r, level: level, Finding: f, misuse: misuse}
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
