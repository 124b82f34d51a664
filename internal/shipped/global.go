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

// These are the clauses of messages about package variables.
const (
	globalHarm   = "a worker never comes to that line, so that it works locally and on a cluster has its first value"
	globalAdvice = "set it in init, or build what it holds in a lifecycle method from exported fields"
)

// globals finds the package variables that an operator reads and that only code sets
// which no worker runs.
func (f *finder) globals(launched []launch) {
	if len(launched) == 0 {
		return
	}
	vars := f.setBy(launched)
	if len(vars) == 0 {
		return
	}
	reads := f.reads(func(v *types.Var) bool { return vars[v] != nil })
	for _, v := range slices.SortedFunc(maps.Keys(vars), func(a, b *types.Var) int { return int(a.Pos()) - int(b.Pos()) }) {
		r := reads[v]
		if vars[v] == nil || r.op == nil {
			continue
		}
		f.found = append(f.found, &Finding{
			Kind: Global, Op: r.op, Pos: vars[v].pos, Set: r.pos,
			Phrase: "reads " + v.Name(), Seen: r.pos, Rest: ", which " + vars[v].by,
			Harm:   globalHarm,
			Advice: globalAdvice,
			// Another package may set it as well.
			Uncertain: v.Exported(),
		})
	}
}

// A launch is code that only the process runs that launches a pipeline.
type launch struct {
	pos, end token.Pos
	by, when string // say who sets what is set there, and where: "main sets", " behind beam.Init"
}

// launched returns the code that no worker runs: what comes behind a call that does not
// return in a worker, functions that build a pipeline, and those that only such code
// calls.
func (f *finder) launched() []launch {
	list := f.behindStarts()
	builds := make(map[*source.Func]bool)
	for _, sent := range f.Shipped {
		if fn := f.builder(sent); fn != nil && !builds[fn] {
			builds[fn] = true
			list = append(list, launch{fn.Body.Pos(), fn.Body.End(), "only " + fn.Name() + " sets", ", where the pipeline is built"})
		}
	}
	return f.calledOnly(list)
}

// builder returns the declared function that sends a value to workers, or nil. What runs
// before main, or as main, runs on workers, too.
func (f *finder) builder(sent *operator.Shipped) *source.Func {
	if sent.Registration.Ships != catalog.ShipsValue {
		return nil
	}
	for _, fn := range f.Source.Funcs {
		if fn.Decl == nil || fn.Test || sent.Pos < fn.Body.Pos() || fn.Body.End() <= sent.Pos {
			continue
		}
		if name := fn.Obj.Name(); fn.Decl.Recv == nil && (name == "init" || name == "main") || f.onWorker(fn) {
			return nil
		}
		return fn
	}
	return nil
}

// importable reports whether another package can call a function.
func (f *finder) importable(fn *source.Func) bool {
	return fn.Obj.Exported() && f.Source.Types.Name() != "main"
}

// calledOnly adds the functions that only the launched code calls.
func (f *finder) calledOnly(list []launch) []launch {
	if len(list) == 0 {
		return nil
	}
	refs := f.references()
	for again := true; again; {
		again = false
		for _, fn := range f.Source.Funcs {
			places := refs[fn]
			if fn.Decl == nil || fn.Test || len(places) == 0 || f.importable(fn) || f.onWorker(fn) || within(list, fn.Body.Pos()) != nil {
				continue
			}
			var by *launch
			for _, pos := range places {
				if by = within(list, pos); by == nil {
					break
				}
			}
			if by != nil {
				list = append(list, launch{fn.Body.Pos(), fn.Body.End(), by.by, by.when})
				again = true
			}
		}
	}
	return list
}

// references returns the places that refer to each declared function.
func (f *finder) references() map[*source.Func][]token.Pos {
	refs := make(map[*source.Func][]token.Pos)
	for id, obj := range f.Source.Info.Uses {
		if fn, ok := obj.(*types.Func); ok {
			if local := f.Source.Of(fn); local != nil {
				refs[local] = append(refs[local], id.Pos())
			}
		}
	}
	return refs
}

// within returns the launched code around a position, or nil.
func within(list []launch, pos token.Pos) *launch {
	for i := range list {
		if list[i].pos <= pos && pos < list[i].end {
			return &list[i]
		}
	}
	return nil
}

// behindStarts returns the code behind calls that do not return in a worker: calls of
// the framework's functions, and of functions of the package that make such a call.
func (f *finder) behindStarts() []launch {
	symbols := f.starts()
	if len(symbols) == 0 {
		return nil
	}
	var list []launch
	by := make(map[*source.Func]string) // the framework's function that it calls
	for again := true; again; {
		again = false
		for _, fn := range f.Source.Funcs {
			if by[fn] != "" || fn.Test || f.onWorker(fn) {
				continue
			}
			end, start, via := f.start(fn, symbols, by)
			if start == "" {
				continue
			}
			by[fn], again = start, true
			if via != "" {
				start = via + ", which calls " + start
			}
			list = append(list, launch{end, fn.Body.End(), fn.Name() + " sets", " behind " + start})
		}
	}
	return list
}

// starts are the functions of imported frameworks that do not return in a worker.
func (f *finder) starts() []catalog.Symbol {
	var symbols []catalog.Symbol
	for _, pkg := range f.Source.Types.Imports() {
		table := f.Catalog.Table(pkg.Path())
		if table == nil {
			continue
		}
		for _, fw := range table.Frameworks {
			if fw.Serialised {
				symbols = append(symbols, fw.Symbols(fw.Start)...)
			}
		}
	}
	return symbols
}

// start returns the end of the statement of a function that does not return in a worker,
// and the name of the framework's function that it calls. If the statement calls a
// function that does so, according to by, via is the name of that.
func (f *finder) start(fn *source.Func, symbols []catalog.Symbol, by map[*source.Func]string) (end token.Pos, start, via string) {
	for _, stmt := range fn.Body.List {
		expr, ok := stmt.(*ast.ExprStmt)
		if !ok {
			continue
		}
		call, ok := expr.X.(*ast.CallExpr)
		if !ok {
			continue
		}
		called := f.Source.NamedFunc(call)
		if called == nil {
			continue
		}
		if isOneOf(called, symbols) {
			return call.End(), called.Pkg().Name() + "." + called.Name(), ""
		}
		if local := f.Source.Of(called); local != nil && by[local] != "" {
			return call.End(), by[local], local.Name()
		}
	}
	return token.NoPos, "", ""
}

func isOneOf(fn *types.Func, symbols []catalog.Symbol) bool {
	return fn.Pkg() != nil && slices.Contains(symbols, catalog.SymbolOf(fn))
}

// A setting is the place at which launched code sets a variable.
type setting struct {
	pos token.Pos
	by  string
}

// setBy returns the package variables that launched code sets, each with the first place.
// If other code sets a variable, that is nil.
func (f *finder) setBy(launched []launch) map[*types.Var]*setting {
	s := setters{finder: f, launched: launched, vars: make(map[*types.Var]*setting)}
	for _, file := range f.Source.Files {
		ast.Inspect(file, s.visit)
	}
	return s.vars
}

// setters finds the code that sets package variables.
type setters struct {
	*finder
	launched []launch
	vars     map[*types.Var]*setting
}

// note notes that code sets e: launched code, or other code if by is nil.
func (s *setters) note(e ast.Expr, by *launch) {
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
	case by == nil:
		s.vars[v] = nil
	case !known, old != nil && id.Pos() < old.pos:
		s.vars[v] = &setting{id.Pos(), by.by + by.when}
	}
}

func (s *setters) visit(x ast.Node) bool {
	if x == nil {
		return true
	}
	by := within(s.launched, x.Pos())
	switch x := x.(type) {
	case *ast.AssignStmt:
		for _, lhs := range x.Lhs {
			s.note(lhs, by)
		}
	case *ast.IncDecStmt:
		s.note(x.X, nil)
	case *ast.RangeStmt:
		s.note(x.Key, by)
		s.note(x.Value, by)
	case *ast.UnaryExpr:
		if x.Op == token.AND {
			s.note(x.X, nil) // other code may set it
		}
	case *ast.FuncLit:
		if by != nil && s.onWorker(s.Source.OfLit(x)) {
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
				s.note(lhs, nil)
			}
		}
		return true
	})
}

type read struct {
	op  *operator.Operator
	pos token.Pos
}

// reads returns the place at which code on a worker first refers to each variable that
// counts.
func (f *finder) reads(counts func(v *types.Var) bool) map[*types.Var]read {
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
			if v, ok := f.Source.Info.Uses[id].(*types.Var); ok && reads[v].op == nil && counts(v) {
				reads[v] = read{op, id.Pos()}
			}
			return true
		})
	}
	return reads
}
