package engine

import (
	"fmt"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/jobvet/jobvet/internal/directive"
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/fact"
	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/graph"
	"github.com/jobvet/jobvet/internal/operator"
	"github.com/jobvet/jobvet/internal/rule"
	"github.com/jobvet/jobvet/internal/source"
)

// This file writes down what the analysis saw, in place of what it found, for
// the command's -explain and -graph. It runs the same analysis once more with
// all suppressions and thresholds off, so that it can say what these did.

// reportGraph reports the graph of the package, as one diagnostic. From then on the
// pass knows of no suppressions and thresholds.
func (p *pass) reportGraph() {
	cfg := p.effectConfig()
	cfg.Declared = p.declaredWait
	cfg.Suppressed = func(token.Pos, effect.Rule) bool { return false }
	cfg.RatesOnly = false
	p.Graph, p.unfiltered = effect.New(cfg), true
	w := graphWriter{pass: p, ids: make(map[*source.Func]string), imported: make(map[token.Pos][]effect.Target)}
	reportGraphText(p.Pass.Pass, w.write())
}

// reportSkipped reports that a package is not looked at, and why.
func (e *Engine) reportSkipped(of *analysis.Pass, why string) {
	if e.opts.graph {
		reportGraphText(of, &graph.Package{Path: of.Pkg.Path(), Skipped: why})
	}
}

func reportGraphText(of *analysis.Pass, g *graph.Package) {
	if len(of.Files) > 0 {
		of.Report(analysis.Diagnostic{Pos: of.Files[0].Package, Category: graph.Category, Message: g.Encode()})
	}
}

// declaredWait is declaredEffects without the directives that hide effects.
func (p *pass) declaredWait(fn *source.Func) (*effect.Summary, bool) {
	if fn.Obj == nil || p.Directives.Of(fn.Obj, directive.Blocking) == nil {
		return nil, false
	}
	return effect.DeclaredWait(fn, p.Directives.Of(fn.Obj, directive.Blocking).Reason), true
}

// A graphWriter turns the model of a package into its graph.
type graphWriter struct {
	*pass
	ids map[*source.Func]string
	// imported are the functions of other packages that calls lead to.
	imported map[token.Pos][]effect.Target
}

func (w *graphWriter) write() *graph.Package {
	g := &graph.Package{Path: w.Pkg.Path(), ThirdParty: w.ThirdParty}
	taken := make(map[string]int)
	for _, fn := range w.Source.Funcs {
		id := w.Pkg.Path() + "." + fn.Name()
		if fn.Obj != nil {
			id = funcID(fn.Obj, 0)
		}
		if taken[id]++; taken[id] > 1 { // init, _
			id = fmt.Sprintf("%s#%d", id, taken[id])
		}
		w.ids[fn] = id
	}
	lifecycle := lifecycleMethods(w.Operators)
	for _, fn := range w.Source.Funcs {
		g.Funcs = append(g.Funcs, w.function(fn, lifecycle))
		g.Funcs = append(g.Funcs, w.returned(fn)...)
	}
	found := w.found(false)
	for _, op := range w.Operators {
		o := w.operator(op)
		for _, f := range found {
			if f.Op == op {
				r := w.reach(f.Finding)
				r.Level = f.Level.String()
				o.Reaches = append(o.Reaches, r)
			}
		}
		g.Operators = append(g.Operators, o)
	}
	g.Linked = w.linked(found)
	return g
}

// linked returns the operators of other packages, with what they reach by way of this
// one, and of those that rules have found what this package makes them lose.
func (w *graphWriter) linked(found []*rule.Found) []*graph.Operator {
	byTold := make(map[finding.Operator]*graph.Operator)
	var list []*graph.Operator
	add := func(f *rule.Found, wired bool) {
		told := *f.Op.Told
		o := byTold[told]
		if o == nil {
			o = &graph.Operator{
				Func: told.Func, Name: told.Name, Form: told.Form, Framework: told.Framework, Policy: told.Policy,
				Place: told.Registered, Weak: f.Op.Guessed,
			}
			byTold[told] = o
			list = append(list, o)
		}
		r := w.reach(f.Finding)
		r.Level, r.Wired = f.Level.String(), wired
		o.Reaches = append(o.Reaches, r)
	}
	w.othersFindings(func(_ *fact.Operator, f *rule.Found) { add(f, true) })
	for _, f := range found {
		if f.Op.Told != nil {
			add(f, false)
		}
	}
	return list
}

// funcID is the same for a function in its own package and in those that
// import it.
func funcID(fn *types.Func, results int) string {
	name := source.FuncName(fn, fn.Pkg())
	if fn.Pkg() != nil {
		name = fn.Pkg().Path() + "." + name
	}
	return name + strings.Repeat("()", results)
}

func (w *graphWriter) idOf(fn *source.Func, obj *types.Func, results int) string {
	if fn != nil {
		return w.ids[fn]
	}
	return funcID(obj, results)
}

func (w *graphWriter) line(pos token.Pos) int { return w.Fset.Position(pos).Line }

func (w *graphWriter) function(fn *source.Func, lifecycle map[types.Object]string) *graph.Func {
	f := &graph.Func{ID: w.ids[fn], Name: fn.Name(), Place: w.Place(fn.Body.Pos()), End: w.line(fn.Body.End()), Test: fn.Test}
	switch {
	case fn.Decl != nil:
		f.Place = w.Place(fn.Decl.Pos())
		f.Lifecycle = lifecycle[fn.Obj]
		f.Trusted = w.trusted(fn)
	case fn.Lit != nil:
		f.Place = w.Place(fn.Lit.Pos())
	}
	for _, t := range w.Graph.Targets(fn) {
		if t.Obj != nil {
			w.imported[t.Pos] = append(w.imported[t.Pos], t)
		}
		f.Calls = append(f.Calls, graph.Call{
			To: w.idOf(t.Fn, t.Obj, t.Results), Name: t.Name, Line: w.line(t.Pos),
			Spawned: t.Spawned, Idle: t.Idle, Through: t.Through, Interface: t.Interface,
		})
	}
	w.Graph.Own(fn, func(e *effect.Effect, ended bool) {
		f.Effects = append(f.Effects, w.effect(e, ended))
	})
	for _, s := range w.Graph.Sites(fn) {
		f.Sites = append(f.Sites, graph.Site{Line: w.line(s.Pos), Kind: string(s.Kind), Name: s.Name, Note: s.Note})
	}
	return f
}

// trusted returns the directive by which a function's effects do not count.
func (w *graphWriter) trusted(fn *source.Func) string {
	for _, kind := range []directive.Kind{directive.NonBlocking, directive.Local} {
		if d := w.Directives.Of(fn.Obj, kind); d != nil {
			return w.directiveText(d)
		}
	}
	return ""
}

func (w *graphWriter) directiveText(d *directive.Directive) string {
	text := "//jobvet:" + string(d.Kind)
	if len(d.Rules) > 0 {
		text += " " + strings.Join(d.Rules, ",")
	}
	return fmt.Sprintf("%s at %s (%s)", text, w.Place(d.Pos).Spot(), d.Reason)
}

// returned makes the functions that fn returns known by fn's name with "()"
// behind it, by which other packages name them.
func (w *graphWriter) returned(fn *source.Func) []*graph.Func {
	if fn.Obj == nil || !fn.Obj.Exported() {
		return nil
	}
	origins := []source.Origin{{Fn: fn}}
	var list []*graph.Func
	for results := 1; source.ResultSignature(fn.Obj, results) != nil; results++ {
		origins = w.Source.Returned(origins)
		f := &graph.Func{ID: funcID(fn.Obj, results), Name: fn.Name() + strings.Repeat("()", results)}
		for _, o := range origins {
			if o.Fn != nil {
				f.Calls = append(f.Calls, graph.Call{To: w.ids[o.Fn], Name: o.Fn.Name(), Line: w.line(o.Fn.Body.Pos())})
				f.Place = w.Place(o.Fn.Body.Pos())
			}
		}
		if len(f.Calls) == 0 {
			break
		}
		list = append(list, f)
	}
	return list
}

func (w *graphWriter) effect(e *effect.Effect, ended bool) graph.Effect {
	x := graph.Effect{Rule: string(e.Rule), Phrase: e.Phrase, Line: w.Place(e.Pos).Line, Col: w.Place(e.Pos).Col}
	if r := w.Rule(e.Rule); r != nil && r.ByBound() {
		x.Bound = boundText(e.Bound)
	}
	if e.Subject != nil {
		x.Given = e.Subject.Name()
		x.Bound = "the channel is the parameter " + x.Given + ": whether anybody serves it, the caller says"
	}
	switch d := w.Directives.Covering(e.Pos, x.Rule); {
	case d != nil:
		x.Ignored = "suppressed by " + w.directiveText(d)
	case ended:
		x.Ignored = "it waits for goroutines that this function started and that do not wait themselves"
	case w.ThirdParty && !e.Rule.OfRates():
		x.Ignored = notOurs
	}
	return x
}

const notOurs = "this is another's module, of which only rate limiting counts"

// boundText says what ends a wait.
func boundText(b effect.Bound) string {
	switch b.Kind {
	case effect.Nothing:
		return "nothing ends it"
	case effect.Foreign:
		return "a context that is not the operator's own ends it"
	case effect.Param:
		return "its parameter " + b.Var.Name() + " ends it: what that is, the caller says"
	case effect.Duration:
		return "a time limit ends it"
	case effect.Own:
		return "the operator's own context ends it"
	}
	return "some context ends it"
}

func (w *graphWriter) operator(op *operator.Operator) *graph.Operator {
	o := &graph.Operator{
		Func: w.idOf(op.Fn, op.Obj, op.Results), Name: w.name(op), Form: op.Form,
		Framework: op.Framework.Name, Policy: string(op.Policy), Place: w.Place(op.Pos), Weak: op.Guessed,
	}
	found, _ := w.findings([]*operator.Operator{op}, 0)
	for _, f := range found {
		r := w.reach(f.Finding)
		r.Level, r.Worse = f.Level.String(), f.Worse
		r.HasFix = r.Where != (finding.Spot{}) && len(w.fixes(f)) > 0
		switch {
		case w.ThirdParty && !f.Finding.Rule.OfRates():
			r.Level, r.Why = "", notOurs
		case f.Level < f.Undoubted:
			r.Why = uncertain(op)
		}
		o.Reaches = append(o.Reaches, r)
	}
	if op.Fn != nil {
		w.Graph.Reach([]*source.Func{op.Fn}, 0, func(_ int, f *effect.Finding) {
			if f.Rule != effect.OpenCall && !slices.ContainsFunc(found, func(x *candidate) bool {
				return x.Finding.Rule == f.Rule && x.Pos == f.Pos && x.Bound == f.Bound
			}) {
				r := w.reach(f)
				r.Why = w.whyNot(op, f, found)
				o.Reaches = append(o.Reaches, r)
			}
		})
	}
	return o
}

// uncertain says why a finding is no more than a caution.
func uncertain(op *operator.Operator) string {
	if op.Guessed {
		return "not an error, since the operator is only guessed from its shape"
	}
	return "not an error, since jobvet is not sure: it goes through an interface with other implementations, another's module, or a channel or goroutine whose end does not show"
}

// whyNot says why an effect that an operator reaches is no finding at all.
func (w *graphWriter) whyNot(op *operator.Operator, f *effect.Finding, found []*candidate) string {
	r := w.Rule(f.Rule)
	at := func(x *candidate) bool { return x.Pos == f.Pos && x.Finding.Rule != f.Rule }
	switch i := slices.IndexFunc(found, at); {
	case r == nil:
		return "there is no rule for it"
	case r.ByJoin() && w.Async(op):
		return "the operator uses the asynchronous API of " + op.Framework.Name + ", which allows it"
	case r.Levels.Of(op.PolicyOf(f.Rule), f) != finding.None && i >= 0:
		return "it is part of the " + found[i].Rule.Name + " finding of this line"
	case r.ByJoin() && f.Join.Ends():
		return fmt.Sprintf("%s (policy %s) tolerates a goroutine that ends before the call returns", op.Framework.Name, op.PolicyOf(f.Rule))
	case r.ByBound() && f.Bound.Kind != effect.Nothing:
		return fmt.Sprintf("%s (policy %s) tolerates it, since %s", op.Framework.Name, op.Policy, boundText(f.Bound))
	}
	return fmt.Sprintf("%s (policy %s) tolerates it", op.Framework.Name, op.Policy)
}

func (w *graphWriter) reach(f *effect.Finding) *graph.Reach {
	r := &graph.Reach{Rule: string(f.Rule), Phrase: f.Phrase, Place: w.Place(f.Pos), Where: f.Where, Module: f.Module}
	if f.Moved.IsValid() {
		r.Moved = w.Place(f.Moved)
	}
	if by := w.Rule(f.Rule); by != nil && by.ByBound() {
		r.Bound = boundText(f.Bound)
	}
	if d := w.suppressing(f); d != "" {
		r.Suppressed = d
	}
	for _, h := range f.AllCalls() {
		r.Chain = append(r.Chain, w.hop(h))
	}
	return r
}

func (w *graphWriter) hop(h effect.Hop) graph.Hop {
	if !h.Pos.IsValid() {
		return graph.Hop{Name: h.Name, At: h.At}
	}
	return graph.Hop{Name: h.Name, At: w.Place(h.Pos).Spot(), To: w.callee(h)}
}

// callee returns the ID of the function that a call in this package calls.
func (w *graphWriter) callee(h effect.Hop) string {
	if h.Fn != nil {
		return w.ids[h.Fn]
	}
	for _, t := range w.imported[h.Pos] {
		if t.Name == h.Name { // one of several that an interface may stand for
			return funcID(t.Obj, t.Results)
		}
	}
	return ""
}

// suppressing returns the directive that covers the place of an effect or one
// of the calls that lead to it, or stands at a function on the way.
func (w *graphWriter) suppressing(f *effect.Finding) string {
	at := []token.Pos{f.Pos}
	for _, h := range f.AllCalls() {
		if h.Pos != token.NoPos {
			at = append(at, h.Pos)
		}
	}
	for _, pos := range at {
		if d := w.Directives.Covering(pos, string(f.Rule)); d != nil {
			return w.directiveText(d)
		}
		if fn := w.around(pos); fn != nil && fn.Obj != nil && w.trusted(fn) != "" {
			return w.trusted(fn)
		}
	}
	return ""
}

// around returns the declared function that pos stands in, or nil.
func (w *graphWriter) around(pos token.Pos) *source.Func {
	for _, fn := range w.Source.Funcs {
		if fn.Decl != nil && fn.Decl.Pos() <= pos && pos < fn.Decl.End() {
			return fn
		}
	}
	return nil
}

// lifecycleMethods returns the methods of the operators' types that their
// frameworks run once per worker, with the operators' names.
func lifecycleMethods(ops []*operator.Operator) map[types.Object]string {
	methods := make(map[types.Object]string)
	for _, op := range ops {
		if op.Fn == nil || op.Fn.Obj == nil || op.Fn.Sig.Recv() == nil {
			continue
		}
		hot := make(map[types.Object]bool)
		for _, other := range ops {
			if other.Fn != nil && other.Fn.Obj != nil {
				hot[other.Fn.Obj] = true
			}
		}
		for _, reg := range op.Framework.Operators {
			for _, name := range reg.Lifecycle {
				obj, _, _ := types.LookupFieldOrMethod(op.Fn.Sig.Recv().Type(), true, op.Fn.Obj.Pkg(), name)
				if obj != nil && !hot[obj] && methods[obj] == "" {
					methods[obj] = op.Fn.Name() + " (" + op.Form + ")"
				}
			}
		}
	}
	return methods
}
