package effect

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/source"
)

// phraseOf says what a call of the named function does.
func phraseOf(rule Rule, name string) string {
	switch rule {
	case RateWait:
		return "blocks in " + name
	case RateAsync:
		return "takes rate limiting off its own call with " + name
	case TimeWait:
		return "sleeps in " + name
	case GoSpawn:
		return "starts a goroutine with " + name
	case JobExit:
		return "ends the process in " + name
	}
	return "waits in " + name
}

// catalogued adds what the catalogue says of a call.
func (g *Graph) catalogued(n *node, c *source.Call, o source.Origin, entry *catalog.Call) {
	if c.Expr == nil {
		return
	}
	shift := 0
	if o.MethodExpr {
		shift = 1
	}
	name := source.FuncName(o.Obj, g.Source.Types)
	for _, i := range entry.Calls {
		if arg := argAt(c.Expr, i+shift); arg != nil {
			g.passed(n, c, arg, func(*edge) {})
		}
	}
	for _, i := range entry.Runs {
		for j := i + shift; j < len(c.Expr.Args); j++ {
			g.runs(n, c, c.Expr.Args[j], entry, name)
			if !o.Obj.Signature().Variadic() || i < o.Obj.Signature().Params().Len()-1 {
				break
			}
		}
	}
	if entry.Effect == "" || len(entry.Runs) > 0 {
		return
	}
	rule := Rule(entry.Effect)
	if rule == JobExit {
		g.exit(n, c, entry.Ends, name)
		return
	}
	phrase := phraseOf(rule, name)
	if entry.Says != "" {
		phrase = entry.Says + " " + name
	}
	bound := Bound{Kind: Nothing}
	if entry.Duration != nil {
		arg := argAt(c.Expr, *entry.Duration+shift)
		if g.neverPositive(arg) {
			return // time.Sleep(0), a maximum wait of zero
		}
		if delay := g.delayOf(arg); delay != "" && rule == TimeWait {
			rule, phrase = RateWait, "sleeps for "+delay+" in "+name
		}
		if entry.Class == catalog.BoundedWait {
			bound = Bound{Kind: Duration}
		}
	}
	if entry.Context != nil {
		b := Bound{Kind: Unknown}
		if arg := argAt(c.Expr, *entry.Context+shift); arg != nil {
			b = g.bound(arg)
		}
		bound = lenient(bound, b)
	}
	never := g.neverGranted(c.Expr, entry, name)
	if never != "" {
		phrase, bound = never, Bound{Kind: Nothing}
	}
	if c.How == source.Spawned {
		// go lim.Wait(ctx): the wait is not the operator's, but neither is
		// the limit.
		if rule != RateWait && rule != RateAsync {
			return
		}
		rule, phrase, bound = RateAsync, "moves "+name+" to a goroutine", Bound{}
	}
	if !g.counts(rule) {
		return
	}
	e := &Effect{Rule: rule, Bound: bound, Phrase: phrase, Pos: c.Pos(), Soft: rule == GoSpawn, Never: never != ""}
	if sel, ok := ast.Unparen(c.Expr.Fun).(*ast.SelectorExpr); ok && rule == SyncWait {
		e.waits, _ = g.signalOf(sel.X)
	}
	n.effect(e)
}

// runs adds a function that the callee runs in a goroutine of its own.
func (g *Graph) runs(n *node, c *source.Call, arg ast.Expr, entry *catalog.Call, name string) {
	join := Outlives
	if !g.RatesOnly {
		join = g.joinOf(n, c, arg, entry.Join)
		n.effect(&Effect{
			Rule: GoSpawn, Bound: Bound{}, Join: join, Pos: c.Pos(),
			Phrase: phraseOf(GoSpawn, name),
			// A callback at a later time or at a context's end is mostly a
			// cancel function.
			Soft: join == MaybeHere || join == Cancelled || entry.Duration != nil || entry.Context != nil,
			Uses: g.uses(arg),
		})
	}
	g.passed(n, c, arg, func(e *edge) { e.spawned, e.joined = true, join == Joined })
}

func argAt(call *ast.CallExpr, i int) ast.Expr {
	if i < 0 || i >= len(call.Args) {
		return nil
	}
	return call.Args[i]
}

// neverPositive reports whether e is a constant that is zero or negative.
func (g *Graph) neverPositive(e ast.Expr) bool {
	if e == nil {
		return false
	}
	v := g.Source.Info.Types[e].Value
	return v != nil && v.Kind() == constant.Int && constant.Sign(v) <= 0
}

// delayOf returns the name of the call whose demanded delay flows into e, or "".
func (g *Graph) delayOf(e ast.Expr) string {
	if e == nil {
		return ""
	}
	return g.delay(e, 4)
}

// delay looks for a delay-returning call in e and, through so many steps, in
// the local variables and the package's functions that e is made of.
func (g *Graph) delay(e ast.Expr, steps int) string {
	found := ""
	ast.Inspect(e, func(x ast.Node) bool {
		if found != "" {
			return false
		}
		switch x := x.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			fn := g.Source.Callee(x)
			if fn == nil {
				return true
			}
			if g.originOf(fn.Pkg()) != user {
				if entry := g.Catalog.Call(catalog.SymbolOf(fn)); entry != nil && entry.Delay {
					found = source.FuncName(fn, g.Source.Types)
					return false
				}
			} else if local := g.Source.Of(fn); local != nil && steps > 1 {
				for _, ret := range local.Returns {
					if len(ret.Results) > 0 && found == "" {
						found = g.delay(ret.Results[0], steps-2) // there may be many
					}
				}
			}
		case *ast.Ident:
			v, ok := g.Source.Info.Uses[x].(*types.Var)
			if !ok || steps == 0 || v.Kind() != types.LocalVar {
				return true
			}
			for _, val := range g.Source.Values(v) {
				if found = g.delay(val.Expr, steps-1); found != "" {
					return false
				}
			}
		}
		return true
	})
	return found
}

// spin adds a loop that waits by trying again and again:
//
//	for !lim.Allow() {}
//	for { if lim.Allow() { break } }
func (g *Graph) spin(n *node, loop *ast.ForStmt) {
	name := ""
	if loop.Cond != nil {
		name = g.tried(loop.Cond, true)
	} else if len(loop.Body.List) > 0 {
		if ifs, ok := loop.Body.List[0].(*ast.IfStmt); ok && ifs.Init == nil && leavesLoop(ifs.Body) {
			name = g.tried(ifs.Cond, false)
		}
	}
	if name == "" {
		return
	}
	n.effect(&Effect{
		Rule: RateWait, Bound: g.loopBound(loop), Pos: loop.Pos(),
		Phrase: "spins on " + name,
	})
	// A sleep between the tries is the same wait.
	kept := n.own[:0]
	for _, e := range n.own {
		if !(e.Rule == TimeWait && loop.Body.Pos() <= e.Pos && e.Pos < loop.Body.End()) {
			kept = append(kept, e)
		}
	}
	n.own = kept
}

// tried returns the name of the try call that cond is true for while the
// limiter refuses (refused) or grants, or "".
func (g *Graph) tried(cond ast.Expr, refused bool) string {
	cond = ast.Unparen(cond)
	if not, ok := cond.(*ast.UnaryExpr); ok && not.Op == token.NOT {
		return g.tried(not.X, !refused)
	}
	call, ok := cond.(*ast.CallExpr)
	if !ok {
		return ""
	}
	fn := g.Source.Callee(call)
	if fn == nil || g.originOf(fn.Pkg()) == user {
		return ""
	}
	entry := g.Catalog.Call(catalog.SymbolOf(fn))
	if entry == nil || !entry.Try || entry.Inverted != refused {
		return ""
	}
	return source.FuncName(fn, g.Source.Types)
}

// leavesLoop reports whether a block ends by leaving the loop around it.
func leavesLoop(b *ast.BlockStmt) bool {
	if len(b.List) == 0 {
		return false
	}
	switch s := b.List[len(b.List)-1].(type) {
	case *ast.BranchStmt:
		return s.Tok == token.BREAK
	case *ast.ReturnStmt:
		return true
	}
	return false
}

// loopBound looks for a context that ends a loop: a call of its Err or Done.
func (g *Graph) loopBound(loop *ast.ForStmt) Bound {
	best := Bound{Kind: Nothing}
	ast.Inspect(loop, func(x ast.Node) bool {
		call, ok := x.(*ast.CallExpr)
		if !ok {
			return true
		}
		sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
		if ok && (sel.Sel.Name == "Err" || sel.Sel.Name == "Done") && source.IsContextLike(g.Source.Info.TypeOf(sel.X)) {
			best = lenient(best, g.bound(sel.X))
		}
		return true
	})
	return best
}
