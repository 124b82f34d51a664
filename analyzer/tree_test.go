package analyzer

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/jobvet/jobvet/internal/analysed"
	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/subtest"
)

// runTrees checks the findings in trees of a folder in testdata/src, with a
// subtest for each. It returns the subtests, and the results by tree.
func runTrees(t *testing.T, opts Options, folder string, trees ...string) (*subtest.Set, map[string][]*analysistest.Result) {
	t.Helper()
	set := subtest.Start(t, trees)
	errors := withoutFacts{treeErrors{set, folder}}
	return set, analyseTrees(set, errors, testdata(t), recorded(errors, opts), folder)
}

// analyseTrees analyses the trees of a folder that -run asks for, at once: most
// of the time goes into loading what they import, and they import the same.
func analyseTrees(set *subtest.Set, errors analysistest.Testing, gopath string, a *analysis.Analyzer, folder string) map[string][]*analysistest.Result {
	var patterns []string
	for _, tree := range set.Names() {
		patterns = append(patterns, path.Join(folder, tree, "..."))
	}
	if len(patterns) == 0 {
		return nil
	}
	results := make(map[string][]*analysistest.Result)
	for _, r := range analysistest.Run(errors, gopath, a, patterns...) {
		tree := treeOf(folder, r.Action.Package.PkgPath)
		results[tree] = append(results[tree], r)
	}
	return results
}

// recorded returns an analyzer whose messages are all that its records of findings say,
// on one line: the trees are about what is found.
func recorded(errors analysistest.Testing, opts Options) *analysis.Analyzer {
	return told(errors, opts, (*finding.Finding).Told)
}

// encoded returns an analyzer whose messages are its records of findings.
func encoded(errors analysistest.Testing, opts Options) *analysis.Analyzer {
	return told(errors, opts, (*finding.Finding).Encode)
}

// told returns an analyzer with messages that are made of its records of findings. The
// line that other drivers print is made of the same records, and must be short enough.
func told(errors analysistest.Testing, opts Options, message func(*finding.Finding) string) *analysis.Analyzer {
	a := New(opts)
	if err := a.Flags.Set("identify", "test"); err != nil {
		panic(err)
	}
	run := a.Run
	a.Run = func(of *analysis.Pass) (any, error) {
		pass := *of
		pass.Report = func(d analysis.Diagnostic) {
			switch d.Category {
			case finding.PackageCategory, finding.UnseenCategory, analysed.Category:
				return
			case finding.OperatorCategory:
				op, err := finding.DecodeListed(d.Message)
				if err != nil {
					errors.Errorf("%v", err)
					return
				}
				d.Message = finding.OperatorCategory + ": " + op.Line()
			default:
				f, err := finding.Decode(d.Message)
				if err != nil {
					errors.Errorf("%v", err)
					return
				}
				if line := f.Message(); utf8.RuneCountInString(line) > finding.MaxLine || !strings.HasPrefix(line, d.Category+": ") {
					errors.Errorf("%s: the line of other drivers: %s", of.Fset.Position(d.Pos), line)
				}
				d.Message = message(f)
			}
			of.Report(d)
		}
		return run(&pass)
	}
	return a
}

// treeErrors makes the subtest of a tree fail with the errors in its files.
type treeErrors struct {
	set    *subtest.Set
	folder string
}

func (e treeErrors) Errorf(format string, args ...any) {
	msg := fmt.Sprintf(format, args...)
	e.set.Errorf(treeOf(e.folder, msg), "%s", msg)
}

// treeOf returns the tree that a path in a folder begins with; "" if it is not in
// the folder.
func treeOf(folder, name string) string {
	rest, ok := strings.CutPrefix(name, folder+"/")
	if !ok {
		return ""
	}
	tree, _, _ := strings.Cut(rest, "/")
	return tree
}

// treesIn returns the names of all trees in a folder.
func treesIn(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(testdata(t), "src", folder))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}
