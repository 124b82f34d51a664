package move

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/fix/edit"
	"github.com/jobvet/jobvet/internal/fix/syntax"
	"github.com/jobvet/jobvet/internal/source"
)

// call changes a call of one of the limiter's methods.
func (m *mover) call(c inspector.Cursor) bool {
	call := c.Node().(*ast.CallExpr)
	entry, fn, sel := m.EntryOf(call)
	p, ok := m.at(call)
	if !ok || entry == nil || !entry.Limiter || syntax.HasCalls(sel.X) {
		return false
	}
	switch results := fn.Signature().Results(); {
	case m.IsReported(call.Pos()):
		m.waits = append(m.waits, call.Pos())
		return true
	case entry.Try && results.Len() == 1:
		text, ok := m.try(p, call)
		p.ReplaceNode(call, text)
		return ok
	case entry.Effect != string(effect.RateWait) || entry.Duration != nil:
		return false
	case results.Len() != 1 || !source.IsError(results.At(0).Type()):
		if _, ok := c.Parent().Node().(*ast.ExprStmt); !ok {
			return false
		}
		p.ReplaceNode(call, "_ = "+m.acquire(p, call))
	default:
		p.ReplaceNode(call, m.acquire(p, call))
	}
	return true
}

// acquire is a call that waits for the new limiter.
func (m *mover) acquire(p edit.Place, call *ast.CallExpr) string {
	entry, _, sel := m.EntryOf(call)
	ctx := ""
	if entry.Context != nil {
		ctx = p.Of(call.Args[*entry.Context])
	} else {
		ctx = p.Std("context", "Background") + "()"
	}
	return p.Of(sel.X) + ".Acquire(" + ctx + ", " + m.size(p, entry, call) + ")"
}

// size is the number of permits of a call, as an int.
func (m *mover) size(p edit.Place, entry *catalog.Call, call *ast.CallExpr) string {
	return Size(p.File, m.Info, effect.SizeArg(entry, m.Info, call))
}

// Size is a number of permits as an int; nil is one permit.
func Size(f *edit.File, info *types.Info, size ast.Expr) string {
	if size == nil {
		return "1"
	}
	text := f.Of(size)
	if _, literal := size.(*ast.BasicLit); literal || types.Identical(info.Types[size].Type, types.Typ[types.Int]) {
		return text
	}
	return "int(" + text + ")"
}

// try is a call that asks the new limiter, for one that asks the old.
func (m *mover) try(p edit.Place, call *ast.CallExpr) (string, bool) {
	entry, fn, sel := m.EntryOf(call)
	on, n := p.Of(sel.X), m.size(p, entry, call)
	now, ok := m.now(call)
	if !ok {
		return "", false
	}
	t := fn.Signature().Results().At(0).Type()
	if source.IsInteger(t) {
		typ, ok := p.Type(t)
		return typ + "(" + on + ".TryAcquireUpTo(" + n + "))", ok
	}
	text := ""
	switch {
	case now != "":
		text = on + ".TryAcquireAt(" + now + ", " + n + ")"
	case n == "1":
		text = on + ".TryAcquire()"
	default:
		text = on + ".TryAcquireN(" + n + ")"
	}
	if entry.Inverted {
		text = "!" + text
	}
	return text, true
}

// now is the variable from which a call gets the current time. It is "" if the call gets
// no time, or time.Now() itself. It fails for any other time, since the bundled limiter
// has one clock.
func (m *mover) now(call *ast.CallExpr) (string, bool) {
	now := ""
	for _, arg := range call.Args {
		if !source.IsTime(m.Info.TypeOf(arg)) {
			continue
		}
		if m.isNow(arg) {
			continue
		}
		v := m.VarNamed(arg)
		if v == nil || v.Kind() != types.LocalVar || len(m.Src.Values(v)) == 0 {
			return "", false
		}
		for _, val := range m.Src.Values(v) {
			if !m.isNow(val.Expr) {
				return "", false
			}
		}
		now = v.Name()
	}
	return now, true
}

// isNow reports whether an expression asks for the time.
func (m *mover) isNow(x ast.Expr) bool {
	call, ok := ast.Unparen(x).(*ast.CallExpr)
	return ok && m.IsTime(call, "Now")
}
