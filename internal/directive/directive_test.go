package directive

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"
)

var (
	rules    = []string{"ratewait", "chanwait"}
	policies = []string{"forbid", "bounded", "free"}
)

// parse type-checks one file and reads its directives.
func parse(t testing.TB, src string) (*token.FileSet, *Set) {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "p.go", src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Skip(err)
	}
	info := &types.Info{Defs: make(map[*ast.Ident]types.Object)}
	conf := types.Config{Importer: importer.Default(), Error: func(error) {}}
	conf.Check("p", fset, []*ast.File{f}, info)
	return fset, Parse(fset, []*ast.File{f}, info, rules, policies)
}

func TestProblems(t *testing.T) {
	tests := []struct{ comment, want string }{
		{"//jobvet:ignore", `unknown rule ""`},
		{"//jobvet:ignore ratewait", "needs a reason: //jobvet:ignore ratewait because ..."},
		{"//jobvet:ignore ratewait,nope because", `unknown rule "nope"; known are ratewait, chanwait`},
		{"//jobvet:ignored ratewait because", "unknown directive //jobvet:ignored"},
		{"// jobvet:ignore ratewait because", "no space after the slashes"},
		{"//jobvet:local", "needs a reason"},
		{"//jobvet:nonblocking", "needs a reason"},
		{"//jobvet:blocking", "needs a reason"},
		{"//jobvet:registers", "wants the indices"},
		{"//jobvet:registers x", "wants the indices"},
		{"//jobvet:registers -1", "wants the indices"},
		{"//jobvet:registers 2", "has 1, counted from 0"},
		{"//jobvet:registers 0 sometimes", `unknown policy "sometimes"`},
		{"//jobvet:operator never", `unknown policy "never"`},
		// These say something.
		{"//jobvet:operator", ""},
		{"//jobvet:operator bounded", ""},
		{"//jobvet:registers 0", ""},
		{"//jobvet:registers 0 free", ""},
		{"//jobvet:nonblocking it only counts", ""},
		{"// The jobvet: prefix is not at the beginning.", ""},
		{"// jobvet: a linter", ""},
	}
	for _, test := range tests {
		_, set := parse(t, "package p\n\n"+test.comment+"\nfunc f(x func()) {}\n")
		switch {
		case test.want == "" && len(set.Problems) == 0:
		case test.want != "" && len(set.Problems) == 1 && strings.Contains(set.Problems[0].Message+"; "+set.Problems[0].Known, test.want):
		default:
			t.Errorf("%s: problems %v, want %q", test.comment, set.Problems, test.want)
		}
	}
}

func TestPlace(t *testing.T) {
	for _, test := range []struct{ src, want string }{
		{"package p\n\nfunc f() {\n\t//jobvet:operator\n\tg()\n}\nfunc g() {}\n", "stands in the comment of a function, method or type"},
		{"package p\n\n//jobvet:nonblocking because\nvar x int\n", "stands in the comment of a function or method"},
		{"package p\n\n//jobvet:operator\ntype T struct{}\n", ""},
		{"package p\n\ntype T struct{}\n\n//jobvet:operator\nfunc (T) M() {}\n", ""},
	} {
		_, set := parse(t, test.src)
		got := ""
		if len(set.Problems) > 0 {
			got = set.Problems[0].Message
		}
		if (test.want == "") != (got == "") || !strings.Contains(got, test.want) {
			t.Errorf("%s: %q, want %q", test.src, got, test.want)
		}
	}
}

// A suppression covers the lines marked with "in" and no others.
func TestSpans(t *testing.T) {
	const src = `package p

func f() {
	g() // out
	g() //jobvet:ignore ratewait in
	g() // out
	//jobvet:ignore ratewait in
	if true { // in
		g() // in
	}
	g() // out
	g(1,
		2, // in
		3) //jobvet:ignore ratewait in
	g() // out

	//jobvet:ignore ratewait an empty line below: it covers nothing, out

	g() // out
}

//jobvet:ignore ratewait the whole declaration
func h() { // in
	g() // in
}

func g(...int) {} // out
`
	fset, set := parse(t, src)
	if len(set.Problems) > 0 {
		t.Fatal(set.Problems)
	}
	var file *token.File
	fset.Iterate(func(f *token.File) bool { file = f; return false })
	for i, line := range strings.Split(src, "\n") {
		in, out := strings.HasSuffix(line, " in"), strings.HasSuffix(line, "out")
		if !in && !out || strings.HasPrefix(strings.TrimSpace(line), "//") {
			continue
		}
		pos := file.LineStart(i+1) + token.Pos(len(line)-len(strings.TrimLeft(line, "\t")))
		if got := set.Suppressed(pos, "ratewait"); got != in {
			t.Errorf("line %d %q: suppressed %t", i+1, line, got)
		}
		if set.Suppressed(pos, "chanwait") {
			t.Errorf("line %d %q: suppressed for another rule", i+1, line)
		}
	}
	if unused := set.Unused(); len(unused) != 1 || fset.Position(unused[0].Pos).Line != 17 {
		t.Errorf("unused: %v", unused)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("ignore ratewait because")
	f.Add("registers 0,1 free")
	f.Add("operator\tforbid")
	f.Add("local  ")
	f.Fuzz(func(t *testing.T, text string) {
		if strings.ContainsAny(text, "\n\r") {
			t.Skip()
		}
		_, set := parse(t, "package p\n\n//jobvet:"+text+"\nfunc f(x func()) {\n\tf(nil) //jobvet:"+text+"\n}\n")
		set.Unused()
	})
}
