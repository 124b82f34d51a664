package vettool

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/token"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/jobvet/jobvet/internal/vettool/early"
)

// A word is the fact of toy: the first word of the package's documentation.
type word struct{ text string }

func (*word) AFact()                           {}
func (w *word) MarshalBinary() ([]byte, error) { return []byte(w.text), nil }
func (w *word) UnmarshalBinary(data []byte) error {
	w.text = string(data)
	if w.text == "undecodable" {
		return errors.New("nonsense")
	}
	return nil
}

// toy reports each function and exports its package's word. A package whose word is
// "fail" fails.
func toy() *Tool {
	a := &analysis.Analyzer{Name: "toy", Doc: "none", FactTypes: []analysis.Fact{new(word)}}
	a.Run = func(pass *analysis.Pass) (any, error) {
		doc, _, _ := strings.Cut(pass.Files[0].Doc.Text(), " ")
		pass.ExportPackageFact(&word{strings.TrimSpace(doc)})
		for _, f := range pass.AllPackageFacts() {
			pass.Reportf(pass.Files[0].Package, "imports %s, which says %s", f.Package.Path(), f.Fact.(*word).text)
		}
		for _, decl := range pass.Files[0].Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok {
				pass.Report(analysis.Diagnostic{
					Pos: fn.Pos(), End: fn.Name.End(), Category: "func", Message: "function " + fn.Name.Name,
					Related: []analysis.RelatedInformation{{Pos: fn.Name.Pos(), Message: "its name"}},
					SuggestedFixes: []analysis.SuggestedFix{{Message: "rename", TextEdits: []analysis.TextEdit{
						{Pos: fn.Name.End(), NewText: []byte("2")},
						{Pos: fn.Name.Pos(), End: fn.Name.End(), NewText: []byte("f")},
					}}},
				})
			}
		}
		if strings.HasPrefix(doc, "fail") {
			return nil, errors.New("the analyzer failed")
		}
		return nil, nil
	}
	return &Tool{Analyzer: a, NoFacts: func(*early.Package) (bool, error) { return false, nil }}
}

// A package to check, and how.
type testUnit struct {
	src   string
	facts map[string][]byte // files of facts of imports
	cfg   map[string]any    // other fields of the description
	call  Call
	tool  *Tool
}

// run checks a package and returns what is said, with base names for files.
func (u testUnit) run(t *testing.T) (stdout, stderr string, status int, handled bool) {
	t.Helper()
	dir := t.TempDir()
	write := func(name string, data []byte) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, data, 0o666); err != nil {
			t.Fatal(err)
		}
		return name
	}
	cfg := map[string]any{
		"ID": "p [test]", "Compiler": "gc", "ImportPath": "p", "GoVersion": "go1.26",
		"GoFiles":     []string{write("p.go", []byte(u.src))},
		"ImportMap":   map[string]string{"errors": "errors", "unsafe": "unsafe"},
		"PackageFile": map[string]string{"errors": exportData(t, "errors")},
		"VetxOutput":  filepath.Join(dir, "vet.out"),
	}
	vetx := make(map[string]string)
	for path, data := range u.facts {
		vetx[path] = write("vetx", data)
	}
	cfg["PackageVetx"] = vetx
	maps.Copy(cfg, u.cfg)
	data, err := json.Marshal(cfg)
	if err != nil {
		t.Fatal(err)
	}
	call := u.call
	call.File = write("vet.cfg", data)
	tool := u.tool
	if tool == nil {
		tool = toy()
	}
	if err := tool.Validate(); err != nil {
		t.Fatal(err)
	}
	var out, msg bytes.Buffer
	status, handled = tool.Run(&call, &out, &msg)
	base := strings.NewReplacer(dir+string(filepath.Separator), "", progname()+": ", "toy: ")
	if data, err := os.ReadFile(filepath.Join(dir, "vet.out")); err == nil && handled && status == 0 {
		if _, err := decodeRecord(data); err != nil {
			t.Errorf("the file of facts: %v", err)
		}
	}
	return base.Replace(out.String()), base.Replace(msg.String()), status, handled
}

// exportData returns the file of a package's export data.
func exportData(t *testing.T, path string) string {
	t.Helper()
	out, err := exec.Command("go", "list", "-export", "-f", "{{.Export}}", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

const usesErrors = "// hello world\npackage p\n\nimport \"errors\"\n\nfunc F() error { return errors.New(\"\") }\n"

var says = map[string][]byte{"errors": (&Record{Fact: []byte("something")}).encode()}

func TestText(t *testing.T) {
	_, stderr, status, _ := testUnit{src: usesErrors, facts: says, call: Call{Context: -1}}.run(t)
	want := `p.go:2:1: imports errors, which says something
p.go:6:1: function F
p.go:6:6: 	its name
`
	if stderr != want || status != 1 {
		t.Errorf("got status %d and\n%s\nwant\n%s", status, stderr, want)
	}
}

func TestTextContext(t *testing.T) {
	_, stderr, _, _ := testUnit{src: "package p\n\nfunc F() {\n}\n", call: Call{Context: 1}}.run(t)
	want := "p.go:3:1: function F\n2\t\n3\tfunc F() {\n4\t}\np.go:3:6: \tits name\n2\t\n3\tfunc F() {\n4\t}\n"
	if stderr != want {
		t.Errorf("got\n%s\nwant\n%s", stderr, want)
	}
}

func TestJSON(t *testing.T) {
	stdout, stderr, status, _ := testUnit{src: "package p\n\nfunc F() {}\n", call: Call{JSON: true}}.run(t)
	want := `{
	"p [test]": {
		"toy": [
			{
				"category": "func",
				"posn": "p.go:3:1",
				"end": "p.go:3:7",
				"message": "function F",
				"suggested_fixes": [
					{
						"message": "rename",
						"edits": [
							{
								"filename": "p.go",
								"start": 16,
								"end": 17,
								"new": "f"
							},
							{
								"filename": "p.go",
								"start": 17,
								"end": 17,
								"new": "2"
							}
						]
					}
				],
				"related": [
					{
						"posn": "p.go:3:6",
						"end": "p.go:3:6",
						"message": "its name"
					}
				]
			}
		]
	}
}
`
	if stdout != want || stderr != "" || status != 0 {
		t.Errorf("got status %d, %q and\n%s\nwant\n%s", status, stderr, stdout, want)
	}
	stdout, _, status, _ = testUnit{src: "package p\n", call: Call{JSON: true}}.run(t)
	if stdout != "{}\n" || status != 0 {
		t.Errorf("nothing to say: status %d, %q", status, stdout)
	}
	stdout, _, status, _ = testUnit{src: "// fail\npackage p\nfunc F() {}\n", call: Call{JSON: true}}.run(t)
	if !strings.Contains(stdout, `"error": "the analyzer failed"`) || status != 0 {
		t.Errorf("a failing analyzer: status %d, %q", status, stdout)
	}
}

func TestStdoutFile(t *testing.T) {
	name := filepath.Join(t.TempDir(), "stdout")
	stdout, _, _, _ := testUnit{src: "package p\n", call: Call{JSON: true}, cfg: map[string]any{"Stdout": name}}.run(t)
	if data, err := os.ReadFile(name); err != nil || string(data) != "{}\n" || stdout != "" {
		t.Errorf("the file has %q, %v; standard output %q", data, err, stdout)
	}
}

func TestFailures(t *testing.T) {
	for _, tt := range []struct {
		name string
		unit testUnit
		want string // on standard error
	}{
		{"syntax", testUnit{src: "package p\nfunc {"}, "p.go:2:6: expected 'IDENT', found '{'\n"},
		{"types", testUnit{src: "package p\nvar x int = \"\""}, "p.go:2:13: cannot use \"\" (untyped string constant) as int value in variable declaration\n"},
		{"analyzer", testUnit{src: "// fail\npackage p\n"}, "toy: the analyzer failed\n"},
		{"missing", testUnit{src: usesErrors}, `toy: the facts of package "errors": missing`},
		{"foreign", testUnit{src: usesErrors, facts: map[string][]byte{"errors": []byte("vetx\x00\x00\x00\x00\x00\x00\x00\x00")}}, `toy: the facts of package "errors": written by golang.org/x/tools/go/analysis/unitchecker`},
		{"corrupt", testUnit{src: usesErrors, facts: map[string][]byte{"errors": append(new(Record).encode(), 0)}}, `toy: the facts of package "errors": corrupt`},
		{"corrupt for facts only", testUnit{src: usesErrors, facts: map[string][]byte{"errors": nil}, cfg: map[string]any{"VetxOnly": true}}, `toy: the facts of package "errors": not a file`},
		{"undecodable", testUnit{src: usesErrors, facts: map[string][]byte{"errors": (&Record{Fact: []byte("undecodable")}).encode()}}, `toy: the facts of package "errors": nonsense`},
		{"no export data", testUnit{src: usesErrors, facts: says, cfg: map[string]any{"PackageFile": map[string]string{}}}, `p.go:4:8: could not import errors`},
		{"not mapped", testUnit{src: usesErrors, facts: says, cfg: map[string]any{"ImportMap": map[string]string{}}}, `p.go:4:8: could not import errors (can't resolve import "errors")`},
		{"no files", testUnit{cfg: map[string]any{"GoFiles": []string{}}}, `toy: package has no files: p`},
		{"no description", testUnit{cfg: map[string]any{"GoFiles": 1}}, `toy: cannot decode JSON config file vet.cfg`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			stdout, stderr, status, handled := tt.unit.run(t)
			if status != 1 || !handled || stdout != "" || !strings.HasPrefix(stderr, tt.want) {
				t.Errorf("status %d, handled %t, %q, want %q; %q", status, handled, stderr, tt.want, stdout)
			}
		})
	}
}

// A dependency that cannot be checked is silent: what imports it says it.
func TestFailuresOfDependencies(t *testing.T) {
	for _, src := range []string{"package p\nfunc {", "package p\nvar x int = \"\""} {
		_, stderr, status, _ := testUnit{src: src, cfg: map[string]any{"VetxOnly": true}}.run(t)
		if status != 1 || stderr != "" {
			t.Errorf("%q: status %d, %q", src, status, stderr)
		}
	}
	stdout, stderr, status, _ := testUnit{src: usesErrors, facts: says, cfg: map[string]any{"VetxOnly": true}}.run(t)
	if status != 0 || stdout+stderr != "" {
		t.Errorf("a sound one: status %d, %q, %q", status, stdout, stderr)
	}
}

func TestNotHandled(t *testing.T) {
	t.Setenv("GOVERSION", "")
	for name, u := range map[string]testUnit{
		"fix":            {call: Call{Fix: true}},
		"diff":           {call: Call{Diff: true}},
		"fix archive":    {cfg: map[string]any{"FixArchive": "x.zip"}},
		"no export data": {cfg: map[string]any{"PackageFile": nil}},
		"gccgo":          {cfg: map[string]any{"Compiler": "gccgo"}},
	} {
		u.src = "package p\n"
		if stdout, stderr, _, handled := u.run(t); handled || stdout+stderr != "" {
			t.Errorf("%s: handled %t, %q", name, handled, stdout+stderr)
		}
	}
	u := testUnit{src: "package p\n"}
	if _, _, _, handled := u.run(t); !handled {
		t.Error("not handled")
	}
	t.Setenv("GOVERSION", "go1.99")
	if _, _, _, handled := u.run(t); handled {
		t.Error("handled with a newer go command")
	}
}

func TestDisabled(t *testing.T) {
	stdout, _, status, _ := testUnit{src: usesErrors, call: Call{JSON: true, Disabled: true}}.run(t)
	if stdout != "{}\n" || status != 0 {
		t.Errorf("status %d, %q", status, stdout)
	}
}

// What the analyzer says before a dependency is parsed is believed; a package
// of which findings are wanted is checked all the same.
func TestEarly(t *testing.T) {
	tool := toy()
	var asked []string
	tool.NoFacts = func(p *early.Package) (bool, error) {
		asked = append(asked, p.Path+" of "+p.ModulePath+" "+p.ModuleVersion)
		var w word
		if found, err := p.Fact("errors", &w); err != nil || !found || w.text != "something" {
			t.Errorf("the fact of an import: %q, %t, %v", w.text, found, err)
		}
		if takes, err := p.TakesFunctions(); err != nil || takes {
			t.Errorf("takes functions: %t, %v", takes, err)
		}
		return true, nil
	}
	u := testUnit{src: usesErrors, facts: says, tool: tool, cfg: map[string]any{
		"VetxOnly": true, "ModulePath": "example.com/m", "ModuleVersion": "v1.0.0",
		"ImportMap": map[string]string{}, // so that to check it would fail
	}}
	if _, stderr, status, _ := u.run(t); status != 0 || stderr != "" {
		t.Errorf("status %d, %q", status, stderr)
	}
	if want := []string{"p of example.com/m v1.0.0"}; !slices.Equal(asked, want) {
		t.Errorf("asked for %q, want %q", asked, want)
	}
	delete(u.cfg, "VetxOnly")
	if _, stderr, status, _ := u.run(t); status != 1 || stderr == "" || len(asked) != 1 {
		t.Errorf("checked itself: status %d, %q, asked %d times", status, stderr, len(asked))
	}
}

// What is known of the standard library is not looked up in its source.
func TestEarlyStandard(t *testing.T) {
	tool := toy()
	tool.NoFacts = func(*early.Package) (bool, error) { return true, nil }
	for _, tt := range []struct {
		release, module string
		want            Record
	}{
		{"go1.26.0", "", Record{FuncTypes: []string{"HandlerFunc"}}},
		{"go1.26.0", "net/http", Record{Opaque: true}}, // a user's module
		{"", "", Record{Opaque: true}},                 // an unknown release
	} {
		t.Setenv("GOVERSION", tt.release)
		out := filepath.Join(t.TempDir(), "vet.out")
		u := testUnit{tool: tool, cfg: map[string]any{
			"VetxOnly": true, "ImportPath": "net/http", "ModulePath": tt.module, "GoFiles": []string{"missing.go"}, "VetxOutput": out,
		}}
		if _, stderr, status, handled := u.run(t); status != 0 || !handled {
			t.Errorf("%+v: status %d, handled: %t, %s", tt, status, handled, stderr)
			continue
		}
		data, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := decodeRecord(data); err != nil || !reflect.DeepEqual(*got, tt.want) {
			t.Errorf("%+v: %+v, %v", tt, got, err)
		}
	}
}

func TestValidateFixes(t *testing.T) {
	fset := token.NewFileSet()
	fset.AddFile("a.go", 1, 10)
	fset.AddFile("b.go", 20, 10)
	edits := func(e ...analysis.TextEdit) []analysis.SuggestedFix {
		return []analysis.SuggestedFix{{Message: "m", TextEdits: e}}
	}
	for _, tt := range []struct {
		fixes []analysis.SuggestedFix
		want  string
	}{
		{edits(analysis.TextEdit{Pos: 5, End: 7}, analysis.TextEdit{Pos: 2, End: 5}), ""},
		{edits(analysis.TextEdit{Pos: 5}, analysis.TextEdit{Pos: 5}), ""},
		{edits(analysis.TextEdit{Pos: 2, End: 5}, analysis.TextEdit{Pos: 4, End: 6}), "overlap"},
		{edits(analysis.TextEdit{Pos: 5, End: 4}), "ends before"},
		{edits(analysis.TextEdit{Pos: 5, End: 25}), "beyond its file"},
		{edits(analysis.TextEdit{}), "in no file"},
		{append(edits(), edits()...), "same message"},
	} {
		err := validateFixes(fset, tt.fixes)
		if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%+v: %v, want %q", tt.fixes, err, tt.want)
		}
	}
}
