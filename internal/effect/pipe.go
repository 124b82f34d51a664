package effect

import (
	"go/ast"
	"go/types"

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
	for _, val := range g.Source.Values(w) {
		if val.Result != 1 || val.In == nil {
			continue
		}
		var found *types.Var
		ast.Inspect(val.In.Body, func(n ast.Node) bool {
			if a, ok := n.(*ast.AssignStmt); ok && len(a.Rhs) == 1 && a.Rhs[0] == val.Expr {
				found = g.Source.VarOf(a.Lhs[0])
			}
			return found == nil
		})
		return found
	}
	return nil
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
