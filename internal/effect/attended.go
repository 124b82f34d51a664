package effect

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/source"
)

// An attendant is a goroutine that serves a structure as long as that lives: who makes the
// structure's channel starts it, it receives in a loop that only the channel's end ends, and
// between two elements it waits for nobody.

// attended reports whether an attendant receives what is sent to a channel.
func (g *Graph) attended(ch ast.Expr, isSend bool) bool {
	v := g.Source.VarOf(ch)
	if v == nil || !isSend || !v.IsField() || v.Exported() {
		return false
	}
	makes := g.makesOf(ch)
	for _, call := range makes {
		if !g.startsAttendant(g.declaredAt(call.Pos()), v.Origin()) {
			return false
		}
	}
	return len(makes) > 0
}

// startsAttendant reports whether fn starts an attendant of the channels in v.
func (g *Graph) startsAttendant(fn *source.Func, v *types.Var) bool {
	if fn == nil {
		return false
	}
	for _, c := range fn.Calls {
		if c.How != source.Spawned {
			continue
		}
		for _, o := range g.Source.Callees(c) {
			if o.Fn != nil && g.attends(o.Fn, v) {
				return true
			}
		}
	}
	return false
}

// attends reports whether a goroutine that runs fn is an attendant of the channels in v.
func (g *Graph) attends(fn *source.Func, v *types.Var) bool {
	for _, s := range fn.Body.List {
		label := ""
		if l, ok := s.(*ast.LabeledStmt); ok {
			s, label = l.Stmt, l.Label.Name
		}
		switch loop := s.(type) {
		case *ast.RangeStmt:
			if g.isVar(loop.X, v) {
				return !mayLeave(loop.Body.List, label) && g.waitsForNobody(fn, v)
			}
		case *ast.ForStmt:
			if loop.Cond == nil && g.receivesUntilEnd(loop.Body.List, v, label) {
				return g.waitsForNobody(fn, v)
			}
		case *ast.ReturnStmt, *ast.IfStmt, *ast.SwitchStmt, *ast.SelectStmt:
			return false // it may never come to the loop
		}
	}
	return false
}

func (g *Graph) isVar(e ast.Expr, v *types.Var) bool {
	of := g.Source.VarOf(e)
	return of != nil && of.Origin() == v
}

// receivesUntilEnd reports whether the body of an endless loop receives from v, itself or in
// a select, and leaves the loop only where it may have learned that v is closed.
func (g *Graph) receivesUntilEnd(body []ast.Stmt, v *types.Var, label string) bool {
	for i, s := range body {
		if sel, ok := s.(*ast.SelectStmt); ok {
			return g.selectsUntilEnd(sel, v, label) && !mayLeave(body[:i], label) && !mayLeave(body[i+1:], label)
		}
		recv := source.CommReceive(s)
		if recv == nil || recv.Op != token.ARROW || !g.isVar(recv.X, v) {
			continue
		}
		return !mayLeave(body[:i], label) && (learnsEnd(s) || !mayLeave(body[i+1:], label))
	}
	return false
}

// selectsUntilEnd is receivesUntilEnd for a select.
func (g *Graph) selectsUntilEnd(sel *ast.SelectStmt, v *types.Var, label string) bool {
	found := false
	for _, s := range sel.Body.List {
		clause := s.(*ast.CommClause)
		recv := source.CommReceive(clause.Comm)
		if recv != nil && g.isVar(recv.X, v) {
			found = true
			if learnsEnd(clause.Comm) {
				continue
			}
		}
		if mayLeave(clause.Body, label) {
			return false
		}
	}
	return found
}

// learnsEnd reports whether a receive asks whether the channel is closed.
func learnsEnd(recv ast.Stmt) bool {
	a, ok := recv.(*ast.AssignStmt)
	return ok && len(a.Lhs) == 2
}

// mayLeave reports whether statements in a loop may leave it. A break leaves the loop if it
// stands in no other statement that it may be for. If the loop has no label, one with a
// label is for a loop around.
func mayLeave(list []ast.Stmt, label string) bool {
	found := false
	for _, s := range list {
		inner := 0
		var stack []ast.Node
		ast.Inspect(s, func(n ast.Node) bool {
			if n == nil {
				if breaks(stack[len(stack)-1]) {
					inner--
				}
				stack = stack[:len(stack)-1]
				return true
			}
			switch n := n.(type) {
			case *ast.FuncLit:
				return false
			case *ast.ReturnStmt:
				found = true
			case *ast.BranchStmt:
				switch {
				case n.Tok == token.GOTO:
					found = true
				case n.Tok == token.BREAK && n.Label != nil:
					found = found || n.Label.Name == label || label == ""
				case n.Tok == token.BREAK:
					found = found || inner == 0
				}
			}
			if breaks(n) {
				inner++
			}
			stack = append(stack, n)
			return true
		})
	}
	return found
}

// breaks reports whether a break in a statement may be for that.
func breaks(n ast.Node) bool {
	switch n.(type) {
	case *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
		return true
	}
	return false
}

// waitsForNobody reports whether fn and what it calls wait for nothing but what comes from
// v, or what else a select offers beside that.
func (g *Graph) waitsForNobody(fn *source.Func, v *types.Var) bool {
	seen := make(map[*source.Func]bool)
	var quiet func(fn *source.Func) bool
	quiet = func(fn *source.Func) bool {
		if seen[fn] {
			return true
		}
		seen[fn] = true
		for _, op := range fn.ChanOps {
			if !g.isOn(op, v) {
				return false
			}
		}
		for _, c := range fn.Calls {
			if c.How == source.Spawned || c.Expr == nil {
				continue
			}
			for _, o := range g.Source.Callees(c) {
				if o.Fn != nil && !quiet(o.Fn) || o.Obj != nil && g.mayWait(o.Obj) {
					return false
				}
			}
		}
		return true
	}
	return quiet(fn)
}

// isOn reports whether an operation receives from v, also as one of several, or does not
// wait.
func (g *Graph) isOn(op *source.ChanOp, v *types.Var) bool {
	if op.Kind != source.Select {
		return op.Kind != source.Send && g.isVar(op.Chan, v)
	}
	for _, s := range op.Select.Body.List {
		comm := s.(*ast.CommClause).Comm
		if comm == nil {
			return true
		}
		if recv := source.CommReceive(comm); recv != nil && g.isVar(recv.X, v) {
			return true
		}
	}
	return false
}

// mayWait reports whether a function of another package is known to wait.
func (g *Graph) mayWait(fn *types.Func) bool {
	if g.originOf(fn.Pkg()) == user {
		sum := g.imported(fn, 0)
		return sum != nil && sum.rules&waits != 0
	}
	entry := g.Catalog.Call(catalog.SymbolOf(fn))
	return entry != nil && Rule(entry.Effect).set()&waits != 0
}

// waits are the rules of effects that are waits.
var waits = RateWait.set() | ChanWait.set() | TimeWait.set() | SyncWait.set()
