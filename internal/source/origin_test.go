package source

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/go/ast/inspector"
)

// load builds the model of a package of one file.
func load(t *testing.T, src string) *Package {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "p.go", src, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	files := []*ast.File{f}
	info := &types.Info{
		Types: make(map[ast.Expr]types.TypeAndValue), Defs: make(map[*ast.Ident]types.Object),
		Uses: make(map[*ast.Ident]types.Object), Selections: make(map[*ast.SelectorExpr]*types.Selection),
		Instances: make(map[*ast.Ident]types.Instance),
	}
	conf := types.Config{Importer: importer.Default()}
	pkg, err := conf.Check("p", fset, files, info)
	if err != nil {
		t.Fatal(err)
	}
	return New(fset, pkg, info, inspector.New(files), files)
}

// argument returns the argument of the call of sink.
func argument(t *testing.T, p *Package) ast.Expr {
	t.Helper()
	for _, fn := range p.Funcs {
		for _, c := range fn.Calls {
			if id, ok := c.Expr.Fun.(*ast.Ident); ok && id.Name == "sink" {
				return c.Expr.Args[0]
			}
		}
	}
	t.Fatal("no call of sink")
	return nil
}

// describe prints origins in a short form.
func describe(origins []Origin) string {
	var out []string
	for _, o := range origins {
		s := "?"
		switch {
		case o.Fn != nil && o.Fn.Obj != nil:
			s = o.Fn.Obj.Name()
		case o.Fn != nil:
			s = "literal"
		case o.Obj != nil:
			s = o.Obj.Name() + strings.Repeat("()", o.Results)
		case o.Param != nil:
			s = "param " + o.Param.Name()
		case o.Expr != nil:
			s = types.ExprString(o.Expr)
		}
		if o.MethodExpr {
			s += " expr"
		}
		out = append(out, s)
	}
	return strings.Join(out, ", ")
}

func TestOrigins(t *testing.T) {
	const common = `
type T struct{ f func() }
func (T) M() {}
func a() {}
func b() {}
func sink(any) {}
`
	for _, test := range []struct{ name, src, want string }{
		{"function", "func f() { sink(a) }", "a"},
		{"literal", "func f() { sink(func() {}) }", "literal"},
		{"parentheses and conversion", "type F func()\nfunc f() { sink(F((a))) }", "a"},
		{"local", "func f() { x := a; sink(x) }", "a"},
		{"two assignments", "func f(c bool) { x := a; if c { x = b }; sink(x) }", "a, b"},
		{"var declaration", "func f() { var x, y = a, b; _ = x; sink(y) }", "b"},
		{"package variable", "var x = a\nfunc f() { sink(x) }", "a"},
		{"field of a literal", "func f() { x := T{f: a}; sink(x.f) }", "a"},
		{"positional field", "func f() { x := &T{a}; sink(x.f) }", "a"},
		{"assigned field", "func f(x *T) { x.f = b; sink(x.f) }", "b"},
		{"method value", "func f(x T) { sink(x.M) }", "M"},
		{"method expression", "func f() { sink(T.M) }", "M expr"},
		{"result", "func g() func() { return a }\nfunc f() { sink(g()) }", "a"},
		{"second result", "func g() (int, func()) { return 1, b }\nfunc f() { _, x := g(); sink(x) }", "b"},
		{"named result", "func g() (x func()) { x = a; return }\nfunc f() { sink(g()) }", "a"},
		{"result of a result", "func g() func() func() { return func() func() { return b } }\nfunc f() { sink(g()()) }", "b"},
		{"imported function", "func f() { sink(strings.ToUpper) }", "ToUpper"},
		{"imported result", "func f() { sink(strings.NewReader(``)) }", "NewReader()"},
		{"parameter", "func f(x func()) { sink(x) }", "param x"},
		{"parameter through a field", "func n(x func()) T { return T{x} }\nfunc f() { sink(n(a).f) }", "param x"},
		{"map element", "var m = map[string]func(){`a`: a, `b`: b}\nfunc f() { sink(m[`a`]) }", "a, b"},
		{"map assignment", "func f() { m := map[string]func(){}; m[`b`] = b; sink(m[`b`]) }", "b"},
		{"slice and append", "func f() { s := []func(){a}; s = append(s, b); sink(s[0]) }", "a, b"},
		{"range", "func f() { for _, x := range []func(){a, b} { sink(x) } }", "a, b"},
		{"generic instance", "func g[X any]() {}\nfunc f() { sink(g[int]) }", "g"},
		{"composite literal", "func f() { sink(&T{}) }", "&T{}"},
		{"self reference", "func f() { var x func(); x = x; sink(x) }", ""},
		{"recursion", "func g() func() { return g() }\nfunc f() { sink(g()) }", "g()"},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := load(t, "package p\nimport \"strings\"\nvar _ = strings.ToUpper\n"+common+test.src)
			if got := describe(p.Origins(argument(t, p))); got != test.want {
				t.Errorf("origins %q, want %q", got, test.want)
			}
		})
	}
}

// A scanner whose states return the next state has as many origins as there
// are paths through it; the search must give up early.
func TestOriginsStateMachine(t *testing.T) {
	var src strings.Builder
	src.WriteString("package p\ntype state func() state\nfunc sink(any) {}\nfunc run() { s := state(s0); for s != nil { s = s() }; sink(s) }\n")
	names := strings.Split("s0 s1 s2 s3 s4 s5 s6 s7 s8 s9 s10 s11 s12 s13 s14 s15 s16 s17 s18 s19", " ")
	for i, name := range names {
		src.WriteString("func " + name + "() state {\n")
		for j := range names {
			if j != i {
				src.WriteString("if len(`x`) > 1 { return " + names[j] + " }\n")
			}
		}
		src.WriteString("return " + names[(i+1)%len(names)] + "()\n}\n")
	}
	p := load(t, src.String())
	arg := argument(t, p)
	done := make(chan int)
	go func() { done <- len(p.Origins(arg)) }()
	select {
	case n := <-done:
		if n > 100 {
			t.Errorf("%d origins", n)
		}
	case <-time.After(time.Minute):
		t.Fatal("the search does not end")
	}
}
