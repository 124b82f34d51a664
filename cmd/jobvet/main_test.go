package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
)

var (
	// shared is a directory for what all tests need.
	shared = filepath.Join(os.TempDir(), fmt.Sprint("jobvet-test-", os.Getpid()))

	// executable builds jobvet, alone in a directory, and returns its path.
	executable = sync.OnceValues(func() (string, error) {
		exe := filepath.Join(shared, "bin", "jobvet")
		if runtime.GOOS == "windows" {
			exe += ".exe"
		}
		if out, err := exec.Command("go", "build", "-ldflags=-s -w", "-o", exe, ".").CombinedOutput(); err != nil {
			return "", fmt.Errorf("go build: %w\n%s", err, out)
		}
		return exe, nil
	})
)

// garbage is GOGC for commands: they end before it would pay to collect theirs.
const garbage = "400"

func TestMain(m *testing.M) {
	os.Setenv("GOGC", garbage)
	status := m.Run()
	os.RemoveAll(shared)
	os.Exit(status)
}

// build returns the executable.
func build(t *testing.T) string {
	t.Helper()
	exe, err := executable()
	if err != nil {
		t.Fatal(err)
	}
	return exe
}
