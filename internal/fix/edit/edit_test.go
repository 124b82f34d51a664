package edit

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"
)

func TestMentions(t *testing.T) {
	for _, test := range []struct {
		text, name string
		want       bool
	}{
		{"if !lim.Allow() {", "lim", true},
		{"if !lim.Allow() {", "Allow", false}, // selected
		{"a.lim.Allow()", "lim", false},
		{"limit.Allow()", "lim", false},
		{`errors.New("rate limit reached")`, "limit", false}, // in a string
		{"// TODO: use lim", "lim", false},
		{"f(x...)", "x", true},
		{"v, _ := <-ch", "ch", true},
		{"é.f(lim)", "lim", true},
		{"", "x", false},
	} {
		if got := Mentions(test.text, test.name); got != test.want {
			t.Errorf("Mentions(%q, %q) is %v", test.text, test.name, got)
		}
	}
}

// change returns a change of a file, and the place of the comment HERE in it.
func change(t *testing.T, text string) Place {
	t.Helper()
	fset := token.NewFileSet()
	syntax, err := parser.ParseFile(fset, "p.go", text, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{Uses: make(map[*ast.Ident]types.Object), Defs: make(map[*ast.Ident]types.Object), Implicits: make(map[ast.Node]types.Object), Scopes: make(map[ast.Node]*types.Scope)}
	conf := types.Config{Importer: importer.ForCompiler(fset, "source", nil)}
	pkg, err := conf.Check("example.com/p", fset, []*ast.File{syntax}, info)
	if err != nil {
		t.Fatal(err)
	}
	f := &File{Syntax: syntax, tok: fset.File(syntax.Pos()), text: []byte(text), pkg: pkg, info: info}
	return NewChange(f).At(syntax.FileStart + token.Pos(strings.Index(text, "/*HERE*/")))
}

// TestFinish checks that only packages are imported that an edit mentions.
func TestFinish(t *testing.T) {
	p := change(t, "package p\n\nfunc f() { /*HERE*/ }\n")
	text := p.Std("errors", "New")
	p.Std("time", "Now") // is not used
	p.Insert(p.at, text)
	edits, ok := p.Finish()
	if !ok || len(edits) != 2 || string(edits[1].NewText) != "\nimport \"errors\"\n" {
		t.Errorf("the edits are %v, %v", edits, ok)
	}
}

// TestHidden checks that names fail that mean something else at the place, and that
// others are written as they are visible.
func TestHidden(t *testing.T) {
	p := change(t, `package p

import clock "time"

type T struct{}

var _ clock.Time

func f(nil int, T string, errors error) { /*HERE*/ }
`)
	typ := p.pkg.Scope().Lookup("T").Type()
	if text, ok := p.Type(typ); ok {
		t.Errorf("T is hidden, and written as %q", text)
	}
	if text, ok := p.Zero(types.NewPointer(types.Typ[types.Int])); ok {
		t.Errorf("nil is hidden, and written as %q", text)
	}
	if text, ok := p.Zero(types.Typ[types.Int]); !ok || text != "0" {
		t.Errorf("the zero of int is %q, %v", text, ok)
	}
	if text := p.Std("time", "Now"); text != "clock.Now" {
		t.Errorf("time.Now is %q", text)
	}
	if text := p.Std("errors", "New"); text != "errors2.New" {
		t.Errorf("errors.New is %q", text)
	}
	outside := p.Change.At(p.Syntax.End())
	if text, ok := outside.Type(typ); !ok || text != "T" {
		t.Errorf("outside of f, T is %q, %v", text, ok)
	}
}
