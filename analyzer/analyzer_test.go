package analyzer

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"
)

// TestMain lets more garbage lie about, which is collected in a quarter of the tests' time
// else.
func TestMain(m *testing.M) {
	debug.SetGCPercent(400)
	debug.SetMemoryLimit(2 << 30)
	os.Exit(m.Run())
}

// testdata returns the directory of the test trees.
func testdata(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs("../testdata")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// withoutFacts passes on everything but "unexpected fact": a tree that is not
// about facts need not list them. Facts are tested through what they cause in
// the packages that import them, and by TestFacts.
type withoutFacts struct{ to analysistest.Testing }

func (w withoutFacts) Errorf(format string, args ...any) {
	if msg := fmt.Sprintf(format, args...); !strings.Contains(msg, "unexpected fact: ") {
		w.to.Errorf("%s", msg)
	}
}

// run checks the findings in the packages of a test tree, at every level.
func run(t *testing.T, opts Options, patterns ...string) {
	t.Helper()
	analysistest.Run(withoutFacts{t}, testdata(t), recorded(t, opts), patterns...)
}

func TestBasic(t *testing.T) { run(t, Options{}, "basic") }
