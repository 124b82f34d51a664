package shipped

import (
	"go/ast"
	"go/token"
	"go/types"
	"iter"
	"slices"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/source"
)

// fills reports whether a method gives a field, or the part x of it, its value on a
// worker: f.conf.load(path). The method is called or named at w.stack[up]. If the code
// sets a worker up, any method counts that writes to its receiver, or whose body does
// not show. Elsewhere a method counts that writes to its receiver, if it is called
// under a condition or handed on, as to a sync.Once.
func (w *watcher) fills(fld *field, x ast.Expr, method *types.Func, up int) bool {
	if !w.onWorker(w.fn()) {
		return false
	}
	recv := method.Signature().Recv()
	if recv == nil {
		return false
	}
	if _, ok := recv.Type().Underlying().(*types.Pointer); !ok {
		return false
	}
	// On a worker an unexported pointer is nil: the method has nothing to fill.
	if _, ok := w.Source.Info.TypeOf(x).Underlying().(*types.Pointer); ok && fld.kind != Opaque {
		return false
	}
	_, setsUp := w.setUp[w.fn()]
	if fn := w.Source.Of(method); fn != nil {
		return (setsUp || w.conditional(up)) && w.writes(fn, make(map[*source.Func]bool))
	}
	if !setsUp || isGetter(method) {
		return false
	}
	entry := w.Catalog.Call(catalog.SymbolOf(method))
	if w.isLimiter(fld.v.Type()) {
		// Without a burst the limiter lets nothing through, whatever its rate.
		return entry != nil && entry.Sets == catalog.SetsBurst
	}
	return entry == nil || entry.Effect == ""
}

// isGetter reports whether a method has a result that is neither an error nor its
// receiver.
func isGetter(method *types.Func) bool {
	for v := range method.Signature().Results().Variables() {
		if !source.IsError(v.Type()) && !types.Identical(v.Type(), method.Signature().Recv().Type()) {
			return true
		}
	}
	return false
}

// conditional reports whether the selector at w.stack[up] stands in a branch, or is a
// method value.
func (w *watcher) conditional(up int) bool {
	if call, ok := w.stack[up-1].(*ast.CallExpr); !ok || call.Fun != w.stack[up] {
		return true
	}
	for i := up - 1; i > 0; i-- {
		switch p := w.stack[i-1].(type) {
		case *ast.FuncDecl, *ast.FuncLit:
			return false
		case *ast.IfStmt:
			if w.stack[i] == p.Body || w.stack[i] == p.Else {
				return true
			}
		}
	}
	return false
}

// writes reports whether a method writes to its receiver, or hands it on.
func (w *watcher) writes(fn *source.Func, seen map[*source.Func]bool) bool {
	if seen[fn] || fn.Decl == nil || fn.Sig.Recv() == nil {
		return false
	}
	seen[fn] = true
	recv := fn.Sig.Recv()
	ofRecv := func(e ast.Expr) bool {
		id := root(e)
		return id != nil && w.Source.Info.Uses[id] == recv
	}
	found := false
	ast.Inspect(fn.Body, func(x ast.Node) bool {
		if found {
			return false
		}
		switch x := x.(type) {
		case *ast.AssignStmt:
			found = x.Tok == token.ASSIGN && slices.ContainsFunc(x.Lhs, ofRecv)
		case *ast.UnaryExpr:
			found = x.Op == token.AND && ofRecv(x.X)
		case *ast.CallExpr:
			found = w.handsOn(x, recv)
			if sel, ok := ast.Unparen(x.Fun).(*ast.SelectorExpr); ok && !found && ofRecv(sel.X) {
				local := w.ofCall(x)
				found = local != nil && w.writes(local, seen)
			}
		}
		return !found
	})
	return found
}

// handsOn reports whether a call gets a variable as an argument.
func (w *watcher) handsOn(call *ast.CallExpr, v *types.Var) bool {
	return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
		id, ok := ast.Unparen(arg).(*ast.Ident)
		return ok && w.Source.Info.Uses[id] == v
	})
}

// ofCall returns the function of this package that a call names, or nil.
func (w *watcher) ofCall(call *ast.CallExpr) *source.Func {
	if fn := w.Source.NamedFunc(call); fn != nil {
		return w.Source.Of(fn)
	}
	return nil
}

// root returns the variable of which an expression selects a part, or nil.
func root(e ast.Expr) *ast.Ident {
	var whole ast.Expr
	for whole = range wholes(e) {
	}
	id, _ := whole.(*ast.Ident)
	return id
}

// wholes iterates over an expression, and over those of which it selects a part.
func wholes(e ast.Expr) iter.Seq[ast.Expr] {
	return func(yield func(ast.Expr) bool) {
		for e != nil {
			e = ast.Unparen(e)
			if !yield(e) {
				return
			}
			switch x := e.(type) {
			case *ast.SelectorExpr:
				e = x.X
			case *ast.IndexExpr:
				e = x.X
			case *ast.SliceExpr:
				e = x.X
			case *ast.StarExpr:
				e = x.X
			default:
				e = nil
			}
		}
	}
}

// expects reports whether code on a worker compares a field, which is the side x of p,
// with nil, and goes on if it is nil. If it returns an error or panics instead, it
// does not expect the loss.
func (w *watcher) expects(p *ast.BinaryExpr, x ast.Node, up int) bool {
	if !w.onWorker(w.fn()) || p.Op != token.EQL && p.Op != token.NEQ {
		return false
	}
	other := p.Y
	if p.Y == x {
		other = p.X
	}
	if !w.Source.Info.Types[other].IsNil() {
		return false
	}
	for i := up; i >= 0; i-- {
		switch s := w.stack[i].(type) {
		case *ast.IfStmt:
			return p.Op == token.NEQ && !w.refuses(s.Else) || p.Op == token.EQL && !w.refuses(s.Body)
		case ast.Stmt:
			return true
		}
	}
	return false
}

// refuses reports whether a branch panics, returns an error or ends the program.
func (w *watcher) refuses(branch ast.Stmt) bool {
	found := false
	if branch == nil {
		return false
	}
	ast.Inspect(branch, func(x ast.Node) bool {
		switch x := x.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			for _, e := range x.Results {
				found = found || source.ImplementsError(w.Source.Info.TypeOf(e)) && !w.Source.Info.Types[e].IsNil()
			}
		case *ast.CallExpr:
			if w.Source.Builtin(x) == "panic" {
				found = true
			} else if fn := w.Source.NamedFunc(x); fn != nil && fn.Pkg() != nil {
				entry := w.Catalog.Call(catalog.SymbolOf(fn))
				found = found || entry != nil && entry.Effect == string(effect.JobExit)
			}
		}
		return !found
	})
	return found
}
