package effect

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/cfg"

	"github.com/jobvet/jobvet/analyzer/internal/source"
)

// spawn adds a go statement.
func (g *Graph) spawn(n *node, c *source.Call) {
	join := g.joinOf(n, c, c.Expr.Fun, "")
	n.effect(&Effect{
		Rule: GoSpawn, Join: join, Pos: c.Go.Pos(), Phrase: spawnPhrase(join),
		Soft: join == MaybeHere || join == Cancelled,
		Uses: g.uses(n.fn, c.Expr),
	})
	g.panics(n, c)
	if join == Joined {
		for _, e := range n.edges {
			if e.call == c {
				e.joined = true
			}
		}
	}
}

func spawnPhrase(join Join) string {
	switch join {
	case Joined:
		return "starts a goroutine"
	case Cancelled:
		return "starts a goroutine and stops waiting for it when a context ends"
	case MaybeHere:
		return "starts a goroutine that its caller may wait for"
	}
	return "starts a goroutine that can outlive the call"
}

// uses returns the parameters, of fn and of the functions around it, that an
// expression refers to.
func (g *Graph) uses(fn *source.Func, e ast.Expr) []*types.Var {
	var vars []*types.Var
	ast.Inspect(e, func(x ast.Node) bool {
		id, ok := x.(*ast.Ident)
		if !ok {
			return true
		}
		v, ok := g.Source.Info.Uses[id].(*types.Var)
		if ok && v.Kind() == types.ParamVar && (v.Pos() < e.Pos() || v.Pos() >= e.End()) {
			addVar(&vars, v)
		}
		return true
	})
	return vars
}

// A signal is something that a goroutine signals when it is done: a wait
// group, a channel, a group with a method that waits.
type signal struct {
	v    *types.Var
	expr string
}

func (g *Graph) signalOf(e ast.Expr) (signal, bool) {
	if u, ok := ast.Unparen(e).(*ast.UnaryExpr); ok && u.Op == token.AND {
		e = u.X
	}
	v := g.Source.VarOf(e)
	if v == nil {
		return signal{}, false
	}
	return signal{v, types.ExprString(ast.Unparen(e))}, true
}

// joinOf tells whether the goroutine that c starts ends before the function
// of n returns.
// body is the literal or function that it runs; method, where not empty, is
// the method of c's receiver that waits for it.
func (g *Graph) joinOf(n *node, c *source.Call, body ast.Expr, method string) Join {
	fn := n.fn
	signals := make(map[signal]bool)
	if method != "" {
		if sel, ok := ast.Unparen(c.Expr.Fun).(*ast.SelectorExpr); ok {
			if t, ok := g.signalOf(sel.X); ok {
				signals[t] = true
			}
		}
	}
	g.signals(body, signals)
	if c.Go != nil {
		for _, arg := range c.Expr.Args {
			if t, ok := g.signalOf(arg); ok && isSignal(t.v.Type()) {
				signals[t] = true
			}
		}
	}
	if len(signals) == 0 {
		return Outlives
	}
	g.relay(fn, c, signals)
	n.spawns = append(n.spawns, spawned{c, signals})
	joins, cancelled := g.joins(fn, signals, method)
	switch {
	case joins.deferred, g.onAllPaths(fn, c, joins.nodes), g.joinedOutside(fn, signals, method):
		return Joined
	case cancelled && g.usesContext(c):
		return Cancelled
	case g.callerJoins(fn, signals):
		return MaybeHere
	}
	return Outlives
}

// joinedOutside reports whether a function around the literal fn waits for one
// of the signals: lo.ForEach(xs, func(x X) { go work(x, &wg) }); wg.Wait().
func (g *Graph) joinedOutside(fn *source.Func, signals map[signal]bool, method string) bool {
	for fn = fn.Parent; fn != nil && fn.Body != nil; fn = fn.Parent {
		if joins, _ := g.joins(fn, signals, method); len(joins.nodes) > 0 {
			return true
		}
	}
	return false
}

// A spawned is a call that starts a goroutine, and what that signals.
type spawned struct {
	call    *source.Call
	signals map[signal]bool
}

// ends reports whether all that a SyncWait of the function of n waits for are
// goroutines of this function, or of literals in it, that do not wait
// themselves: then it is bounded by their work.
func (g *Graph) ends(n *node, e *Effect) bool {
	if e.waits.v == nil {
		return false
	}
	found, waits := false, false
	var visit func(fn *source.Func)
	visit = func(fn *source.Func) {
		in := g.nodes[fn.Index]
		for _, s := range in.spawns {
			if !s.signals[e.waits] {
				continue
			}
			found = true
			for _, x := range in.edges {
				if live, spawned := x.state(); x.call == s.call && live && spawned && x.summary() != nil {
					waits = waits || x.summary().Has(ChanWait) || x.summary().Has(SyncWait)
				}
			}
		}
		for _, lit := range fn.Lits {
			visit(lit)
		}
	}
	visit(n.fn)
	return found && !waits
}

// isSignal reports whether a value of type t can tell of a goroutine's end.
func isSignal(t types.Type) bool {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	if isChan(t) {
		return true
	}
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Name() == "WaitGroup"
}

// signals adds what a goroutine's literal signals.
func (g *Graph) signals(body ast.Expr, into map[signal]bool) {
	lit, ok := ast.Unparen(body).(*ast.FuncLit)
	if !ok {
		return
	}
	ast.Inspect(lit.Body, func(x ast.Node) bool {
		switch x := x.(type) {
		case *ast.SendStmt:
			if t, ok := g.signalOf(x.Chan); ok {
				into[t] = true
			}
		case *ast.CallExpr:
			if g.Source.Builtin(x) == "close" {
				if t, ok := g.signalOf(x.Args[0]); ok {
					into[t] = true
				}
			}
			if fun, ok := ast.Unparen(x.Fun).(*ast.SelectorExpr); ok && fun.Sel.Name == "Done" && len(x.Args) == 0 {
				if t, ok := g.signalOf(fun.X); ok && isSignal(t.v.Type()) {
					into[t] = true
				}
			}
		}
		return true
	})
}

// relay adds what other goroutines of fn signal once they have waited for one
// of the signals: go func() { wg.Wait(); close(results) }(), or a worker that
// ranges over a channel and is done when it is closed.
func (g *Graph) relay(fn *source.Func, c *source.Call, signals map[signal]bool) {
	for before := -1; before != len(signals); {
		before = len(signals)
		for _, other := range fn.Calls {
			if other == c || other.How != source.Spawned {
				continue
			}
			lit, ok := ast.Unparen(other.Expr.Fun).(*ast.FuncLit)
			if !ok {
				continue
			}
			waits := false
			ast.Inspect(lit.Body, func(x ast.Node) bool {
				switch x := x.(type) {
				case *ast.CallExpr:
					waits = waits || g.waitsFor(x, signals, "Wait")
				case *ast.RangeStmt:
					t, ok := g.signalOf(x.X)
					waits = waits || ok && signals[t]
				}
				return !waits
			})
			if waits {
				g.signals(lit, signals)
			}
		}
	}
}

// waitsFor reports whether call is t.Wait() (or another method) for one of
// the signals.
func (g *Graph) waitsFor(call *ast.CallExpr, signals map[signal]bool, method string) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != method {
		return false
	}
	t, ok := g.signalOf(sel.X)
	return ok && signals[t]
}

type joinSites struct {
	nodes    map[ast.Node]bool
	deferred bool
}

// joins returns the places in fn that wait for one of the signals. cancelled
// tells that one of them is a select that a context can end as well.
func (g *Graph) joins(fn *source.Func, signals map[signal]bool, method string) (sites joinSites, cancelled bool) {
	if method == "" {
		method = "Wait"
	}
	sites.nodes = make(map[ast.Node]bool)
	var loops []ast.Node
	var stack []ast.Node
	inDefer := 0
	mark := func(x ast.Node) {
		sites.nodes[x] = true
		if inDefer > 0 {
			sites.deferred = true
		}
		// A loop that joins, joins: how often it runs is the program's care.
		for _, l := range loops {
			switch l := l.(type) {
			case *ast.ForStmt:
				if l.Cond != nil {
					sites.nodes[l.Cond] = true
				}
			case *ast.RangeStmt:
				sites.nodes[l.X] = true
			}
		}
	}
	chanSignal := func(e ast.Expr) bool {
		t, ok := g.signalOf(e)
		return ok && signals[t]
	}
	chosen := make(map[*ast.UnaryExpr]bool) // receives that a select may pass by
	ast.Inspect(fn.Body, func(x ast.Node) bool {
		if x == nil {
			switch stack[len(stack)-1].(type) {
			case *ast.ForStmt, *ast.RangeStmt:
				loops = loops[:len(loops)-1]
			case *ast.DeferStmt:
				inDefer--
			}
			stack = stack[:len(stack)-1]
			return true
		}
		switch x := x.(type) {
		case *ast.GoStmt:
			return false
		case *ast.FuncLit:
			if inDefer == 0 {
				return false
			}
		case *ast.DeferStmt:
			inDefer++
		case *ast.CallExpr:
			if g.waitsFor(x, signals, method) {
				mark(x)
			}
		case *ast.UnaryExpr:
			if x.Op == token.ARROW && chanSignal(x.X) && !chosen[x] {
				mark(x)
			}
		case *ast.RangeStmt:
			if chanSignal(x.X) {
				mark(x.X)
			}
			loops = append(loops, x)
		case *ast.ForStmt:
			loops = append(loops, x)
		case *ast.SelectStmt:
			cancelled = cancelled || g.selectsSignalOrDone(x, chanSignal)
			for _, body := range signalCases(x, chanSignal, chosen) {
				sites.nodes[body] = true
			}
		}
		stack = append(stack, x)
		return true
	})
	return sites, cancelled
}

// signalCases returns what a select runs after it has received a signal, and
// notes the receives in chosen: a control-flow graph has them on every path
// into the select. Where all cases receive a signal there is nothing to choose.
func signalCases(sel *ast.SelectStmt, isSignal func(ast.Expr) bool, chosen map[*ast.UnaryExpr]bool) []ast.Node {
	var bodies []ast.Node
	var recvs []*ast.UnaryExpr
	for _, s := range sel.Body.List {
		clause := s.(*ast.CommClause)
		recv := source.CommReceive(clause.Comm)
		if recv == nil || !isSignal(recv.X) {
			continue
		}
		recvs = append(recvs, recv)
		if len(clause.Body) > 0 {
			ast.Inspect(clause.Body[0], func(x ast.Node) bool {
				if x != nil {
					bodies = append(bodies, x)
				}
				return true
			})
		}
	}
	if len(recvs) == len(sel.Body.List) {
		return nil
	}
	for _, recv := range recvs {
		chosen[recv] = true
	}
	return bodies
}

// selectsSignalOrDone reports whether a select waits for a signal or for the
// end of a context, whichever is first.
func (g *Graph) selectsSignalOrDone(sel *ast.SelectStmt, isSignal func(ast.Expr) bool) bool {
	signalled, done := false, false
	for _, s := range sel.Body.List {
		recv := source.CommReceive(s.(*ast.CommClause).Comm)
		switch {
		case recv == nil:
		case isSignal(recv.X):
			signalled = true
		default:
			call, ok := ast.Unparen(recv.X).(*ast.CallExpr)
			if !ok {
				continue
			}
			fun, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
			done = done || ok && fun.Sel.Name == "Done" && isContext(g.Source.Info.TypeOf(fun.X))
		}
	}
	return signalled && done
}

// usesContext reports whether a spawned call refers to a context.
func (g *Graph) usesContext(c *source.Call) bool {
	found := false
	ast.Inspect(c.Expr, func(x ast.Node) bool {
		if id, ok := x.(*ast.Ident); ok && !found {
			v, ok := g.Source.Info.Uses[id].(*types.Var)
			found = ok && isContext(v.Type())
		}
		return !found
	})
	return found
}

// callerJoins reports whether one of the signals is in the hands of fn's
// caller: a parameter, or a channel that fn returns.
func (g *Graph) callerJoins(fn *source.Func, signals map[signal]bool) bool {
	for t := range signals {
		if t.v.Kind() == types.ParamVar {
			return true
		}
		for _, ret := range fn.Returns {
			for _, r := range ret.Results {
				if g.Source.VarOf(r) == t.v {
					return true
				}
			}
		}
	}
	return false
}

// onAllPaths reports whether every path from c to a return of fn passes one
// of the nodes.
func (g *Graph) onAllPaths(fn *source.Func, c *source.Call, joins map[ast.Node]bool) bool {
	if len(joins) == 0 {
		return false
	}
	graph := cfg.New(fn.Body, func(call *ast.CallExpr) bool {
		return g.Source.Builtin(call) != "panic"
	})
	joinsIn := func(n ast.Node) bool {
		found := false
		ast.Inspect(n, func(x ast.Node) bool {
			switch x.(type) {
			case *ast.FuncLit, *ast.GoStmt:
				return false
			}
			found = found || joins[x]
			return !found
		})
		return found
	}
	var from *cfg.Block
	at := 0
	for _, b := range graph.Blocks {
		for i, n := range b.Nodes {
			if n.Pos() <= c.Pos() && c.Pos() < n.End() {
				from, at = b, i+1
			}
		}
	}
	if from == nil {
		return false
	}
	seen := make(map[*cfg.Block]bool)
	var all func(b *cfg.Block, at int) bool
	all = func(b *cfg.Block, at int) bool {
		for _, n := range b.Nodes[at:] {
			if joinsIn(n) {
				return true
			}
		}
		if len(b.Succs) == 0 {
			return endsInPanic(b)
		}
		for _, s := range b.Succs {
			if !seen[s] {
				seen[s] = true
				if !all(s, 0) {
					return false
				}
			}
		}
		return true
	}
	return all(from, at)
}

// endsInPanic reports whether a block without successors panics.
func endsInPanic(b *cfg.Block) bool {
	if len(b.Nodes) == 0 {
		return !b.Live
	}
	stmt, ok := b.Nodes[len(b.Nodes)-1].(*ast.ExprStmt)
	if !ok {
		return false
	}
	call, ok := stmt.X.(*ast.CallExpr)
	return ok && calleeIdent(call) != nil && calleeIdent(call).Name == "panic"
}

// constInt returns a constant as an int, at most a large one.
func constInt(v constant.Value) int {
	i, ok := constant.Int64Val(constant.ToInt(v))
	if !ok || i > 1<<30 {
		return 1 << 30
	}
	return int(i)
}
