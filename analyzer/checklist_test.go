package analyzer

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/jobvet/jobvet/internal/engine"
)

// What golangci-lint asks of the code of a linter (docs/golangci.md): nothing in it
// ends the process, panics, or runs before main. The limiter is there only to be
// named in fixes; its Must is never called.
func TestNothingEndsTheProcess(t *testing.T) {
	const module = "github.com/jobvet/jobvet/"
	out, err := exec.Command("go", "list", "-deps", "-f", "{{$d := .Dir}}{{$p := .ImportPath}}{{range .GoFiles}}{{$p}} {{$d}}/{{.}}\n{{end}}", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for line := range strings.Lines(string(out)) {
		pkg, file, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok || !strings.HasPrefix(pkg, module) || pkg == module+"ratelimit" {
			continue
		}
		seen++
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, filepath.FromSlash(file), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, what := range ends(f) {
			t.Errorf("%s: %s in the analyzer", fset.Position(what.Pos()), what.name)
		}
	}
	if seen < 100 {
		t.Errorf("only %d files", seen)
	}
}

// The analyzer is one that drivers of go/analysis accept.
func TestValid(t *testing.T) {
	if err := analysis.Validate([]*analysis.Analyzer{New(Options{})}); err != nil {
		t.Error(err)
	}
}

type end struct {
	ast.Node
	name string
}

// ends returns what ends the process or runs before main in a file.
func ends(f *ast.File) []end {
	var found []end
	for c := range inspector.New([]*ast.File{f}).Root().Preorder((*ast.CallExpr)(nil), (*ast.FuncDecl)(nil)) {
		switch n := c.Node().(type) {
		case *ast.FuncDecl:
			if n.Name.Name == "init" && n.Recv == nil {
				found = append(found, end{n, "func init"})
			}
		case *ast.CallExpr:
			switch fun := n.Fun.(type) {
			case *ast.Ident:
				if fun.Name == "panic" {
					found = append(found, end{n, "panic"})
				}
			case *ast.SelectorExpr:
				x, ok := fun.X.(*ast.Ident)
				if !ok {
					continue
				}
				name := x.Name + "." + fun.Sel.Name
				if name == "os.Exit" || name == "runtime.Goexit" || x.Name == "log" && strings.HasPrefix(fun.Sel.Name, "Fatal") || x.Name == "log" && strings.HasPrefix(fun.Sel.Name, "Panic") {
					found = append(found, end{n, name})
				}
			}
		}
	}
	return found
}

func TestEnds(t *testing.T) {
	f, err := parser.ParseFile(token.NewFileSet(), "a.go", `package a
func init() {}
func f() { panic(1); log.Fatalf(""); log.Panicln(); os.Exit(1); runtime.Goexit() }
func g() { log.Print("panic"); x.Exit(1); os.Getenv("init") }
func (T) init() {}
`, 0)
	if err != nil {
		t.Fatal(err)
	}
	if got := ends(f); len(got) != 6 {
		t.Errorf("%v", got)
	}
}

// The analyzer, which other linters share the syntax with, leaves it as it is.
func TestSyntaxStays(t *testing.T) {
	pkgs := loadTree(t, "rule/...", "fw/beam", "fw/river")
	print := func() []string {
		var nodes []string
		for _, p := range pkgs {
			for c := range inspector.New(p.Syntax).Root().Preorder() {
				n := c.Node()
				text := fmt.Sprintf("%s: %T to %d", p.Fset.Position(n.Pos()), n, n.End())
				switch n := n.(type) {
				case *ast.Ident:
					text += " " + n.Name
				case *ast.BasicLit:
					text += " " + n.Value
				}
				nodes = append(nodes, text)
			}
		}
		return nodes
	}
	before := print()
	a := engine.New(engine.Options{Level: 1, Cures: []string{"give-back", "drop"}}).Analyzer()
	if found := analyse(t, a, pkgs, func([]*ast.File) {}); len(found) == 0 {
		t.Fatal("no findings")
	}
	if diff := firstDifference(before, print()); diff != "" {
		t.Error(diff)
	}
}
