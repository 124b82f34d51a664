package fix

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/fix/move"
	"github.com/jobvet/jobvet/internal/fix/syntax"
	"github.com/jobvet/jobvet/internal/source"
)

// A question asks a limiter whether it grants, in the place of a wait for it.
type question struct {
	// init is a statement that runs in front of the condition, "" for none.
	init string
	// granted and refused are the conditions.
	granted, refused string
	// says begins the message of the fix.
	says string
	// retry is an expression for the time after which the limiter will grant, ""
	// if it does not say.
	retry string
	// first is a statement that runs first if the limiter refuses, "" for none.
	first string
	// useless are the statements that only prepared the wait.
	useless []inspector.Cursor
	// only is an if statement that does nothing but wait; it may be none.
	only inspector.Cursor
}

// cond is the text behind "if" that asks whether the limiter refuses.
func (q *question) cond() string {
	if q.init != "" {
		return q.init + "; " + q.refused
	}
	return q.refused
}

// message is the message of a fix that asks the question.
func (q *question) message(r *refusal) string { return q.says + "; " + r.says }

// try returns the question that the limiter's own non-blocking method asks instead of
// a call that waits. It returns nil if the catalogue names none, if the value has no
// such method, or if the call's arguments do not fill its parameters.
func (p *plan) try(call *ast.CallExpr) *question {
	entry, _, sel := p.EntryOf(call)
	if entry == nil {
		return nil
	}
	if p.moved != nil {
		return p.tryMoved(entry, call, sel)
	}
	size := effect.SizeArg(entry, p.Info, call)
	if entry.Limiter && !p.graph.Fits(sel.X, size) {
		return nil // the element might come back again and again, for ever
	}
	fn := p.sibling(entry, sel, size)
	if fn == nil {
		return nil
	}
	args, ok := p.fill(fn.Signature(), call, size)
	if !ok {
		return nil
	}
	q := p.answer(fn, fmt.Sprintf("%s.%s(%s)", p.Of(sel.X), fn.Name(), strings.Join(args, ", ")))
	if q != nil && fn.Pkg().Path() == move.Limiter && !syntax.HasCalls(sel.X) && source.Method(p.Info.TypeOf(sel.X), "RetryAfter", p.Types) != nil {
		q.retry = p.retryAfter(sel.X, size)
	}
	return q
}

// sibling returns the non-blocking method for a number of permits, or nil.
func (p *plan) sibling(entry *catalog.Call, sel *ast.SelectorExpr, size ast.Expr) *types.Func {
	sibling := entry.SiblingSymbol()
	recv := p.Info.TypeOf(sel.X)
	if sibling.IsZero() || recv == nil {
		return nil
	}
	one := size != nil && p.Of(size) == "1"
	name := sibling.Name
	if form := p.Cat.Call(sibling); form != nil && form.Partial != "" && !one {
		name = form.Partial // with no time to wait
	}
	fn := source.Method(recv, name, p.Types)
	if fn != nil && one && fn.Signature().Params().Len() == 1 { // the number
		if single := source.Method(recv, p.Cat.Single(sibling).Name, p.Types); single != nil {
			fn = single
		}
	}
	if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != sibling.Pkg {
		return nil
	}
	return fn
}

// retryAfter is an expression for the time after which a bundled limiter can grant a
// number of permits; nil is one permit.
func (p *plan) retryAfter(limiter, size ast.Expr) string {
	n := "1"
	if size != nil {
		n = p.Of(size)
	}
	return p.Of(limiter) + ".RetryAfter(" + n + ")"
}

func askInstead(method string) string { return "Ask " + method + " instead of waiting" }

// answer returns the question that a try call asks. The call answers by a boolean, which
// may be one of several results, or by the number of permits that it took.
func (p *plan) answer(fn *types.Func, call string) *question {
	q := &question{says: askInstead(fn.Name())}
	entry := p.Cat.Call(catalog.SymbolOf(fn))
	at := -1
	var lhs []string
	for v := range fn.Signature().Results().Variables() {
		if b, ok := v.Type().Underlying().(*types.Basic); ok && b.Kind() == types.Bool {
			at = len(lhs)
		}
		lhs = append(lhs, "_")
	}
	switch {
	case at < 0 && entry != nil && entry.Partial != "":
		q.granted, q.refused = call+" == 1", call+" != 1"
		return q
	case at < 0:
		return nil
	case len(lhs) > 1:
		lhs[at] = p.local("ok")
		q.init, call = strings.Join(lhs, ", ")+" := "+call, lhs[at]
	}
	q.granted, q.refused = call, "!"+call
	if entry != nil && entry.Inverted {
		q.granted, q.refused = q.refused, q.granted
	}
	return q
}

// fill returns the arguments of a try call, made of the old call's. It fails if the
// method takes something else, or does not take the number.
func (p *plan) fill(sig *types.Signature, call *ast.CallExpr, size ast.Expr) ([]string, bool) {
	var args []string
	sized := false
	for v := range sig.Params().Variables() {
		switch t := v.Type(); {
		case source.IsTime(t):
			args = append(args, p.when(call))
		case source.IsDuration(t):
			args = append(args, "0")
		case source.IsInteger(t):
			n, ok := p.permits(size, t)
			if !ok {
				return nil, false
			}
			args, sized = append(args, n), true
		default:
			return nil, false
		}
	}
	if size != nil && !sized {
		if n, exact := p.Src.ConstantInt(size); !exact || n != 1 {
			return nil, false
		}
	}
	return args, true
}

// permits is the number of permits as a value of a type. It fails if it is zero or less.
func (p *plan) permits(size ast.Expr, t types.Type) (string, bool) {
	if size == nil {
		return "1", true
	}
	text, have := p.Of(size), p.Info.Types[size]
	switch {
	case have.Value != nil:
		return text, constant.Sign(have.Value) > 0
	case types.Identical(have.Type, t):
		return text, true
	}
	name, ok := p.Type(t)
	return name + "(" + text + ")", ok
}

// when is the time that a try call gets: the old call's, or the current time.
func (p *plan) when(call *ast.CallExpr) string {
	for _, arg := range call.Args {
		if source.IsTime(p.Info.TypeOf(arg)) {
			return p.Of(arg)
		}
	}
	return p.Std("time", "Now") + "()"
}
