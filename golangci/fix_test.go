package golangci

import (
	"go/token"
	"testing"

	"golang.org/x/tools/go/analysis"
)

func TestWithOneFix(t *testing.T) {
	fset := token.NewFileSet()
	here := fset.AddFile("here.go", -1, 100).Pos(10)
	there := fset.AddFile("there.go", -1, 100).Pos(10)
	fix := func(name string, at ...token.Pos) analysis.SuggestedFix {
		f := analysis.SuggestedFix{Message: name}
		for _, pos := range at {
			f.TextEdits = append(f.TextEdits, analysis.TextEdit{Pos: pos, End: pos})
		}
		return f
	}
	for _, test := range []struct {
		name  string
		fixes []analysis.SuggestedFix
		want  string
	}{
		{"no fix", nil, ""},
		{"one", []analysis.SuggestedFix{fix("a", here)}, "a"},
		{"the first", []analysis.SuggestedFix{fix("a", here), fix("b", here)}, "a"},
		{"other file", []analysis.SuggestedFix{fix("a", here, there), fix("b", here)}, ""},
	} {
		var got []analysis.Diagnostic
		a := withOneFix(&analysis.Analyzer{Run: func(pass *analysis.Pass) (any, error) {
			pass.Report(analysis.Diagnostic{Pos: here, SuggestedFixes: test.fixes})
			return "result", nil
		}})
		result, err := a.Run(&analysis.Pass{Fset: fset, Report: func(d analysis.Diagnostic) { got = append(got, d) }})
		if result != "result" || err != nil || len(got) != 1 {
			t.Fatalf("%s: result %v, error %v, %d diagnostics", test.name, result, err, len(got))
		}
		if name := names(got[0].SuggestedFixes); name != test.want {
			t.Errorf("%s: fixes %q, want %q", test.name, name, test.want)
		}
	}
}

func names(fixes []analysis.SuggestedFix) string {
	var s string
	for _, f := range fixes {
		s += f.Message
	}
	return s
}
