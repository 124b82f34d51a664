// Package walk searches graphs: breadth first from many roots at once, and for
// strongly connected components. Nodes are numbers from 0.
package walk

import (
	"slices"

	"golang.org/x/tools/container/intsets"
)

// A Search is a search from many roots. Its graph may grow while it is searched.
type Search[E any] struct {
	// Next yields the steps from a place: along what, and to which place.
	Next func(place int, yield func(along E, to int))
	// Alike returns the same number for places of which a root visits only the first
	// that it reaches. If it is nil, a root visits all places.
	Alike func(place int) int
	// Most is the number of roots that visit a place: the nearest ones, and among
	// equally near ones the first. 0 is all of them.
	Most int

	places []place
	alike  [][]int32 // the roots that have visited one of the places, by Alike
}

// A place holds what the search remembers of one.
type place struct {
	visits int
	known  bool
	cut    []int // roots that have not visited it because others are nearer
}

// A Visit is one root's visit of a place.
type Visit[E any] struct {
	Root  int // which of the roots
	Place int
	// From is the visit before this one, nil at the root. Along is the step from
	// there.
	From  *Visit[E]
	Along E
	// Depth is the number of steps from the root.
	Depth int
	// Third is the visit three steps from the root, or this one if it is nearer than
	// that.
	Third *Visit[E]
}

// Run calls visit for each visit, the nearest first. roots are their places, the most
// important first.
func (s *Search[E]) Run(roots []int, visit func(*Visit[E])) {
	var queue []*Visit[E]
	push := func(v Visit[E]) {
		if s.enter(v.Place, v.Root) {
			p := &v
			if p.Third == nil || p.Depth <= 3 {
				p.Third = p
			}
			queue = append(queue, p)
		}
	}
	for i, root := range roots {
		push(Visit[E]{Root: i, Place: root})
	}
	for at := 0; at < len(queue); at++ {
		v := queue[at]
		queue[at] = nil
		visit(v)
		s.Next(v.Place, func(along E, to int) {
			push(Visit[E]{Root: v.Root, Place: to, From: v, Along: along, Depth: v.Depth + 1, Third: v.Third})
		})
	}
}

// enter reports whether a root is to visit a place.
func (s *Search[E]) enter(at, root int) bool {
	alike := at
	if s.Alike != nil {
		alike = s.Alike(at)
	}
	s.places = upTo(s.places, at)
	s.alike = upTo(s.alike, alike)
	p := &s.places[at]
	p.known = true
	if slices.Contains(s.alike[alike], int32(root)) {
		return false
	}
	if s.Most > 0 && p.visits >= s.Most {
		p.cut = append(p.cut, root)
		return false
	}
	p.visits++
	s.alike[alike] = append(s.alike[alike], int32(root))
	return true
}

// upTo makes room for an index.
func upTo[T any](list []T, i int) []T {
	if missing := i + 1 - len(list); missing > 0 {
		list = append(list, make([]T, missing)...)
	}
	return list
}

// Rest calls yield for each place that some roots reach but, because of Most, do not
// visit. roots has these roots, and perhaps others that have visited the place. The
// set is valid until yield returns.
func (s *Search[E]) Rest(yield func(place int, roots *intsets.Sparse)) {
	if !slices.ContainsFunc(s.places, func(p place) bool { return len(p.cut) > 0 }) {
		return
	}
	var components [][]int
	Components(len(s.places), func(at int, step func(int)) {
		if s.places[at].known {
			s.Next(at, func(_ E, to int) { step(to) })
		}
	}, func(places []int) { components = append(components, slices.Clone(places)) })
	sets := make([]*intsets.Sparse, len(s.places))
	for _, component := range slices.Backward(components) {
		all := new(intsets.Sparse)
		for _, at := range component {
			for _, root := range s.places[at].cut {
				all.Insert(root)
			}
			if sets[at] != nil {
				all.UnionWith(sets[at])
				sets[at] = nil
			}
		}
		if all.IsEmpty() {
			continue
		}
		for _, at := range component {
			yield(at, all)
			s.Next(at, func(_ E, to int) {
				if sets[to] == nil {
					sets[to] = new(intsets.Sparse)
				}
				sets[to].UnionWith(all)
			})
		}
	}
}
