package analyzer

import (
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/packages"

	"github.com/jobvet/jobvet/internal/engine"
	"github.com/jobvet/jobvet/internal/fact"
	"github.com/jobvet/jobvet/internal/finding"
)

// load loads packages with their syntax.
func load(t *testing.T, env []string, patterns ...string) []*packages.Package {
	t.Helper()
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadAllSyntax, Env: append(os.Environ(), env...)}, patterns...)
	if err != nil {
		t.Fatal(err)
	}
	return pkgs
}

// trees loads the packages of the test trees, once for all tests.
var trees = sync.OnceValues(func() ([]*packages.Package, error) {
	gopath, err := filepath.Abs("../testdata")
	if err != nil {
		return nil, err
	}
	pkgs, err := packages.Load(&packages.Config{
		Mode: packages.LoadAllSyntax,
		Env:  append(os.Environ(), "GOPATH="+gopath, "GO111MODULE=off", "GOPROXY=off"),
	}, "basic/...", "cross/...", "field/...", "fw/...", "order/...", "rule/...")
	if err == nil && packages.PrintErrors(pkgs) > 0 {
		err = errors.New("the test trees do not build")
	}
	return pkgs, err
})

// loadTree returns the packages of test trees: "rule/..." for all of a folder.
func loadTree(t *testing.T, patterns ...string) []*packages.Package {
	t.Helper()
	all, err := trees()
	if err != nil {
		t.Fatal(err)
	}
	var pkgs []*packages.Package
	for _, p := range all {
		if slices.ContainsFunc(patterns, func(pattern string) bool {
			folder, all := strings.CutSuffix(pattern, "...")
			return p.PkgPath == pattern || all && strings.HasPrefix(p.PkgPath+"/", folder)
		}) {
			pkgs = append(pkgs, p)
		}
	}
	if len(pkgs) == 0 {
		t.Fatalf("no packages %q", patterns)
	}
	return pkgs
}

// analyse runs the analyzer over pkgs in the order of their dependencies, as a
// driver would, but with the given order of files. It returns the diagnostics
// and the encoded facts, one per line.
func analyse(t *testing.T, a *analysis.Analyzer, pkgs []*packages.Package, order func([]*ast.File)) []string {
	t.Helper()
	var out []string
	facts := make(map[*types.Package]fact.Package)
	packages.Visit(pkgs, nil, func(p *packages.Package) {
		files := slices.Clone(p.Syntax)
		order(files)
		pass := passOf(a, p, files)
		pass.Report = func(d analysis.Diagnostic) {
			line := fmt.Sprintf("%s: %s", position(p.Fset, d.Pos), d.Message)
			for _, r := range d.Related {
				line += fmt.Sprintf("\n\t%s: %s", position(p.Fset, r.Pos), r.Message)
			}
			out = append(out, line)
		}
		pass.ImportPackageFact = func(pkg *types.Package, f analysis.Fact) bool {
			got, ok := facts[pkg]
			if ok {
				*f.(*fact.Package) = got
			}
			return ok
		}
		pass.ExportPackageFact = func(f analysis.Fact) {
			facts[p.Types] = *f.(*fact.Package)
			out = append(out, p.PkgPath+": "+string(f.(*fact.Package).Data))
		}
		if _, err := a.Run(pass); err != nil {
			t.Errorf("%s: %v", p.PkgPath, err)
		}
	})
	return out
}

// passOf returns a pass over some of a package's files, without its functions.
func passOf(a *analysis.Analyzer, p *packages.Package, files []*ast.File) *analysis.Pass {
	return &analysis.Pass{
		Analyzer: a, Fset: p.Fset, Files: files, Pkg: p.Types, TypesInfo: p.TypesInfo, TypesSizes: p.TypesSizes,
		ResultOf: map[*analysis.Analyzer]any{inspect.Analyzer: inspector.New(files)},
	}
}

func position(fset *token.FileSet, pos token.Pos) string {
	p := fset.Position(pos)
	_, name, _ := strings.Cut(p.Filename, "/testdata/src/")
	return fmt.Sprintf("%s:%d:%d", name, p.Line, p.Column)
}

// TestDeterminism analyses the same trees again and again, with the files of
// each package in another order, and wants the same diagnostics and facts.
func TestDeterminism(t *testing.T) {
	pkgs := loadTree(t, "order/...", "rule/...", "cross/...")
	a := New(Options{Level: LevelHint})
	want := analyse(t, a, pkgs, func([]*ast.File) {})
	slices.Sort(want) // the order of a package's files is that of its reports
	if len(want) < 100 {
		t.Fatalf("only %d diagnostics and facts", len(want))
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	rounds := 20
	if testing.Short() {
		rounds = 4
	}
	for i := range rounds {
		got := analyse(t, New(Options{Level: LevelHint}), pkgs, func(files []*ast.File) {
			rnd.Shuffle(len(files), func(i, j int) { files[i], files[j] = files[j], files[i] })
		})
		slices.Sort(got)
		if diff := firstDifference(want, got); diff != "" {
			t.Fatalf("run %d: %s", i+1, diff)
		}
	}
}

func firstDifference(want, got []string) string {
	for i := range max(len(want), len(got)) {
		switch {
		case i >= len(want):
			return "one more: " + got[i]
		case i >= len(got):
			return "missing: " + want[i]
		case want[i] != got[i]:
			return "got  " + got[i] + "\nwant " + want[i]
		}
	}
	return ""
}

// TestOrderOfDeclarations compares packages that differ in the order of their
// declarations only.
func TestOrderOfDeclarations(t *testing.T) {
	results := make(map[string][]string)
	for _, p := range loadTree(t, "order/forth", "order/back") {
		for _, line := range analyse(t, recorded(t, Options{Level: LevelHint}), []*packages.Package{p}, func([]*ast.File) {}) {
			if _, msg, ok := strings.Cut(line, ": "); ok && strings.Contains(line, "operator") {
				msg, _, _ = strings.Cut(msg, "\n")
				results[p.PkgPath] = append(results[p.PkgPath], lineNumbers.Replace(msg))
			}
		}
		slices.Sort(results[p.PkgPath])
	}
	if len(results["order/forth"]) == 0 {
		t.Fatal("no diagnostics")
	}
	if diff := firstDifference(results["order/forth"], results["order/back"]); diff != "" {
		t.Error(diff)
	}
}

// lineNumbers takes the digits out of a message.
var lineNumbers = strings.NewReplacer("0", "", "1", "", "2", "", "3", "", "4", "", "5", "", "6", "", "7", "", "8", "", "9", "", "forth.go", "x.go", "back.go", "x.go")

// TestStandardLibrary looks into the whole standard library, which no user
// does: large and odd code must neither stop nor hang the analyzer.
func TestStandardLibrary(t *testing.T) {
	if testing.Short() {
		t.Skip("analyses the whole standard library")
	}
	pkgs := load(t, nil, "std")
	a := engine.New(engine.Options{Level: finding.Hint, Standard: true}).Analyzer()
	done := make(chan struct{})
	go func() {
		defer close(done)
		analyse(t, a, pkgs, func([]*ast.File) {})
	}()
	select {
	case <-done:
	case <-time.After(2 * time.Minute):
		t.Fatal("the analysis of the standard library does not end")
	}
}
