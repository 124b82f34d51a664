package walk

// Components calls yield for each strongly connected component of a graph whose nodes
// are the numbers below n. A component comes after those to which it leads (R. Tarjan,
// "Depth-first search and linear graph algorithms", 1972). next yields the successors
// of a node.
func Components(n int, next func(node int, yield func(int)), yield func(nodes []int)) {
	t := tarjan{next: next, yield: yield, index: make([]int, n), low: make([]int, n), onStack: make([]bool, n)}
	for node := range n {
		if t.index[node] == 0 {
			t.visit(node)
		}
	}
}

type tarjan struct {
	next       func(int, func(int))
	yield      func([]int)
	index, low []int // by node; the index is 0 until the node is visited
	onStack    []bool
	visited    int
	stack      []int
}

func (t *tarjan) visit(node int) {
	t.visited++
	t.index[node], t.low[node], t.onStack[node] = t.visited, t.visited, true
	at := len(t.stack)
	t.stack = append(t.stack, node)
	t.next(node, func(to int) {
		switch {
		case t.index[to] == 0:
			t.visit(to)
			t.low[node] = min(t.low[node], t.low[to])
		case t.onStack[to]:
			t.low[node] = min(t.low[node], t.index[to])
		}
	})
	if t.low[node] != t.index[node] {
		return
	}
	for _, member := range t.stack[at:] {
		t.onStack[member] = false
	}
	t.yield(t.stack[at:])
	t.stack = t.stack[:at]
}
