package effect

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/jobvet/jobvet/internal/source"
)

// This file is about what a package keeps for all of its functions: channels and
// conditions in fields and package variables. A function does not show who is at the
// other end of them, but the whole package may.

// A traffic is what a package does with what is in a field or package variable.
type traffic struct {
	sends, receives, closes bool // a signal of a condition counts as a close
	// plain tells that a send stands alone, and is not a case of a select.
	plain bool
	// given and taken tell that code which does not show may send to it, or receive.
	given, taken bool
}

// trafficOf returns what the package does with v. It returns nil if other packages can
// have it.
func (g *Graph) trafficOf(v *types.Var) *traffic {
	if v.Exported() || v.Pkg() != g.Source.Types || !v.IsField() && v.Kind() != types.PackageVar {
		return nil
	}
	if g.traffic == nil {
		g.traffic = make(map[*types.Var]*traffic)
		for _, f := range g.Source.Files {
			l := trafficLooker{Graph: g}
			ast.Inspect(f, l.visit)
		}
	}
	t, values := g.traffic[v.Origin()], g.Source.Values(v)
	if t == nil || len(values) == 0 && source.IsPointer(v.Type()) || len(values) == 0 && source.IsChan(v.Type()) {
		return nil // something else fills it
	}
	for _, val := range values {
		if !g.isFresh(val.Expr) {
			t.given, t.taken = true, true
		}
	}
	return t
}

// isFresh reports whether nobody else has a value: it was just made, or is nil.
func (g *Graph) isFresh(e ast.Expr) bool {
	if g.Source.Info.Types[e].IsNil() {
		return true
	}
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	if g.Source.Builtin(call) == "make" {
		return true
	}
	fn := g.Source.NamedFunc(call)
	return fn != nil && g.originOf(fn.Pkg()) == standard && isCond(g.Source.Info.TypeOf(call))
}

// A trafficLooker looks at all uses of fields and package variables in a file.
type trafficLooker struct {
	*Graph
	stack []ast.Node
}

func (l *trafficLooker) visit(n ast.Node) bool {
	if n == nil {
		l.stack = l.stack[:len(l.stack)-1]
		return true
	}
	if id, ok := n.(*ast.Ident); ok {
		if v, ok := l.Source.Info.Uses[id].(*types.Var); ok && (v.IsField() || v.Kind() == types.PackageVar) && v.Pkg() == l.Source.Types && isMeetingPlace(v.Type()) {
			l.use(v.Origin(), id)
		}
	}
	l.stack = append(l.stack, n)
	return true
}

// isMeetingPlace reports whether goroutines meet at values of a type.
func isMeetingPlace(t types.Type) bool { return source.IsChan(t) || isCond(t) }

func isCond(t types.Type) bool { return source.IsNamed(source.Pointee(t), "sync", "Cond") }

// use notes one use of a variable.
func (l *trafficLooker) use(v *types.Var, id *ast.Ident) {
	t := l.traffic[v]
	if t == nil {
		t = new(traffic)
		l.traffic[v] = t
	}
	var e ast.Expr = id
	up := len(l.stack) - 1
	for ; up >= 0; up-- {
		switch p := l.stack[up].(type) {
		case *ast.SelectorExpr:
			if p.Sel != e {
				t.method(p.Sel.Name)
				return
			}
			e = p
			continue
		case *ast.ParenExpr:
			e = p
			continue
		}
		break
	}
	if up >= 0 {
		l.usedBy(t, e, up)
	}
}

// usedBy notes what the node at a place of the stack does with the value of e.
func (l *trafficLooker) usedBy(t *traffic, e ast.Expr, up int) {
	switch p := l.stack[up].(type) {
	case *ast.SendStmt:
		if p.Chan != e {
			t.leaves(types.SendRecv)
			return
		}
		_, isCase := l.stack[up-1].(*ast.CommClause)
		t.sends, t.plain = true, t.plain || !isCase
	case *ast.UnaryExpr:
		t.receives = t.receives || p.Op == token.ARROW
		if p.Op == token.AND {
			t.leaves(types.SendRecv)
		}
	case *ast.RangeStmt:
		t.receives = true
	case *ast.BinaryExpr, *ast.ExprStmt:
	case *ast.KeyValueExpr:
		if p.Value == e {
			t.leaves(types.SendRecv)
		}
	case *ast.CallExpr:
		l.argument(t, p, e)
	case *ast.ReturnStmt:
		t.leaves(l.resultDir(p, e, up))
	case *ast.AssignStmt:
		l.assigned(t, p, e)
	default:
		t.leaves(types.SendRecv)
	}
}

// assigned notes that other variables get the value of e.
func (l *trafficLooker) assigned(t *traffic, s *ast.AssignStmt, e ast.Expr) {
	for i, r := range s.Rhs {
		if r == e && i < len(s.Lhs) {
			t.leaves(dirOf(l.Source.Info.TypeOf(s.Lhs[i])))
		}
	}
}

// method notes a call of a method of a condition.
func (t *traffic) method(name string) {
	switch name {
	case "Wait":
		t.receives = true
	case "Signal", "Broadcast":
		t.closes = true
	case "L":
	default:
		t.leaves(types.SendRecv)
	}
}

// leaves notes that code which does not show gets the channel, with the given
// direction.
func (t *traffic) leaves(dir types.ChanDir) {
	t.given = t.given || dir != types.RecvOnly
	t.taken = t.taken || dir != types.SendOnly
}

func dirOf(t types.Type) types.ChanDir {
	if t != nil {
		if c, ok := t.Underlying().(*types.Chan); ok {
			return c.Dir()
		}
	}
	return types.SendRecv
}

func (l *trafficLooker) argument(t *traffic, call *ast.CallExpr, e ast.Expr) {
	switch l.Source.Builtin(call) {
	case "close":
		t.closes = true
		return
	case "len", "cap":
		return
	}
	if sig, ok := l.Source.Info.TypeOf(call.Fun).(*types.Signature); ok {
		for i, a := range call.Args {
			if v := source.ParamAt(sig, i); a == e && v != nil {
				t.leaves(dirOf(v.Type()))
				return
			}
		}
	}
	t.leaves(types.SendRecv)
}

// resultDir returns the direction of the result that a return statement gives e to.
func (l *trafficLooker) resultDir(ret *ast.ReturnStmt, e ast.Expr, up int) types.ChanDir {
	for ; up >= 0; up-- {
		var sig *types.Signature
		switch fn := l.stack[up].(type) {
		case *ast.FuncLit:
			sig, _ = l.Source.Info.TypeOf(fn).(*types.Signature)
		case *ast.FuncDecl:
			if obj, ok := l.Source.Info.Defs[fn.Name].(*types.Func); ok {
				sig = obj.Signature()
			}
		default:
			continue
		}
		for i, r := range ret.Results {
			if r == e && sig != nil && i < sig.Results().Len() {
				return dirOf(sig.Results().At(i).Type())
			}
		}
		break
	}
	return types.SendRecv
}

// holder returns the field or package variable that holds a channel: the expression
// names it, or is a call of a function that returns nothing else.
func (g *Graph) holder(ch ast.Expr) *types.Var {
	call, ok := ast.Unparen(ch).(*ast.CallExpr)
	if !ok {
		if _, indexed := ast.Unparen(ch).(*ast.IndexExpr); indexed {
			return nil
		}
		return g.Source.VarOf(ch)
	}
	fn := g.Source.NamedFunc(call)
	if fn == nil || g.Source.Of(fn) == nil {
		return nil
	}
	var holder *types.Var
	for _, ret := range g.Source.Of(fn).Returns {
		if len(ret.Results) != 1 {
			return nil
		}
		if g.Source.Info.Types[ret.Results[0]].IsNil() {
			continue
		}
		v := g.Source.VarOf(ret.Results[0])
		if v == nil || holder != nil && holder != v {
			return nil
		}
		holder = v
	}
	return holder
}

// isDeserted reports whether nobody is ever at the other end of an operation, or of any case
// of a select.
func (g *Graph) isDeserted(op *source.ChanOp) bool {
	if op.Kind != source.Select {
		return g.deserted(op.Chan, op.Kind == source.Send)
	}
	for _, s := range op.Select.Body.List {
		if ch, isSend := source.CommChan(s.(*ast.CommClause).Comm); ch == nil || !g.deserted(ch, isSend) {
			return false
		}
	}
	return len(op.Select.Body.List) > 0
}

// deserted reports whether nobody is ever at the other end of an operation: the
// package has the channels of a field for itself, and never does the opposite.
func (g *Graph) deserted(ch ast.Expr, isSend bool) bool {
	v := g.holder(ch)
	if v == nil || !v.IsField() {
		return false
	}
	t := g.trafficOf(v)
	if t == nil {
		return false
	}
	if isSend {
		return !t.receives && !t.taken && g.roomOf(v) == 0
	}
	return !t.sends && !t.closes && !t.given
}

// roomOf returns the room of the channels that a variable may hold: the largest, or -1
// if that is not known.
func (g *Graph) roomOf(v *types.Var) int {
	room := 0
	for _, val := range g.Source.Values(v) {
		call, ok := ast.Unparen(val.Expr).(*ast.CallExpr)
		if !ok || g.Source.Builtin(call) != "make" {
			return -1
		}
		if len(call.Args) > 1 {
			n, ok := g.Source.ConstantInt(call.Args[1])
			if !ok {
				return -1
			}
			room = max(room, int(min(n, 1<<30)))
		}
	}
	return room
}
