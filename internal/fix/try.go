package fix

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/source"
)

// A try is the non-blocking form of a limiter call.
type try struct {
	// init is a statement that must run before, "" for none; it ends up in
	// front of the condition.
	init string
	// granted and refused are the conditions.
	granted, refused string
	name             string // of the method
}

// cond is what follows "if" to ask whether the limiter refuses.
func (t *try) cond() string {
	if t.init != "" {
		return t.init + "; " + t.refused
	}
	return t.refused
}

// try returns the non-blocking form of a call of a catalogued method: the
// limiter's own sibling, if the value has such a method and its parameters
// can be filled from the call's arguments.
func (e *edit) try(call *ast.CallExpr) *try {
	entry, _, sel := e.entryOf(call)
	if entry == nil || sel == nil {
		return nil
	}
	if e.moved != nil {
		return e.tryMoved(entry, call, sel)
	}
	sibling := entry.SiblingSymbol()
	if sibling.IsZero() {
		return nil
	}
	recv := e.pass.TypesInfo.TypeOf(sel.X)
	if recv == nil {
		return nil
	}
	name, size := sibling.Name, ""
	arg := effect.SizeArg(entry, e.pass.TypesInfo, call)
	if entry.Limiter && !e.graph.Fits(sel.X, arg) {
		return nil // the element might come back again and again, for ever
	}
	if arg != nil {
		size = e.file.of(arg)
	}
	if entry := e.cat.Call(sibling); entry != nil && entry.Partial != "" && size != "1" {
		name = entry.Partial // with no time to wait
	}
	fn := source.Method(recv, name, e.pass.Pkg)
	if fn != nil && size == "1" && fn.Signature().Params().Len() == 1 { // the number
		if one := source.Method(recv, e.cat.Single(sibling).Name, e.pass.Pkg); one != nil {
			fn, name = one, one.Name()
		}
	}
	if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != sibling.Pkg {
		return nil
	}
	args, ok := e.fill(fn.Signature(), call, arg)
	if !ok {
		return nil
	}
	text := fmt.Sprintf("%s.%s(%s)", e.file.of(sel.X), name, strings.Join(args, ", "))
	if fn.Pkg().Path() == ratelimit && !hasCalls(sel.X) && source.Method(recv, "RetryAfter", e.pass.Pkg) != nil {
		e.retry = e.retryAfter(sel.X, arg)
	}
	return e.asked(fn, text)
}

// retryAfter is the time after which a bundled limiter can grant so many
// permits, a constant number.
func (e *edit) retryAfter(limiter, size ast.Expr) string {
	n := "1"
	if size != nil {
		n = e.file.of(size)
	}
	return e.file.of(limiter) + ".RetryAfter(" + n + ")"
}

// tryMoved is the try form of a limiter that becomes the bundled one.
func (e *edit) tryMoved(entry *catalog.Call, call *ast.CallExpr, sel *ast.SelectorExpr) *try {
	v := heldBy(e.pass.TypesInfo, sel.X)
	if v == nil || !e.moved[v.Origin()] || entry.Delay {
		return nil
	}
	m := &mover{site: e.site}
	n := m.size(entry, call)
	arg := effect.SizeArg(entry, e.pass.TypesInfo, call)
	if arg != nil && hasCalls(arg) || !e.graph.Fits(sel.X, arg) {
		return nil
	}
	on := e.file.of(sel.X)
	e.retry = e.retryAfter(sel.X, arg)
	text, name := on+".TryAcquireN("+n+")", "TryAcquireN"
	if n == "1" {
		text, name = on+".TryAcquire()", "TryAcquire"
	}
	return &try{granted: text, refused: "!" + text, name: name}
}

// asked returns the conditions on the result of a try call.
func (e *edit) asked(fn *types.Func, text string) *try {
	t := &try{name: fn.Name()}
	entry := e.cat.Call(catalog.SymbolOf(fn))
	results := fn.Signature().Results()
	at := -1
	for i := range results.Len() {
		if b, ok := results.At(i).Type().Underlying().(*types.Basic); ok && b.Kind() == types.Bool {
			at = i
		}
	}
	switch {
	case at < 0 && entry != nil && entry.Partial != "":
		t.granted, t.refused = text+" == 1", text+" != 1"
		return t
	case at < 0:
		return nil
	case results.Len() > 1:
		ok := e.local("ok")
		var lhs []string
		for i := range results.Len() {
			if i == at {
				lhs = append(lhs, ok)
			} else {
				lhs = append(lhs, "_")
			}
		}
		t.init, text = strings.Join(lhs, ", ")+" := "+text, ok
	}
	t.granted, t.refused = text, "!"+text
	if entry != nil && entry.Inverted {
		t.granted, t.refused = t.refused, t.granted
	}
	return t
}

// fill returns the arguments of a try call, made from those of the old one.
func (e *edit) fill(sig *types.Signature, call *ast.CallExpr, size ast.Expr) ([]string, bool) {
	var args []string
	sized := false
	for v := range sig.Params().Variables() {
		switch t := v.Type(); {
		case source.IsTime(t):
			args = append(args, e.when(call))
		case source.IsDuration(t):
			args = append(args, "0")
		case source.IsInteger(t):
			text := "1"
			if size != nil {
				text = e.file.of(size)
				if have := e.pass.TypesInfo.Types[size]; have.Value == nil && !types.Identical(have.Type, t) {
					text = e.typ(t) + "(" + text + ")"
				} else if have.Value != nil && constant.Sign(have.Value) <= 0 {
					return nil, false
				}
			}
			args = append(args, text)
			sized = true
		default:
			return nil, false
		}
	}
	if size != nil && !sized {
		if v := e.pass.TypesInfo.Types[size].Value; v == nil || v.ExactString() != "1" {
			return nil, false
		}
	}
	return args, true
}

// when is the time at which permits are asked for: that of the old call, if it
// has one.
func (e *edit) when(call *ast.CallExpr) string {
	for _, arg := range call.Args {
		if source.IsTime(e.pass.TypesInfo.TypeOf(arg)) {
			return e.file.of(arg)
		}
	}
	return e.name("time", "time", "Now") + "()"
}

// free keeps the package compiling where the last use of a local variable is
// in text that goes away: an argument that the new call does not take. It
// needs the statement before which something can be said.
func (e *edit) free(gone []ast.Node, kept string, stmt ast.Stmt) {
	seen := make(map[*types.Var]bool)
	for _, g := range gone {
		ast.Inspect(g, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			if !ok {
				return true
			}
			v, ok := e.pass.TypesInfo.Uses[id].(*types.Var)
			if !ok || seen[v] || v.Kind() != types.LocalVar {
				return true
			}
			seen[v] = true
			if declaredIn(v, gone) {
				return true // it goes away as well
			}
			if scope := e.file.scope(e.pass.TypesInfo, stmt.Pos()); scope == nil {
				return true
			} else if _, obj := scope.LookupParent(v.Name(), stmt.Pos()); obj != v {
				return true // it goes away as well
			}
			for _, use := range e.usesOf(v) {
				if !e.isAssigned(use) && !e.isLimiterArg(use) && !e.mayGo(use) && !within(use, gone) {
					return true // there is another use
				}
			}
			if mentionsName(kept, v.Name()) {
				return true
			}
			e.insert(stmt.Pos(), "_ = "+v.Name()+"\n")
			return true
		})
	}
}

// declaredIn reports whether a variable is declared in one of the nodes.
func declaredIn(v *types.Var, nodes []ast.Node) bool {
	return slices.ContainsFunc(nodes, func(n ast.Node) bool { return n.Pos() <= v.Pos() && v.Pos() < n.End() })
}

func within(n ast.Node, list []ast.Node) bool {
	for _, l := range list {
		if l.Pos() <= n.Pos() && n.End() <= l.End() {
			return true
		}
	}
	return false
}

// mentionsName reports whether Go text has an identifier of that name that is
// not a selector.
func mentionsName(text, name string) bool {
	isPart := func(c byte) bool {
		return c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c >= 0x80
	}
	for i := 0; ; {
		at := strings.Index(text[i:], name)
		if at < 0 {
			return false
		}
		from, to := i+at, i+at+len(name)
		if (from == 0 || !isPart(text[from-1]) && text[from-1] != '.') && (to == len(text) || !isPart(text[to])) {
			return true
		}
		i = to
	}
}

// isAssigned reports whether an identifier is only assigned to.
func (x *Fixer) isAssigned(id *ast.Ident) bool {
	f := x.file(id.Pos())
	if f == nil {
		return false
	}
	for _, n := range enclosing(f.syntax, id) {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if n.Tok != token.ASSIGN && n.Tok != token.DEFINE {
				return false
			}
			for _, l := range n.Lhs {
				if l == id {
					return true
				}
			}
			return false
		case *ast.Ident, *ast.ParenExpr:
		default:
			return false
		}
	}
	return false
}

// mayGo reports whether an identifier stands in a statement that waits for a
// limiter, or in the one behind it, whose fix may take it away as well.
func (x *Fixer) mayGo(id *ast.Ident) bool {
	f := x.file(id.Pos())
	if f == nil {
		return false
	}
	path := enclosing(f.syntax, id)
	for _, n := range path {
		switch n := n.(type) {
		case *ast.SelectStmt, *ast.ForStmt:
			if x.plannedIn(n.Pos(), n.Pos()+1) {
				return true
			}
		case *ast.SwitchStmt:
			if x.plannedIn(n.Pos(), n.Body.Pos()) {
				return true
			}
		}
	}
	for i, n := range path {
		st, ok := n.(ast.Stmt)
		if !ok || !oldListed(st, path[i+1:]) {
			continue
		}
		from := st.Pos()
		if ifs, ok := st.(*ast.IfStmt); ok && ifs.Init == nil && within(id, []ast.Node{ifs.Cond}) {
			for _, before := range oldInList(path[i+1:]) {
				if unlabelled(before) == st {
					break
				}
				from = before.Pos() // which may set the error that is asked for
			}
		}
		return x.plannedIn(from, st.End())
	}
	return false
}

// plannedIn reports whether a wait that is to be reported stands in a range.
func (x *Fixer) plannedIn(from, to token.Pos) bool {
	for pos := range x.planned {
		if from <= pos && pos < to {
			return true
		}
	}
	return false
}

// isLimiterArg reports whether an identifier is an argument of a call that
// waits for a limiter, which a fix may take away.
func (x *Fixer) isLimiterArg(id *ast.Ident) bool {
	f := x.file(id.Pos())
	if f == nil {
		return false
	}
	for _, n := range enclosing(f.syntax, id) {
		switch n := n.(type) {
		case *ast.CallExpr:
			entry, _, sel := x.entryOf(n)
			return entry != nil && entry.Limiter && entry.Effect != "" && !within(id, []ast.Node{sel})
		case *ast.BlockStmt:
			return false
		}
	}
	return false
}
