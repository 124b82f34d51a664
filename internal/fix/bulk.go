package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"math"

	"golang.org/x/tools/go/analysis"

	"github.com/jobvet/jobvet/internal/source"
)

// BulkAcquire is the rule for batches.
const BulkAcquire = "bulkacquire"

// A Batch is a loop over a batch that asks a limiter for each element.
type Batch struct {
	Call   *ast.CallExpr
	Method *types.Func
	Of     string // the batch, as the source has it
	bulk   string // the method that takes several permits
	ask    *ast.IfStmt
	loop   *ast.RangeStmt
}

// Batches returns the loops of a function over a slice or an array that have a
// condition on a limiter at the top of their body.
func (x *Fixer) Batches(fn *source.Func) []*Batch {
	var found []*Batch
	for _, c := range fn.Calls {
		if c.Expr == nil || c.How != source.Plain {
			continue
		}
		entry, method, sel := x.entryOf(c.Expr)
		if entry == nil || !entry.Try || !entry.Limiter || entry.Bulk == "" || len(c.Expr.Args) > 0 {
			continue
		}
		if source.Method(x.pass.TypesInfo.TypeOf(sel.X), entry.Bulk, x.pass.Pkg) == nil {
			continue
		}
		if b := x.batch(c.Expr, sel); b != nil {
			b.Method, b.bulk = method, entry.Bulk
			found = append(found, b)
		}
	}
	return found
}

// batch returns the loop whose condition a try call is.
func (x *Fixer) batch(call *ast.CallExpr, sel *ast.SelectorExpr) *Batch {
	file := x.src.FileAt(call.Pos())
	if file == nil {
		return nil
	}
	path := around(enclosing(file, call))
	if len(path) > 0 {
		if not, ok := path[0].(*ast.UnaryExpr); ok && not.Op == token.NOT {
			path = around(path[1:])
		}
	}
	if len(path) < 3 {
		return nil
	}
	ifs, ok := path[0].(*ast.IfStmt)
	if !ok || ifs.Init != nil {
		return nil
	}
	loop, ok := path[2].(*ast.RangeStmt)
	if !ok || path[1] != ast.Node(loop.Body) {
		return nil
	}
	switch t := x.pass.TypesInfo.TypeOf(loop.X).Underlying().(type) {
	case *types.Slice, *types.Array:
	case *types.Pointer:
		if _, ok := t.Elem().Underlying().(*types.Array); !ok {
			return nil
		}
	default:
		return nil
	}
	if hasCalls(loop.X) || hasCalls(sel.X) || x.usesLocalsOf(sel.X, loop) {
		return nil
	}
	return &Batch{Call: call, Of: types.ExprString(loop.X), ask: ifs, loop: loop}
}

// usesLocalsOf reports whether a node uses what a loop declares.
func (x *Fixer) usesLocalsOf(n ast.Node, loop *ast.RangeStmt) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if obj := x.pass.TypesInfo.Uses[id]; obj != nil && loop.Pos() <= obj.Pos() && obj.Pos() < loop.End() {
				found = true
			}
			for _, v := range []ast.Expr{loop.Key, loop.Value} {
				if l, ok := v.(*ast.Ident); ok && x.pass.TypesInfo.ObjectOf(l) != nil && x.pass.TypesInfo.Uses[id] == x.pass.TypesInfo.ObjectOf(l) {
					found = true
				}
			}
		}
		return !found
	})
	return found
}

// bulkAcquire asks before the loop, once for the whole batch.
func (s *site) bulkAcquire() []analysis.SuggestedFix {
	var b *Batch
	for _, other := range s.Batches(s.fn) {
		if other.Call.Pos() == s.Pos {
			b = other
		}
	}
	if b == nil {
		return nil
	}
	ask, loop := b.ask, b.loop
	if sel := ast.Unparen(b.Call.Fun).(*ast.SelectorExpr); !s.graph.Holds(sel.X, s.length(loop.X)) {
		return nil // a batch of more than the burst would never be granted
	}
	n := len(ask.Body.List)
	not, refused := ast.Unparen(ask.Cond).(*ast.UnaryExpr)
	if !refused || ask.Else != nil || n == 0 || loop.Body.List[0] != ast.Stmt(ask) || s.usesLocalsOf(ask.Body, loop) {
		return nil
	}
	if _, ok := ask.Body.List[n-1].(*ast.ReturnStmt); !ok {
		return nil // what was let through so far would be dropped, too
	}
	path := enclosing(s.file.syntax, loop)
	if !oldListed(loop, path) || s.file.comments(loop.Body.Lbrace, ask.Pos()) {
		return nil
	}
	e := s.edit()
	e.Pos = loop.Pos()
	sel := ast.Unparen(b.Call.Fun).(*ast.SelectorExpr)
	obj, _, _ := types.LookupFieldOrMethod(s.pass.TypesInfo.TypeOf(sel.X), true, s.pass.Pkg, b.bulk)
	fn, ok := obj.(*types.Func)
	if !ok || ast.Unparen(not.X) != ast.Expr(b.Call) {
		return nil
	}
	text := e.file.of(sel.X) + "." + fn.Name() + "("
	for i := range fn.Signature().Params().Len() {
		if i > 0 {
			text += ", "
		}
		switch t := fn.Signature().Params().At(i).Type(); {
		case source.IsTime(t):
			text += e.name("time", "time", "Now") + "()"
		case types.Identical(t, types.Typ[types.Int]):
			text += e.universe("len") + "(" + e.file.of(loop.X) + ")"
		case source.IsInteger(t):
			text += e.typ(t) + "(" + e.universe("len") + "(" + e.file.of(loop.X) + "))"
		default:
			return nil
		}
	}
	e.insert(loop.Pos(), "if !"+text+") "+e.file.of(ask.Body)+"\n")
	e.replace(ask.Pos(), e.file.after(ask.End()), "")
	unused := false
	for _, v := range []ast.Expr{loop.Key, loop.Value} {
		if id, ok := v.(*ast.Ident); ok && id.Name != "_" {
			obj, ok := s.pass.TypesInfo.Defs[id].(*types.Var)
			unused = unused || ok && s.count(loop.Body, obj) == 0
		}
	}
	if unused {
		return nil
	}
	return e.done("Ask once for the whole batch, all or nothing")
}

// length is how many elements an array has, or more than any burst for a slice,
// which may have any number.
func (x *Fixer) length(batch ast.Expr) int64 {
	t := x.pass.TypesInfo.TypeOf(batch).Underlying()
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem().Underlying()
	}
	if a, ok := t.(*types.Array); ok {
		return a.Len()
	}
	return math.MaxInt64
}
