package syntax

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"testing"

	"golang.org/x/tools/go/ast/inspector"
)

// TestStatement finds the statement that evaluates the call of wait in any case, and
// tells those apart that may not make the call.
func TestStatement(t *testing.T) {
	for _, test := range []struct{ body, want string }{
		{"wait()", "*ast.ExprStmt"},
		{"return f(1, wait())", "*ast.ReturnStmt"},
		{"x := wait()", "*ast.AssignStmt"},
		{"var x = f(wait())", "*ast.DeclStmt"},
		{"if x := wait(); x {}", "*ast.IfStmt"},
		{"if wait() {}", "*ast.IfStmt"},
		{"if wait() && y {}", "*ast.IfStmt"},
		{"switch wait() {}", "*ast.SwitchStmt"},
		{"for range wait() {}", "*ast.RangeStmt"},
		{"ch <- wait()", "*ast.SendStmt"},
		{"L: wait(); goto L", "*ast.ExprStmt"},
		{"switch { case true: wait() }", "*ast.ExprStmt"},
		{"if y && wait() {}", ""},
		{"if y || wait() {}", ""},
		{"if y {} else if wait() {}", ""},
		{"for wait() {}", ""},
		{"switch { case wait(): }", ""},
		{"select { case ch <- wait(): }", ""},
		{"defer wait()", ""},
		{"go wait()", ""},
		{"L: for range wait() { break L }", ""}, // another statement would take the label
		{"f(func() bool { return wait() })", "*ast.ReturnStmt"},
		{"f(func() {}, wait())", "*ast.ExprStmt"},
	} {
		got := ""
		if c, ok := Statement(find(t, test.body)); ok {
			got = fmt.Sprintf("%T", c.Node())
		}
		if got != test.want {
			t.Errorf("%s: %s, want %s", test.body, got, test.want)
		}
	}
}

// TestBeside looks at the statements around the one with the call of wait.
func TestBeside(t *testing.T) {
	for _, test := range []struct {
		body           string
		before, behind int
		listed         bool
	}{
		{"a(); b(); wait(); c()", 2, 1, true},
		{"a(); L: wait(); c(); goto L", 1, 2, true},
		{"switch { case true: a(); wait() }", 1, 0, true},
		{"select { default: wait(); c() }", 0, 1, true},
		{"a(); if x := wait(); x {}; c()", 0, 0, false}, // the assignment
	} {
		c := find(t, test.body).Parent()
		before, behind := Beside(c)
		if len(before) != test.before || len(behind) != test.behind || Listed(c) != test.listed {
			t.Errorf("%s: %d before, %d behind, %v", test.body, len(before), len(behind), Listed(c))
		}
	}
}

// find returns the cursor of the call of wait in a function body.
func find(t *testing.T, body string) inspector.Cursor {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), "p.go", "package p\n\nfunc _() { "+body+" }\n", 0)
	if err != nil {
		t.Fatal(err)
	}
	for c := range inspector.New([]*ast.File{f}).Root().Preorder((*ast.CallExpr)(nil)) {
		if id, ok := c.Node().(*ast.CallExpr).Fun.(*ast.Ident); ok && id.Name == "wait" {
			return c
		}
	}
	t.Fatalf("no call of wait in %s", body)
	return inspector.Cursor{}
}
