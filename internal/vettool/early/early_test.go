package early

import (
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	gotoken "go/token"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
)

// pkg returns a package of one file. Of its imports, "known" exports the
// function types F and G, "none" exports none, others are not known.
func pkg(src string) *Package {
	return &Package{
		Path:      "example.com/p",
		ImportMap: map[string]string{"renamed": "known"},
		Files:     []string{"p.go"},
		ReadFile:  func(string) ([]byte, error) { return []byte(src), nil },
		Fact:      func(string, analysis.Fact) (bool, error) { return false, nil },
		FuncTypes: func(path string) ([]string, bool) {
			switch path {
			case "known":
				return []string{"F", "G"}, true
			case "none":
				return nil, true
			}
			return nil, false
		},
	}
}

func TestTakesFunctions(t *testing.T) {
	const imports = "package p\nimport \"known\"\nimport n \"none\"\nimport x \"unknown\"\n"
	for _, tt := range []struct {
		src  string
		want bool
	}{
		{"", false},
		{"func A() {}", false},
		{"func a(f func()) {}", false},
		{"func A(f func()) {}", true},
		{"func A(a int, f func(int) error, b int)", true},
		{"func A(func())", true},
		{"func A(f (func())) {}", true},
		{"func A(f ...func()) {}", false},
		{"func A(f []func(), g map[string]func(), h chan func(), i <-chan func(), j *func(), k [2]func()) {}", false},
		{"func A(s struct{ f func() }, i interface{ M(func()) }) {}", false},
		{"func A[T func()](f T) {}", false},
		{"func A() func() { return nil }", false},
		{"func A() (f func()) { return nil }", false},
		{"func A() struct{ F func(func()) } { return nil }", false},
		{"type T struct{}\nfunc (t *T) A(f func()) {}", true},
		{"type t struct{}\nfunc (t) A(f func()) {}", true},
		{"type t[P any] struct{}\nfunc (t[P]) A(f func()) {}", true},
		{"type T struct{}\nfunc (T) a(f func()) {}", false},
		{"type H func()\nfunc A(h H) {}", true},
		{"func A(h H) {}\ntype (\n\tX int\n\tH func()\n)", true},
		{"type H = func()\nfunc A(h H) {}", true},
		{"type H (func())\nfunc A(h H) {}", true},
		{"type (\n\tH (((func())))\n\tI (int)\n)\nfunc A(h H) {}", true},
		{"type (\n\tI (int)\n\tH func()\n)\nfunc A(h H) {}", true},
		{"type H func()\ntype I H\ntype J = I\nfunc A(j J) {}", true},
		{"type I J; type J I\nfunc A(j J) {}", false},
		{"type H func()\nfunc A(h ...H) {}", false},
		{"type H func()\nfunc A(h *H, i []H) {}", false},
		{"type H func()\ntype S []H\nfunc A(s S) {}", false},
		{"type H[T any] func(T)\nfunc A(h H[int]) {}", true},
		{"type H[T any] struct{ f func() }\nfunc A(h H[int]) {}", false},
		{"type H struct\n{ f func() }\nfunc A(h H) {}", false},
		{"func A(f known.F) {}", true},
		{"func A(f known.T) {}", false},
		{"func A(f n.F) {}", false},
		{"func A(f x.T) {}", true},
		{"func A(f *x.T, g ...x.T) {}", false},
		{"type H known.F\nfunc A(h H) {}", true},
		{"type H = known.T\nfunc A(h H) {}", false},
		{"var f = func(f func()) {\n\ttype H func()\n}\nfunc A() {}", false},
		{"var f =\n\tfunc(f func()) {}\nfunc A() {}", false},
		{"var (\n\tf = func(f func()) {}\n)\nfunc A() {}", false},
		{"const c = '{'\nvar s = \"{`'\" + `\"}`\nfunc a() { _ = '\\'' /* } */ // }\n}\nfunc A(f func()) {}", true},
		{"/* func A(f func()) */\n// func A(f func())\nfunc A(/* f func() */)", false},
		{"func A(int); func B(f func())", true},
		{"func A(v any) interface { M() } { return func() { {} } }\nfunc B(f func()) {}", true},
		{"func Ä(f func()) {}", true},
		{"func ä(f func()) {}", false},
	} {
		got, err := pkg(imports + tt.src).TakesFunctions()
		if err != nil || got != tt.want {
			t.Errorf("%s\n\ttakes functions: %t, %v, want %t", tt.src, got, err, tt.want)
		}
	}
}

// An import without a name has one that its path does not tell.
func TestImports(t *testing.T) {
	for _, tt := range []struct {
		src  string
		want bool
	}{
		{"import \"known\"; func A(f whatever.F) {}", true},
		{"import \"known\"; func A(f whatever.T) {}", false},
		{"import \"renamed\"; func A(f known.F) {}", true},
		{"import (\n\tk \"known\"\n\t\"none\"\n)\nfunc A(f none.F) {}", false},
		{"import . \"known\"; func A(f F) {}", true},
		{"import . \"known\"; func A(f T) {}", false},
		{"import . \"unknown\"; func A(f T) {}", true},
		{"import _ \"known\"; func A(f F) {}", false},
		{"import `known`; func A(f known.G) {}", true},
		{"import \"unsafe\"; func A(p unsafe.Pointer) {}", false},
		{"import \"C\"; func A(p C.int) {}", true},
	} {
		got, err := pkg("\ufeffpackage p; " + tt.src).TakesFunctions()
		if err != nil || got != tt.want {
			t.Errorf("%s\n\ttakes functions: %t, %v, want %t", tt.src, got, err, tt.want)
		}
	}
}

func TestExportedFuncTypes(t *testing.T) {
	p := pkg(`package p
import "known"
type (
	Z func()
	A = Z
	B known.F
	C known.T
	d func()
	E struct{ F func() }
	G[T any] func(T)
)
func f() { type L func() }
`)
	got, err := p.ExportedFuncTypes()
	if want := []string{"A", "B", "G", "Z"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("got %v, %v, want %v", got, err, want)
	}
}

func TestContains(t *testing.T) {
	p := pkg("package p // jobvet:ignore")
	for s, want := range map[string]bool{"jobvet:": true, "other": false} {
		if got, err := p.Contains(s); err != nil || got != want {
			t.Errorf("Contains(%q) = %t, %v", s, got, err)
		}
	}
}

func TestUnreadable(t *testing.T) {
	p := pkg("")
	p.ReadFile = func(string) ([]byte, error) { return nil, fs.ErrNotExist }
	if _, err := p.TakesFunctions(); err == nil {
		t.Error("no error for a file that is not there")
	}
	if _, err := p.Contains("x"); err == nil {
		t.Error("no error for a file that is not there")
	}
	if _, err := pkg("nonsense").TakesFunctions(); err == nil {
		t.Error("no error for a file that is no Go")
	}
	if _, err := pkg("package p; func F(").ExportedFuncTypes(); err == nil {
		t.Error("no error for half a file")
	}
}

// TestParser compares with go/parser what is found in the files of the
// standard library's source and of this repository.
func TestParser(t *testing.T) {
	dirs := []string{"../../..", filepath.Join(build.Default.GOROOT, "src")}
	if testing.Short() {
		dirs[1] = filepath.Join(dirs[1], "net")
	}
	n := 0
	for _, dir := range dirs {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") {
				return err
			}
			src, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			if compare(t, path, src) {
				n++
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if n < 100 {
		t.Errorf("only %d files", n)
	}
}

// compareBodies reports where a file without the bodies of its functions is not what the
// parser makes of it with them, less the bodies. It takes the bodies out of that.
func compareBodies(t *testing.T, name string, src []byte, fset *gotoken.FileSet, whole *ast.File) {
	t.Helper()
	type node struct {
		kind      reflect.Type
		from, end gotoken.Pos // end is that of a body
	}
	outline := func(f *ast.File) (nodes []node) {
		ast.Inspect(f, func(n ast.Node) bool {
			if n == nil {
				return false
			}
			is := node{kind: reflect.TypeOf(n), from: n.Pos() - f.FileStart}
			if fn, ok := n.(*ast.FuncDecl); ok && fn.Body != nil {
				is.end = fn.Body.Rbrace - f.FileStart
				fn.Body.List = nil
			}
			nodes = append(nodes, is)
			return true
		})
		return nodes
	}
	without, err := parser.ParseFile(fset, name, WithoutBodies(src), parser.SkipObjectResolution)
	if err != nil {
		t.Errorf("%s without bodies: %v", name, err)
		return
	}
	if got, want := fset.File(without.FileStart).Lines(), fset.File(whole.FileStart).Lines(); !slices.Equal(got, want) {
		t.Errorf("%s without bodies has other lines", name)
	}
	if got, want := outline(without), outline(whole); !slices.Equal(got, want) {
		t.Errorf("%s without bodies has %d nodes, not the %d that are outside of them", name, len(got), len(want))
	}
}

// What is left of a file without bodies.
func TestWithoutBodies(t *testing.T) {
	for _, tt := range []struct{ src, want string }{
		{"package p\nfunc f() (struct{ a int }, interface{ b() }) {\n\treturn '}' // }\n}\nvar g = func() { h() }",
			"package p\nfunc f() (struct{ a int }, interface{ b() }) {\n                \n}\nvar g = func() { h() }"},
		{"package p\nfunc (t T[A]) m()\nfunc n[B any](func() { x }) { `\n{` }", "package p\nfunc (t T[A]) m()\nfunc n[B any](func() { x }) {  \n   }"},
		{"package p\nfunc f() { (", "package p\nfunc f() { ("}, // as it is
	} {
		if got := string(WithoutBodies([]byte(tt.src))); got != tt.want {
			t.Errorf("%q without bodies is %q, want %q", tt.src, got, tt.want)
		}
	}
}

func FuzzScan(f *testing.F) {
	f.Add([]byte("package p\nimport . \"x\"\ntype (A[T any] = []func(); B [3]x.Y)\nfunc (A) F(f ...B) interface{} { return '{' }"))
	f.Add([]byte("package p\nvar x = `\n` + \"\\\"\" // }\nfunc F(a, b func(), c (T)) (d struct{})\n"))
	f.Add([]byte("package p\ntype T struct /*\n*/ {}\nconst c = 0x1p-2"))
	f.Fuzz(func(t *testing.T, src []byte) { compare(t, "p.go", src) })
}

// compare reports types that go/parser finds in a file and the scanner does
// not. It returns false for a file that does not parse.
func compare(t *testing.T, name string, src []byte) bool {
	d := &declarations{types: make(map[string][]typeRef)}
	scanErr := d.scan(src)
	fset := gotoken.NewFileSet()
	f, err := parser.ParseFile(fset, name, src, parser.SkipObjectResolution)
	if err != nil {
		return false
	}
	if scanErr != nil {
		t.Errorf("%s: %v", name, scanErr)
		return true
	}
	compareBodies(t, name, src, fset, f)
	// found reports whether the refs have one for the type.
	found := func(refs []typeRef, typ ast.Expr) bool {
		want, any := refOf(typ)
		return !any || slices.ContainsFunc(refs, func(r typeRef) bool {
			return r.function || r.qualifier == want.qualifier && r.name == want.name && !want.function
		})
	}
	var file *imports
	for _, decl := range f.Decls {
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			for _, field := range decl.Type.Params.List {
				if decl.Name.IsExported() && !found(d.params, field.Type) {
					t.Errorf("%s: a parameter of %s is not found", name, decl.Name)
				}
			}
		case *ast.GenDecl:
			for _, spec := range decl.Specs {
				if spec, ok := spec.(*ast.TypeSpec); ok {
					refs, declared := d.types[spec.Name.Name]
					if !declared || !found(refs, spec.Type) {
						t.Errorf("%s: type %s is not found", name, spec.Name)
					}
					if declared {
						file = refs[0].file
					}
				}
			}
		}
	}
	for _, spec := range f.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil || file == nil {
			continue
		}
		switch {
		case spec.Name == nil && slices.Contains(file.unnamed, path):
		case spec.Name != nil && spec.Name.Name == "." && slices.Contains(file.dot, path):
		case spec.Name != nil && spec.Name.Name != "." && (file.named[spec.Name.Name] == path || spec.Name.Name == "_"):
		default:
			t.Errorf("%s: import of %s is not found", name, path)
		}
	}
	return true
}

// refOf returns how a type begins, and whether it can be a function type.
func refOf(typ ast.Expr) (ref typeRef, any bool) {
	switch typ := ast.Unparen(typ).(type) {
	case *ast.FuncType:
		return typeRef{function: true}, true
	case *ast.Ident:
		return typeRef{name: typ.Name}, true
	case *ast.SelectorExpr:
		if x, ok := typ.X.(*ast.Ident); ok {
			return typeRef{qualifier: x.Name, name: typ.Sel.Name}, true
		}
	case *ast.IndexExpr:
		return refOf(typ.X)
	case *ast.IndexListExpr:
		return refOf(typ.X)
	}
	return typeRef{}, false
}

func TestSelects(t *testing.T) {
	for _, tt := range []struct {
		src           string
		with, without bool // calls of Wait with and without arguments
	}{
		{"lim.Wait(ctx)", true, false},
		{"wg.Wait()", false, true},
		{"wg.Wait( /* all */ )", false, true},
		{"lim.\n\t// here\n\tWait /* for */ (\n\t\tctx,\n\t)", true, false},
		{"w := lim.Wait\nw(ctx)", true, true},
		{"f(lim.Wait)", true, true},
		{"Wait(ctx)", false, false},
		{"lim.Waits(ctx); lim.AWait()", false, false},
		{"// lim.Wait(ctx)", false, false},
		{"s := \"lim.Wait(ctx)\" + `x.Wait()` + string('.')", false, false},
		{"wg.Wait(); a.b.c.Wait(x).Wait()", true, true},
		{"x.(interface{ Wait(int) }).Close()", false, false},
	} {
		p := &Package{Files: []string{"p.go"}, ReadFile: func(string) ([]byte, error) {
			return []byte("package p\n\nfunc _() {\n\t" + tt.src + "\n}\n"), nil
		}}
		with, err := p.Selects("Wait", true)
		without, err2 := p.Selects("Wait", false)
		if err != nil || err2 != nil || with != tt.with || without != tt.without {
			t.Errorf("%s: %t, %t, %v, %v", tt.src, with, without, err, err2)
		}
	}
}

func TestStandardFuncTypes(t *testing.T) {
	for _, tt := range []struct {
		path, release string
		want          string
		known         bool
	}{
		{"net/http", "go1.26.8", "[HandlerFunc]", true},
		{"net/http", "go1.21", "[HandlerFunc]", true},
		{"net/http", "go1.99.1", "[]", false},
		{"net/http", "", "[]", false},
		{"net/http", "devel go1.26-abcdef", "[]", false},
		{"net", "go1.26.8", "[]", true},
		{"net/htt", "go1.26.8", "[]", false},
		{"HandlerFunc", "go1.26.8", "[]", false},
		{"example.com/http", "go1.26.8", "[]", false},
	} {
		got, known := StandardFuncTypes(tt.path, tt.release)
		if fmt.Sprint(got) != tt.want || known != tt.known {
			t.Errorf("StandardFuncTypes(%q, %q) = %v, %t, want %s, %t", tt.path, tt.release, got, known, tt.want, tt.known)
		}
	}
}
