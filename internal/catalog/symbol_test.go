package catalog

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"testing"
)

// check type-checks a package; imports come from deps and the standard
// library's source.
func check(t *testing.T, path, src string, deps ...*types.Package) (*types.Package, *types.Info) {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", src, 0)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{
		Uses:       map[*ast.Ident]types.Object{},
		Defs:       map[*ast.Ident]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{},
	}
	conf := types.Config{Importer: importerFunc(func(path string) (*types.Package, error) {
		for _, dep := range deps {
			if dep.Path() == path {
				return dep, nil
			}
		}
		return importer.ForCompiler(fset, "source", nil).Import(path)
	})}
	pkg, err := conf.Check(path, fset, []*ast.File{file}, info)
	if err != nil {
		t.Fatal(err)
	}
	return pkg, info
}

type importerFunc func(path string) (*types.Package, error)

func (f importerFunc) Import(path string) (*types.Package, error) { return f(path) }

func TestSymbolOf(t *testing.T) {
	lib, _ := check(t, "example.com/lib", `package lib
type Base interface { Stop() }
type Pool interface { Base; Submit(func()) }
type Limiter struct{}
func (*Limiter) Wait() {}
func (Limiter) Allow() bool { return true }
type Gen[T any] struct{ V T }
func (*Gen[T]) On(T) {}
type Decl[I, O any] interface { Task(I) O }
type Old = Limiter
type List = []int
func F() {}
func G[T any](T) {}
var V = func() {}
`)
	_, info := check(t, "example.com/user", `package user
import "example.com/lib"
type embeds struct { *lib.Limiter }
func use(p lib.Pool, l *lib.Limiter, e embeds, g *lib.Gen[int], d lib.Decl[int, string], a lib.Old, anon interface{ Anon() }) {
	p.Stop(); p.Submit(nil)
	l.Wait(); l.Allow(); e.Wait(); (*lib.Limiter).Wait(l)
	g.On(1); d.Task(1)
	a.Allow()
	lib.F(); lib.G[int](1); lib.V()
	var _ lib.Old; var _ lib.List
	anon.Anon()
	type local struct{ field int }
	var loc local
	_ = loc.field
	_ = g.V
	var err error
	_ = err.Error()
}
`, lib)
	got := map[string]Symbol{}
	for id, obj := range info.Uses {
		got[id.Name] = SymbolOf(obj)
	}
	const pkg = "example.com/lib"
	for name, want := range map[string]Symbol{
		"Stop":    {pkg, "Base", "Stop"},
		"Submit":  {pkg, "Pool", "Submit"},
		"Wait":    {pkg, "Limiter", "Wait"},
		"Allow":   {pkg, "Limiter", "Allow"},
		"On":      {pkg, "Gen", "On"},
		"Task":    {pkg, "Decl", "Task"},
		"F":       {pkg, "", "F"},
		"G":       {pkg, "", "G"},
		"V":       {}, // both the variable and the field; see below
		"Old":     {pkg, "", "Limiter"},
		"List":    {pkg, "", "List"},
		"Gen":     {pkg, "", "Gen"},
		"Anon":    {},
		"local":   {},
		"loc":     {},
		"field":   {},
		"Error":   {},
		"error":   {},
		"Limiter": {pkg, "", "Limiter"},
	} {
		if name == "V" {
			continue
		}
		s, ok := got[name]
		if !ok {
			t.Errorf("%s is not used", name)
		}
		if s != want {
			t.Errorf("SymbolOf(%s) = %v, want %v", name, s, want)
		}
	}
	if s, want := SymbolOf(lib.Scope().Lookup("V")), (Symbol{pkg, "", "V"}); s != want {
		t.Errorf("SymbolOf(V) = %v, want %v", s, want)
	}
	if s := SymbolOf(nil); !s.IsZero() {
		t.Errorf("SymbolOf(nil) = %v", s)
	}
}

func TestParseSymbol(t *testing.T) {
	for _, test := range []struct {
		in   string
		want Symbol
	}{
		{"time.Sleep", Symbol{"time", "", "Sleep"}},
		{"(*golang.org/x/time/rate.Limiter).Wait", Symbol{"golang.org/x/time/rate", "Limiter", "Wait"}},
		{"(github.com/go-redis/redis_rate/v10.Limiter).Allow", Symbol{"github.com/go-redis/redis_rate/v10", "Limiter", "Allow"}},
		{"github.com/hibiken/asynq.Config.IsFailure", Symbol{"github.com/hibiken/asynq", "Config", "IsFailure"}},
		{"gopkg.in/yaml.v3.Unmarshal", Symbol{"gopkg.in/yaml.v3", "", "Unmarshal"}},
		{"gopkg.in/yaml.v3.Node.Kind", Symbol{"gopkg.in/yaml.v3", "Node", "Kind"}},
		{"example.com.F", Symbol{"example.com", "", "F"}},
		{"(*github.com/panjf2000/ants/v2.poolCommon).Reboot", Symbol{"github.com/panjf2000/ants/v2", "poolCommon", "Reboot"}},
	} {
		got, err := ParseSymbol(test.in)
		if err != nil || got != test.want {
			t.Errorf("ParseSymbol(%q) = %+v, %v; want %+v", test.in, got, err, test.want)
			continue
		}
		again, err := ParseSymbol(got.String())
		if err != nil || again != got {
			t.Errorf("ParseSymbol(%q) = %+v, %v; want %+v", got, again, err, got)
		}
	}
	for in, want := range map[string]string{
		"":                         `symbol "": want "pkg/path.Name"`,
		"Sleep":                    `symbol "Sleep": want "pkg/path.Name"`,
		"example.com/p":            `symbol "example.com/p": want "pkg/path.Name"`,
		".F":                       `symbol ".F": the package path is missing`,
		"(p.T)M":                   `symbol "(p.T)M": want "(pkg/path.Type).Method"`,
		"(p.T).":                   `symbol "(p.T).": "" is not a method name`,
		"(p.T).a b":                `symbol "(p.T).a b": "a b" is not a method name`,
		"(T).M":                    `symbol "(T).M": want "pkg/path.Name"`,
		"a//b.F":                   `symbol "a//b.F": "a//b" is not a package path`,
		"a b.F":                    `symbol "a b.F": "a b" is not a package path: it contains ' '`,
		"(*p.T[X]).M":              `symbol "(*p.T[X]).M": write it without type parameters and arguments`,
		"**p.F":                    `symbol "**p.F": "**p" is not a package path: it contains '*'`,
		"~/rate.F":                 `symbol "~/rate.F": "~" stands for the module only in a table`,
		"github.com/x/y.func":      `symbol "github.com/x/y.func": "func" is not a Go name`,
		"(github.com/x/y.T).M.N":   `symbol "(github.com/x/y.T).M.N": "M.N" is not a method name`,
		"github.com/../y.Function": `symbol "github.com/../y.Function": "github.com/../y" is not a package path`,
	} {
		_, err := ParseSymbol(in)
		if err == nil || err.Error() != want {
			t.Errorf("ParseSymbol(%q): error %v\nwant %s", in, err, want)
		}
	}
}

func FuzzParseSymbol(f *testing.F) {
	for _, s := range []string{"time.Sleep", "(*a.b/c.T).M", "(a.T).M", "a.b/c.T.F", "(", "(*).", "~.F", "a.b.C.D.E"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) {
		sym, err := ParseSymbol(in)
		if err != nil {
			if !sym.IsZero() {
				t.Errorf("ParseSymbol(%q) = %+v with the error %v", in, sym, err)
			}
			return
		}
		again, err := ParseSymbol(sym.String())
		if err != nil || again != sym {
			t.Errorf("ParseSymbol(%q) = %+v, printed %q, read back as %+v, %v", in, sym, sym, again, err)
		}
	})
}

func TestMatch(t *testing.T) {
	// The chain of aliases of go.temporal.io/sdk/workflow.Context.
	deep, _ := check(t, "example.com/sdk/internal/common/workflowcontext", `package workflowcontext
type Context interface { Done() }
`)
	internal, _ := check(t, "example.com/sdk/internal", `package internal
import "example.com/sdk/internal/common/workflowcontext"
type Context = workflowcontext.Context
`, deep)
	workflow, _ := check(t, "example.com/sdk/workflow", `package workflow
import "example.com/sdk/internal"
type Context = internal.Context
`, internal)
	queue, _ := check(t, "example.com/sdk", `package sdk
type Job[T any] struct { Args T }
`)
	user, _ := check(t, "example.com/user", `package user
import (
	"context"
	sdk "example.com/sdk"
	"example.com/sdk/internal"
	"example.com/sdk/internal/common/workflowcontext"
	"example.com/sdk/workflow"
)
type MyContext = workflow.Context
type args struct{}
func A(workflow.Context, string) (int, error) { return 0, nil }
func B(internal.Context) error { return nil }
func C(workflowcontext.Context) error { return nil }
func D(MyContext, ...int) {}
func E(context.Context, *sdk.Job[args]) error { return nil }
func F(context.Context, *sdk.Job[args]) {}
func G(context.Context, ...any) error { return nil }
func H[T any](context.Context, *sdk.Job[T]) error { return nil }
func I(chan int, <-chan []byte, chan<- error, []any) (string, error) { return "", nil }
func J() {}
func K(workflow.Context, any)
func L(workflow.Context, string)
`, deep, internal, workflow, queue)
	modules := []string{"example.org/fork", "example.com/sdk"}
	for _, test := range []struct{ shape, matches string }{
		{"func(~/workflow.Context, ...)", "ADKL"},
		{"func(~/internal.Context, ...)", "ABDKL"},
		{"func(~/internal/common/workflowcontext.Context, ...)", "ABCDKL"},
		{"func(context.Context, *~.Job) error", "EH"},
		{"func(context.Context, *~.Job)", "F"},
		{"func(context.Context, _) error", "EH"},
		{"func(context.Context, ...any) error", "G"},
		{"func(context.Context, ...)", "EFGH"},
		{"func(chan int, <-chan []byte, chan<- error, []any) (string, error)", "I"},
		{"func(chan int, <-chan []byte, chan<- error, []any) (error, string)", ""},
		{"func(<-chan int, _, _, _) (_, _)", ""},
		{"func()", "J"},
		{"func(...)", "ABCDEFGHIJKL"},
		{"func(~/workflow.Context, any)", "K"},
	} {
		sh, err := parseShape(test.shape, modules)
		if err != nil {
			t.Error(err)
			continue
		}
		s := &Signature{Func: test.shape, shape: sh}
		got := ""
		for name := 'A'; name <= 'L'; name++ {
			if s.Match(user.Scope().Lookup(string(name)).(*types.Func).Signature()) {
				got += string(name)
			}
		}
		if got != test.matches {
			t.Errorf("%s matches %q, want %q", test.shape, got, test.matches)
		}
	}
}
