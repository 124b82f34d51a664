package walk

import (
	"math/rand/v2"
	"slices"
	"testing"

	"golang.org/x/tools/container/intsets"
)

// graph is a graph by the successors of each node.
type graph [][]int

func (g graph) next(place int, yield func(struct{}, int)) {
	for _, to := range g[place] {
		yield(struct{}{}, to)
	}
}

func random(r *rand.Rand) (g graph, roots []int) {
	n := 1 + r.IntN(12)
	g = make(graph, n)
	for range r.IntN(3 * n) {
		from := r.IntN(n)
		g[from] = append(g[from], r.IntN(n))
	}
	for range 1 + r.IntN(8) {
		roots = append(roots, r.IntN(n))
	}
	return g, roots
}

// A visited is a root's visit, with the way to it.
type visited struct{ root, place, depth int }

// TestMost compares a search that few roots go on in with one for each root.
func TestMost(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	cut := 0
	for range 5000 {
		g, roots := random(r)
		most := 1 + r.IntN(4)
		all := make([][]visited, len(g)) // by place, the nearest first
		for root, at := range roots {
			alone := Search[struct{}]{Next: g.next}
			alone.Run([]int{at}, func(v *Visit[struct{}]) {
				all[v.Place] = append(all[v.Place], visited{root, v.Place, v.Depth})
			})
		}
		got := make([][]visited, len(g))
		s := Search[struct{}]{Next: g.next, Most: most}
		s.Run(roots, func(v *Visit[struct{}]) {
			got[v.Place] = append(got[v.Place], visited{v.Root, v.Place, v.Depth})
			third := v
			for third.Depth > 3 {
				third = third.From
			}
			if v.Third != third {
				t.Fatalf("%v from %v: Third is at %d, want %d", g, roots, v.Third.Place, third.Place)
			}
		})
		rest := make([]intsets.Sparse, len(g))
		s.Rest(func(place int, others *intsets.Sparse) { rest[place].UnionWith(others); cut++ })
		for place, want := range all {
			slices.SortStableFunc(want, func(a, b visited) int { return a.depth - b.depth })
			nearest := want[:min(most, len(want))]
			if !slices.Equal(got[place], nearest) {
				t.Fatalf("%v from %v: visits of %d are %v, want %v", g, roots, place, got[place], nearest)
			}
			var reach intsets.Sparse
			for _, v := range want {
				reach.Insert(v.root)
			}
			for _, v := range got[place] {
				rest[place].Insert(v.root)
			}
			if !rest[place].Equals(&reach) {
				t.Fatalf("%v from %v: %v reach %d, want %v", g, roots, &rest[place], place, &reach)
			}
		}
	}
	if cut == 0 {
		t.Error("no search was cut")
	}
}

func TestAlike(t *testing.T) {
	// 1 and 2 are alike: only the one that is nearer is visited.
	g := graph{{1, 3}, {}, {}, {2}}
	s := Search[struct{}]{Next: g.next, Alike: func(place int) int { return []int{0, 1, 1, 2}[place] }}
	var places []int
	s.Run([]int{0}, func(v *Visit[struct{}]) { places = append(places, v.Place) })
	if want := []int{0, 1, 3}; !slices.Equal(places, want) {
		t.Errorf("visits %v, want %v", places, want)
	}
}

func TestComponents(t *testing.T) {
	g := graph{{1}, {2, 3}, {0}, {4}, {3}, {0, 3}}
	var got [][]int
	Components(len(g), func(node int, yield func(int)) { g.next(node, func(_ struct{}, to int) { yield(to) }) }, func(nodes []int) {
		got = append(got, slices.Sorted(slices.Values(nodes)))
	})
	want := [][]int{{3, 4}, {0, 1, 2}, {5}}
	if !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("components %v, want %v", got, want)
	}
}
