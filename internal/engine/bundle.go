package engine

import (
	"maps"

	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/fact"
	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/source"
)

// In a large application, a function makes dozens of open calls through the functions that it
// calls: most of loggers and metrics. If facts repeated them for each caller, they would grow with
// every package. So many open calls of one function are one for its callers, of a slot that
// only this function fills. Whoever follows an operator's open calls looks into it.

// mostOpen is how many open calls of a function its callers repeat.
const mostOpen = 3

// bundle returns the effects of a function of another package, which lie in f, with one open
// call for many. full is the full name of the function.
func (p *pass) bundle(full string, f *fact.Filler) []*fact.Effect {
	var open, rest []*fact.Effect
	one := &fact.Effect{Rule: string(effect.OpenCall), Bound: uint8(effect.Unknown), Slot: bundleSlot(full)}
	for _, e := range f.Effects {
		bounded := effect.BoundKind(e.Bound) == effect.Param
		switch {
		case !isOpen(e) || e.Slot == one.Slot || bounded && one.Bound == e.Bound && one.Param != e.Param:
			rest = append(rest, e)
			continue
		case bounded:
			one.Bound, one.Param = e.Bound, e.Param
		}
		open = append(open, e)
	}
	if len(open) <= mostOpen {
		return f.Effects
	}
	one.Where, one.Module = open[0].Where, open[0].Module
	if !p.seams.before.Fills(one.Slot, full) {
		p.seams.all.Fill(one.Slot, full, &fact.Filler{Package: f.Package, Module: f.Module, Effects: open})
	}
	return append(rest, one)
}

// bundleSlot is the slot that only one function fills.
func bundleSlot(full string) string { return "=" + full }

// A callKey tells the open calls of a function apart.
type callKey struct {
	slot  string
	where finding.Spot
}

// compactAll bundles the open calls of exported functions.
func (p *pass) compactAll(funcs map[string]*fact.Func) {
	for _, fn := range p.Source.Funcs {
		if fn.Obj == nil || fn.Test {
			continue
		}
		if f := funcs[fact.Key(fn.Obj, 0)]; f != nil {
			f.Effects = p.compact(fn, f.Effects)
		}
	}
}

// compact returns the effects of a function of the package, with one open call for many that
// it makes through another function of the package.
func (p *pass) compact(fn *source.Func, effects []*fact.Effect) []*fact.Effect {
	through := make(map[fact.Hop][]*fact.Effect)
	for _, e := range effects {
		if isOpen(e) && len(e.Chain) > 0 {
			through[e.Chain[0]] = append(through[e.Chain[0]], e)
		}
	}
	maps.DeleteFunc(through, func(_ fact.Hop, list []*fact.Effect) bool { return len(list) <= mostOpen })
	if len(through) == 0 {
		return effects
	}
	callees := p.callees(fn)
	bundles := make(map[fact.Hop]*fact.Effect)
	for hop, list := range through {
		if callee := callees[hop]; callee != nil {
			bundles[hop] = p.ofCallee(callee, list)
		}
	}
	var list []*fact.Effect
	for _, e := range effects {
		if isOpen(e) && len(e.Chain) > 0 && bundles[e.Chain[0]] != nil {
			if e != through[e.Chain[0]][0] {
				continue // the first one stands for all
			}
			e = bundles[e.Chain[0]]
		}
		list = append(list, e)
	}
	return list
}

// isOpen reports whether an effect is an open call that may be bundled.
func isOpen(e *fact.Effect) bool { return effect.Rule(e.Rule) == effect.OpenCall && e.If == 0 }

// callees returns the functions of the package that a function calls, by the first call of a chain.
func (p *pass) callees(fn *source.Func) map[fact.Hop]*source.Func {
	m := make(map[fact.Hop]*source.Func)
	for _, t := range p.Graph.Targets(fn) {
		if t.Fn == nil {
			continue
		}
		hop := fact.Hop{Name: t.Name, At: p.Place(t.Pos).Spot()}
		if other, ok := m[hop]; ok && other != t.Fn {
			m[hop] = nil
			continue
		}
		m[hop] = t.Fn
	}
	return m
}

// ofCallee returns one open call for those that a function makes through another one of the package,
// nil if they stay.
func (p *pass) ofCallee(callee *source.Func, list []*fact.Effect) *fact.Effect {
	own := p.bundleOwn(callee)
	first := list[0]
	one := &fact.Effect{
		Rule: first.Rule, Slot: bundleSlot(p.Graph.FullName(callee)), Where: first.Where, Module: first.Module,
		Chain: first.Chain[:1], Uncertain: true, Bound: uint8(effect.Unknown),
	}
	bounded := false
	for _, e := range list {
		one.Uncertain = one.Uncertain && e.Uncertain
		switch kinds := own[callKey{e.Slot, e.Where}]; {
		case len(kinds) != 1:
			return nil
		case kinds[0] != effect.Param:
		case bounded && (one.Bound != e.Bound || one.Param != e.Param):
			return nil // it waits with one context, and with another one
		default:
			one.Bound, one.Param, bounded = e.Bound, e.Param, true
		}
	}
	return one
}

// bundleOwn notes the open calls of a function of the package as what fills its slot. It returns
// what bounds them.
func (p *pass) bundleOwn(fn *source.Func) map[callKey][]effect.BoundKind {
	if own, ok := p.bundles[fn]; ok {
		return own
	}
	own := make(map[callKey][]effect.BoundKind)
	p.bundles[fn] = own
	var open []*fact.Effect
	for _, e := range fact.Effects(p.Graph, p.home(), p.Graph.Summary(fn), fn.Sig) {
		if !isOpen(e) {
			continue
		}
		open = append(open, e)
		key := callKey{e.Slot, e.Where}
		own[key] = append(own[key], effect.BoundKind(e.Bound))
	}
	full := p.Graph.FullName(fn)
	p.seams.all.Fill(bundleSlot(full), full, &fact.Filler{Package: p.Pkg.Name(), Module: p.module(), Effects: p.compact(fn, open)})
	return own
}
