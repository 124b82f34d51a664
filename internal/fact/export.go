package fact

import (
	"cmp"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/source"
)

// Key returns the key of a function's fact, or "" if importers cannot name the
// function. results is how often the function's result is called.
func Key(fn *types.Func, results int) string {
	if !fn.Exported() {
		return ""
	}
	name := source.NameInPackage(fn)
	if name == "" {
		return ""
	}
	return name + strings.Repeat("()", results)
}

// maxResults is how often the result of a function's result is followed. A constructor
// of middleware returns a function that returns the operator.
const maxResults = 2

// An exporter makes facts of the summaries of a package.
type exporter struct {
	graph *effect.Graph
	home  Home
	into  map[string]*Func
	vars  source.VarNames
}

// A Home is where a package is: the path of its module, if known, and its directory as
// seen from the root of that.
type Home struct{ Module, Folder string }

// Spot is a place in a file of the package. It does not depend on the place of a
// checkout.
func (h Home) Spot(p finding.Place) finding.Spot {
	s := p.Spot()
	dir := filepath.ToSlash(filepath.Dir(p.File))
	if h.Folder != "" && (dir == h.Folder || strings.HasSuffix(dir, "/"+h.Folder)) { // else a //line comment names it
		s.File = h.Folder + "/" + s.File
	}
	return s
}

// Export adds what importers need to know of the effects of a package's functions.
func Export(g *effect.Graph, home Home, into map[string]*Func) {
	x := exporter{g, home, into, make(source.VarNames)}
	for _, fn := range g.Source.Funcs {
		if fn.Obj == nil || fn.Test {
			continue
		}
		x.add(fn.Obj, 0, fn.Sig, g.Summary(fn))
		x.feeds(fn)
		returned := []source.Origin{{Fn: fn}}
		for results := 1; results <= maxResults; results++ {
			if source.ResultSignature(fn.Obj, results) == nil {
				break
			}
			returned = g.Source.Returned(returned)
			for _, o := range returned {
				if o.Fn != nil {
					x.add(fn.Obj, results, o.Fn.Sig, g.Summary(o.Fn))
				}
			}
		}
	}
}

// feeds adds the results that are channels which the function feeds.
func (x exporter) feeds(fn *source.Func) {
	key := Key(fn.Obj, 0)
	if key == "" {
		return
	}
	fed := x.graph.Fed(fn)
	if len(fed) == 0 {
		return
	}
	if x.into[key] == nil {
		x.into[key] = new(Func)
	}
	x.into[key].Fed = fed
}

// add adds the summary of a function with the signature: of fn, or of the function that
// one gets by calling fn and taking the result, as often as results says.
func (x exporter) add(fn *types.Func, results int, sig *types.Signature, sum *effect.Summary) {
	key := Key(fn, results)
	if key == "" || sum.Empty() {
		return
	}
	f := x.into[key]
	if f == nil {
		f = &Func{}
	}
	for _, e := range sum.Effects {
		if e.Ends == catalog.EndsUnrecovered {
			continue // importers seldom know who recovers
		}
		f.Effects = append(f.Effects, x.effect(e, sig))
	}
	f.Calls = indices(f.Calls, sum.Calls, sig)
	f.Spawns = indices(f.Spawns, sum.Spawns, sig)
	f.Joins = indices(f.Joins, sum.Joins, sig)
	x.keep(f, sum, sig)
	if !f.Empty() {
		x.into[key] = f
	}
}

// keep adds the names of those variables that are no parameters of the function.
func (x exporter) keep(f *Func, sum *effect.Summary, sig *types.Signature) {
	k := f.Kept
	if k == nil {
		k = new(Kept)
	}
	k.Calls = x.names(k.Calls, sum.Calls, sig)
	k.Spawns = x.names(k.Spawns, sum.Spawns, sig)
	k.Joins = x.names(k.Joins, sum.Joins, sig)
	if len(k.Calls)+len(k.Spawns)+len(k.Joins) > 0 {
		f.Kept = k
	}
}

// names adds the names of those variables that are no parameters to a list.
func (x exporter) names(list []string, vars []*types.Var, sig *types.Signature) []string {
	for _, v := range vars {
		if source.ParamIndex(sig, v) >= 0 {
			continue
		}
		if name := x.vars.Name(v); name != "" && !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	return list
}

// indices adds the indices of those variables that are parameters to a list.
func indices(list []int, vars []*types.Var, sig *types.Signature) []int {
	for _, v := range vars {
		if i := source.ParamIndex(sig, v); i >= 0 {
			list = append(list, i)
		}
	}
	return list
}

func (x exporter) effect(e *effect.Effect, sig *types.Signature) *Effect {
	f := &Effect{
		Rule: string(e.Rule), Join: uint8(e.Join), JoinedBy: e.JoinedBy, Undoes: e.Undoes, Uncertain: e.Uncertain, Hangs: e.Hangs, Native: e.Native,
		Ends: string(e.Ends), Slot: e.Slot, Followed: e.Followed, Phrase: e.Phrase, Where: e.Where,
	}
	b := e.Bound
	if b.Kind == effect.Param {
		if f.Param = source.ParamIndex(sig, b.Var); f.Param < 0 {
			b, f.Param = effect.Bound{Kind: effect.Foreign}, 0
		}
	}
	f.Bound = uint8(b.Kind)
	if e.If.Var != nil {
		if i := source.ParamIndex(sig, e.If.Var); i >= 0 {
			if f.If = i + 1; !e.If.Value {
				f.If = -f.If
			}
		}
	}
	if e.Subject != nil {
		if i := source.ParamIndex(sig, e.Subject); i >= 0 {
			f.Subject = &i
		}
	}
	if f.Where == (finding.Spot{}) {
		f.Where = x.home.Spot(x.place(e.Pos))
	} else if e.Module != x.home.Module {
		f.Module = e.Module
	}
	for _, h := range (&effect.Finding{Effect: *e}).Calls() {
		at := h.At
		if at == (finding.Spot{}) && h.Skipped == 0 {
			at = x.place(h.Pos).Spot()
		}
		f.Chain = append(f.Chain, Hop{Name: h.Name, At: at, Skipped: h.Skipped})
	}
	if e.Rule == effect.OpenCall {
		f.Chain = Ends(f.Chain)
	}
	return f
}

// Ends returns the first and the last call of a chain, and one that stands for those in
// between. There are many open calls, and few of them lead to a finding.
func Ends(chain []Hop) []Hop {
	if len(chain) <= 3 {
		return chain
	}
	n := 0
	for _, h := range chain[1 : len(chain)-1] {
		n += max(h.Skipped, 1)
	}
	h := effect.Skipped(n)
	return []Hop{chain[0], {Name: h.Name, Skipped: h.Skipped}, chain[len(chain)-1]}
}

func (x exporter) place(pos token.Pos) finding.Place {
	p := x.graph.Source.Fset.Position(pos)
	return finding.Place{File: p.Filename, Line: p.Line}
}

// Summary returns the summary that the fact holds for a function of a package, of the
// module, with the signature. If uncertain is set, the function belongs
// to somebody else, and its effects are at most cautions. It returns nil if f or sig is
// nil.
func (f *Func) Summary(sig *types.Signature, pkg *types.Package, module string, uncertain bool) *effect.Summary {
	if f == nil || sig == nil {
		return nil
	}
	sum := summary(f.Effects, sig, pkg.Name(), module)
	for _, e := range sum.Effects {
		e.Uncertain = e.Uncertain || uncertain
	}
	sum.Calls = params(sig, f.Calls)
	sum.Spawns = params(sig, f.Spawns)
	sum.Joins = params(sig, f.Joins)
	sum.Fed = f.Fed
	if f.Kept != nil {
		sum.Calls = append(sum.Calls, findVars(pkg, f.Kept.Calls)...)
		sum.Spawns = append(sum.Spawns, findVars(pkg, f.Kept.Spawns)...)
		sum.Joins = append(sum.Joins, findVars(pkg, f.Kept.Joins)...)
	}
	return sum
}

// summary returns the summary with the effects of a function of the package, which is
// of the module.
func summary(list []*Effect, sig *types.Signature, pkg, module string) *effect.Summary {
	var effects []*effect.Effect
	for _, e := range list {
		effects = append(effects, e.effect(sig, pkg, module))
	}
	return effect.NewSummary(effects...)
}

func (f *Effect) effect(sig *types.Signature, pkg, module string) *effect.Effect {
	e := &effect.Effect{
		Rule: effect.Rule(f.Rule), Bound: effect.Bound{Kind: effect.BoundKind(f.Bound)},
		Join: effect.Join(f.Join), JoinedBy: f.JoinedBy, Undoes: f.Undoes, Uncertain: f.Uncertain, Hangs: f.Hangs, Native: f.Native,
		Ends: catalog.Ends(f.Ends), Slot: f.Slot, Followed: f.Followed, Phrase: f.Phrase, Where: f.Where,
		Module: cmp.Or(f.Module, module),
	}
	if e.Bound.Kind == effect.Param {
		if e.Bound.Var = param(sig, f.Param); e.Bound.Var == nil {
			e.Bound.Kind = effect.Unknown
		}
	}
	if f.Subject != nil {
		e.Subject = param(sig, *f.Subject)
	}
	if f.If != 0 {
		e.If = effect.Cond{Var: param(sig, max(f.If, -f.If)-1), Value: f.If > 0}
	}
	for _, h := range slices.Backward(f.Chain) {
		e.Via = e.Via.Push(effect.Hop{Name: qualified(h.Name, pkg), At: h.At, Skipped: h.Skipped})
	}
	return e
}

// param returns the parameter with the index, or nil if a signature has none.
func param(sig *types.Signature, i int) *types.Var {
	if i < 0 || i >= sig.Params().Len() {
		return nil
	}
	return sig.Params().At(i).Origin()
}

func params(sig *types.Signature, list []int) []*types.Var {
	var vars []*types.Var
	for _, i := range list {
		if v := param(sig, i); v != nil {
			vars = append(vars, v)
		}
	}
	return vars
}

// qualified adds the package's name to the name of a function that has none.
func qualified(name, pkg string) string {
	if strings.HasPrefix(name, "(*") {
		if strings.Contains(name[:strings.IndexByte(name, ')')], ".") {
			return name
		}
		return "(*" + pkg + "." + name[2:]
	}
	if strings.Contains(name, ".") {
		return name
	}
	return pkg + "." + name
}
