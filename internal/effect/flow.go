package effect

import (
	"cmp"
	"go/ast"
	"go/token"
	"slices"

	"golang.org/x/tools/go/cfg"

	"github.com/jobvet/jobvet/internal/source"
)

// A flow is the control-flow graph of a function, with an index of its nodes by
// position.
type flow struct {
	*cfg.CFG
	places []flowPlace // of all nodes, by their positions
	ends   []token.Pos // by place, the largest end of this and all places before it
	// joins are the places of each node that may be a join: of all nodes but those of
	// literals and go statements.
	joins map[ast.Node][]flowPlace
}

// A flowPlace is the place of a node in a block.
type flowPlace struct {
	block *cfg.Block
	at    int
}

func (p flowPlace) node() ast.Node { return p.block.Nodes[p.at] }

func newFlow(body *ast.BlockStmt, mayReturn func(*ast.CallExpr) bool) *flow {
	f := &flow{CFG: cfg.New(body, mayReturn)}
	for _, b := range f.Blocks {
		for i := range b.Nodes {
			f.places = append(f.places, flowPlace{b, i})
		}
	}
	slices.SortStableFunc(f.places, func(a, b flowPlace) int { return cmp.Compare(a.node().Pos(), b.node().Pos()) })
	end := token.NoPos
	for _, p := range f.places {
		end = max(end, p.node().End())
		f.ends = append(f.ends, end)
	}
	return f
}

// at returns the places of the nodes around pos, in no order.
func (f *flow) at(pos token.Pos) []flowPlace {
	i, _ := slices.BinarySearchFunc(f.places, pos+1, func(p flowPlace, pos token.Pos) int { return cmp.Compare(p.node().Pos(), pos) })
	var list []flowPlace
	for i--; i >= 0 && pos < f.ends[i]; i-- {
		if p := f.places[i]; pos < p.node().End() {
			list = append(list, p)
		}
	}
	return list
}

// last returns the last place of the nodes around pos, or a nil block if there is
// none.
func (f *flow) last(pos token.Pos) (*cfg.Block, int) {
	list := f.at(pos)
	if len(list) == 0 {
		return nil, 0
	}
	p := slices.MaxFunc(list, comparePlaces)
	return p.block, p.at
}

// first returns the block of the first place of the nodes around pos, or nil.
func (f *flow) first(pos token.Pos) *cfg.Block {
	list := f.at(pos)
	if len(list) == 0 {
		return nil
	}
	return slices.MinFunc(list, comparePlaces).block
}

func comparePlaces(a, b flowPlace) int {
	return cmp.Or(cmp.Compare(a.block.Index, b.block.Index), cmp.Compare(a.at, b.at))
}

// flowOf returns the flow of a function, with the places of its joins.
func (g *Graph) flowOf(fn *source.Func) *flow {
	if f := g.flows[fn]; f != nil {
		return f
	}
	f := newFlow(fn.Body, func(call *ast.CallExpr) bool { return g.Source.Builtin(call) != "panic" })
	f.joins = make(map[ast.Node][]flowPlace)
	for _, p := range f.places {
		ast.Inspect(p.node(), func(x ast.Node) bool {
			switch x.(type) {
			case nil, *ast.FuncLit, *ast.GoStmt:
				return false
			}
			f.joins[x] = append(f.joins[x], p)
			return true
		})
	}
	g.flows[fn] = f
	return f
}
