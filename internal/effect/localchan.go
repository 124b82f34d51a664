package effect

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/source"
)

// A localChan is what the function that made a channel does with it.
type localChan struct {
	buffer   int // its size by the call of make; -1 if that is no constant
	all      localOps
	by       map[*source.Func]*localOps
	shared   bool // a goroutine gets it as an argument
	escapes  bool // it goes to code where its uses do not show
	returned bool
}

// localOps counts operations on a channel. inLoops are the sends in loops, which sends
// has as well.
type localOps struct{ sends, receives, closes, inLoops int }

// madeHere classifies a channel that the call of make in made has made.
func (g *Graph) madeHere(fn *source.Func, ch, made ast.Expr, send bool) wait {
	v := g.Source.VarOf(ch)
	if v == nil || v.Kind() != types.LocalVar {
		// It was made in a function that returned it, or is kept in a field: this
		// function does not show who is at the other end, and when.
		_, isCall := ast.Unparen(ch).(*ast.CallExpr)
		return wait{bound: Bound{Kind: Nothing}, uncertain: isCall}
	}
	if g.isForAllCalls(fn, v) || g.listOf(ch) != nil {
		return wait{bound: Bound{Kind: Nothing}, uncertain: true}
	}
	lc := g.local(v, fn)
	here := lc.in(fn)
	partners := lc.all.sends - here.sends
	if send {
		partners = lc.all.receives - here.receives
	}
	partners += lc.all.closes - here.closes
	switch {
	case partners > 0, lc.shared:
		return wait{never: true} // a goroutine that this call started is at the other end
	case send && lc.hasRoom(here), !send && lc.isFilled(here):
		return wait{never: true}
	}
	return wait{bound: Bound{Kind: Nothing}, uncertain: lc.escapes || lc.returned || g.hasOthers(fn, v, made)}
}

// isForAllCalls reports whether a callback has a variable from the function around it,
// which made the channel once.
func (g *Graph) isForAllCalls(fn *source.Func, v *types.Var) bool {
	return g.isCallback(fn) && (v.Pos() < fn.Lit.Pos() || fn.Lit.End() <= v.Pos())
}

// in returns what a function does with a channel.
func (lc *localChan) in(fn *source.Func) localOps {
	if ops := lc.by[fn]; ops != nil {
		return *ops
	}
	return localOps{}
}

// hasRoom reports whether the buffer has room for all sends of a function.
func (lc *localChan) hasRoom(here localOps) bool {
	if lc.buffer < 0 {
		return true
	}
	sends := here.sends + here.inLoops*(lc.buffer+1)
	return lc.buffer > 0 && sends <= lc.buffer
}

// isFilled reports whether a function has filled or closed a channel before it receives.
func (lc *localChan) isFilled(here localOps) bool {
	return here.closes > 0 || here.sends > 0 && lc.buffer != 0
}

// hasOthers reports whether a channel in v has been elsewhere before: a generator made it, or
// another variable has it.
func (g *Graph) hasOthers(fn *source.Func, v *types.Var, made ast.Expr) bool {
	if body := fn.Outermost().Body; (made.Pos() < body.Pos() || body.End() <= made.Pos()) && g.generates(made) {
		return true
	}
	return slices.ContainsFunc(g.Source.Values(v), func(val source.Value) bool {
		_, ok := ast.Unparen(val.Expr).(*ast.Ident)
		return ok && !g.Source.Info.Types[val.Expr].IsNil()
	})
}

// generates reports whether the function that makes a channel starts a goroutine that gets it,
// or that uses it.
func (g *Graph) generates(made ast.Expr) bool {
	fn := g.declaredAt(made.Pos())
	if fn == nil {
		return false
	}
	isIt := func(e ast.Expr) bool {
		v := g.Source.VarOf(e)
		return v != nil && v.Kind() == types.LocalVar && slices.ContainsFunc(g.Source.Values(v), func(val source.Value) bool { return ast.Unparen(val.Expr) == made })
	}
	for _, c := range fn.Calls {
		if c.How != source.Spawned {
			continue
		}
		if slices.ContainsFunc(c.Expr.Args, isIt) {
			return true
		}
		if lit, ok := ast.Unparen(c.Expr.Fun).(*ast.FuncLit); ok && g.usesChan(lit, isIt) {
			return true
		}
	}
	return false
}

// usesChan reports whether a literal does anything with a channel that a function tells.
func (g *Graph) usesChan(lit *ast.FuncLit, isIt func(ast.Expr) bool) bool {
	found := false
	ast.Inspect(lit.Body, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		found = found || ok && isIt(id)
		return !found
	})
	return found
}

// isCallback reports whether a literal is given to a framework, which calls it for each
// element.
func (g *Graph) isCallback(fn *source.Func) bool {
	if fn.Lit == nil || fn.Parent == nil {
		return false
	}
	for _, c := range fn.Parent.Calls {
		if c.Expr == nil || !slices.Contains(c.Expr.Args, ast.Expr(fn.Lit)) {
			continue
		}
		callee := g.Source.NamedFunc(c.Expr)
		if callee == nil || g.originOf(callee.Pkg()) != catalogue || g.Catalog.Replays(callee.Pkg().Path()) {
			return false
		}
		return len(g.Catalog.ByCall(catalog.SymbolOf(callee))) > 0
	}
	return false
}

// local returns what is done with a channel in a local variable of fn or of a function
// around it.
func (g *Graph) local(v *types.Var, fn *source.Func) *localChan {
	if root := fn.Outermost(); !g.looked[root] {
		g.looked[root] = true
		g.localUses(root)
	}
	return g.chanOf(v)
}

// chanOf returns the channel that a variable holds.
func (g *Graph) chanOf(v *types.Var) *localChan {
	if lc, ok := g.chans[v]; ok {
		return lc
	}
	lc := &localChan{by: make(map[*source.Func]*localOps)}
	g.chans[v] = lc
	for _, val := range g.Source.Values(v) {
		if call, ok := ast.Unparen(val.Expr).(*ast.CallExpr); ok && len(call.Args) == 2 {
			lc.buffer = -1
			if n, ok := g.Source.ConstantInt(call.Args[1]); ok {
				lc.buffer = int(min(n, 1<<30)) // so that sums do not overflow
			}
		}
	}
	return lc
}

// localUses notes what a function and the literals in it do with channels in
// variables.
func (g *Graph) localUses(root *source.Func) {
	var stack []ast.Node
	fns := []*source.Func{root}
	loops := []int{0}
	ast.Inspect(root.Body, func(x ast.Node) bool {
		if x == nil {
			switch stack[len(stack)-1].(type) {
			case *ast.FuncLit:
				fns, loops = fns[:len(fns)-1], loops[:len(loops)-1]
			case *ast.ForStmt, *ast.RangeStmt:
				loops[len(loops)-1]--
			}
			stack = stack[:len(stack)-1]
			return true
		}
		switch x := x.(type) {
		case *ast.FuncLit:
			fns, loops = append(fns, g.Source.OfLit(x)), append(loops, 0)
		case *ast.ForStmt, *ast.RangeStmt:
			loops[len(loops)-1]++
		case *ast.Ident:
			if v, ok := g.Source.Info.Uses[x].(*types.Var); ok && v.Kind() == types.LocalVar && leadsToChan(v.Type()) {
				g.chanOf(v).use(g, x, stack, fns[len(fns)-1], loops[len(loops)-1] > 0)
			}
		}
		stack = append(stack, x)
		return true
	})
}

// use notes one use of the channel: id in fn, under the nodes of stack.
func (lc *localChan) use(g *Graph, id *ast.Ident, stack []ast.Node, fn *source.Func, loop bool) {
	parent := stack[len(stack)-1]
	here := lc.by[fn]
	if here == nil {
		here = new(localOps)
		lc.by[fn] = here
	}
	switch p := parent.(type) {
	case *ast.SendStmt:
		if p.Chan == id {
			lc.all.sends++
			here.sends++
			if loop {
				here.inLoops++
			}
		} else {
			lc.escapes = true
		}
	case *ast.UnaryExpr, *ast.RangeStmt:
		lc.all.receives++
		here.receives++
	case *ast.CallExpr:
		if name := g.Source.Builtin(p); name != "" {
			if name == "close" {
				lc.all.closes++
				here.closes++
			}
			return
		}
		if len(stack) > 1 {
			if _, ok := stack[len(stack)-2].(*ast.GoStmt); ok {
				lc.shared = true
				return
			}
		}
		lc.escapes = true
	case *ast.ReturnStmt:
		lc.returned = true
	case *ast.BinaryExpr, *ast.ParenExpr:
	default:
		lc.escapes = true
	}
}

// leadsToChan reports whether t is a channel type, or one of containers of channels or
// pointers to them, to any depth.
func leadsToChan(t types.Type) bool {
	for range 10 { // a type may have itself as element
		switch u := t.Underlying().(type) {
		case *types.Chan:
			return true
		case *types.Pointer:
			t = u.Elem()
		case *types.Slice:
			t = u.Elem()
		case *types.Array:
			t = u.Elem()
		case *types.Map:
			t = u.Elem()
		default:
			return false
		}
	}
	return false
}
