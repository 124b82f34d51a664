package engine

import (
	"go/token"
	"maps"
	"slices"
	"strconv"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/fact"
	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/operator"
	"github.com/jobvet/jobvet/internal/rule"
	"github.com/jobvet/jobvet/internal/source"
)

// This file finds what operators do through methods of interfaces, if this package is
// the first to see both the operator and the function that a method stands for.

// A linker finds what one operator does through open calls.
type linker struct {
	*pass
	add  func(*effect.Finding)
	seen map[wire]bool
	// skip reports whether another package has seen the operator and the function.
	skip func(slot, full string) bool
}

// linkOwn adds what an operator of the package does through an open call that stands in
// another package. What it does through those of this package is known: package effect
// has followed them, but for what this package puts into places of others.
func (p *pass) linkOwn(open *effect.Finding, add func(*effect.Finding)) {
	if open.Where == (finding.Spot{}) && !effect.OfPlace(open.Slot) {
		return
	}
	l := linker{pass: p, add: add, seen: make(map[wire]bool), skip: func(string, string) bool { return false }}
	l.link(open)
}

// linkOthers calls yield for what operators of other packages do.
func (p *pass) linkOthers(yield func(told *fact.Operator, op *operator.Operator, f *effect.Finding)) {
	for _, told := range p.seams.others {
		op := p.otherOperator(told)
		if op == nil {
			continue
		}
		l := linker{
			pass: p, seen: make(map[wire]bool),
			add:  func(f *effect.Finding) { yield(told, op, f) },
			skip: func(slot, full string) bool { return p.seams.met(told, slot, full) },
		}
		for _, e := range told.Calls() {
			l.link(&effect.Finding{Effect: *e})
		}
	}
}

// othersFindings calls yield for the findings of operators of other packages.
func (p *pass) othersFindings(yield func(told *fact.Operator, f *rule.Found)) {
	judge := func(told *fact.Operator, op *operator.Operator, e *effect.Finding) {
		if f := p.Judge(op, e); f != nil {
			yield(told, f)
		}
	}
	p.linkOthers(judge)
	p.linkHanded(judge)
	p.linkAbroad(judge)
}

// otherOperator returns an operator of another package, or nil if the catalogue does not
// know its framework.
func (p *pass) otherOperator(told *fact.Operator) *operator.Operator {
	fw := operator.FrameworkOf(p.Catalog, told.Table, told.Framework, told.Policy)
	if fw == nil {
		return nil
	}
	return &operator.Operator{
		Framework: fw, Policy: catalog.Policy(told.Policy), Form: told.Form, Guessed: told.Guessed,
		Told: &finding.Operator{
			Func: told.Func, Name: told.Name, Form: told.Form, Framework: told.Framework, Policy: told.Policy,
			Module: told.Module, Registered: finding.Place{File: told.Registered.File, Line: told.Registered.Line},
		},
	}
}

// met reports whether one of the imports sees both the operator's call of the slot and
// the function that fills it.
func (s *seams) met(op *fact.Operator, slot, full string) bool {
	return slices.ContainsFunc(s.imports, func(imp *fact.Seams) bool {
		o := imp.Operator(op.Key())
		return o != nil && o.Opening(slot) != nil && imp.Fills(slot, full)
	})
}

// link adds what the functions do that an open call may stand for, and follows the open
// calls of these.
func (l *linker) link(open *effect.Finding) {
	slot := l.seams.all.Slot(open.Slot)
	if slot == nil {
		return
	}
	for _, full := range slices.Sorted(maps.Keys(slot.Fillers)) {
		w := wire{open.Slot, full}
		if l.seen[w] || slices.Contains(open.Followed, full) {
			continue
		}
		l.seen[w] = true
		if fn := l.seams.own[full]; fn != nil {
			l.local(open, slot, fn)
		} else {
			l.imported(open, slot, w)
		}
	}
}

// local adds what a function of the package does that fills the slot of an open call.
func (l *linker) local(open *effect.Finding, slot *fact.Slot, fn *source.Func) {
	l.Graph.Reach([]*source.Func{fn}, 0, func(_ int, x *effect.Finding) {
		l.found(open.Through(fn.Name(), x), slot)
	})
}

// imported adds what a function of another package does that fills the slot of an open
// call. It is reported where the operator's own package makes the call, or where this
// package brings the two together.
func (l *linker) imported(open *effect.Finding, slot *fact.Slot, w wire) {
	if l.skip(w.slot, w.full) {
		return
	}
	f := slot.Fillers[w.full]
	for _, x := range f.Calls() {
		e := open.Through(f.Name, &effect.Finding{Effect: *x})
		if e.Pos == token.NoPos && f.Name != "" { // a bundle is not wired
			e.Pos = l.wiring(w)
		}
		l.found(e, slot)
	}
}

// found adds what an operator does, or follows its open call.
func (l *linker) found(f *effect.Finding, slot *fact.Slot) {
	if f.Rule == effect.OpenCall {
		l.link(f)
		return
	}
	if slot.Lacks(string(f.Rule)) {
		f.Uncertain = true
	}
	if f.Subject == nil { // else nobody knows the channel
		l.add(f)
	}
}

// wiring returns the place at which the package lets a function fill a slot, or imports
// the package that does.
func (l *linker) wiring(w wire) token.Pos {
	for _, slot := range l.seams.all.Sources(w.slot) {
		if pos, ok := l.seams.wired[wire{slot, w.full}]; ok {
			return pos
		}
	}
	for _, f := range l.Files {
		for _, spec := range f.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			if i := slices.Index(l.seams.paths, path); err == nil && i >= 0 && l.seams.imports[i].Fills(w.slot, w.full) {
				return spec.Pos()
			}
		}
	}
	return l.Files[0].Name.Pos()
}
