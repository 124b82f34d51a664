package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"golangci-lint": main})
}

// TestScript runs the scripts of testdata/script. Frameworks and limiters are the
// stubs of the demo.
func TestScript(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	gocache := goEnv(t, "GOCACHE")
	lintCache := t.TempDir() // results for the standard library are shared
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("ROOT", root)
			env.Setenv("GOCACHE", gocache)
			env.Setenv("GOLANGCI_LINT_CACHE", lintCache)
			env.Setenv("GOPATH", filepath.Join(env.WorkDir, ".gopath"))
			env.Setenv("GOENV", "off")
			env.Setenv("GOFLAGS", "")
			env.Setenv("GOPROXY", "off")
			env.Setenv("GOTOOLCHAIN", "local")
			env.Setenv("GOWORK", "off")
			stubs := os.DirFS(filepath.Join(root, "testdata/demo/stubs"))
			if err := os.CopyFS(filepath.Join(env.WorkDir, "stubs"), stubs); err != nil {
				return err
			}
			return os.WriteFile(filepath.Join(env.WorkDir, "go.mod"), []byte(goMod), 0o666)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"lint": lint},
	})
}

const goMod = `module example.com/job

go 1.26.0

require (
	github.com/apache/beam/sdks/v2 v2.77.0
	github.com/riverqueue/river v0.51.1
	golang.org/x/time v0.15.0
)

replace (
	github.com/apache/beam/sdks/v2 => ./stubs/beam
	github.com/riverqueue/river => ./stubs/river
	golang.org/x/time => ./stubs/time
)
`

func goEnv(t *testing.T, name string) string {
	t.Helper()
	out, err := exec.Command("go", "env", name).Output()
	if err != nil {
		t.Fatalf("go env %s: %v", name, err)
	}
	return strings.TrimSpace(string(out))
}

// lint is the script command
//
//	lint STATUS ARGUMENT...
//
// that runs "golangci-lint run" with the arguments and requires this exit status:
// 0 clean, 1 issues, 3 failure.
func lint(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: lint STATUS ARGUMENT...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec("golangci-lint", append([]string{"run", "--show-stats=false"}, args[1:]...)...)
	got := 0
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("golangci-lint: exit status %d, want %d", got, want)
	}
}
