package effect

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/jobvet/jobvet/internal/source"
)

// A partner is a goroutine of the same call at the other end of a channel that a field
// or a package variable holds. It does not show that the two meet, since others may
// have the channel too, but it is likely.

// ends are the operations that functions do on channels, by where they may meet others.
type ends map[meeting]*traffic

// partnered reports whether a goroutine that fn or what it calls starts, or each of its
// callers or what that calls, does the opposite of an operation in fn.
func (g *Graph) partnered(fn *source.Func, ch ast.Expr, isSend bool) bool {
	if v := g.Source.VarOf(ch); v == nil || !isKept(v) {
		return false
	}
	return g.meetsIn(fn.Outermost(), g.meetings(ch), isSend, make(map[*source.Func]bool))
}

// meetsIn is partnered for a function out and its callers. seen are the functions that were
// asked before.
func (g *Graph) meetsIn(out *source.Func, at []meeting, isSend bool, seen map[*source.Func]bool) bool {
	others := g.partnersOf(out)
	if seen[out] || slices.ContainsFunc(at, func(m meeting) bool { return others[m].meets(isSend) }) {
		return true
	}
	seen[out] = true
	if out.Obj == nil {
		return false
	}
	callers, all := g.callersOf(out.Obj)
	live := 0
	for _, c := range callers {
		if in := c.in.Outermost(); in.Obj == nil || !g.isDead(in.Obj, in.Decl) {
			live++
			all = all && g.meetsIn(in, at, isSend, seen)
		}
	}
	return all && live > 0
}

// partnersOf returns what the goroutines do that a declared function or what it calls starts.
func (g *Graph) partnersOf(out *source.Func) ends {
	others, ok := g.partners[out]
	if !ok {
		others = make(ends)
		w := endWalker{Graph: g, seen: make(map[*source.Func]bool)}
		w.starts(out, func(c *source.Call) {
			w.callees(c, others)
			w.given(c, others)
		})
		g.partners[out] = others
	}
	return others
}

// meets reports whether the traffic has the opposite of an operation.
func (t *traffic) meets(isSend bool) bool {
	return t != nil && (isSend && t.receives || !isSend && (t.sends || t.closes))
}

// converses reports whether what a go statement runs does the opposite of some
// operation of the function around it, or of what that calls, on a channel in a field or package variable.
func (g *Graph) converses(fn *source.Func, c *source.Call) bool {
	own, others := make(ends), make(ends)
	w := endWalker{Graph: g, seen: make(map[*source.Func]bool)}
	w.callees(c, others)
	if len(others) == 0 {
		return false
	}
	w.operations(fn, own)
	for _, x := range fn.Calls {
		if x.How == source.Plain {
			w.callees(x, own)
		}
	}
	for at, t := range own {
		if o := others[at]; at.v != nil && o != nil && (t.sends && o.receives || t.receives && (o.sends || o.closes)) {
			return true
		}
	}
	return false
}

type endWalker struct {
	*Graph
	seen map[*source.Func]bool
}

// starts calls yield for each go statement in fn, in its literals and in what they
// call.
func (w *endWalker) starts(fn *source.Func, yield func(*source.Call)) {
	if w.seen[fn] {
		return
	}
	w.seen[fn] = true
	for _, c := range fn.Calls {
		if c.How == source.Spawned {
			yield(c)
			continue
		}
		for _, o := range w.Source.Callees(c) {
			if o.Fn != nil {
				w.starts(o.Fn, yield)
			}
		}
	}
	for _, lit := range fn.Lits {
		w.starts(lit, yield)
	}
}

// callees adds the operations of what a call calls.
func (w *endWalker) callees(c *source.Call, into ends) {
	seen := make(map[*source.Func]bool)
	var visit func(fn *source.Func)
	visit = func(fn *source.Func) {
		if seen[fn] {
			return
		}
		seen[fn] = true
		w.operations(fn, into)
		for _, c := range fn.Calls {
			for _, o := range w.Source.Callees(c) {
				if o.Fn != nil {
					visit(o.Fn)
				}
			}
		}
		for _, lit := range fn.Lits {
			visit(lit)
		}
	}
	for _, o := range w.Source.Callees(c) {
		if o.Fn != nil {
			visit(o.Fn)
		}
	}
}

// given adds the channels that a call gets as arguments, or in what it gets for an interface:
// it may do anything with them.
func (w *endWalker) given(c *source.Call, into ends) {
	sig, _ := w.Source.Info.TypeOf(c.Expr.Fun).(*types.Signature)
	for i, a := range c.Expr.Args {
		if sig != nil && i < sig.Params().Len() && types.IsInterface(sig.Params().At(i).Type()) {
			w.givenIn(w.Source.Info.TypeOf(a), into)
		}
		if v := w.Source.VarOf(a); v != nil && isKept(v) && source.IsChan(v.Type()) {
			into[meeting{v: v.Origin()}] = &traffic{sends: true, receives: true, closes: true}
		}
	}
}

// givenIn adds the channels in the fields of a structure.
func (w *endWalker) givenIn(t types.Type, into ends) {
	s, ok := source.Pointee(t).Underlying().(*types.Struct)
	if !ok {
		return
	}
	for f := range s.Fields() {
		if source.IsChan(f.Type()) {
			into[meeting{v: f.Origin()}] = &traffic{sends: true, receives: true, closes: true}
		}
	}
}

// operations adds the operations that stand in fn itself.
func (w *endWalker) operations(fn *source.Func, into ends) {
	for _, op := range fn.ChanOps {
		switch op.Kind {
		case source.Send:
			w.note(op.Chan, into, traffic{sends: true})
		case source.Select:
			w.cases(op.Select, into)
		default:
			w.note(op.Chan, into, traffic{receives: true})
		}
	}
	for _, c := range fn.Calls {
		if c.Expr != nil && w.Source.Builtin(c.Expr) == "close" {
			w.note(c.Expr.Args[0], into, traffic{closes: true})
		}
	}
}

// cases adds the operations that a select offers.
func (w *endWalker) cases(s *ast.SelectStmt, into ends) {
	for _, cl := range s.Body.List {
		if ch, isSend := source.CommChan(cl.(*ast.CommClause).Comm); ch != nil {
			w.note(ch, into, traffic{sends: isSend, receives: !isSend})
		}
	}
}

// note adds what is done to a channel, wherever it may be met.
func (w *endWalker) note(ch ast.Expr, into ends, does traffic) {
	for _, at := range w.meetings(ch) {
		if into[at] == nil {
			into[at] = new(traffic)
		}
		t := into[at]
		t.sends, t.receives, t.closes = t.sends || does.sends, t.receives || does.receives, t.closes || does.closes
	}
}
