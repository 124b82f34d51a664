package explain

import (
	"cmp"
	"path/filepath"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/graph"
)

// This file knows where the command reports what several packages tell of one place: see
// package report, which makes one finding of those that have one cause.

// A seam is how an operator gets to a function, of which the calls do not tell: by way of
// an interface, say, that a third package fills.
type seam struct {
	op    *graph.Operator
	reach *graph.Reach
}

// crossings returns what operators do at a place of a package, as far as the package of
// the operator, or a third one, tells of it.
func (e *explainer) crossings(pkg string, has func(*graph.Reach) bool) []seam {
	var list []seam
	for _, op := range e.Operators {
		for _, r := range op.Reaches {
			if r.Where != (finding.Spot{}) && (r.Module == "" || r.Where.Package(r.Module) == pkg) && has(r) {
				list = append(list, seam{op, r})
			}
		}
	}
	return list
}

// without returns the seams of those operators that do not get to the function by calls,
// one for each.
func (e *explainer) without(f *graph.Func, list []seam) []seam {
	known := make(map[*graph.Operator]bool)
	for _, p := range e.Reaching(f.ID) {
		known[p.Operator] = true
	}
	return slices.DeleteFunc(list, func(s seam) bool {
		again := known[s.op]
		known[s.op] = true
		return again
	})
}

// throughSeams returns how operators get to a function but by calls.
func (e *explainer) throughSeams(f *graph.Func) []seam {
	return e.without(f, e.crossings(e.PackageOf(f.ID).Path, func(r *graph.Reach) bool {
		return r.Where.Base().File == filepath.Base(f.File) && f.Line <= r.Where.Line && r.Where.Line <= f.End
	}))
}

// seams adds the verdicts for operators that get to an item but by calls.
func (e *explainer) seams(it *item) {
	list := e.crossings(e.PackageOf(it.fn.ID).Path, func(r *graph.Reach) bool {
		return r.Rule == it.rule && r.Where.Base() == it.place.Spot()
	})
	for _, s := range e.without(it.fn, list) {
		it.verdicts = append(it.verdicts, verdict{op: s.op, bound: s.reach.Bound, result: e.result(s.reach), via: hops(s.reach)})
	}
}

// standing says where the command reports what an operator reaches.
func (e *explainer) standing(r *graph.Reach) string {
	if r.Where == (finding.Spot{}) || r.HasFix || !e.own(r.Module) {
		return e.place(r.Place)
	}
	best, ways := r, 0
	for _, s := range e.crossings(r.Where.Package(r.Module), func(x *graph.Reach) bool { return sameCause(x, r) && e.counts(x) }) {
		ways++
		if better(s.reach, best) {
			best = s.reach
		}
	}
	at := e.place(e.moved(best))
	if ways > 1 {
		at += " (one finding for all ways to " + r.Where.String() + ")"
	}
	return at
}

// own reports whether packages of a module are the user's to change.
func (e *explainer) own(module string) bool {
	return slices.ContainsFunc(e.Packages, func(p *graph.Package) bool {
		return !p.ThirdParty && (p.Path == module || strings.HasPrefix(p.Path, module+"/"))
	})
}

// counts reports whether what an operator reaches is reported, and not for the sake of a
// fix of its own.
func (e *explainer) counts(r *graph.Reach) bool {
	return r.Level != "" && r.Suppressed == "" && !r.HasFix && e.Rule(r.Rule) && e.Shown(r.Level)
}

func sameCause(a, b *graph.Reach) bool {
	return a.Rule == b.Rule && a.Phrase == b.Phrase && a.Where == b.Where && a.Module == b.Module
}

// better reports whether a finding stands at a rather than at b.
func better(a, b *graph.Reach) bool {
	return cmp.Or(-compareLevels(a.Level, b.Level), cmp.Compare(len(a.Chain), len(b.Chain)), a.Place.Compare(b.Place)) < 0
}

func compareLevels(a, b string) int {
	la, _ := finding.ParseLevel(a)
	lb, _ := finding.ParseLevel(b)
	return cmp.Compare(la, lb)
}

// moved returns the place of what is reported: the cause, if its own is a line that brings
// packages together, or that registers several.
func (e *explainer) moved(r *graph.Reach) finding.Place {
	if !r.Wired && !e.shared(r) {
		return r.Place
	}
	pkg := e.Graph.Package(r.Where.Package(r.Module))
	if pkg == nil {
		return r.Place
	}
	for _, f := range pkg.Funcs {
		if filepath.Base(f.File) == r.Where.Base().File {
			return finding.Place{File: f.File, Line: r.Where.Line}
		}
	}
	return r.Place
}

// shared reports whether something is reported at a registration where something else is,
// too.
func (e *explainer) shared(r *graph.Reach) bool {
	registers, others := false, false
	for _, op := range e.Operators {
		for _, x := range op.Reaches {
			if x.Where == (finding.Spot{}) || x.Place != op.Place || !sameLine(x.Place, r.Place) || !e.counts(x) {
				continue
			}
			registers = registers || x == r
			others = others || !sameCause(x, r)
		}
	}
	return registers && others
}
