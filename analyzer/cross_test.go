package analyzer

import (
	"go/types"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"

	"github.com/jobvet/jobvet/internal/fact"
)

// TestCross checks what facts carry from package to package: effects, wrappers
// and directives.
func TestCross(t *testing.T) {
	runTrees(t, Options{Level: LevelHint}, "cross", treesIn(t, "cross")...)
}

// TestModules analyses packages as parts of modules: of a stranger's package,
// which lies in the module cache, only rate limiting counts, and that is no
// more than a caution; of one by the same owner all counts.
func TestModules(t *testing.T) {
	if testing.Short() {
		t.Skip("checks whole modules")
	}
	all := func(pkgs []*packages.Package, moduleOf func(p *packages.Package) *analysis.Module) map[string]int {
		count := make(map[string]int)
		a := New(Options{Level: LevelHint})
		facts := make(map[*types.Package]fact.Package)
		packages.Visit(pkgs, nil, func(p *packages.Package) {
			pass := passOf(a, p, p.Syntax)
			pass.Module = moduleOf(p)
			pass.ImportPackageFact = func(pkg *types.Package, f analysis.Fact) bool {
				got, ok := facts[pkg]
				if ok {
					*f.(*fact.Package) = got
				}
				return ok
			}
			pass.ExportPackageFact = func(f analysis.Fact) { facts[p.Types] = *f.(*fact.Package) }
			pass.Report = func(d analysis.Diagnostic) {
				if strings.Contains(d.Message, "store.go:") {
					level := "error"
					if strings.HasPrefix(d.Message, d.Category+": caution: ") {
						level = "caution"
					}
					count[d.Category+" "+level]++
				}
			}
			if _, err := a.Run(pass); err != nil {
				t.Error(err)
			}
		})
		return count
	}
	tree := loadTree(t, "cross/jobs")
	findings := func(module analysis.Module) map[string]int {
		return all(tree, func(p *packages.Package) *analysis.Module {
			if p.PkgPath == "cross/store" || p.PkgPath == "cross/helper" {
				return &module
			}
			return &analysis.Module{Path: "example.com/me/jobs"}
		})
	}
	own := findings(analysis.Module{Path: "example.com/me/store"})
	if own["ratewait error"] == 0 || own["timewait error"] == 0 || own["chanwait error"] == 0 || own["gospawn error"] == 0 || own["jobexit error"] == 0 {
		t.Errorf("one's own module: %v", own)
	}
	sibling := findings(analysis.Module{Path: "example.com/me/store", Version: "v1.2.3"})
	if sibling["ratewait error"] != own["ratewait error"] || sibling["timewait error"] != 0 || sibling["jobexit error"] != 0 {
		t.Errorf("a released module of the same owner: %v", sibling)
	}
	strange := findings(analysis.Module{Path: "example.com/other/store", Version: "v1.2.3"})
	for kind := range strange {
		if !strings.HasPrefix(kind, "rate") || strings.HasSuffix(kind, "error") {
			t.Errorf("a stranger's module: %v", strange)
		}
	}
	if strange["ratewait caution"] == 0 {
		t.Errorf("a stranger's module: %v", strange)
	}

	// Bazel tells no modules, but has other repositories in a folder of their own.
	noModule := func(*packages.Package) *analysis.Module { return nil }
	if got := all(tree, noModule); !maps.Equal(got, own) {
		t.Errorf("one's own package without a module: %v", got)
	}
	external := filepath.Join(t.TempDir(), "execroot", "_main", "external", "other+")
	for _, dir := range []string{"src/cross/store", "src/cross/helper"} {
		if err := os.CopyFS(filepath.Join(external, dir), os.DirFS(filepath.Join(testdata(t), dir))); err != nil {
			t.Fatal(err)
		}
	}
	gopath := "GOPATH=" + external + string(filepath.ListSeparator) + testdata(t)
	pkgs := load(t, []string{gopath, "GO111MODULE=off", "GOPROXY=off"}, "cross/jobs")
	if got := all(pkgs, noModule); got["timewait error"] != 0 || got["ratewait error"] != own["ratewait error"] {
		t.Errorf("an external package whose path has the same first element: %v", got)
	}
}
