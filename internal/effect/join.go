package effect

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/cfg"

	"github.com/jobvet/jobvet/internal/comm"
	"github.com/jobvet/jobvet/internal/source"
)

// joinOf tells whether the goroutine that c starts ends before the function of n
// returns. body is the literal or function that runs in it. method, if not empty, is
// the method of c's receiver that waits for it.
func (g *Graph) joinOf(n *node, c *source.Call, body ast.Expr, method string) Join {
	j := g.signalled(n, c, body, method)
	if g.RatesOnly {
		return j
	}
	return ending(j, g.explorer().Of(n.fn.Outermost()).End(c.Pos()))
}

// ending returns what is known of the end of a goroutine: j, or what exploring tells.
func ending(j Join, end comm.End) Join {
	switch {
	case end == comm.Stranded:
		return Stranded
	case end == comm.Joined:
		return Joined
	case end == comm.Released && j != Joined:
		return Released
	case end == comm.Early && j == Joined:
		return Outlives
	}
	return j
}

// signalled tells the same by what the goroutine signals, and who waits for that.
func (g *Graph) signalled(n *node, c *source.Call, body ast.Expr, method string) Join {
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
		return CallerMayJoin
	}
	if g.joinedByCallers(fn, g.joiners(fn, signals)) {
		return Joined
	}
	return Outlives
}

// joinedOutside reports whether a function around the literal fn waits for one of the
// signals: lo.ForEach(xs, func(x X) { go work(x, &wg) }); wg.Wait().
func (g *Graph) joinedOutside(fn *source.Func, signals map[signal]bool, method string) bool {
	for fn = fn.Parent; fn != nil && fn.Body != nil; fn = fn.Parent {
		if len(g.joins(fn, signals, method).nodes) > 0 {
			return true
		}
	}
	return false
}

// A joinSite is a place that may wait for a goroutine.
type joinSite struct {
	node ast.Node
	// method is the name of the method called there, "" for a receive.
	method   string
	loops    []ast.Node // the conditions, or ranges, of the loops around it
	deferred bool
	// choice is the select that receives, if there is one, and clause its case.
	choice *ast.SelectStmt
	clause *ast.CommClause
}

// A joinIndex has the places in a function that may wait for goroutines, by the
// signals that they wait for.
type joinIndex map[signal][]*joinSite

// joinsIn returns the index of a function.
func (g *Graph) joinsIn(fn *source.Func) joinIndex {
	if known, ok := g.joinSites[fn]; ok {
		return known
	}
	f := joinFinder{Graph: g, index: make(joinIndex), chosen: make(map[*ast.UnaryExpr]bool)}
	ast.Inspect(fn.Body, f.visit)
	g.joinSites[fn] = f.index
	return f.index
}

// A joinFinder makes the index of a function.
type joinFinder struct {
	*Graph
	index   joinIndex
	stack   []ast.Node              // the nodes around
	loops   []ast.Node              // what the loops among them begin with
	inDefer int                     // how many of them are defer statements
	chosen  map[*ast.UnaryExpr]bool // receives of selects
}

// add adds s, which waits for the signal e.
func (f *joinFinder) add(e ast.Expr, s joinSite) {
	if t, ok := f.signalOf(e); ok {
		f.index[t] = append(f.index[t], &s)
	}
}

func (f *joinFinder) visit(x ast.Node) bool {
	switch {
	case x == nil:
		f.leave()
		return true
	case !f.enters(x):
		return false
	}
	here := joinSite{node: x, loops: slices.Clone(f.loops), deferred: f.inDefer > 0}
	switch x := x.(type) {
	case *ast.DeferStmt:
		f.inDefer++
	case *ast.CallExpr:
		if sel, ok := ast.Unparen(x.Fun).(*ast.SelectorExpr); ok {
			here.method = sel.Sel.Name
			f.add(sel.X, here)
		}
	case *ast.UnaryExpr:
		if x.Op == token.ARROW && !f.chosen[x] {
			f.add(x.X, here)
		}
	case *ast.RangeStmt:
		here.node = x.X
		f.add(x.X, here)
		f.loops = append(f.loops, x.X)
	case *ast.ForStmt:
		var begin ast.Node // nil for an endless loop
		if x.Cond != nil {
			begin = x.Cond
		}
		f.loops = append(f.loops, begin)
	case *ast.SelectStmt:
		f.choose(x, here)
	}
	f.stack = append(f.stack, x)
	return true
}

// enters reports whether what happens in a node happens in the function itself.
func (f *joinFinder) enters(x ast.Node) bool {
	switch x.(type) {
	case *ast.GoStmt:
		return false
	case *ast.FuncLit:
		return f.inDefer > 0
	}
	return true
}

// leave goes back to the node around.
func (f *joinFinder) leave() {
	switch f.stack[len(f.stack)-1].(type) {
	case *ast.ForStmt, *ast.RangeStmt:
		f.loops = f.loops[:len(f.loops)-1]
	case *ast.DeferStmt:
		f.inDefer--
	}
	f.stack = f.stack[:len(f.stack)-1]
}

// choose adds the receives of a select.
func (f *joinFinder) choose(x *ast.SelectStmt, here joinSite) {
	for _, s := range x.Body.List {
		clause := s.(*ast.CommClause)
		if recv := source.CommReceive(clause.Comm); recv != nil {
			f.chosen[recv] = true
			here.node, here.choice, here.clause = recv, x, clause
			f.add(recv.X, here)
		}
	}
}

// joinSites are the places in a function that wait for one of some signals.
type joinSites struct {
	nodes    map[ast.Node]bool
	deferred bool
	// cancelled tells that one of them is a select that a context can end, too.
	cancelled bool
	last      map[*cfg.Block]int // the index of the last one in each block; nil until asked for
}

// A joinKey has what joinSites depend on. The signals are printed.
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
					// A control-flow graph has the receive on every path into the
					// select, but only the path of the case has what the case runs.
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
			// A loop that joins counts as a join: the program takes care how often it
			// runs.
			for _, begin := range s.loops {
				sites.nodes[begin] = true
			}
		}
	}
	return sites
}

// onlySignals reports whether all cases of a select receive a signal.
func onlySignals(sel *ast.SelectStmt, isSignal func(ast.Expr) bool) bool {
	for _, s := range sel.Body.List {
		if recv := source.CommReceive(s.(*ast.CommClause).Comm); recv == nil || !isSignal(recv.X) {
			return false
		}
	}
	return true
}

// selectsSignalOrDone reports whether a select waits for a signal or for the end of a
// context.
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

// callerJoins reports whether the caller of fn has one of the signals: it is a
// parameter, or a channel that fn returns.
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

// onAllPaths reports whether every path from c to a return of fn passes one of the
// joins.
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
