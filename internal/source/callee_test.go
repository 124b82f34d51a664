package source

import (
	"slices"
	"testing"
)

// probe returns the calls in the function probe, in source order.
func probe(t *testing.T, p *Package) []*Call {
	t.Helper()
	for _, fn := range p.Funcs {
		if fn.Obj != nil && fn.Name() == "probe" {
			return fn.Calls
		}
	}
	t.Fatal("no function probe")
	return nil
}

func TestCallee(t *testing.T) {
	const common = `package p
import "strings"
type T struct{}
func (T) M(int) {}
func g[X any](X) {}
type Gen[X any] []X
func a(int) {}
var _ = strings.ToUpper
func probe(t T, list []func(int), get func() func(int)) {
`
	for _, test := range []struct {
		name, call    string
		callee, named string
		expr          bool
	}{
		{name: "function", call: "a(1)", callee: "a", named: "a"},
		{name: "parentheses", call: "(a)(1)", callee: "a", named: "a"},
		{name: "imported", call: "strings.ToUpper(``)", callee: "ToUpper", named: "ToUpper"},
		{name: "method", call: "t.M(1)", callee: "M", named: "M"},
		{name: "method expression", call: "T.M(t, 1)", callee: "M", named: "M", expr: true},
		{name: "variable", call: "f := a; f(1)", callee: "a", named: "f"},
		{name: "inferred", call: "g(1)", callee: "g", named: "g"},
		{name: "instantiated", call: "g[int](1)", callee: "g", named: "g"},
		{name: "instantiated in parentheses", call: "(g[int])(1)", callee: "g", named: "g"},
		{name: "literal", call: "func(int) {}(1)"},
		{name: "element", call: "list[0](1)"},
		{name: "result", call: "get()(1)"},
		{name: "conversion", call: "_ = T(t)", named: "T"},
		{name: "generic conversion", call: "_ = Gen[int](nil)", named: "Gen"},
		{name: "predeclared", call: "_ = len(list)", named: "len"},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := load(t, common+test.call+"\n}")
			call := probe(t, p)[0].Expr
			callee := ""
			if fn := p.Callee(call); fn != nil {
				callee = fn.Name()
			}
			named := ""
			if obj := p.Named(call); obj != nil {
				named = obj.Name()
			}
			if callee != test.callee || named != test.named || p.IsMethodExpr(call) != test.expr {
				t.Errorf("callee %q, named %q, method expression %v", callee, named, p.IsMethodExpr(call))
			}
		})
	}
}

func TestImplementations(t *testing.T) {
	p := load(t, `package p
type I interface{ Do(); Other() }
type Z struct{}
func (Z) Do() {}
func (Z) Other() {}
type A struct{}
func (*A) Do() {}
func (*A) Other() {}
type Embeds struct{ Z }
type Lacks struct{}
func (Lacks) Do() {}
type Gen[X any] struct{}
func (Gen[X]) Do() {}
func (Gen[X]) Other() {}
type Differs[X any] struct{}
func (Differs[X]) Do(X) {}
func (Differs[X]) Other() {}
type J interface{ I }
func probe(i I, z Z) { i.Do(); z.Do() }
`)
	calls := probe(t, p)
	var got []string
	for _, i := range p.Implementations(p.NamedFunc(calls[0].Expr)) {
		got = append(got, i.Type.Obj().Name()+" "+i.Fn.Name())
	}
	want := []string{"Z Z.Do", "A (*A).Do", "Embeds Z.Do", "Gen Gen.Do"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if list := p.Implementations(p.NamedFunc(calls[1].Expr)); len(list) > 0 {
		t.Errorf("a method of a type has implementations: %v", list)
	}
}
