package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/tools/go/ast/edge"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/fix/syntax"
	"github.com/jobvet/jobvet/internal/source"
)

// Owed: a fix makes a function leave at a place where it used to wait, or to end the
// process. It must not skip anything that others wait for, or that the next call needs:
// the release of a lock, the close of a channel, Done of a wait group, the reset of a
// flag. And the framework must not take the element for done by then.

// owes reports whether the function, if it left at the site, would skip something that
// it owes. It owes all that it gives back, ends or tells behind the site, except by a
// call that it deferred before. It also owes the work on an element that was
// acknowledged before the site, or whose error a deferred function takes away.
func (s *site) owes() bool {
	b := s.begun()
	if b.done {
		return true
	}
	owed := false
	ast.Inspect(s.fn.Body, func(n ast.Node) bool {
		if n == nil || owed || n.Pos() == s.Pos {
			return false // the wait itself
		}
		behind := n.Pos() > s.Pos
		switch n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.DeferStmt:
			return behind
		}
		owed = behind && b.isOwed(n)
		return !owed
	})
	return owed
}

// isOwed reports whether a node behind the site undoes something that was begun, or does
// something that others wait for.
func (b *begun) isOwed(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.SendStmt:
		return b.awaited(n.Chan) || b.received[types.ExprString(n.Chan)] || b.isShared(n.Chan)
	case *ast.UnaryExpr:
		return n.Op == token.ARROW && (b.sent[types.ExprString(n.X)] || b.isShared(n.X))
	case *ast.RangeStmt:
		return b.isShared(n.X)
	case *ast.AssignStmt:
		return n.Tok != token.DEFINE && slices.ContainsFunc(n.Lhs, b.wasSet)
	case *ast.IncDecStmt:
		return b.wasSet(n.X)
	case *ast.CallExpr:
		return b.settles(n) || b.undoes(n)
	}
	return false
}

// isShared reports whether a goroutine that the function started before the site may be
// at the other end of a channel: one that uses the channel, or any that a function
// started which it called.
func (s *site) isShared(ch ast.Expr) bool {
	t := s.Info.TypeOf(ch)
	if !source.IsChan(t) || s.endsItself(ch) {
		return false
	}
	v := s.Src.VarOf(ch)
	if v == nil || slices.ContainsFunc(s.fn.Calls, func(c *source.Call) bool { return c.Pos() < s.Pos && s.graph.Spawns(c) }) {
		return true
	}
	return syntax.Exists(s.fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return n.Pos() < s.Pos && s.Mentions(n, v)
		case *ast.GoStmt:
			return n.End() <= s.Pos
		}
		return false
	})
}

// isShared is that of the site, which has the same answer for each use of a variable.
func (b *begun) isShared(ch ast.Expr) bool {
	v := b.Src.VarOf(ch)
	if v == nil {
		return b.site.isShared(ch)
	}
	shared, known := b.shared[v]
	if !known {
		shared = b.site.isShared(ch)
		b.shared[v] = shared
	}
	return shared
}

// A begun is a record of what a function did before the site.
type begun struct {
	*site
	vars           map[*types.Var]bool // that it called, got or set
	changed        map[string]bool     // values whose state it set by a method
	set            map[string]bool     // expressions that it set and that others see
	sent, received map[string]bool     // channels
	done           bool                // it says, by then or later, that the element is done
	shared         map[*types.Var]bool // answers of isShared, so that they are looked for once
}

// begun collects what the function did before the site, except in blocks at whose end
// it left.
func (s *site) begun() *begun {
	b := &begun{
		site: s, vars: make(map[*types.Var]bool), changed: make(map[string]bool), set: make(map[string]bool),
		sent: make(map[string]bool), received: make(map[string]bool), shared: make(map[*types.Var]bool),
	}
	ast.Inspect(s.fn.Body, b.visit)
	return b
}

func (b *begun) wasSet(x ast.Expr) bool { return b.set[types.ExprString(x)] }

func (b *begun) visit(n ast.Node) bool {
	if n == nil || n.Pos() >= b.Pos {
		return false
	}
	switch n := n.(type) {
	case *ast.FuncLit:
		return false
	case *ast.DeferStmt:
		b.done = b.done || b.finishes(n)
		return false
	case *ast.BlockStmt:
		return !b.isLeft(n)
	case *ast.SendStmt:
		b.sent[types.ExprString(n.Chan)] = true
	case *ast.UnaryExpr:
		if n.Op == token.ARROW {
			b.received[types.ExprString(n.X)] = true
			b.done = b.done || b.takesElement(n)
		}
	case *ast.AssignStmt:
		b.assigns(n)
	case *ast.IncDecStmt:
		b.sets(n.X)
	case *ast.CallExpr:
		if n.End() <= b.Pos { // else the site is an argument of it
			b.calledBy(n)
		}
	}
	return true
}

// isLeft reports whether a block before the site ends by leaving: then the function does
// not reach the site from there.
func (s *site) isLeft(block *ast.BlockStmt) bool {
	end := syntax.Last(block.List)
	return end != nil && syntax.Leaves(end) && block.End() <= s.Pos
}

func (b *begun) assigns(n *ast.AssignStmt) {
	for _, l := range n.Lhs {
		b.sets(l)
	}
	for _, r := range n.Rhs {
		switch r := ast.Unparen(r).(type) {
		case *ast.CallExpr: // f, err := os.Open(name)
			for _, l := range n.Lhs {
				b.addVars(b.vars, l)
			}
		case *ast.UnaryExpr: // mu := &s.mu
			b.addVars(b.vars, r)
		}
	}
}

func (b *begun) calledBy(n *ast.CallExpr) {
	b.addVars(b.vars, n)
	word, on := called(n)
	b.changed[on] = b.changed[on] || slices.Contains(changing, word)
	b.done = b.done || slices.Contains(acking, word)
}

// takesElement reports whether a receive takes a value from a channel that the function
// has not made and that is not the framework's. The value is lost if the function
// leaves.
func (s *site) takesElement(recv *ast.UnaryExpr) bool {
	if syntax.Wrapped(s.Find(recv)).ParentEdgeKind() == edge.ExprStmt_X || s.endsItself(recv.X) {
		return false // a signal, or a token
	}
	if v := s.Src.VarOf(recv.X); v != nil && (v.Kind() == types.LocalVar || s.onlyClosed(v)) {
		return false
	}
	if call, ok := ast.Unparen(recv.X).(*ast.CallExpr); ok {
		entry, fn, _ := s.EntryOf(call)
		return entry == nil && (fn == nil || s.Cat.IsChannel(catalog.SymbolOf(fn)) == nil)
	}
	return true
}

// sets notes that the function sets something that others may see.
func (b *begun) sets(x ast.Expr) {
	if id, ok := ast.Unparen(x).(*ast.Ident); ok {
		v, _ := b.Info.ObjectOf(id).(*types.Var)
		if v == nil || v.Kind() == types.ResultVar || v.Kind() == types.ParamVar {
			return
		}
		if body := b.fn.Body; v.Kind() != types.PackageVar && body.Pos() <= v.Pos() && v.Pos() < body.End() {
			return
		}
	}
	b.set[types.ExprString(x)] = true
	b.addVars(b.vars, x)
}

// addVars adds the variables in a node, contexts and errors aside.
func (s *site) addVars(vars map[*types.Var]bool, n ast.Node) {
	ast.Inspect(n, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		v, ok := s.Info.ObjectOf(id).(*types.Var)
		if ok && !v.IsField() && !source.IsContext(v.Type()) && !source.IsError(v.Type()) {
			vars[v] = true
		}
		return true
	})
}

// First words of the names of functions. A function that undoes ends something that was
// begun with the same values. One that is changing sets a state, and another such call
// sets it back. One that is acking tells a framework that an element is done, or takes
// an element away from others.
var (
	undoing = []string{
		"abort", "cancel", "clean", "cleanup", "clear", "close", "commit", "complete", "dec", "decrement", "delete", "deregister",
		"detach", "disable", "disconnect", "done", "drop", "end", "evict", "exit", "finish", "flush", "free", "give", "leave",
		"pop", "put", "release", "remove", "reset", "restore", "resume", "return", "rollback", "runlock", "shutdown", "stop", "sub", "teardown",
		"unlock", "unmark", "unpin", "unref", "unregister", "unset", "unsubscribe", "wait",
	}
	changing = []string{"add", "compare", "inc", "set", "store", "swap", "try"}
	acking   = []string{"ack", "acknowledge", "dequeue", "mark", "pop"}
)

// called returns the first word of a called function's name, in lower case, and the
// text of the value whose method it is, "" for none.
func called(call *ast.CallExpr) (word, on string) {
	name := ""
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		name = fun.Name
	case *ast.SelectorExpr:
		name, on = fun.Sel.Name, types.ExprString(fun.X)
	}
	small := false
	for i, r := range name {
		if small && unicode.IsUpper(r) {
			name = name[:i]
			break
		}
		small = unicode.IsLower(r)
	}
	return strings.ToLower(name), on
}

// undoes reports whether a call behind the site may undo something that was done before
// it, judged by its name.
func (b *begun) undoes(call *ast.CallExpr) bool {
	word, on := called(call)
	if on != "" && b.changed[on] && slices.Contains(changing, word) {
		return true
	}
	if !slices.Contains(undoing, word) || b.takesAgain(call) {
		return false
	}
	if entry, _, _ := b.EntryOf(call); entry != nil && entry.Limiter {
		return false // it asks for a permit
	}
	vars := make(map[*types.Var]bool)
	b.addVars(vars, call)
	for v := range vars {
		if b.vars[v] {
			return true
		}
	}
	return false
}

// takesAgain reports whether a call behind the site gives back something that was taken
// behind the site as well.
func (s *site) takesAgain(release *ast.CallExpr) bool {
	fun, ok := ast.Unparen(release.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	return syntax.Exists(s.fn.Body, func(call *ast.CallExpr) bool {
		if call.Pos() <= s.Pos || call.Pos() >= release.Pos() {
			return false
		}
		entry, _, sel := s.EntryOf(call)
		return entry != nil && entry.Release == fun.Sel.Name && types.ExprString(sel.X) == types.ExprString(fun.X)
	})
}

// finishes reports whether a deferred call tells the framework that the element is done,
// or changes the function's result.
func (s *site) finishes(d *ast.DeferStmt) bool {
	return syntax.Exists(d.Call, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			word, _ := called(n)
			return slices.Contains(acking, word)
		case *ast.AssignStmt:
			return slices.ContainsFunc(n.Lhs, func(l ast.Expr) bool {
				v := s.VarNamed(l)
				return v != nil && v.Kind() == types.ResultVar
			})
		}
		return false
	})
}

// awaited reports whether somebody may wait for a value that the function sends on a
// channel later: the caller of a helper, the maker of the channel, or a goroutine of
// the function. Others get the value from the operator when the element comes back.
func (s *site) awaited(ch ast.Expr) bool {
	v := s.Src.VarOf(ch)
	return !s.own() || v == nil || v.Kind() == types.LocalVar && v.Pos() < s.Pos
}

// settles reports whether a call gives back something that was taken before the site,
// ends something that was begun, or tells somebody who waits.
func (s *site) settles(call *ast.CallExpr) bool {
	if s.Src.Builtin(call) == "close" {
		return s.wasThere(s.Src.VarOf(call.Args[0]))
	}
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		// ctx, cancel := context.WithTimeout(...); unlock := func() { mu.Unlock() }
		v := s.VarNamed(fun)
		return v != nil && (v.Kind() == types.LocalVar || v.Kind() == types.ParamVar) && v.Pos() < s.Pos && len(call.Args) == 0
	case *ast.SelectorExpr:
		return s.isHeld(fun) || s.ends(call, s.Src.VarOf(fun.X))
	}
	return false
}

// ends reports whether a call ends the work of a value that may be older than the site,
// or tells those who wait for it.
func (s *site) ends(call *ast.CallExpr, on *types.Var) bool {
	fn := s.Selected(call)
	if fn == nil || !s.wasThere(on) {
		return false
	}
	switch sym := catalog.SymbolOf(fn); {
	case sym.Pkg == "sync" && (sym.Recv == "WaitGroup" && sym.Name == "Done" || sym.Recv == "Cond"):
		return true
	case catalog.IsEnding(fn.Name()) && len(call.Args) == 0:
		return on != nil && on.Kind() == types.LocalVar && s.isResult(on)
	}
	return false
}

// wasThere reports whether a variable may be older than the site.
func (s *site) wasThere(v *types.Var) bool {
	return v == nil || v.Kind() != types.LocalVar || v.Pos() < s.Pos
}

// isResult reports whether a variable holds the result of a call.
func (s *site) isResult(v *types.Var) bool {
	return slices.ContainsFunc(s.Src.Values(v), func(val source.Value) bool {
		_, ok := ast.Unparen(val.Expr).(*ast.CallExpr)
		return ok
	})
}

// isHeld reports whether a method releases something that another method of the same
// value takes, by the catalogue, and that may be held at the site.
func (s *site) isHeld(release *ast.SelectorExpr) bool {
	limit, held := types.ExprString(release.X), false
	ast.Inspect(s.fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case nil, *ast.FuncLit, *ast.DeferStmt:
			return false
		case *ast.BlockStmt:
			return !s.isLeft(n)
		case *ast.CallExpr:
			sel, ok := ast.Unparen(n.Fun).(*ast.SelectorExpr)
			switch {
			case !ok || n.Pos() >= s.Pos || types.ExprString(sel.X) != limit:
			case sel.Sel.Name != release.Sel.Name:
				held = held || s.takesFor(n, release.Sel.Name)
			case s.precedes(n):
				held = false
			}
		}
		return true
	})
	return held
}

// takesFor reports whether a call takes something that a method gives back.
func (s *site) takesFor(call *ast.CallExpr, release string) bool {
	fn := s.Selected(call)
	if fn == nil {
		return false
	}
	entry := s.Cat.Call(catalog.SymbolOf(fn))
	return entry != nil && entry.Release == release
}

// precedes reports whether a call before the site is made on every path to it: the
// innermost block around the call is around the site as well.
func (s *site) precedes(call *ast.CallExpr) bool {
	for c := range s.Find(call).Enclosing((*ast.BlockStmt)(nil), (*ast.CaseClause)(nil), (*ast.CommClause)(nil)) {
		return c.Node().Pos() <= s.Pos && s.Pos < c.Node().End()
	}
	return false
}
