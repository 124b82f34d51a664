package main

import (
	"bytes"
	"go/format"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// TestFixCommand applies the fixes of the fixtures with jobvet -fix, which makes
// of files what go vet -fix makes of them.
func TestFixCommand(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("compares with go vet -fix, on every fixture")
	}
	tree := testFixTree(t, "../../testdata/fix")
	if tree == nil {
		return
	}
	exe := build(t)
	jobvet := func(args ...string) (stdout, stderr string, status int) {
		cmd := exec.Command(exe, append(args, "-level=hint", "./...")...)
		cmd.Dir = tree.root
		cmd.Env = tree.env()
		var out, msg bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &msg
		cmd.Run()
		return out.String(), msg.String(), cmd.ProcessState.ExitCode()
	}
	const asked = "-cure=give-back,drop"
	diff, _, _ := jobvet("-fix", asked, "-diff")
	for path, in := range tree.input {
		if got := read(t, path); got != in {
			tree.errorf(path, "-diff makes of it\n%s", got)
		}
	}
	// Whether some findings are left depends on the archives that -run asks for.
	if _, msg, status := jobvet("-fix", asked); status > 1 || strings.Contains(msg, "does not build") {
		t.Errorf("jobvet -fix: status %d\n%s", status, msg)
	}
	after := make(map[string]string)
	for path, in := range tree.input {
		want, changed := tree.golden[path]
		if !changed {
			want = in
		}
		got := read(t, path)
		after[path] = got
		// What no fix touches stays as it is, and a few fixtures are not as gofmt
		// has them. Go vet formats all of a file.
		formatted := got
		if changed {
			formatted = gofmt(t, got)
		}
		if formatted != want || changed && gofmt(t, in) == in && got != formatted {
			tree.errorf(path, "fixed to\n%s\nwant\n%s", got, want)
		}
	}
	if _, msg, err := tree.run("vet", "./..."); err != nil {
		t.Errorf("the fixed code does not build or is not vetted:\n%s", msg)
	}

	// The diff is the same change, for those who apply it.
	if len(tree.golden) == 0 {
		if diff != "" {
			t.Errorf("nothing is fixed, but the diff is\n%s", diff)
		}
		return
	}
	for path, in := range tree.input {
		write(t, path, []byte(in))
	}
	apply := exec.Command("git", "apply", "-")
	apply.Dir, apply.Stdin = tree.root, strings.NewReader(diff)
	if out, err := apply.CombinedOutput(); err != nil {
		t.Fatalf("git apply: %v\n%s", err, out)
	}
	for path, want := range after {
		if got := read(t, path); got != want {
			tree.errorf(path, "the diff makes\n%s\nof it, want\n%s", got, want)
		}
	}
}

func gofmt(t *testing.T, text string) string {
	t.Helper()
	formatted, err := format.Source([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return string(formatted)
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
