package effect

import (
	"go/ast"
	"go/token"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/source"
)

// spin adds a loop that waits by trying again and again:
//
//	for !lim.Allow() {}
//	for { if lim.Allow() { break } }
func (g *Graph) spin(n *node, loop *ast.ForStmt) {
	name := ""
	if loop.Cond != nil {
		name = g.tried(loop.Cond, true)
	} else if len(loop.Body.List) > 0 {
		if ifs, ok := loop.Body.List[0].(*ast.IfStmt); ok && ifs.Init == nil && leavesLoop(ifs.Body) {
			name = g.tried(ifs.Cond, false)
		}
	}
	if name == "" {
		g.polls(n, loop)
		return
	}
	n.effect(&Effect{
		Rule: RateWait, Bound: g.loopBound(loop), Pos: loop.Pos(),
		Phrase: "spins on " + name,
	})
	// A sleep between two tries is the same wait.
	kept := n.own[:0]
	for _, e := range n.own {
		if !(e.Rule == TimeWait && loop.Body.Pos() <= e.Pos && e.Pos < loop.Body.End()) {
			kept = append(kept, e)
		}
	}
	n.own = kept
}

// polls adds a loop that does nothing but ask until something has happened:
//
//	for !flag.Load() { runtime.Gosched() }
func (g *Graph) polls(n *node, loop *ast.ForStmt) {
	if loop.Cond == nil || loop.Init != nil || loop.Post != nil || g.RatesOnly {
		return
	}
	for _, stmt := range loop.Body.List {
		expr, ok := stmt.(*ast.ExprStmt)
		if !ok || g.polled(expr.X) == "" {
			return
		}
	}
	cond := ast.Unparen(loop.Cond)
	if not, ok := cond.(*ast.UnaryExpr); ok && not.Op == token.NOT {
		cond = not.X
	}
	if name := g.polled(cond); name != "" {
		n.effect(&Effect{Rule: TimeWait, Bound: Bound{Kind: Nothing}, Pos: loop.Pos(), Phrase: "spins on " + name})
	}
}

// polled returns the name of the function that an expression calls, if that is one by
// which loops wait, or "".
func (g *Graph) polled(e ast.Expr) string {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return ""
	}
	fn := g.Source.Callee(call)
	if fn == nil || g.originOf(fn.Pkg()) == user {
		return ""
	}
	if entry := g.Catalog.Call(catalog.SymbolOf(fn)); entry == nil || !entry.Poll {
		return ""
	}
	return source.FuncName(fn, g.Source.Types)
}

// tried returns the name of the try call that makes cond true: if refused is set,
// while the limiter refuses, else when it grants. It returns "" if there is none.
func (g *Graph) tried(cond ast.Expr, refused bool) string {
	cond = ast.Unparen(cond)
	if not, ok := cond.(*ast.UnaryExpr); ok && not.Op == token.NOT {
		return g.tried(not.X, !refused)
	}
	call, ok := cond.(*ast.CallExpr)
	if !ok {
		return ""
	}
	fn := g.Source.Callee(call)
	if fn == nil || g.originOf(fn.Pkg()) == user {
		return ""
	}
	entry := g.Catalog.Call(catalog.SymbolOf(fn))
	if entry == nil || !entry.Try || entry.Inverted != refused {
		return ""
	}
	return source.FuncName(fn, g.Source.Types)
}

// leavesLoop reports whether a block ends by leaving the loop around it.
func leavesLoop(b *ast.BlockStmt) bool {
	if len(b.List) == 0 {
		return false
	}
	switch s := b.List[len(b.List)-1].(type) {
	case *ast.BranchStmt:
		return s.Tok == token.BREAK
	case *ast.ReturnStmt:
		return true
	}
	return false
}

// loopBound returns the context that ends a loop, by a call of Err or Done.
func (g *Graph) loopBound(loop *ast.ForStmt) Bound {
	best := Bound{Kind: Nothing}
	ast.Inspect(loop, func(x ast.Node) bool {
		call, ok := x.(*ast.CallExpr)
		if !ok {
			return true
		}
		sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
		if ok && (sel.Sel.Name == "Err" || sel.Sel.Name == "Done") && source.IsContextLike(g.Source.Info.TypeOf(sel.X)) {
			best = best.join(g.bound(sel.X))
		}
		return true
	})
	return best
}
