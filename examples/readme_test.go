// Package examples only checks that its README says what the linter says.
package examples

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

func TestReadme(t *testing.T) {
	page, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", "run", "-C", "..", "./cmd/jobvet", "-C", "examples", "-level=hint", "./...")
	cmd.Stderr = new(strings.Builder)
	out, err := cmd.Output()
	if cmd.ProcessState.ExitCode() != 1 {
		t.Fatalf("jobvet: %v, want exit status 1\n%s%s", err, out, cmd.Stderr)
	}
	for line := range strings.Lines(string(out)) {
		if !strings.Contains(string(page), "    "+line) {
			t.Errorf("README.md lacks\n%s", line)
		}
	}
}
