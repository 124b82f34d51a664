package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestScript runs the scripts of testdata/script on the real executable and the
// real go command. Frameworks and limiters are those of testdata/demo/stubs, of
// which a script that brings a go.mod has a copy in stubs.
func TestScript(t *testing.T) {
	t.Parallel()
	exe := build(t)
	runScripts(t, exe, filepath.Dir(exe))
}

// TestScriptFromSource runs the same scripts with packages that are loaded from
// source: what jobvet says and does must not depend on that.
func TestScriptFromSource(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("runs every script once more")
	}
	if runtime.GOOS == "windows" {
		t.Skip("no shell")
	}
	exe, bin := build(t), t.TempDir()
	wrapper := "#!/bin/sh\nexec " + exe + ` -load=source "$@"` + "\n"
	if err := os.WriteFile(filepath.Join(bin, "jobvet"), []byte(wrapper), 0o777); err != nil {
		t.Fatal(err)
	}
	runScripts(t, exe, bin)
}

// runScripts runs the scripts with the command in a directory. exe is the vettool.
func runScripts(t *testing.T, exe, bin string) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	demo := filepath.Join(root, "testdata", "demo")
	cache, modules := goEnv(t, "GOCACHE"), goEnv(t, "GOMODCACHE")
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("PATH", bin+string(filepath.ListSeparator)+env.Getenv("PATH"))
			env.Setenv("JOBVET", exe)
			env.Setenv("ROOT", root)
			env.Setenv("DEMO", demo)
			env.Setenv("MODCACHE", modules) // what jobvet itself is built with
			env.Setenv("GOCACHE", cache)    // results for the standard library are shared
			env.Setenv("GOPATH", filepath.Join(env.WorkDir, ".gopath"))
			env.Setenv("GOENV", "off")
			env.Setenv("GOGC", garbage)
			env.Setenv("GOFLAGS", "")
			env.Setenv("GOPROXY", "off")
			env.Setenv("GOTOOLCHAIN", "local")
			env.Setenv("GOWORK", "")
			if err := os.CopyFS(filepath.Join(env.WorkDir, "stubs"), os.DirFS(filepath.Join(demo, "stubs"))); err != nil {
				return err
			}
			if _, err := os.Stat(filepath.Join(env.WorkDir, "go.mod")); !errors.Is(err, os.ErrNotExist) {
				return err
			}
			return defaultModule(env.WorkDir)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":    exits,
			"explains": explains,
		},
		Condition: func(cond string) (bool, error) {
			switch cond {
			case "cgo":
				_, err := exec.LookPath("cc")
				return err == nil && goEnv(t, "CGO_ENABLED") == "1", nil
			case "vet": // packages are loaded by go vet
				return exe == filepath.Join(bin, filepath.Base(exe)), nil
			}
			return false, fmt.Errorf("unknown condition %q", cond)
		},
	})
}

func goEnv(t *testing.T, name string) string {
	t.Helper()
	out, err := exec.Command("go", "env", name).Output()
	if err != nil {
		t.Fatalf("go env %s: %v", name, err)
	}
	return strings.TrimSpace(string(out))
}

// defaultModule makes a directory a module that requires what the demo has stubs
// of. They stay where they are, so that they are compiled once for all scripts.
func defaultModule(dir string) error {
	stubs, err := filepath.Abs("../../testdata/demo/stubs")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "go.mod"), []byte(strings.ReplaceAll(`module example.com/job

go 1.26.0

require (
	github.com/ThreeDotsLabs/watermill v1.5.1
	github.com/apache/beam/sdks/v2 v2.77.0
	github.com/riverqueue/river v0.51.1
	golang.org/x/time v0.15.0
)

replace (
	github.com/ThreeDotsLabs/watermill => STUBS/watermill
	github.com/apache/beam/sdks/v2 => STUBS/beam
	github.com/riverqueue/river => STUBS/river
	golang.org/x/time => STUBS/time
)
`, "STUBS", stubs)), 0o666)
}

// exits is the script command
//
//	exits STATUS PROGRAM ARGUMENT...
//
// that runs a program and requires this exit status.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS PROGRAM ARGUMENT...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("%s: exit status %d, want %d", args[1], got, want)
	}
}

// explains is the script command
//
//	explains FILE NAME [FLAG...] [-- PACKAGE...]
//
// that runs jobvet -explain for the line of the file with the comment
// "// at NAME", and requires that it succeeds. The packages are ./job and
// ./client by default.
func explains(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: explains FILE NAME [FLAG...] [-- PACKAGE...]")
	}
	line := 0
	for i, text := range strings.Split(ts.ReadFile(args[0]), "\n") {
		if strings.HasSuffix(text, "// at "+args[1]) {
			line = i + 1
		}
	}
	if line == 0 {
		ts.Fatalf("%s has no comment \"at %s\"", args[0], args[1])
	}
	flags, packages := args[2:], []string{"./job", "./client"}
	if i := slices.Index(flags, "--"); i >= 0 {
		flags, packages = flags[:i], flags[i+1:]
	}
	ts.Check(ts.Exec("jobvet", slices.Concat([]string{"-explain", fmt.Sprintf("%s:%d", args[0], line)}, flags, packages)...))
}
