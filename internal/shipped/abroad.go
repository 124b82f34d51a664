package shipped

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/fact"
	"github.com/jobvet/jobvet/internal/operator"
	"github.com/jobvet/jobvet/internal/source"
)

// This file finds what the operators of other packages lose because of this one.

// states returns what the imports tell, by package.
func (f *finder) states() map[*types.Package]*fact.State {
	states := make(map[*types.Package]*fact.State)
	for _, pkg := range f.Source.Types.Imports() {
		if s := f.State(pkg); !s.Empty() {
			states[pkg] = s
		}
	}
	return states
}

// abroad finds the variables and fields of other packages that this one sets where no
// worker does, and the types of others that it registers although they lose fields.
func (f *finder) abroad(states map[*types.Package]*fact.State, launched []launch) {
	f.variablesAbroad(states, launched)
	f.fieldsAbroad(states)
	f.typesAbroad(states)
}

func (f *finder) variablesAbroad(states map[*types.Package]*fact.State, launched []launch) {
	if len(launched) == 0 {
		return
	}
	a := f.assigns(func(*types.Var) bool { return false }, states)
	for _, key := range slices.Sorted(maps.Keys(a.sets)) {
		loss, places := a.losses[key], a.sets[key]
		if a.settled[key] || slices.ContainsFunc(places, func(at assignment) bool { return within(launched, at.pos) == nil }) {
			continue
		}
		first := places[0]
		in := within(launched, first.pos)
		rest := ", which " + in.by
		if first.by != nil {
			rest += " by calling " + source.FuncName(first.by, f.Source.Types)
		}
		rest += in.when
		f.found = append(f.found, &Finding{
			Kind: Global, Told: loss.Operator, Pos: first.pos, Set: first.pos,
			Phrase: "reads " + shortName(key), Rest: rest, Harm: globalHarm, Advice: globalAdvice,
			// If this is not main, another package may set it as well.
			Uncertain: loss.Uncertain || f.Source.Types.Name() != "main",
		})
	}
}

// shortName is a variable's name with the last part of its package's path.
func shortName(key string) string {
	pkg, name, _ := strings.Cut(key, ":")
	return path.Base(pkg) + "." + name
}

// fieldsAbroad finds the exported fields of other packages' types that this one sets.
func (f *finder) fieldsAbroad(states map[*types.Package]*fact.State) {
	for _, fn := range f.Source.Funcs {
		if fn.Test || f.onWorker(fn) {
			continue
		}
		ast.Inspect(fn.Body, func(x ast.Node) bool {
			switch x := x.(type) {
			case *ast.FuncLit:
				return false // it is a function of its own
			case *ast.KeyValueExpr:
				if id, ok := x.Key.(*ast.Ident); ok {
					f.setAbroad(states, id, x.Value)
				}
			case *ast.AssignStmt:
				f.assignAbroad(states, x)
			}
			return true
		})
	}
}

// assignAbroad finds the fields of other packages' types that an assignment sets.
func (f *finder) assignAbroad(states map[*types.Package]*fact.State, stmt *ast.AssignStmt) {
	for i, lhs := range stmt.Lhs {
		sel, ok := ast.Unparen(lhs).(*ast.SelectorExpr)
		if !ok || stmt.Tok != token.ASSIGN {
			continue
		}
		var to ast.Expr
		if len(stmt.Lhs) == len(stmt.Rhs) {
			to = stmt.Rhs[i]
		}
		f.setAbroad(states, sel.Sel, to)
	}
}

// setAbroad adds the finding of a field of another package's type that code sets, if its
// value does not get to a worker. to is the value, or nil if that does not show.
func (f *finder) setAbroad(states map[*types.Package]*fact.State, id *ast.Ident, to ast.Expr) {
	v, ok := f.Source.Info.Uses[id].(*types.Var)
	if !ok || !v.IsField() || states[v.Pkg()] == nil {
		return
	}
	loss := states[v.Pkg()].Fields[fact.VarName(v.Origin())]
	if loss == nil || loss.Operator == nil && !f.ships(v.Pkg(), loss.Name) {
		return
	}
	kind := Lost
	if loss.Zero {
		kind = Opaque
	}
	if to != nil && (&watcher{finder: f}).isZero(&field{kind: kind}, to) {
		return
	}
	op := f.operatorAbroad(v.Pkg(), loss.Name)
	if op == nil && loss.Operator == nil {
		return
	}
	f.found = append(f.found, &Finding{
		Kind: kind, Op: op, Told: loss.Operator, Pos: id.Pos(), Set: id.Pos(),
		Phrase: loss.Text + ", which is set here", Harm: loss.Harm, Advice: loss.Advice, Uncertain: loss.Uncertain,
	})
}

// typesAbroad finds the types of other packages that only this one registers.
func (f *finder) typesAbroad(states map[*types.Package]*fact.State) {
	done := make(map[*types.Named]bool)
	own := f.ownEncoders()
	for _, s := range f.Shipped {
		if s.Type == nil || done[s.Type] || s.Type.Obj().Pkg() == f.Source.Types || states[s.Type.Obj().Pkg()] == nil {
			continue
		}
		done[s.Type] = true
		pkg, name := s.Type.Obj().Pkg(), s.Type.Obj().Name()
		op := f.operatorAbroad(pkg, name)
		if op == nil {
			continue
		}
		schema := !own && slices.ContainsFunc(f.Shipped, func(x *operator.Shipped) bool {
			return x.Type == s.Type && x.Registration.Ships == catalog.ShipsSchema
		})
		for _, loss := range states[pkg].Types[name] {
			if loss.Schema && !schema {
				continue
			}
			f.found = append(f.found, &Finding{
				Op: op, Type: s.Type, Pos: op.Pos, Set: s.Pos, Where: loss.Where, Module: loss.Module,
				Phrase: loss.Text, Harm: loss.Harm, Advice: loss.Advice, Uncertain: loss.Uncertain,
			})
		}
	}
}

// ships reports whether this package ships values of another package's type.
func (f *finder) ships(pkg *types.Package, name string) bool {
	return slices.ContainsFunc(f.Shipped, func(s *operator.Shipped) bool {
		return s.Type != nil && s.Type.Obj().Pkg() == pkg && s.Type.Obj().Name() == name
	})
}

// operatorAbroad returns an operator that is a method of another package's type, or nil.
func (f *finder) operatorAbroad(pkg *types.Package, name string) *operator.Operator {
	for _, op := range f.Operators {
		if op.Obj == nil || op.Obj.Signature().Recv() == nil {
			continue
		}
		if n := source.NamedOf(op.Obj.Signature().Recv().Type()); n != nil && n.Obj().Pkg() == pkg && n.Obj().Name() == name {
			return op
		}
	}
	return nil
}
