package effect

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/cfg"

	"github.com/jobvet/jobvet/internal/source"
)

// drains reports whether a receive only takes the value of a timer that has fired
// before it was stopped, as programs did before Go 1.23:
//
//	if !t.Stop() {
//		<-t.C
//	}
//
// It does not if the function receives the value elsewhere, too: then it may be gone.
func (g *Graph) drains(fn *source.Func, op *source.ChanOp) bool {
	ch, ok := ast.Unparen(op.Chan).(*ast.SelectorExpr)
	if !ok || op.Kind != source.Receive {
		return false
	}
	timer := types.ExprString(ch.X)
	found := false
	ast.Inspect(fn.Body, func(x ast.Node) bool {
		if found || x == nil || op.Node.Pos() < x.Pos() || x.End() <= op.Node.Pos() {
			return false
		}
		s, ok := x.(*ast.IfStmt)
		if !ok || op.Node.Pos() < s.Body.Pos() {
			return true
		}
		inThen := op.Node.Pos() < s.Body.End()
		found = saysStopped(s, timer) != inThen && stopsIn(s, timer) || g.knowsFired(s, timer, inThen)
		return !found
	})
	return found && !g.receivedElsewhere(fn, op, timer)
}

// stopsIn reports whether an if statement asks whether it has stopped a timer.
func stopsIn(s *ast.IfStmt, timer string) bool {
	return stopCall(s.Cond, timer) != nil || initStops(s, timer)
}

// initStops reports whether the init statement of an if stops a timer, and the
// condition is the result.
func initStops(s *ast.IfStmt, timer string) bool {
	a, ok := s.Init.(*ast.AssignStmt)
	if !ok || len(a.Lhs) != 1 || len(a.Rhs) != 1 || stopCall(a.Rhs[0], timer) == nil {
		return false
	}
	v, ok := a.Lhs[0].(*ast.Ident)
	if !ok {
		return false
	}
	found := false
	ast.Inspect(s.Cond, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		found = found || ok && id.Name == v.Name
		return !found
	})
	return found
}

// saysStopped reports whether the condition of an if holds if the timer was stopped in
// time.
func saysStopped(s *ast.IfStmt, timer string) bool { return polarity(s.Cond, timer) }

// polarity reports whether a condition that asks for Stop is true if Stop is.
func polarity(e ast.Expr, timer string) bool {
	switch x := ast.Unparen(e).(type) {
	case *ast.UnaryExpr:
		if x.Op == token.NOT {
			return !polarity(x.X, timer)
		}
	case *ast.BinaryExpr:
		if stopCall(x.Y, timer) != nil && stopCall(x.X, timer) == nil {
			return polarity(x.Y, timer)
		}
		return polarity(x.X, timer)
	}
	return true
}

// knowsFired reports whether a variable in the condition tells that the timer has fired
// and its value is still there: fired := !t.Stop().
func (g *Graph) knowsFired(s *ast.IfStmt, timer string, inThen bool) bool {
	e, is := ast.Unparen(s.Cond), true
	if u, ok := e.(*ast.UnaryExpr); ok && u.Op == token.NOT {
		e, is = ast.Unparen(u.X), false
	}
	id, ok := e.(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := g.Source.Info.ObjectOf(id).(*types.Var)
	if !ok {
		return false
	}
	for _, val := range g.Source.Values(v) {
		if stopCall(val.Expr, timer) != nil {
			return (polarity(val.Expr, timer) == is) != inThen
		}
	}
	return false
}

// stopCall returns the call of a timer's Stop in an expression, or nil.
func stopCall(n ast.Expr, timer string) *ast.CallExpr {
	var found *ast.CallExpr
	ast.Inspect(n, func(x ast.Node) bool {
		if call, ok := x.(*ast.CallExpr); ok {
			if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && sel.Sel.Name == "Stop" && types.ExprString(sel.X) == timer {
				found = call
			}
		}
		return found == nil
	})
	return found
}

// receivedElsewhere reports whether a function receives from the timer in another
// place, and may come from there to op without setting the timer anew.
func (g *Graph) receivedElsewhere(fn *source.Func, op *source.ChanOp, timer string) bool {
	f := g.flowOf(fn)
	to := f.at(op.Node.Pos())
	found := false
	chosen := make(map[*ast.UnaryExpr]*ast.CommClause)
	ast.Inspect(fn.Body, func(x ast.Node) bool {
		switch x := x.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CommClause:
			if recv := source.CommReceive(x.Comm); recv != nil {
				chosen[recv] = x
			}
		case *ast.UnaryExpr:
			sel, ok := ast.Unparen(x.X).(*ast.SelectorExpr)
			if x.Op == token.ARROW && x != op.Node && ok && sel.Sel.Name == "C" && types.ExprString(sel.X) == timer {
				found = found || f.comes(f.behind(x, chosen[x]), to, timer)
			}
		}
		return !found
	})
	return found
}

// behind returns the place behind a receive. If it is a case of a select, that is where
// the case begins.
func (f *flow) behind(recv *ast.UnaryExpr, clause *ast.CommClause) flowPlace {
	if clause == nil {
		block, at := f.last(recv.Pos())
		return flowPlace{block, at + 1}
	}
	for _, b := range f.Blocks {
		if b.Kind == cfg.KindSelectCaseBody && b.Stmt == clause {
			return flowPlace{b, 0}
		}
	}
	return flowPlace{}
}

// comes reports whether control may come from a place to one of others, and the timer
// is not set anew on the way.
func (f *flow) comes(from flowPlace, to []flowPlace, timer string) bool {
	if from.block == nil {
		return false
	}
	seen := make(map[*cfg.Block]bool)
	stack := []flowPlace{from}
	for len(stack) > 0 {
		p := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		renewed := false
		for ; p.at < len(p.block.Nodes) && !renewed; p.at++ {
			if slices.Contains(to, p) {
				return true
			}
			renewed = renews(p.node(), timer)
		}
		for _, s := range p.block.Succs {
			if !renewed && !seen[s] {
				seen[s] = true
				stack = append(stack, flowPlace{s, 0})
			}
		}
	}
	return false
}

// renews reports whether a statement sets a timer, or the variable that holds it.
func renews(n ast.Node, timer string) bool {
	found := false
	ast.Inspect(n, func(x ast.Node) bool {
		switch x := x.(type) {
		case *ast.FuncLit:
			return false
		case *ast.AssignStmt:
			for _, l := range x.Lhs {
				found = found || types.ExprString(l) == timer
			}
		case *ast.CallExpr:
			sel, ok := ast.Unparen(x.Fun).(*ast.SelectorExpr)
			found = found || ok && sel.Sel.Name == "Reset" && types.ExprString(sel.X) == timer
		}
		return !found
	})
	return found
}
