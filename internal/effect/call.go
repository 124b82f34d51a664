package effect

import (
	"go/ast"

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

func argAt(call *ast.CallExpr, i int) ast.Expr {
	if i < 0 || i >= len(call.Args) {
		return nil
	}
	return call.Args[i]
}
