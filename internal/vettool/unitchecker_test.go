package vettool

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/jobvet/jobvet/internal/overlay"
)

// A file of an overlay is seen under its own name by what unitchecker prints,
// and fixes that it would print for another file are dropped.
func TestForUnitchecker(t *testing.T) {
	origin := filepath.Join(t.TempDir(), "x.go")
	name, remove, err := overlay.Write(map[string][]byte{origin: []byte("package x\n\nvar x = 1\n")})
	if err != nil {
		t.Fatal(err)
	}
	defer remove()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var told struct{ Replace map[string]string }
	if err := json.Unmarshal(data, &told); err != nil {
		t.Fatal(err)
	}
	fset := token.NewFileSet()
	parse := func(name string, text any) *ast.File {
		f, err := parser.ParseFile(fset, name, text, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	laid := parse(told.Replace[origin], nil)
	plain := parse("plain.go", "package x\n\nvar y = 1\n")
	lined := parse("lined.go", "package x\n\n//line plain.go:1\nvar z = 1\n")

	tool := &Tool{Analyzer: &analysis.Analyzer{Run: func(pass *analysis.Pass) (any, error) {
		for _, f := range pass.Files {
			at := f.Decls[0].Pos()
			pass.Report(analysis.Diagnostic{Pos: at, SuggestedFixes: []analysis.SuggestedFix{{Message: "m", TextEdits: []analysis.TextEdit{{Pos: at, End: at}}}}})
		}
		return nil, nil
	}}}
	tool.ForUnitchecker(&Call{JSON: true})
	var got []analysis.Diagnostic
	if _, err := tool.Analyzer.Run(&analysis.Pass{
		Fset: fset, Files: []*ast.File{laid, plain, lined},
		Report: func(d analysis.Diagnostic) { got = append(got, d) },
	}); err != nil {
		t.Fatal(err)
	}
	if at := fset.Position(got[0].Pos).String(); at != origin+":3:1" {
		t.Errorf("the file of the overlay is seen at %s", at)
	}
	for i, want := range []int{0, 1, 0} {
		if n := len(got[i].SuggestedFixes); n != want {
			t.Errorf("file %d: %d fixes, want %d", i, n, want)
		}
	}
}
