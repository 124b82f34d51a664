package effect

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/comm"
	"github.com/jobvet/jobvet/internal/source"
)

// chanOp adds a channel operation that waits.
func (g *Graph) chanOp(n *node, op *source.ChanOp) {
	fate := g.fate(n.fn, op.Node)
	locked := fate == comm.Served && g.locked(n.fn, op.Node.Pos())
	if fate == comm.Served && !locked {
		return
	}
	if why := g.hangs(op, fate); why != "" {
		n.effect(&Effect{Rule: ChanWait, Hangs: true, Phrase: operates(op) + why, Pos: op.Node.Pos()})
		return
	}
	if op.Kind == source.Select {
		g.selectOp(n, op)
		return
	}
	w := g.waitOn(n.fn, op.Chan, op.Kind == source.Send)
	if g.goesOn(n.fn, op, w) || w.uncertain && fate == comm.Unreached {
		return
	}
	e := &Effect{Rule: ChanWait, Bound: w.bound, Subject: w.subject, Uncertain: w.uncertain, Locked: locked, Pos: op.Node.Pos()}
	if w.timer {
		e.awaitTimer(w, types.ExprString(op.Chan))
	} else {
		e.Phrase, e.Undoes = operates(op), g.undoes(n.fn, op)
		e.Uncertain = e.Uncertain || !locked && g.likelyEnds(n.fn, op.Chan, op.Kind == source.Send)
	}
	n.effect(e)
}

// hangs says, after what an operation does, why it may last for ever, or "" if it does not.
func (g *Graph) hangs(op *source.ChanOp, fate comm.Fate) string {
	switch {
	case fate == comm.Hangs:
		return ", on some path for ever"
	case g.isDeserted(op):
		return " for ever, since nobody is at the other end"
	}
	return ""
}

// goesOn reports whether an operation goes on at once by what its function did before.
func (g *Graph) goesOn(fn *source.Func, op *source.ChanOp, w wait) bool {
	return w.never || g.released(fn, op) || g.fits(fn, op) || w.timer && g.drains(fn, op)
}

// awaitTimer makes an effect one that waits for a timer.
func (e *Effect) awaitTimer(w wait, name string) {
	e.Rule, e.Phrase = TimeWait, "waits for the timer "+name
	e.Bound = Bound{Kind: Nothing}
	if w.delay != "" {
		e.Rule, e.Phrase = RateWait, "waits for the timer "+name+" that runs for "+w.delay
	}
}

// operates says what an operation does, after the operator's name.
func operates(op *source.ChanOp) string {
	switch op.Kind {
	case source.Send:
		return "sends to " + types.ExprString(op.Chan)
	case source.RangeOver:
		return "ranges over " + types.ExprString(op.Chan)
	case source.Receive:
		return "receives from " + types.ExprString(op.Chan)
	}
	if len(op.Select.Body.List) == 0 {
		return "waits for ever in select {}"
	}
	return "waits in a select"
}

// selectOp adds a select that waits. Its bound is that of the case which promises
// most.
func (g *Graph) selectOp(n *node, op *source.ChanOp) {
	cases := op.Select.Body.List
	e := &Effect{Rule: ChanWait, Bound: Bound{Kind: Nothing}, Pos: op.Node.Pos()}
	timers, done, delay := 0, 0, ""
	e.Hangs = len(cases) == 0
	for _, s := range cases {
		comm := s.(*ast.CommClause).Comm
		if comm == nil {
			return // default: it never waits
		}
		w := g.caseWait(n.fn, comm, len(cases) == 1)
		if w.never {
			return
		}
		if w.timer {
			timers++
			delay = w.delay
			continue
		}
		if w.done {
			done++
		}
		e.Bound = e.Bound.join(w.bound)
		e.Uncertain = e.Uncertain || w.uncertain || g.likelyCase(n.fn, comm)
		if w.subject != nil {
			e.Subject = w.subject
		}
	}
	switch {
	case timers > 0 && timers+done == len(cases):
		// There are only timers and contexts: it is a sleep.
		e.Rule, e.Phrase = TimeWait, "waits for a timer in a select"
		if delay != "" {
			e.Rule, e.Phrase = RateWait, "waits for a timer that runs for "+delay
		}
	case timers > 0:
		return // the timer ends it
	default:
		e.Phrase = operates(op)
	}
	n.effect(e)
}

// likelyEnds reports whether an operation in fn probably does not wait long, for a reason
// that the package shows but does not prove.
func (g *Graph) likelyEnds(fn *source.Func, ch ast.Expr, isSend bool) bool {
	return g.partnered(fn, ch, isSend) || g.pooled(ch, isSend) || g.asManyAs(ch) || g.attended(ch, isSend)
}

// likelyCase is likelyEnds for a case of a select.
func (g *Graph) likelyCase(fn *source.Func, comm ast.Stmt) bool {
	ch, isSend := source.CommChan(comm)
	return ch != nil && g.likelyEnds(fn, ch, isSend)
}

// caseWait classifies a case of a select. If there are several and this one looks like
// a signal to stop, it probably ends the wait.
func (g *Graph) caseWait(fn *source.Func, comm ast.Stmt, only bool) wait {
	ch, isSend := source.CommChan(comm)
	if ch == nil {
		return wait{}
	}
	w := g.waitOn(fn, ch, isSend)
	if !isSend && !w.never && !w.timer && !w.done && !only && g.isStopChannel(comm, ch) {
		w.uncertain = true
	}
	return w
}

// isStopChannel reports whether a receive looks like one of a signal to stop: its
// value is not used, and the name says so.
func (g *Graph) isStopChannel(comm ast.Stmt, ch ast.Expr) bool {
	if !ignoresValue(comm) {
		return false
	}
	if _, ok := ast.Unparen(ch).(*ast.CallExpr); ok {
		return true // <-x.Done(), <-s.Stopped()
	}
	v := g.Source.VarOf(ch)
	if v == nil {
		return false
	}
	name := strings.ToLower(v.Name())
	for _, word := range []string{"done", "stop", "quit", "clos", "exit", "shut", "cancel", "kill", "term", "abort", "dying", "dead", "end"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}

// ignoresValue reports whether a receive uses no value, as in case <-ch and in
// case _, ok := <-ch.
func ignoresValue(comm ast.Stmt) bool {
	switch comm := comm.(type) {
	case *ast.ExprStmt:
		return true
	case *ast.AssignStmt:
		id, ok := comm.Lhs[0].(*ast.Ident)
		return ok && id.Name == "_"
	}
	return false
}

// A wait is what is known of a wait on one channel.
type wait struct {
	never     bool // there is no wait, or a short one, or one that the framework wants
	done      bool // the channel is a context's Done
	timer     bool // the channel is a timer's
	delay     string
	bound     Bound
	subject   *types.Var
	uncertain bool
}

// waitOn classifies a channel operation of fn. If the expression may be one of several
// channels, the most harmless counts.
func (g *Graph) waitOn(fn *source.Func, ch ast.Expr, send bool) wait {
	origins := g.Source.Origins(ch)
	if len(origins) == 0 {
		return g.unknownChannel(ch)
	}
	best := wait{bound: Bound{Kind: Nothing}}
	for i, o := range origins {
		w := g.waitOnOrigin(fn, ch, o, send)
		if i == 0 || w.harmless(best) {
			best = w
		}
	}
	return best
}

// harmless reports whether w promises more than x.
func (w wait) harmless(x wait) bool {
	rank := func(w wait) int {
		switch {
		case w.never:
			return 4
		case w.timer:
			return 3
		case w.done || w.subject != nil:
			return 2
		case w.uncertain:
			return 1
		}
		return 0
	}
	return rank(w) > rank(x)
}

func (g *Graph) waitOnOrigin(fn *source.Func, ch ast.Expr, o source.Origin, send bool) wait {
	switch {
	case o.Param != nil && source.IsChan(o.Param.Type()):
		return wait{subject: o.Param, bound: Bound{Kind: Nothing}}
	case o.Obj != nil:
		return g.fromCall(o.Obj, o.Call, ch)
	case o.Expr == nil:
		return g.unknownChannel(ch)
	}
	switch e := ast.Unparen(o.Expr).(type) {
	case *ast.CallExpr:
		if g.Source.Builtin(e) == "make" {
			return g.madeHere(fn, ch, e, send)
		}
		if fun := g.Source.Callee(e); fun != nil {
			return g.fromCall(fun, e, ch)
		}
	case *ast.SelectorExpr:
		if source.IsTimer(g.Source.Info.TypeOf(e.X)) {
			return wait{timer: true, delay: g.timerDelay(e.X)}
		}
	}
	return g.unknownChannel(ch)
}

// unknownChannel classifies a channel of which only the type is known.
func (g *Graph) unknownChannel(ch ast.Expr) wait {
	w := wait{bound: Bound{Kind: Nothing}}
	if t := g.chanType(ch); t != nil && source.IsTime(t.Elem()) {
		w.timer = t.Dir() == types.RecvOnly
	}
	return w
}

func (g *Graph) chanType(ch ast.Expr) *types.Chan {
	t := g.Source.Info.TypeOf(ch)
	if t == nil {
		return nil
	}
	c, _ := t.Underlying().(*types.Chan)
	return c
}

// fromCall classifies a channel that a function returns.
func (g *Graph) fromCall(fn *types.Func, call *ast.CallExpr, ch ast.Expr) wait {
	if fn.Name() == "Done" && call != nil {
		if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && source.IsContextLike(g.Source.Info.TypeOf(sel.X)) {
			return wait{done: true, bound: g.bound(sel.X)}
		}
	}
	if g.originOf(fn.Pkg()) != user {
		return g.fromLibrary(catalog.SymbolOf(fn), call, ch)
	}
	if source.IsInterfaceMethod(fn) && g.Catalog.Disguised(fn.Name(), fn.Signature()) != nil {
		return wait{never: true} // the call itself is reported
	}
	if g.fed(fn) {
		return wait{never: true} // it comes to its end
	}
	return g.unknownChannel(ch)
}

// fromLibrary classifies a channel that a function of a library returns.
func (g *Graph) fromLibrary(sym catalog.Symbol, call *ast.CallExpr, ch ast.Expr) wait {
	if g.Catalog.IsChannel(sym) != nil {
		return wait{never: true}
	}
	entry := g.Catalog.Call(sym)
	switch {
	case entry == nil:
	case entry.Timer:
		w := wait{timer: true}
		if call != nil && entry.Duration != nil {
			w.delay = g.delayOf(argAt(call, *entry.Duration))
		}
		return w
	case entry.Effect != "":
		return wait{never: true} // the call itself is reported
	}
	return g.unknownChannel(ch)
}
