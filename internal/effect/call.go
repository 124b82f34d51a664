package effect

import (
	"go/ast"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/comm"
	"github.com/jobvet/jobvet/internal/source"
)

// phraseOf returns the phrase for a call of the named function.
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

// catalogued adds what a call does by the catalogue's word.
func (g *Graph) catalogued(n *node, c *source.Call, o source.Origin, entry *catalog.Call) {
	if c.Expr == nil {
		return
	}
	if entry.Returned || entry.Fills != "" {
		return // it is said of what the call makes
	}
	name := source.FuncName(o.Obj, g.Source.Types)
	g.cataloguedCalls(n, c, o, entry, name)
	g.slots(n, c, entry)
	if entry.Effect == "" || len(entry.Runs) > 0 {
		return
	}
	if Rule(entry.Effect) == JobExit {
		g.exit(n, c, entry.Ends, name)
		return
	}
	e := g.cataloguedEffect(c, o, entry, name)
	if e == nil {
		return
	}
	e.Uncertain = e.Rule == GoSpawn || entry.Unsure || g.pipedOn(n.fn, c)
	if entry.When != nil && !g.conditional(c.Expr, entry, e) {
		return
	}
	if g.waits(n.fn, c.Expr, e) {
		g.own(n, c, e, name)
	}
}

// waits reports whether a call with an effect waits, or matters to an operator that is replayed
// though it does not. It notes what a SyncWait waits for.
func (g *Graph) waits(fn *source.Func, call *ast.CallExpr, e *Effect) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || e.Rule != SyncWait || g.waitsOn(fn, call, sel.X, e) {
		return true
	}
	*e = e.native()
	return g.replays()
}

// waitsOn notes what a wait for a group or a condition waits for, and whether it hangs. It
// reports whether the call waits for anything that does not come for certain.
func (g *Graph) waitsOn(fn *source.Func, call *ast.CallExpr, on ast.Expr, e *Effect) bool {
	e.waits, _ = g.signalOf(on)
	switch fate := g.fate(fn, call); {
	case fate == comm.Served:
		return false
	case fate == comm.Hangs:
		e.Hangs, e.waits = true, signal{}
		e.Phrase += ", on some path for ever"
	case isCond(g.Source.Info.TypeOf(on)) && g.deserted(on, false):
		e.Hangs = true
		e.Phrase += " for ever, since nobody signals the condition"
	}
	return true
}

// cataloguedCalls adds the functions among a call's arguments that the callee calls,
// or that it runs in goroutines.
func (g *Graph) cataloguedCalls(n *node, c *source.Call, o source.Origin, entry *catalog.Call, name string) {
	shift := o.Shift()
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
}

// cataloguedEffect returns the effect of a call by the catalogue's word, or nil if its
// arguments show that it does not wait.
func (g *Graph) cataloguedEffect(c *source.Call, o source.Origin, entry *catalog.Call, name string) *Effect {
	shift := o.Shift()
	e := &Effect{Rule: Rule(entry.Effect), Bound: Bound{Kind: Nothing}, Pos: c.Pos(), Phrase: says(entry, name), Instead: entry.Instead}
	if entry.Duration != nil {
		arg := argAt(c.Expr, *entry.Duration+shift)
		if g.neverPositive(arg) {
			return nil // time.Sleep(0), a maximum wait of zero
		}
		if delay := g.delayOf(arg); delay != "" && e.Rule == TimeWait {
			e.Rule, e.Phrase = RateWait, "sleeps for "+delay+" in "+name
		}
		if entry.Class == catalog.BoundedWait {
			e.Bound = Bound{Kind: Duration}
		}
	}
	if entry.Context != nil {
		b := Bound{Kind: Unknown}
		if arg := argAt(c.Expr, *entry.Context+shift); arg != nil {
			b = g.bound(arg)
		}
		e.Bound = e.Bound.join(b)
	}
	if b, never := g.optional(c.Expr, entry); never {
		return nil
	} else {
		e.Bound = e.Bound.join(b)
	}
	if never := g.neverGranted(c.Expr, entry, name); never != "" {
		e.Phrase, e.Bound, e.Never = never, Bound{Kind: Nothing}, true
	}
	return e
}

// detach turns the wait of a call into that of a goroutine: go lim.Wait(ctx). The
// caller does not wait then, and its limit is lost. It reports whether there is still
// an effect.
func (e *Effect) detach(name string) bool {
	if !e.Rule.OfRates() {
		return false
	}
	e.Rule, e.Phrase, e.Bound = RateAsync, "moves "+name+" to a goroutine", Bound{}
	return true
}

func argAt(call *ast.CallExpr, i int) ast.Expr {
	if i < 0 || i >= len(call.Args) {
		return nil
	}
	return call.Args[i]
}
