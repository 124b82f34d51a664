package effect

import (
	"go/ast"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/source"
)

// stays reports whether a goroutine is meant to go on when the call that starts it has
// returned: it serves others, or it renews what keeps an element alive until somebody tells
// it to stop.
func (g *Graph) stays(c *source.Call) bool {
	seen := make(map[*source.Func]bool)
	var visit func(origins []source.Origin, in *source.Func) bool
	visit = func(origins []source.Origin, in *source.Func) bool {
		for _, o := range origins {
			if o.Obj != nil && g.originOf(o.Obj.Pkg()) != user {
				entry := g.Catalog.Call(catalog.SymbolOf(o.Obj))
				if entry != nil && (entry.Stays == catalog.StaysAsService || entry.Stays == catalog.StaysAsRenewal && in != nil && g.isTold(in)) {
					return true
				}
			}
			if o.Fn == nil || seen[o.Fn] {
				continue
			}
			seen[o.Fn] = true
			for _, inner := range o.Fn.Calls {
				if inner.How != source.Spawned && visit(g.Source.Callees(inner), o.Fn) {
					return true
				}
			}
		}
		return false
	}
	return visit(g.Source.Callees(c), nil)
}

// isTold reports whether a function has a select that a timer goes on from, and from which
// something else leads out of the loop around.
func (g *Graph) isTold(fn *source.Func) bool {
	for _, op := range fn.ChanOps {
		if op.Kind != source.Select {
			continue
		}
		for _, s := range op.Select.Body.List {
			clause := s.(*ast.CommClause)
			recv := source.CommReceive(clause.Comm)
			if recv == nil || !mayLeave(clause.Body, "") || g.deserted(recv.X, false) {
				continue
			}
			if w := g.waitOn(fn, recv.X, false); !w.timer {
				return true
			}
		}
	}
	return false
}
