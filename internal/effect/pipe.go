package effect

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/source"
)

// piped tells how the goroutine that c starts ends, if it writes to a pipe of the
// function's own and closes it: a reader that reads to the end waits for that. read
// tells that the function does so itself; else it hands the reader on.
func (g *Graph) piped(fn *source.Func, c *source.Call) (closes, read bool) {
	lit, ok := ast.Unparen(c.Expr.Fun).(*ast.FuncLit)
	if !ok {
		return false, false
	}
	for _, x := range g.Source.OfLit(lit).Calls {
		sel, ok := ast.Unparen(x.Fun()).(*ast.SelectorExpr)
		if !ok || sel.Sel.Name != "Close" && sel.Sel.Name != "CloseWithError" {
			continue
		}
		w := g.Source.VarOf(sel.X)
		if w == nil || !source.IsNamed(source.Pointee(w.Type()), "io", "PipeWriter") {
			continue
		}
		closes = true
		r := g.readerOf(w)
		for _, y := range fn.Calls {
			read = read || y.Expr != nil && y.Expr.Pos() > c.Pos() && g.readsAll(y.Expr, r)
		}
	}
	return closes, read
}

// readerOf returns the variable that holds the reader of the pipe that w writes to.
func (g *Graph) readerOf(w *types.Var) *types.Var {
	if made := g.madeWith(w); len(made) > 0 {
		return made[0]
	}
	return nil
}

// madeWith returns the variables that get the results of the call of io.Pipe that makes an
// end of a pipe, if v holds the writer or the reader.
func (g *Graph) madeWith(v *types.Var) (ends []*types.Var) {
	for _, val := range g.Source.Values(v) {
		if val.Result < 0 || val.In == nil {
			continue
		}
		ast.Inspect(val.In.Body, func(n ast.Node) bool {
			if a, ok := n.(*ast.AssignStmt); ok && len(a.Rhs) == 1 && a.Rhs[0] == val.Expr {
				for _, l := range a.Lhs {
					ends = append(ends, g.Source.VarOf(l))
				}
			}
			return len(ends) == 0
		})
		break
	}
	return ends
}

// isPipe reports whether a type is that of an end of a pipe.
func isPipe(t types.Type) bool {
	t = source.Pointee(t)
	return source.IsNamed(t, "io", "PipeReader") || source.IsNamed(t, "io", "PipeWriter")
}

// pipedOn reports whether a call of a method of one end of a pipe stands in a function that
// gives the other end to a goroutine or another function, which serves it.
func (g *Graph) pipedOn(fn *source.Func, c *source.Call) bool {
	sel, ok := ast.Unparen(c.Expr.Fun).(*ast.SelectorExpr)
	if !ok || !isPipe(g.Source.Info.TypeOf(sel.X)) {
		return false
	}
	v := g.Source.VarOf(sel.X)
	if v == nil {
		return false
	}
	for _, other := range g.madeWith(v) {
		if other == nil || other == v {
			continue
		}
		for _, x := range fn.Calls {
			if x.Expr != nil && (x.How == source.Spawned && g.mentions(x.Expr, other) || slices.ContainsFunc(x.Expr.Args, func(a ast.Expr) bool { return g.mentions(a, other) })) {
				return true
			}
		}
	}
	return false
}

// mentions reports whether a variable is named in an expression.
func (g *Graph) mentions(e ast.Expr, v *types.Var) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		found = found || ok && g.Source.Info.Uses[id] == v
		return !found
	})
	return found
}

// closedLater reports whether the goroutine that c starts works on what a call has made and
// a later one closes, as those of a command's pipes, and does nothing else that others
// could notice.
func (g *Graph) closedLater(fn *source.Func, c *source.Call) bool {
	if lit, ok := ast.Unparen(c.Expr.Fun).(*ast.FuncLit); ok && len(g.Source.OfLit(lit).ChanOps) > 0 {
		return false
	}
	closed := false
	ast.Inspect(c.Expr, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok || closed {
			return !closed
		}
		v, ok := g.Source.Info.Uses[id].(*types.Var)
		if !ok || v.Kind() != types.LocalVar {
			return true
		}
		for _, val := range g.Source.Values(v) {
			call, ok := ast.Unparen(val.Expr).(*ast.CallExpr)
			closed = closed || ok && val.Result == 0 && g.closes(fn, c, call)
		}
		return !closed
	})
	return closed
}

// closes reports whether fn closes, behind c or by defer, what the call made has made.
func (g *Graph) closes(fn *source.Func, c *source.Call, made *ast.CallExpr) bool {
	callee := g.Source.NamedFunc(made)
	sel, ok := ast.Unparen(made.Fun).(*ast.SelectorExpr)
	if callee == nil || !ok {
		return false
	}
	entry, owner := g.Catalog.Call(catalog.SymbolOf(callee)), g.Source.VarOf(sel.X)
	if entry == nil || len(entry.ClosedBy) == 0 || owner == nil {
		return false
	}
	for _, x := range fn.Calls {
		if x.Expr == nil || x.How == source.Spawned || x.How != source.Deferred && x.Pos() < c.Pos() {
			continue
		}
		sel, ok := ast.Unparen(x.Expr.Fun).(*ast.SelectorExpr)
		if ok && slices.Contains(entry.ClosedBy, sel.Sel.Name) && g.Source.VarOf(sel.X) == owner {
			return true
		}
	}
	return false
}

// readsAll reports whether a call reads all that there is in a reader.
func (g *Graph) readsAll(call *ast.CallExpr, r *types.Var) bool {
	fn := g.Source.NamedFunc(call)
	if r == nil || fn == nil {
		return false
	}
	entry := g.Catalog.Call(catalog.SymbolOf(fn))
	if entry == nil || entry.Reads == nil {
		return false
	}
	arg := argAt(call, *entry.Reads)
	return arg != nil && g.Source.VarOf(arg) == r
}
