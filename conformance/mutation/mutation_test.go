package main

import (
	"strings"
	"testing"
)

// TestMutation is the quick run: few libraries, few modules, one copy of each
// package. The whole is go run ./mutation.
func TestMutation(t *testing.T) {
	res, err := run(t.TempDir(), &options{seed: 1, rounds: 1, per: 4, short: true}, t.Logf)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	res.print(&out, testing.Verbose())
	t.Log("\n" + out.String())
	if bad := res.problems(); len(bad) > 0 {
		t.Errorf("%d mutants do not compile, are not stable or lose an element", len(bad))
	}
	// So that nothing is left out by and by, without anybody seeing it.
	all := new(counts)
	for _, m := range res.mutants {
		all.add(m)
	}
	if all.planted < 120 || all.reported < all.planted*9/10 || all.fixed < all.planted/3 {
		t.Errorf("planted %d, reported %d, fixed %d: too few", all.planted, all.reported, all.fixed)
	}
}

// TestShapes checks that each shape is one for some call of the catalogue.
func TestShapes(t *testing.T) {
	if testing.Short() {
		t.Skip("it compiles all libraries of the catalogue")
	}
	list, _, err := calls(func(_, _ string) bool { return true })
	if err != nil {
		t.Fatal(err)
	}
	used := make(map[string]bool)
	for _, p := range pairsOf(list) {
		used[p.shape.name] = true
	}
	for _, s := range shapes {
		if !used[s.name] {
			t.Errorf("no call is planted as %q", s.name)
		}
	}
}
