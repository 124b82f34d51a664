package effect

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/jobvet/jobvet/internal/source"
)

// Fed returns the indices of the results of a function of the package that are channels
// which its own goroutines feed: each receive from them ends.
func (g *Graph) Fed(fn *source.Func) []int {
	var fed []int
	if g.RatesOnly {
		return nil
	}
	for i := range fn.Sig.Results().Len() {
		if source.IsChan(fn.Sig.Results().At(i).Type()) && g.explorer().Fed(fn, i) {
			fed = append(fed, i)
		}
	}
	return fed
}

// fed reports whether all results of an imported function that are channels are fed.
func (g *Graph) fed(fn *types.Func) bool {
	sum := g.imported(fn, 0)
	if sum == nil || len(sum.Fed) == 0 {
		return false
	}
	for i := range fn.Signature().Results().Len() {
		if source.IsChan(fn.Signature().Results().At(i).Type()) && !slices.Contains(sum.Fed, i) {
			return false
		}
	}
	return true
}

// receivesAll reports whether the caller receives, on each path, from a channel that the
// imported function of an edge returns and feeds. Then the goroutine that feeds it ends.
func (g *Graph) receivesAll(e *edge) bool {
	if e.imported == nil || e.through != nil || len(e.imported.Fed) == 0 || e.call.Expr == nil {
		return false
	}
	signals := make(map[signal]bool)
	ast.Inspect(e.from.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if len(n.Rhs) == 1 && ast.Unparen(n.Rhs[0]) == e.call.Expr && e.imported.Fed[0] < len(n.Lhs) {
				if t, ok := g.signalOf(n.Lhs[e.imported.Fed[0]]); ok {
					signals[t] = true
				}
			}
		case *ast.RangeStmt:
			if ast.Unparen(n.X) == e.call.Expr {
				signals = nil
			}
		}
		return signals != nil
	})
	return signals == nil || len(signals) > 0 && g.onAllPaths(e.from, e.call, g.joins(e.from, signals, ""))
}
