package shipped

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/operator"
	"github.com/jobvet/jobvet/internal/source"
)

// globals finds the package variables that an operator reads and that only
// main sets, behind the call that does not return in a worker.
func (f *finder) globals() {
	if f.Source.Types.Name() != "main" {
		return
	}
	mainObj, ok := f.Source.Types.Scope().Lookup("main").(*types.Func)
	if !ok {
		return
	}
	main := f.Source.Of(mainObj)
	if main == nil {
		return
	}
	start, by := f.start(main)
	if !start.IsValid() {
		return
	}
	vars := f.setBehind(main, start)
	if len(vars) == 0 {
		return
	}
	reads := f.reads(vars)
	for _, v := range slices.SortedFunc(maps.Keys(vars), func(a, b *types.Var) int { return int(a.Pos()) - int(b.Pos()) }) {
		r := reads[v]
		if !vars[v].IsValid() || r.op == nil {
			continue
		}
		f.found = append(f.found, &Finding{
			Kind: Global, Op: r.op, Pos: vars[v], Set: r.pos,
			Phrase: "reads " + v.Name(), Seen: r.pos, Rest: ", which main sets behind " + by,
			Harm:   "a worker never comes to that line, so that it works locally and on a cluster has its first value",
			Advice: "set it in init, or build what it holds in a lifecycle method from exported fields",
		})
	}
}

// start returns the end of the call in main that does not return in a worker,
// and its name.
func (f *finder) start(main *source.Func) (token.Pos, string) {
	var symbols []catalog.Symbol
	for _, op := range f.Operators {
		if op.Framework.Serialised && op.Framework.Table() != nil {
			symbols = op.Framework.Symbols(op.Framework.Start)
			break
		}
	}
	for _, stmt := range main.Body.List {
		expr, ok := stmt.(*ast.ExprStmt)
		if !ok {
			continue
		}
		if call, ok := expr.X.(*ast.CallExpr); ok {
			if fn := f.Source.NamedFunc(call); fn != nil && isOneOf(fn, symbols) {
				return call.End(), fn.Pkg().Name() + "." + fn.Name()
			}
		}
	}
	return token.NoPos, ""
}

func isOneOf(fn *types.Func, symbols []catalog.Symbol) bool {
	return fn.Pkg() != nil && slices.Contains(symbols, catalog.SymbolOf(fn))
}

// setBehind returns the package variables that are only set in main and behind
// start, each with where; those that are set elsewhere have no position.
func (f *finder) setBehind(main *source.Func, start token.Pos) map[*types.Var]token.Pos {
	vars := make(map[*types.Var]token.Pos)
	note := func(e ast.Expr, behind bool) {
		id := root(e)
		if id == nil {
			return
		}
		v, ok := f.Source.Info.Uses[id].(*types.Var)
		if !ok || v.Kind() != types.PackageVar || v.Pkg() != f.Source.Types {
			return
		}
		old, known := vars[v]
		switch {
		case !behind:
			vars[v] = token.NoPos
		case !known:
			vars[v] = id.Pos()
		case old.IsValid() && id.Pos() < old:
			vars[v] = id.Pos()
		}
	}
	for _, file := range f.Source.Files {
		ast.Inspect(file, func(x ast.Node) bool {
			if x == nil {
				return true
			}
			behind := start <= x.Pos() && x.End() <= main.Body.End()
			switch x := x.(type) {
			case *ast.AssignStmt:
				for _, lhs := range x.Lhs {
					note(lhs, behind)
				}
			case *ast.IncDecStmt:
				note(x.X, false)
			case *ast.RangeStmt:
				if x.Key != nil {
					note(x.Key, behind)
				}
				if x.Value != nil {
					note(x.Value, behind)
				}
			case *ast.UnaryExpr:
				if x.Op == token.AND {
					note(x.X, false) // something else may set it
				}
			case *ast.FuncLit:
				if behind && f.onWorker(f.Source.OfLit(x)) {
					f.unset(x, note)
				}
			}
			return true
		})
	}
	return vars
}

// unset notes what a function that runs on a worker sets.
func (f *finder) unset(lit *ast.FuncLit, note func(ast.Expr, bool)) {
	ast.Inspect(lit.Body, func(x ast.Node) bool {
		if s, ok := x.(*ast.AssignStmt); ok {
			for _, lhs := range s.Lhs {
				note(lhs, false)
			}
		}
		return true
	})
}

type read struct {
	op  *operator.Operator
	pos token.Pos
}

// reads returns where code on a worker first refers to each of the variables.
func (f *finder) reads(vars map[*types.Var]token.Pos) map[*types.Var]read {
	reads := make(map[*types.Var]read)
	for _, fn := range f.Source.Funcs {
		op, ok := f.reader[fn]
		if !ok {
			continue
		}
		ast.Inspect(fn.Body, func(x ast.Node) bool {
			if lit, ok := x.(*ast.FuncLit); ok && lit != fn.Lit {
				return false // it is a function of its own
			}
			id, ok := x.(*ast.Ident)
			if !ok {
				return true
			}
			if v, ok := f.Source.Info.Uses[id].(*types.Var); ok && vars[v].IsValid() && reads[v].op == nil {
				reads[v] = read{op, id.Pos()}
			}
			return true
		})
	}
	return reads
}
