package shipped

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/fact"
	"github.com/jobvet/jobvet/internal/operator"
	"github.com/jobvet/jobvet/internal/source"
)

// Tell returns what importers can make the operators of the package, and those of its
// imports, lose.
func Tell(cfg Config) *fact.State {
	if cfg.Source.Types.Name() == "main" {
		return nil
	}
	f := &finder{Config: cfg}
	states := f.states()
	others := f.unregistered()
	if len(f.Shipped) == 0 && len(states) == 0 {
		return nil
	}
	f.types()
	f.reachWorkers()
	state := new(fact.State)
	f.tellFields(state, others)
	f.tellVars(state, states)
	return state
}

// unregistered adds the exported types that have an operator's methods, as if the package
// registered them. It returns them.
func (f *finder) unregistered() map[*types.Named]bool {
	known := make(map[*types.Named]bool)
	for _, s := range f.Shipped {
		known[s.Type] = true
	}
	others := make(map[*types.Named]bool)
	forms := f.schemas()
	f.Shipped, f.Operators = slices.Clone(f.Shipped), slices.Clone(f.Operators)
	for _, fn := range f.Source.Funcs {
		if fn.Decl == nil || fn.Decl.Recv == nil || fn.Test || !fn.Obj.Exported() {
			continue
		}
		n := source.NamedOf(fn.Sig.Recv().Type())
		if n == nil || known[n.Origin()] || !n.Obj().Exported() {
			continue
		}
		for _, form := range forms {
			if slices.Contains(form.Hot, fn.Obj.Name()) {
				fw := form.Framework()
				f.Shipped = append(f.Shipped, &operator.Shipped{Type: n.Origin(), Registration: form, Pos: n.Obj().Pos()})
				f.Operators = append(f.Operators, &operator.Operator{Fn: fn, Framework: fw, Policy: fw.Policy, Pos: n.Obj().Pos()})
				others[n.Origin()] = true
				break
			}
		}
	}
	return others
}

// schemas are the registrations of types of which frameworks make schemas.
func (f *finder) schemas() []*catalog.Registration {
	var list []*catalog.Registration
	for _, table := range f.Catalog.Tables() {
		for _, fw := range table.Frameworks {
			if !fw.Serialised {
				continue
			}
			for _, form := range fw.Operators {
				if form.Ships == catalog.ShipsSchema && len(form.Hot) > 0 {
					list = append(list, form)
				}
			}
		}
	}
	return list
}

// tellFields tells the exported fields that importers may set in vain, and what the
// values of the other types lose.
func (f *finder) tellFields(state *fact.State, others map[*types.Named]bool) {
	for _, fld := range f.watched() {
		switch {
		case fld.lost():
			found := f.loss(fld)
			found.Phrase = "loses what " + name(fld.setIn) + " puts into its field " + fld.v.Name()
			f.found = append(f.found, found)
		case fld.v.Exported() && fld.named.Obj().Exported() && fld.missed():
			found := f.loss(fld)
			loss := f.lossOf(found)
			loss.Zero = fld.kind == Opaque
			if !others[fld.named] {
				loss.Operator = f.Tell(found.Op)
			}
			put(&state.Fields, fact.VarName(fld.v), loss)
		}
	}
	for _, found := range f.found {
		if others[found.Type] {
			name := found.Type.Obj().Name()
			put(&state.Types, name, append(state.Types[name], f.lossOf(found)))
		}
	}
	f.found = nil
}

func put[V any](m *map[string]V, key string, v V) {
	if *m == nil {
		*m = make(map[string]V)
	}
	(*m)[key] = v
}

func (f *finder) lossOf(found *Finding) *fact.Loss {
	return &fact.Loss{
		Name: found.Type.Obj().Name(), Text: found.Phrase, Harm: found.Harm, Advice: found.Advice,
		Uncertain: found.Uncertain, Schema: found.Kind == Unencodable, Where: f.Spot(found.Pos), Module: f.Module,
	}
}

// tellVars tells the variables that importers may set in vain.
func (f *finder) tellVars(state *fact.State, states map[*types.Package]*fact.State) {
	reads := f.reads(func(v *types.Var) bool { return v.Kind() == types.PackageVar && v.Pkg() == f.Source.Types })
	a := f.assigns(func(v *types.Var) bool { return reads[v].op != nil }, states)
	for v, r := range reads {
		a.losses[varKey(v)] = &fact.Loss{Name: varKey(v), Operator: f.Tell(r.op), Uncertain: f.expectsNil(v)}
		if v.Exported() && len(a.sets[varKey(v)]) == 0 && !a.settled[varKey(v)] {
			put(&state.Vars, v.Name(), a.losses[varKey(v)])
		}
	}
	launched := f.launched()
	refs := f.references()
	for _, key := range slices.Sorted(maps.Keys(a.sets)) {
		if a.settled[key] || !slices.ContainsFunc(a.sets[key], func(at assignment) bool { return within(launched, at.pos) == nil }) {
			continue // this package reports it itself
		}
		setters, known := f.setters(a.sets[key], refs)
		if !known {
			a.settled[key] = true
			continue
		}
		for _, fn := range setters {
			if k := fact.Key(fn.Obj, 0); k != "" {
				put(&state.Sets, k, append(state.Sets[k], a.losses[key]))
			}
		}
	}
	for key := range a.settled {
		if !strings.HasPrefix(key, f.Source.Types.Path()+":") {
			state.Settled = append(state.Settled, key)
		}
	}
	slices.Sort(state.Settled)
}

// setters returns the functions that set a variable at one of the places, and those that
// call them in the end. known is false if workers run one of them, too.
func (f *finder) setters(places []assignment, refs map[*source.Func][]token.Pos) (list []*source.Func, known bool) {
	add := func(fn *source.Func) bool {
		if f.everywhere(fn) {
			return false
		}
		if !slices.Contains(list, fn) {
			list = append(list, fn)
		}
		return true
	}
	for _, at := range places {
		if !add(at.fn) {
			return nil, false
		}
	}
	for i := 0; i < len(list); i++ {
		for _, pos := range refs[list[i]] {
			if !f.isTest(pos) && !add(f.around(pos)) {
				return nil, false
			}
		}
	}
	return list, true
}

// around returns the declared function around a position, or nil.
func (f *finder) around(pos token.Pos) *source.Func {
	for _, fn := range f.Source.Funcs {
		if fn.Decl != nil && fn.Body.Pos() <= pos && pos < fn.Body.End() {
			return fn
		}
	}
	return nil
}

// expectsNil reports whether code on a worker compares a variable with nil.
func (f *finder) expectsNil(v *types.Var) bool {
	found := false
	for _, fn := range f.Source.Funcs {
		if !f.onWorker(fn) {
			continue
		}
		ast.Inspect(fn.Body, func(x ast.Node) bool {
			if cmp, ok := x.(*ast.BinaryExpr); ok && (f.Source.Info.Types[cmp.X].IsNil() || f.Source.Info.Types[cmp.Y].IsNil()) {
				found = found || f.packageVar(cmp.X) == v || f.packageVar(cmp.Y) == v
			}
			return !found
		})
	}
	return found
}
