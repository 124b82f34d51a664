package graph

import (
	"reflect"
	"testing"

	"github.com/jobvet/jobvet/internal/finding"
)

func fn(id string, calls ...Call) *Func { return &Func{ID: id, Name: id, Calls: calls} }

// Recursion, a chain over two packages, a goroutine and a function that is
// only passed on.
func testGraph() *Graph {
	op := &Operator{Func: "a.op", Name: "op"}
	other := &Operator{Func: "a.other", Name: "other"}
	a := &Package{Path: "a", Operators: []*Operator{op, other}, Funcs: []*Func{
		fn("a.op", Call{To: "a.loop"}, Call{To: "b.far"}, Call{To: "a.kept", Idle: true}),
		fn("a.loop", Call{To: "a.op"}, Call{To: "b.near", Spawned: true}),
		fn("a.kept"), fn("a.alone"), fn("a.other"),
	}}
	b := &Package{Path: "b", Funcs: []*Func{fn("b.far", Call{To: "b.near"}), fn("b.near", Call{To: "c.gone"})}}
	small := &Package{Path: "b"}
	return Merge([]*Package{small, b, a})
}

func TestReaching(t *testing.T) {
	g := testGraph()
	for _, test := range []struct {
		id   string
		want [][]string
	}{
		{"a.op", [][]string{nil}},
		{"b.near", [][]string{{"a.op", "a.loop"}}},
		{"c.gone", [][]string{{"a.op", "a.loop", "b.near"}}}, // of a package that is not at hand
		{"a.kept", nil}, // is only passed on
		{"a.alone", nil},
		{"nowhere", nil},
	} {
		var got [][]string
		for _, p := range g.Reaching(test.id) {
			var names []string
			for _, c := range p.Calls {
				names = append(names, c.From.ID)
			}
			got = append(got, names)
		}
		if !reflect.DeepEqual(got, test.want) {
			t.Errorf("%s: got %q, want %q", test.id, got, test.want)
		}
	}
	if s := g.Reaching("b.near")[0].Spawned(); s == nil || s.From.ID != "a.loop" {
		t.Errorf("spawned: %+v", s)
	}
	if g.PackageOf("b.near") != g.Package("b") || g.PackageOf("c.unknown") != nil {
		t.Error("a function is not in its package")
	}
	if p := g.Package("b"); p == nil || len(p.Funcs) != 2 {
		t.Error("of a package that came twice, the smaller one stayed")
	}
}

func TestDecode(t *testing.T) {
	p := &Package{Path: "a", Operators: []*Operator{{Func: "a.op", Place: finding.Place{File: "x.go", Line: 3}}}}
	got, err := Decode(p.Encode())
	if err != nil || !reflect.DeepEqual(got, p) {
		t.Errorf("got %+v, %v", got, err)
	}
	for _, text := range []string{"", "{", `{"funcs": 3}`} {
		if _, err := Decode(text); err == nil {
			t.Errorf("%q was decoded", text)
		}
	}
}
