package effect

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/source"
)

// chanOp adds a channel operation that waits.
func (g *Graph) chanOp(n *node, op *source.ChanOp) {
	if op.Kind == source.Select {
		g.selectOp(n, op)
		return
	}
	w := g.waitOn(n.fn, op.Chan, op.Kind == source.Send)
	if w.never || g.released(n.fn, op) || w.timer && drains(n.fn, op) {
		return
	}
	e := &Effect{Rule: ChanWait, Bound: w.bound, Subject: w.subject, Soft: w.soft, Pos: op.Node.Pos()}
	name := types.ExprString(op.Chan)
	switch {
	case w.timer:
		e.Rule, e.Phrase = TimeWait, "waits for the timer "+name
		e.Bound = Bound{Kind: Nothing}
		if w.delay != "" {
			e.Rule, e.Phrase = RateWait, "waits for the timer "+name+" that runs for "+w.delay
		}
	case op.Kind == source.Send:
		e.Phrase = "sends to " + name
	case op.Kind == source.RangeOver:
		e.Phrase = "ranges over " + name
	default:
		e.Phrase = "receives from " + name
	}
	n.effect(e)
}

// selectOp adds a select. It waits as long as its most patient case.
func (g *Graph) selectOp(n *node, op *source.ChanOp) {
	var (
		best         = wait{bound: Bound{Kind: Nothing}}
		timers, done int
		timer        wait
		cases        = op.Select.Body.List
		soft         bool
		subject      *types.Var
	)
	for _, s := range cases {
		comm := s.(*ast.CommClause).Comm
		if comm == nil {
			return // default: it never waits
		}
		var w wait
		if send, ok := comm.(*ast.SendStmt); ok {
			w = g.waitOn(n.fn, send.Chan, true)
		} else if recv := source.CommReceive(comm); recv != nil {
			w = g.waitOn(n.fn, recv.X, false)
			if !w.never && !w.timer && !w.done && len(cases) > 1 && g.isStopChannel(comm, recv.X) {
				w.soft = true
			}
		}
		if w.never {
			return
		}
		if w.timer {
			timers++
			timer = w
			continue
		}
		if w.done {
			done++
		}
		best.bound = lenient(best.bound, w.bound)
		soft = soft || w.soft
		if w.subject != nil {
			subject = w.subject
		}
	}
	e := &Effect{Rule: ChanWait, Bound: best.bound, Subject: subject, Soft: soft, Pos: op.Node.Pos()}
	switch {
	case timers > 0 && timers+done == len(cases):
		// Nothing but a timer and the context: a sleep.
		e.Rule, e.Phrase = TimeWait, "waits for a timer in a select"
		if timer.delay != "" {
			e.Rule, e.Phrase = RateWait, "waits for a timer that runs for "+timer.delay
		}
	case timers > 0:
		return // the timer ends it
	case len(cases) == 0:
		e.Phrase = "waits for ever in select {}"
	default:
		e.Phrase = "waits in a select"
	}
	n.effect(e)
}

// isStopChannel reports whether a case looks like a stop signal: its value is
// not used, carries nothing, and its name says so.
func (g *Graph) isStopChannel(comm ast.Stmt, ch ast.Expr) bool {
	if _, ok := comm.(*ast.ExprStmt); !ok {
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

// A wait is what is known of waiting on one channel.
type wait struct {
	never   bool // it does not wait, or not for long, or not against the framework's will
	done    bool // the channel is a context's Done
	timer   bool // the channel is a timer's
	delay   string
	bound   Bound
	subject *types.Var
	soft    bool
}

// waitOn classifies a channel operation of fn. Of several channels that the
// expression may be, the most harmless counts.
func (g *Graph) waitOn(fn *source.Func, ch ast.Expr, send bool) wait {
	origins := g.Source.Origins(ch)
	if len(origins) == 0 {
		return g.unknownChannel(ch)
	}
	worst := wait{bound: Bound{Kind: Nothing}}
	for i, o := range origins {
		w := g.waitOnOrigin(fn, ch, o, send)
		if i == 0 || w.harmless(worst) {
			worst = w
		}
	}
	return worst
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
		case w.soft:
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
			return g.madeHere(fn, ch, send)
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

// unknownChannel is a channel of which only the type shows.
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

// leadsToChan reports whether t is a channel type, or that of a container of
// channels, or of a pointer to one, and so on.
func leadsToChan(t types.Type) bool {
	for range 10 { // a type may be the element of itself
		switch u := t.Underlying().(type) {
		case *types.Chan:
			return true
		case *types.Pointer:
			t = u.Elem()
		case *types.Slice:
			t = u.Elem()
		case *types.Array:
			t = u.Elem()
		case *types.Map:
			t = u.Elem()
		default:
			return false
		}
	}
	return false
}

// fromCall is a channel that a function returns.
func (g *Graph) fromCall(fn *types.Func, call *ast.CallExpr, ch ast.Expr) wait {
	if fn.Name() == "Done" && call != nil {
		if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && source.IsContextLike(g.Source.Info.TypeOf(sel.X)) {
			return wait{done: true, bound: g.bound(sel.X)}
		}
	}
	if g.originOf(fn.Pkg()) == user {
		if source.IsInterfaceMethod(fn) && g.Catalog.Disguised(fn.Name(), fn.Signature()) != nil {
			return wait{never: true} // the call itself is reported
		}
	} else {
		sym := catalog.SymbolOf(fn)
		if g.Catalog.IsChannel(sym) != nil {
			return wait{never: true}
		}
		if entry := g.Catalog.Call(sym); entry != nil {
			switch {
			case entry.Timer:
				w := wait{timer: true}
				if call != nil && entry.Duration != nil {
					w.delay = g.delayOf(argAt(call, *entry.Duration))
				}
				return w
			case entry.Effect != "":
				return wait{never: true} // the call itself is reported
			}
		}
	}
	return g.unknownChannel(ch)
}

// timerDelay returns the limiter's delay that a timer variable runs for.
func (g *Graph) timerDelay(timer ast.Expr) string {
	v := g.Source.VarOf(timer)
	if v == nil {
		return ""
	}
	for _, val := range g.Source.Values(v) {
		if call, ok := ast.Unparen(val.Expr).(*ast.CallExpr); ok && len(call.Args) > 0 {
			if d := g.delayOf(call.Args[0]); d != "" {
				return d
			}
		}
	}
	return ""
}

// A localChan is what the function that made a channel does with it.
type localChan struct {
	buffer   int // of the make; -1 where it is not a constant above zero
	all      localOps
	by       map[*source.Func]*localOps
	shared   bool // a goroutine gets it as an argument
	escapes  bool // it goes where its uses no longer show
	returned bool
}

// localOps counts what is done with a channel; sends in loops are counted as
// sends as well.
type localOps struct{ sends, receives, closes, inLoops int }

// madeHere is a channel that a make of this package made.
func (g *Graph) madeHere(fn *source.Func, ch ast.Expr, send bool) wait {
	v := g.Source.VarOf(ch)
	if v == nil || v.Kind() != types.LocalVar {
		// Made in a function that returned it, or kept in a field: who is at
		// the other end, and when, does not show in this function.
		_, isCall := ast.Unparen(ch).(*ast.CallExpr)
		return wait{bound: Bound{Kind: Nothing}, soft: isCall}
	}
	lc := g.local(v, fn)
	var here localOps
	if ops := lc.by[fn]; ops != nil {
		here = *ops
	}
	before, elsewhere := here.sends, lc.all.sends-here.sends
	if send {
		before, elsewhere = here.receives, lc.all.receives-here.receives
	}
	elsewhere += lc.all.closes - here.closes
	sends := here.sends
	if lc.buffer >= 0 {
		sends += here.inLoops * (lc.buffer + 1)
	}
	switch {
	case elsewhere > 0, lc.shared:
		return wait{never: true} // a goroutine of this call is at the other end
	case send && lc.buffer != 0 && (lc.buffer < 0 || sends <= lc.buffer):
		return wait{never: true} // buffered for all its sends
	case !send && (here.closes > 0 || before > 0 && lc.buffer != 0):
		return wait{never: true} // filled and closed before
	}
	return wait{bound: Bound{Kind: Nothing}, soft: lc.escapes || lc.returned}
}

// local returns the uses of a local channel variable of fn, or of a function
// around it.
func (g *Graph) local(v *types.Var, fn *source.Func) *localChan {
	if root := fn.Outermost(); !g.looked[root] {
		g.looked[root] = true
		g.localUses(root)
	}
	return g.chanOf(v)
}

// chanOf returns the channel that a variable holds.
func (g *Graph) chanOf(v *types.Var) *localChan {
	if lc, ok := g.chans[v]; ok {
		return lc
	}
	lc := &localChan{by: make(map[*source.Func]*localOps)}
	g.chans[v] = lc
	for _, val := range g.Source.Values(v) {
		if call, ok := ast.Unparen(val.Expr).(*ast.CallExpr); ok && len(call.Args) == 2 {
			lc.buffer = -1
			if n, ok := g.Source.ConstantInt(call.Args[1]); ok {
				lc.buffer = int(min(n, 1<<30)) // so that sums do not overflow
			}
		}
	}
	return lc
}

// localUses notes the uses of all channel variables in a function and the
// literals in it.
func (g *Graph) localUses(root *source.Func) {
	var stack []ast.Node
	fns := []*source.Func{root}
	loops := []int{0}
	ast.Inspect(root.Body, func(x ast.Node) bool {
		if x == nil {
			switch stack[len(stack)-1].(type) {
			case *ast.FuncLit:
				fns, loops = fns[:len(fns)-1], loops[:len(loops)-1]
			case *ast.ForStmt, *ast.RangeStmt:
				loops[len(loops)-1]--
			}
			stack = stack[:len(stack)-1]
			return true
		}
		switch x := x.(type) {
		case *ast.FuncLit:
			fns, loops = append(fns, g.Source.OfLit(x)), append(loops, 0)
		case *ast.ForStmt, *ast.RangeStmt:
			loops[len(loops)-1]++
		case *ast.Ident:
			if v, ok := g.Source.Info.Uses[x].(*types.Var); ok && v.Kind() == types.LocalVar && leadsToChan(v.Type()) {
				g.chanOf(v).use(g, x, stack, fns[len(fns)-1], loops[len(loops)-1] > 0)
			}
		}
		stack = append(stack, x)
		return true
	})
}

// use notes one use of the channel: id, under the nodes of stack, in fn.
func (lc *localChan) use(g *Graph, id *ast.Ident, stack []ast.Node, fn *source.Func, loop bool) {
	parent := stack[len(stack)-1]
	here := lc.by[fn]
	if here == nil {
		here = new(localOps)
		lc.by[fn] = here
	}
	switch p := parent.(type) {
	case *ast.SendStmt:
		if p.Chan == id {
			lc.all.sends++
			here.sends++
			if loop {
				here.inLoops++
			}
		} else {
			lc.escapes = true
		}
	case *ast.UnaryExpr, *ast.RangeStmt:
		lc.all.receives++
		here.receives++
	case *ast.CallExpr:
		if name := g.Source.Builtin(p); name != "" {
			if name == "close" {
				lc.all.closes++
				here.closes++
			}
			return
		}
		if len(stack) > 1 {
			if _, ok := stack[len(stack)-2].(*ast.GoStmt); ok {
				lc.shared = true
				return
			}
		}
		lc.escapes = true
	case *ast.ReturnStmt:
		lc.returned = true
	case *ast.BinaryExpr, *ast.ParenExpr:
	default:
		lc.escapes = true
	}
}

// released reports whether an operation gives back what the same function
// took: the second half of a semaphore made of a channel.
//
//	s.sem <- struct{}{}
//	defer func() { <-s.sem }()
func (g *Graph) released(fn *source.Func, op *source.ChanOp) bool {
	if op.Kind == source.RangeOver || !g.isToken(op) {
		return false
	}
	first := g.tokensOf(fn.Outermost()).receives
	if op.Kind == source.Receive {
		first = g.tokensOf(fn.Outermost()).sends
	}
	pos, ok := first[types.ExprString(op.Chan)]
	return ok && pos < op.Node.Pos()
}

// tokens are, by channel, where a function or a literal in it sends and
// receives first.
type tokens struct{ sends, receives map[string]token.Pos }

func (g *Graph) tokensOf(fn *source.Func) *tokens {
	if t := g.tokens[fn]; t != nil {
		return t
	}
	t := &tokens{make(map[string]token.Pos), make(map[string]token.Pos)}
	note := func(first map[string]token.Pos, ch ast.Expr, pos token.Pos) {
		name := types.ExprString(ch)
		if old, ok := first[name]; !ok || pos < old {
			first[name] = pos
		}
	}
	ast.Inspect(fn.Body, func(x ast.Node) bool {
		switch x := x.(type) {
		case *ast.SendStmt:
			note(t.sends, x.Chan, x.Pos())
		case *ast.UnaryExpr:
			if x.Op == token.ARROW {
				note(t.receives, x.X, x.Pos())
			}
		}
		return true
	})
	g.tokens[fn] = t
	return t
}

// isToken reports whether a channel operation can be one on a semaphore: the
// element carries nothing, or is a thing that the function puts back.
func (g *Graph) isToken(op *source.ChanOp) bool {
	t := g.chanType(op.Chan)
	if t == nil {
		return false
	}
	switch u := t.Elem().Underlying().(type) {
	case *types.Struct:
		if u.NumFields() == 0 {
			return true
		}
	case *types.Basic:
		if u.Kind() == types.Bool {
			return true
		}
	}
	send, ok := op.Node.(*ast.SendStmt)
	if !ok {
		return false
	}
	_, ok = ast.Unparen(send.Value).(*ast.Ident)
	return ok
}

// drains reports whether a receive takes the value of a timer that has fired,
// as one does, or did before Go 1.23, when Stop says that it came too late:
//
//	if !t.Stop() {
//		<-t.C
//	}
func drains(fn *source.Func, op *source.ChanOp) bool {
	ch, ok := ast.Unparen(op.Chan).(*ast.SelectorExpr)
	if !ok || op.Kind != source.Receive {
		return false
	}
	timer := types.ExprString(ch.X)
	found := false
	ast.Inspect(fn.Body, func(x ast.Node) bool {
		if found || x == nil || op.Node.Pos() < x.Pos() || x.End() <= op.Node.Pos() {
			return false
		}
		s, ok := x.(*ast.IfStmt)
		if !ok || op.Node.Pos() < s.Body.Pos() {
			return true
		}
		for _, n := range []ast.Node{s.Init, s.Cond} {
			found = found || n != nil && stops(n, timer)
		}
		return !found
	})
	return found
}

// stops reports whether a statement or expression calls the timer's Stop or
// Reset.
func stops(n ast.Node, timer string) bool {
	found := false
	ast.Inspect(n, func(x ast.Node) bool {
		call, ok := x.(*ast.CallExpr)
		if !ok {
			return !found
		}
		sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
		found = found || ok && (sel.Sel.Name == "Stop" || sel.Sel.Name == "Reset") && types.ExprString(sel.X) == timer
		return !found
	})
	return found
}
