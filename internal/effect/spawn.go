package effect

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/cfg"

	"github.com/jobvet/jobvet/internal/source"
)

// spawn adds a go statement.
func (g *Graph) spawn(n *node, c *source.Call) {
	join := g.joinOf(n, c, c.Expr.Fun, "")
	n.effect(&Effect{
		Rule: GoSpawn, Join: join, Pos: c.Go.Pos(), Phrase: spawnPhrase(join),
		Soft: join == MaybeHere || join == Cancelled,
		Uses: g.uses(c.Expr),
	})
	g.panics(n, c)
	if join == Joined {
		for _, e := range slices.Backward(n.edges) {
			if e.call != c {
				break // those of the call at hand are the last
			}
			e.joined = true
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

// uses returns the parameters of the functions around an expression that it
// refers to.
func (g *Graph) uses(e ast.Expr) []*types.Var {
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
	joins := g.joins(fn, signals, method)
	switch {
	case joins.deferred, g.onAllPaths(fn, c, joins), g.joinedOutside(fn, signals, method):
		return Joined
	case joins.cancelled && g.usesContext(c):
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
		if len(g.joins(fn, signals, method).nodes) > 0 {
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
	started := g.startedIn(n)[e.waits]
	for _, x := range started {
		if x == nil {
			continue
		}
		if live, spawned := x.state(); live && spawned && x.summary() != nil && (x.summary().Has(ChanWait) || x.summary().Has(SyncWait)) {
			return false
		}
	}
	return len(started) > 0
}

// startedIn returns what goroutines of the function of n, or of literals in
// it, call, by what they signal; nil stands for one that calls nothing known.
func (g *Graph) startedIn(n *node) map[signal][]*edge {
	if started, ok := g.started[n]; ok {
		return started
	}
	started := make(map[signal][]*edge)
	var visit func(fn *source.Func)
	visit = func(fn *source.Func) {
		in := g.nodes[fn.Index]
		edges := make(map[*source.Call][]*edge)
		for _, x := range in.edges {
			edges[x.call] = append(edges[x.call], x)
		}
		for _, s := range in.spawns {
			for t := range s.signals {
				started[t] = append(append(started[t], nil), edges[s.call]...)
			}
		}
		for _, lit := range fn.Lits {
			visit(lit)
		}
	}
	visit(n.fn)
	g.started[n] = started
	return started
}

// isSignal reports whether a value of type t can tell of a goroutine's end.
func isSignal(t types.Type) bool {
	return source.IsChan(source.Pointee(t)) || source.IsWaitGroupLike(t)
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
	queue := slices.Collect(maps.Keys(signals))
	for len(queue) > 0 {
		s := queue[0]
		queue = queue[1:]
		for _, r := range g.relaysOf(fn)[s] {
			if r.call == c {
				continue
			}
			for next := range r.signals {
				if !signals[next] {
					signals[next] = true
					queue = append(queue, next)
				}
			}
		}
	}
}

// relaysOf returns the goroutines of literals that fn starts, by what they
// wait for.
func (g *Graph) relaysOf(fn *source.Func) map[signal][]spawned {
	if known, ok := g.relays[fn]; ok {
		return known
	}
	relays := make(map[signal][]spawned)
	for _, c := range fn.Calls {
		if c.How != source.Spawned {
			continue
		}
		lit, ok := ast.Unparen(c.Expr.Fun).(*ast.FuncLit)
		if !ok {
			continue
		}
		waits := make(map[signal]bool)
		ast.Inspect(lit.Body, func(x ast.Node) bool {
			switch x := x.(type) {
			case *ast.CallExpr:
				if sel, ok := ast.Unparen(x.Fun).(*ast.SelectorExpr); ok && sel.Sel.Name == "Wait" {
					if t, ok := g.signalOf(sel.X); ok {
						waits[t] = true
					}
				}
			case *ast.RangeStmt:
				if t, ok := g.signalOf(x.X); ok {
					waits[t] = true
				}
			}
			return true
		})
		if len(waits) == 0 {
			continue
		}
		r := spawned{c, make(map[signal]bool)}
		g.signals(lit, r.signals)
		for t := range waits {
			relays[t] = append(relays[t], r)
		}
	}
	g.relays[fn] = relays
	return relays
}

// A joinSite is a place that may wait for a goroutine.
type joinSite struct {
	node ast.Node
	// method is what is called there, "" for a receive.
	method   string
	loops    []ast.Node // what the loops around it begin with
	deferred bool
	// choice is the select that receives, if it does, and clause its case.
	choice *ast.SelectStmt
	clause *ast.CommClause
}

// A joinIndex has the places in a function that may wait for goroutines, by
// what these signal.
type joinIndex map[signal][]*joinSite

// joinsIn returns the index of a function.
func (g *Graph) joinsIn(fn *source.Func) joinIndex {
	if known, ok := g.joinSites[fn]; ok {
		return known
	}
	index := make(joinIndex)
	add := func(e ast.Expr, s joinSite) {
		if t, ok := g.signalOf(e); ok {
			index[t] = append(index[t], &s)
		}
	}
	var loops []ast.Node
	var stack []ast.Node
	inDefer := 0
	chosen := make(map[*ast.UnaryExpr]bool) // receives of selects
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
		here := joinSite{node: x, loops: loops[:len(loops):len(loops)], deferred: inDefer > 0}
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
			if sel, ok := ast.Unparen(x.Fun).(*ast.SelectorExpr); ok {
				here.method = sel.Sel.Name
				add(sel.X, here)
			}
		case *ast.UnaryExpr:
			if x.Op == token.ARROW && !chosen[x] {
				add(x.X, here)
			}
		case *ast.RangeStmt:
			here.node = x.X
			add(x.X, here)
			loops = append(loops, x.X)
		case *ast.ForStmt:
			var begin ast.Node // an endless loop has none
			if x.Cond != nil {
				begin = x.Cond
			}
			loops = append(loops, begin)
		case *ast.SelectStmt:
			for _, s := range x.Body.List {
				clause := s.(*ast.CommClause)
				if recv := source.CommReceive(clause.Comm); recv != nil {
					chosen[recv] = true
					here := here
					here.node, here.choice, here.clause = recv, x, clause
					add(recv.X, here)
				}
			}
		}
		stack = append(stack, x)
		return true
	})
	g.joinSites[fn] = index
	return index
}

// joinSites are the places in a function that wait for one of some signals.
type joinSites struct {
	nodes    map[ast.Node]bool
	deferred bool
	// cancelled tells that one of them is a select that a context can end as
	// well.
	cancelled bool
	last      map[*cfg.Block]int // the last node in each block, lazily
}

// joinKey is what joinSites depend on; signals are printed.
type joinKey struct {
	fn              *source.Func
	signals, method string
}

// joins returns the places in fn that wait for one of the signals.
func (g *Graph) joins(fn *source.Func, signals map[signal]bool, method string) *joinSites {
	if method == "" {
		method = "Wait"
	}
	var names []string
	for t := range signals {
		names = append(names, fmt.Sprint(t.v.Pos(), " ", t.expr))
	}
	slices.Sort(names)
	key := joinKey{fn, strings.Join(names, "\n"), method}
	if g.joined[key] == nil {
		g.joined[key] = g.findJoins(fn, signals, method)
	}
	return g.joined[key]
}

func (g *Graph) findJoins(fn *source.Func, signals map[signal]bool, method string) *joinSites {
	sites := &joinSites{nodes: make(map[ast.Node]bool)}
	chanSignal := func(e ast.Expr) bool {
		t, ok := g.signalOf(e)
		return ok && signals[t]
	}
	index := g.joinsIn(fn)
	for t := range signals {
		for _, s := range index[t] {
			if s.method != "" && s.method != method {
				continue
			}
			if s.choice != nil {
				sites.cancelled = sites.cancelled || g.selectsSignalOrDone(s.choice, chanSignal)
				if !onlySignals(s.choice, chanSignal) {
					// A control-flow graph has the receive on every path into
					// the select; what the case runs is on its own.
					if len(s.clause.Body) > 0 {
						ast.Inspect(s.clause.Body[0], func(x ast.Node) bool {
							if x != nil {
								sites.nodes[x] = true
							}
							return true
						})
					}
					continue
				}
			}
			sites.nodes[s.node] = true
			sites.deferred = sites.deferred || s.deferred
			// A loop that joins, joins: how often it runs is the program's care.
			for _, begin := range s.loops {
				sites.nodes[begin] = true
			}
		}
	}
	return sites
}

// onlySignals reports whether all cases of a select receive a signal: there is
// nothing to choose.
func onlySignals(sel *ast.SelectStmt, isSignal func(ast.Expr) bool) bool {
	for _, s := range sel.Body.List {
		if recv := source.CommReceive(s.(*ast.CommClause).Comm); recv == nil || !isSignal(recv.X) {
			return false
		}
	}
	return true
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
			done = done || ok && fun.Sel.Name == "Done" && source.IsContextLike(g.Source.Info.TypeOf(fun.X))
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
			found = ok && source.IsContextLike(v.Type())
		}
		return !found
	})
	return found
}

// callerJoins reports whether one of the signals is in the hands of fn's
// caller: a parameter, or a channel that fn returns.
func (g *Graph) callerJoins(fn *source.Func, signals map[signal]bool) bool {
	returned, ok := g.returned[fn]
	if !ok {
		returned = make(map[*types.Var]bool)
		for _, ret := range fn.Returns {
			for _, r := range ret.Results {
				if v := g.Source.VarOf(r); v != nil {
					returned[v] = true
				}
			}
		}
		g.returned[fn] = returned
	}
	for t := range signals {
		if t.v.Kind() == types.ParamVar || returned[t.v] {
			return true
		}
	}
	return false
}

// onAllPaths reports whether every path from c to a return of fn passes one
// of the nodes.
func (g *Graph) onAllPaths(fn *source.Func, c *source.Call, joins *joinSites) bool {
	if len(joins.nodes) == 0 {
		return false
	}
	f := g.flowOf(fn)
	from, at := f.last(c.Pos())
	if from == nil {
		return false
	}
	if joins.last == nil {
		joins.last = make(map[*cfg.Block]int)
		for x := range joins.nodes {
			for _, p := range f.joins[x] {
				joins.last[p.block] = max(joins.last[p.block], p.at)
			}
		}
	}
	seen := make(map[*cfg.Block]bool)
	var all func(b *cfg.Block, at int) bool
	all = func(b *cfg.Block, at int) bool {
		if last, ok := joins.last[b]; ok && last >= at {
			return true
		}
		if len(b.Succs) == 0 {
			return g.endsInPanic(b)
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
	return all(from, at+1)
}

// endsInPanic reports whether a block without successors panics.
func (g *Graph) endsInPanic(b *cfg.Block) bool {
	if len(b.Nodes) == 0 {
		return !b.Live
	}
	stmt, ok := b.Nodes[len(b.Nodes)-1].(*ast.ExprStmt)
	if !ok {
		return false
	}
	call, ok := stmt.X.(*ast.CallExpr)
	return ok && g.Source.Builtin(call) == "panic"
}
