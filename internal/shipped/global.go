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

// globals finds the package variables that an operator reads and that only main sets,
// after the call that does not return in a worker.
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

// start returns the end of the call in main that does not return in a worker, and the
// name of the function called.
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

// setBehind returns the package variables that main sets after start, each with the
// place. If other code sets a variable, it has no position.
func (f *finder) setBehind(main *source.Func, start token.Pos) map[*types.Var]token.Pos {
	s := setters{finder: f, start: start, end: main.Body.End(), vars: make(map[*types.Var]token.Pos)}
	for _, file := range f.Source.Files {
		ast.Inspect(file, s.visit)
	}
	return s.vars
}

// setters finds the code that sets package variables.
type setters struct {
	*finder
	start, end token.Pos // of what main does after the call that does not return
	vars       map[*types.Var]token.Pos
}

// note notes that code sets e, after start in main or elsewhere.
func (s *setters) note(e ast.Expr, behind bool) {
	id := root(e)
	if id == nil {
		return
	}
	v, ok := s.Source.Info.Uses[id].(*types.Var)
	if !ok || v.Kind() != types.PackageVar || v.Pkg() != s.Source.Types {
		return
	}
	old, known := s.vars[v]
	switch {
	case !behind:
		s.vars[v] = token.NoPos
	case !known, old.IsValid() && id.Pos() < old:
		s.vars[v] = id.Pos()
	}
}

func (s *setters) visit(x ast.Node) bool {
	if x == nil {
		return true
	}
	behind := s.start <= x.Pos() && x.End() <= s.end
	switch x := x.(type) {
	case *ast.AssignStmt:
		for _, lhs := range x.Lhs {
			s.note(lhs, behind)
		}
	case *ast.IncDecStmt:
		s.note(x.X, false)
	case *ast.RangeStmt:
		s.note(x.Key, behind)
		s.note(x.Value, behind)
	case *ast.UnaryExpr:
		if x.Op == token.AND {
			s.note(x.X, false) // other code may set it
		}
	case *ast.FuncLit:
		if behind && s.onWorker(s.Source.OfLit(x)) {
			s.unset(x)
		}
	}
	return true
}

// unset notes what a function sets that runs on a worker.
func (s *setters) unset(lit *ast.FuncLit) {
	ast.Inspect(lit.Body, func(x ast.Node) bool {
		if stmt, ok := x.(*ast.AssignStmt); ok {
			for _, lhs := range stmt.Lhs {
				s.note(lhs, false)
			}
		}
		return true
	})
}

type read struct {
	op  *operator.Operator
	pos token.Pos
}

// reads returns the place at which code on a worker first refers to each variable.
func (f *finder) reads(vars map[*types.Var]token.Pos) map[*types.Var]read {
	reads := make(map[*types.Var]read)
	for _, fn := range f.Source.Funcs {
		op, ok := f.readers[fn]
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
