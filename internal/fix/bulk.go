package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"math"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/jobvet/jobvet/internal/fix/syntax"
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
	at     inspector.Cursor // of the loop
}

// Batches returns the loops of a function over a slice or an array that have a
// condition on a limiter at the top of their body.
func (x *Fixer) Batches(fn *source.Func) []*Batch {
	var found []*Batch
	for _, c := range fn.Calls {
		if c.Expr == nil || c.How != source.Plain {
			continue
		}
		entry, method, sel := x.EntryOf(c.Expr)
		if entry == nil || !entry.Try || !entry.Limiter || entry.Bulk == "" || len(c.Expr.Args) > 0 {
			continue
		}
		if source.Method(x.Info.TypeOf(sel.X), entry.Bulk, x.Types) == nil {
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
	c := syntax.Wrapped(x.Find(call))
	if not, ok := c.Parent().Node().(*ast.UnaryExpr); ok && not.Op == token.NOT {
		c = syntax.Wrapped(c.Parent())
	}
	if c.ParentEdgeKind() != edge.IfStmt_Cond || c.Parent().Parent().ParentEdgeKind() != edge.RangeStmt_Body {
		return nil
	}
	ask, at := c.Parent().Node().(*ast.IfStmt), c.Parent().Parent().Parent()
	loop := at.Node().(*ast.RangeStmt)
	if ask.Init != nil || !isList(x.Info.TypeOf(loop.X)) || syntax.HasCalls(loop.X) || syntax.HasCalls(sel.X) || x.usesLocalsOf(sel.X, loop) {
		return nil
	}
	return &Batch{Call: call, Of: types.ExprString(loop.X), ask: ask, loop: loop, at: at}
}

// isList reports whether a type is a slice, an array, or a pointer to an array.
func isList(t types.Type) bool {
	switch t := t.Underlying().(type) {
	case *types.Slice, *types.Array:
		return true
	case *types.Pointer:
		return source.IsArray(t.Elem())
	}
	return false
}

// usesLocalsOf reports whether a node uses a variable that a loop declares.
func (x *Fixer) usesLocalsOf(n ast.Node, loop *ast.RangeStmt) bool {
	return syntax.Exists(n, func(id *ast.Ident) bool {
		obj := x.Info.Uses[id]
		if obj == nil {
			return false
		}
		return loop.Pos() <= obj.Pos() && obj.Pos() < loop.End() || slices.ContainsFunc(loopVars(loop), func(v *ast.Ident) bool { return x.Info.ObjectOf(v) == obj })
	})
}

// loopVars are the names that a loop sets.
func loopVars(loop *ast.RangeStmt) []*ast.Ident {
	var vars []*ast.Ident
	for _, v := range []ast.Expr{loop.Key, loop.Value} {
		if id, ok := v.(*ast.Ident); ok && id.Name != "_" {
			vars = append(vars, id)
		}
	}
	return vars
}

// bulkAcquire asks before the loop, once for the whole batch:
//
//	for _, v := range batch { if !lim.Allow() { return ... }; f(v) }
//	→ if !lim.AllowN(time.Now(), len(batch)) { return ... }; for _, v := range batch { f(v) }
func (s *site) bulkAcquire() *plan {
	batches := s.Batches(s.fn)
	i := slices.IndexFunc(batches, func(b *Batch) bool { return b.Call.Pos() == s.Pos })
	if i < 0 || !s.asksForEach(batches[i]) {
		return nil
	}
	b := batches[i]
	p := s.newPlan(b.at)
	p.Place = p.At(b.loop.Pos())
	ask, ok := p.askForAll(b)
	if !ok {
		return nil
	}
	p.message = "Ask once for the whole batch, all or nothing"
	p.Insert(b.loop.Pos(), "if !"+ask+" "+p.Of(b.ask.Body)+"\n")
	p.Remove(b.ask.Pos(), p.After(b.ask.End()))
	return p
}

// asksForEach reports whether a loop begins with a question for a refused element,
// and leaves the function then, and can be asked for as a whole: the limiter holds
// as many permits, and the loop uses its variables elsewhere, too.
func (s *site) asksForEach(b *Batch) bool {
	if sel := ast.Unparen(b.Call.Fun).(*ast.SelectorExpr); !s.graph.Holds(sel.X, s.length(b.loop.X)) {
		return false // a batch of more than the burst would never be granted
	}
	not, refused := ast.Unparen(b.ask.Cond).(*ast.UnaryExpr)
	if !refused || ast.Unparen(not.X) != ast.Expr(b.Call) || b.ask.Else != nil || b.loop.Body.List[0] != ast.Stmt(b.ask) || s.usesLocalsOf(b.ask.Body, b.loop) {
		return false
	}
	if _, ok := syntax.Last(b.ask.Body.List).(*ast.ReturnStmt); !ok {
		return false // the elements before it would be dropped, too
	}
	if !syntax.Listed(b.at) || s.file.HasComments(b.loop.Body.Lbrace, b.ask.Pos()) {
		return false
	}
	return !slices.ContainsFunc(loopVars(b.loop), func(id *ast.Ident) bool {
		v, ok := s.Info.Defs[id].(*types.Var)
		return ok && s.Count(b.loop.Body, v) == 0
	})
}

// askForAll is the call that asks for the permits of a whole batch.
func (p *plan) askForAll(b *Batch) (string, bool) {
	sel := ast.Unparen(b.Call.Fun).(*ast.SelectorExpr)
	fn := source.Method(p.Info.TypeOf(sel.X), b.bulk, p.Types)
	length, ok := p.Predeclared("len")
	if fn == nil || !ok {
		return "", false
	}
	length += "(" + p.Of(b.loop.X) + ")"
	var args []string
	for v := range fn.Signature().Params().Variables() {
		switch t := v.Type(); {
		case source.IsTime(t):
			args = append(args, p.Std("time", "Now")+"()")
		case types.Identical(t, types.Typ[types.Int]):
			args = append(args, length)
		case source.IsInteger(t):
			typ, known := p.Type(t)
			args, ok = append(args, typ+"("+length+")"), ok && known
		default:
			return "", false
		}
	}
	return p.Of(sel.X) + "." + fn.Name() + "(" + strings.Join(args, ", ") + ")", ok
}

// length is the number of elements of an array. For a slice, which may have any
// number, it is more than any burst.
func (x *Fixer) length(batch ast.Expr) int64 {
	t := x.Info.TypeOf(batch).Underlying()
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem().Underlying()
	}
	if a, ok := t.(*types.Array); ok {
		return a.Len()
	}
	return math.MaxInt64
}
