package effect

import (
	"go/ast"
	"go/types"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/comm"
	"github.com/jobvet/jobvet/internal/source"
)

// This file asks package comm what the goroutines of a function do to one another.

// explorer returns what explores the functions of the package.
func (g *Graph) explorer() *comm.Explorer {
	if g.explored == nil {
		g.explored = comm.New(comm.Config{
			Source: g.Source, Library: g.libraryCall, Group: g.joinsGoroutines, MayReturn: g.mayReturn, Decided: g.decided, Recovers: g.recovers,
		})
	}
	return g.explored
}

// fate returns what becomes of an operation in fn. If that is up to the callers, and
// the package has them all, those that reach it have to agree. For a goroutine, one that leaves it
// alone is enough.
func (g *Graph) fate(fn *source.Func, op ast.Node) comm.Fate {
	out := fn.Outermost()
	if f := g.explorer().Of(out).Fate(op); f != comm.Unknown || out.Obj == nil {
		return f
	}
	callers, all := g.callersOf(out.Obj)
	agreed := comm.Unreached
	for _, c := range callers {
		f := g.explorer().Of(c.in.Outermost()).Below(c.call).Fate(op)
		if f == comm.Hangs && fn != out {
			return f
		}
		all = all && f != comm.Unknown && (agreed == comm.Unreached || f == comm.Unreached || f == agreed)
		if f != comm.Unreached {
			agreed = f
		}
	}
	if !all || len(callers) == 0 {
		return comm.Unknown
	}
	return agreed
}

// below returns what the function around a call knows of what the call does.
func (g *Graph) below(e *edge) *comm.Answers {
	if e.call.Expr == nil || g.RatesOnly {
		return &comm.Answers{}
	}
	return g.explorer().Of(e.from.Outermost()).Below(e.call.Expr)
}

// A caller is a call, and the function that it stands in.
type caller struct {
	call *ast.CallExpr
	in   *source.Func
}

// callersOf returns the calls of a function in the package, and whether there can be no
// others: other packages do not see the function, and it is no value anywhere.
func (g *Graph) callersOf(fn *types.Func) (list []caller, all bool) {
	if g.callers == nil {
		g.callers, g.named = make(map[*types.Func][]caller), make(map[*types.Func]int)
		for _, obj := range g.Source.Info.Uses {
			if fn, ok := obj.(*types.Func); ok && fn.Pkg() == g.Source.Types {
				g.named[fn.Origin()]++
			}
		}
		for _, in := range g.Source.Funcs {
			for _, c := range in.Calls {
				if c.Expr == nil {
					continue
				}
				if fn := g.Source.NamedFunc(c.Expr); fn != nil && g.named[fn.Origin()] > 0 {
					g.callers[fn.Origin()] = append(g.callers[fn.Origin()], caller{c.Expr, in})
				}
			}
		}
	}
	list = g.callers[fn.Origin()]
	hidden := !fn.Exported() || g.Source.Types.Name() == "main"
	return list, hidden && len(list) == g.named[fn.Origin()]
}

// libraryCall returns what the catalogue and the signature tell of a call of a library.
func (g *Graph) libraryCall(call *ast.CallExpr) comm.Library {
	lib := comm.Library{Runs: -1, Calls: -1}
	fn := g.Source.NamedFunc(call)
	if fn == nil || g.originOf(fn.Pkg()) == user {
		return lib
	}
	lib.Known = true
	entry := g.Catalog.Call(catalog.SymbolOf(fn))
	if entry == nil {
		if fn.Pkg() != nil && g.Catalog.Callback(fn.Pkg().Path()) {
			lib.Calls = functionAmong(g.Source.Info, call.Args)
		}
		return lib
	}
	if len(entry.Runs) > 0 {
		lib.Runs, lib.Joins = entry.Runs[0], entry.Join != ""
	}
	if len(entry.Calls) > 0 {
		lib.Calls = entry.Calls[0]
	}
	lib.Quits = entry.Ends == catalog.EndsGoroutine
	lib.Once = source.IsNamed(recvType(fn), "sync", "Once")
	switch Rule(entry.Effect) {
	case ChanWait, SyncWait, RateWait:
		lib.Waits = true
	}
	lib.Root, lib.Timed = entry.Bound == catalog.BoundByNothing, entry.Bound == catalog.BoundByDuration
	return lib
}

// functionAmong returns the index of the first function among arguments, or -1.
func functionAmong(info *types.Info, args []ast.Expr) int {
	for i, a := range args {
		if source.IsFunc(info.TypeOf(a)) {
			return i
		}
	}
	return -1
}

func recvType(fn *types.Func) types.Type {
	if r := fn.Signature().Recv(); r != nil {
		return source.Pointee(r.Type())
	}
	return nil
}

// joinsGoroutines reports whether a library's type has a method that starts goroutines
// and another one that waits for them.
func (g *Graph) joinsGoroutines(t types.Type) bool {
	n := source.NamedOf(t)
	if n == nil || n.Obj().Pkg() == nil || g.originOf(n.Obj().Pkg()) == user {
		return false
	}
	for m := range n.Methods() {
		if e := g.Catalog.Call(catalog.SymbolOf(m)); e != nil && e.Join == "Wait" && len(e.Runs) > 0 {
			return true
		}
	}
	return false
}
