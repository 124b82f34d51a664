package effect

import (
	"fmt"
	"go/token"
	"go/types"
	"path/filepath"
	"strings"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/fact"
	"github.com/jobvet/jobvet/internal/source"
)

// Key returns the key of a function's fact, or "" if importers cannot name the
// function. results is how often the function's result is called.
func Key(fn *types.Func, results int) string {
	if !fn.Exported() {
		return ""
	}
	name := fn.Name()
	if recv := fn.Signature().Recv(); recv != nil {
		n := source.NamedOf(recv.Type())
		if n == nil {
			return ""
		}
		name = n.Obj().Name() + "." + name
	}
	return name + strings.Repeat("()", results)
}

// maxResults is how often the result of a function's result is followed. A constructor
// of middleware returns a function that returns the operator.
const maxResults = 2

// Export adds what importers need to know of the package's functions.
func (g *Graph) Export(into map[string]*fact.Func) {
	for _, n := range g.nodes {
		if n.fn.Obj == nil || n.fn.Test {
			continue
		}
		g.export(into, n.fn.Obj, 0, n.fn.Sig, n.sum)
		returned := []source.Origin{{Fn: n.fn}}
		for results := 1; results <= maxResults; results++ {
			sig := ResultSignature(n.fn.Obj, results)
			if sig == nil {
				break
			}
			returned = g.Source.Returned(returned)
			for _, o := range returned {
				if o.Fn != nil {
					g.export(into, n.fn.Obj, results, o.Fn.Sig, g.nodes[o.Fn.Index].sum)
				}
			}
		}
	}
}

func (g *Graph) export(into map[string]*fact.Func, fn *types.Func, results int, sig *types.Signature, sum *Summary) {
	key := Key(fn, results)
	if key == "" || sum.Empty() {
		return
	}
	f := into[key]
	if f == nil {
		f = &fact.Func{}
	}
	for _, e := range sum.Effects {
		f.Effects = append(f.Effects, g.exportEffect(e, sig))
	}
	f.Calls = indices(f.Calls, sum.Calls, sig)
	f.Spawns = indices(f.Spawns, sum.Spawns, sig)
	if !f.Empty() {
		into[key] = f
	}
}

func indices(list []int, vars []*types.Var, sig *types.Signature) []int {
	for _, v := range vars {
		if i := source.ParamIndex(sig, v); i >= 0 {
			list = append(list, i)
		}
	}
	return list
}

func (g *Graph) exportEffect(e *Effect, sig *types.Signature) *fact.Effect {
	f := &fact.Effect{
		Rule: string(e.Rule), Join: uint8(e.Join), Uncertain: e.Uncertain,
		Ends: string(e.Ends), Phrase: e.Phrase, Where: e.Where,
	}
	b := e.Bound
	if b.Kind == Param {
		if f.Param = source.ParamIndex(sig, b.Var); f.Param < 0 {
			b, f.Param = Bound{Kind: Foreign}, 0
		}
	}
	f.Bound = uint8(b.Kind)
	if e.Subject != nil {
		if i := source.ParamIndex(sig, e.Subject); i >= 0 {
			f.Subject = &i
		}
	}
	if f.Where == "" {
		f.Where = g.where(e.Pos)
	}
	for _, h := range (&Finding{Effect: *e}).Calls() {
		at := h.At
		if at == "" && h.Skipped == 0 {
			at = g.where(h.Pos)
		}
		f.Chain = append(f.Chain, fact.Hop{Name: h.Name, At: at, Skipped: h.Skipped})
	}
	return f
}

// where prints a position without its directory, so that facts do not depend on the
// place of a checkout.
func (g *Graph) where(pos token.Pos) string {
	p := g.Source.Fset.Position(pos)
	return fmt.Sprintf("%s:%d", filepath.Base(p.Filename), p.Line)
}

// Import returns the summary that a fact holds for a function with the signature. pkg
// is the name of the function's package. If uncertain is set, the function belongs to
// somebody else, and its effects are at most cautions.
func Import(f *fact.Func, sig *types.Signature, pkg string, uncertain bool) *Summary {
	if f == nil || sig == nil {
		return nil
	}
	param := func(i int) *types.Var {
		if i < 0 || i >= sig.Params().Len() {
			return nil
		}
		return sig.Params().At(i).Origin()
	}
	sum := &Summary{}
	for _, fe := range f.Effects {
		e := &Effect{
			Rule: Rule(fe.Rule), Bound: Bound{Kind: BoundKind(fe.Bound)},
			Join: Join(fe.Join), Uncertain: fe.Uncertain || uncertain,
			Ends: catalog.Ends(fe.Ends), Phrase: fe.Phrase, Where: fe.Where,
		}
		if e.Bound.Kind == Param {
			if e.Bound.Var = param(fe.Param); e.Bound.Var == nil {
				e.Bound.Kind = Unknown
			}
		}
		if fe.Subject != nil {
			e.Subject = param(*fe.Subject)
		}
		for i := len(fe.Chain) - 1; i >= 0; i-- {
			h := fe.Chain[i]
			e.Via = e.Via.Push(Hop{Name: qualified(h.Name, pkg), At: h.At, Skipped: h.Skipped})
		}
		sum.Effects = append(sum.Effects, e)
		sum.rules |= e.Rule.set()
	}
	for _, i := range f.Calls {
		if v := param(i); v != nil {
			sum.Calls = append(sum.Calls, v)
		}
	}
	for _, i := range f.Spawns {
		if v := param(i); v != nil {
			sum.Spawns = append(sum.Spawns, v)
		}
	}
	return sum
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
