package conformance

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// replayed runs the fixed workflows of testdata/fix/unasked/replayed.txtar, in which
// goroutines and sleeps were replaced, in Temporal's test environment.
const replayed = `package replayed

import (
	"testing"
	"time"

	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/workflow"
)

func TestStarts(t *testing.T) {
	var suite testsuite.WorkflowTestSuite
	env := suite.NewTestWorkflowEnvironment()
	sum := new(tally)
	env.ExecuteWorkflow(func(ctx workflow.Context) error { return starts(ctx, nil, sum) })
	if !env.IsWorkflowCompleted() || env.GetWorkflowError() != nil || sum.n != 3 {
		t.Error(env.IsWorkflowCompleted(), env.GetWorkflowError(), sum.n)
	}
}

func TestSleeps(t *testing.T) {
	var suite testsuite.WorkflowTestSuite
	env := suite.NewTestWorkflowEnvironment()
	began := env.Now()
	env.ExecuteWorkflow(sleeps, time.Hour)
	var n int
	if err := env.GetWorkflowResult(&n); err != nil || n != 1 || env.Now().Sub(began) < time.Hour {
		t.Error(n, err, env.Now().Sub(began))
	}
	env = suite.NewTestWorkflowEnvironment()
	began = env.Now()
	env.ExecuteWorkflow(func(ctx workflow.Context) error { sleepsOn(ctx); return nil })
	if err := env.GetWorkflowError(); err != nil || env.Now().Sub(began) < 6*time.Second {
		t.Error(err, env.Now().Sub(began))
	}
}
`

func TestReplayed(t *testing.T) {
	archive, err := txtar.ParseFile("../testdata/fix/unasked/replayed.txtar")
	if err != nil {
		t.Fatal(err)
	}
	dir, err := os.MkdirTemp(".", "replayed")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	files := map[string]string{"replayed_test.go": replayed}
	for _, f := range archive.Files {
		if name, fixed := strings.CutSuffix(f.Name, ".golden"); fixed || f.Name == "common.go" {
			files[name] = string(f.Data)
		}
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if out, err := exec.CommandContext(t.Context(), "go", "test", "./"+dir).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
