package main

import (
	"bytes"
	"encoding/json"
	"go/format"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// A textEdit is an edit in the output of go vet -json.
type textEdit struct {
	Filename   string
	Start, End int
	New        string
}

// TestFixAlone applies each fix of the fixtures alone, as an editor does, and
// checks that what comes out still compiles. In each round a file gets one
// fix: its first, its second, and so on.
func TestFixAlone(t *testing.T) {
	gopath := fixTree(t)
	root := filepath.Join(gopath, "src", "example.com")
	exe := build(t, t.TempDir())
	input := fixtures(t, root)
	run := func(args ...string) (string, string, error) {
		cmd := exec.Command("go", args...)
		cmd.Dir = root
		cmd.Env = append(os.Environ(), "GO111MODULE=off", "GOPATH="+gopath, "GOFLAGS=", "GOWORK=off", "GOENV=off", "PWD="+root)
		var out, stderr bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &stderr
		err := cmd.Run()
		return out.String(), stderr.String(), err
	}
	out, msg, err := run("vet", "-vettool="+exe, "-jobvet.level=hint", "-json", "./...")
	if err != nil {
		t.Fatalf("the fixtures do not check: %v\n%s", err, msg)
	}
	fixes := firstFixes(t, out)
	rounds := 0
	for _, list := range fixes {
		rounds = max(rounds, len(list))
	}
	for round := range rounds {
		for path, text := range input {
			if round < len(fixes[path]) {
				text = applied(t, text, fixes[path][round])
			}
			if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		// An editor drops the imports that are not used any more.
		_, msg, _ := run("build", "-gcflags=-e", "./...")
		for line := range strings.Lines(msg) {
			if !strings.HasPrefix(line, "# ") && !(strings.Contains(line, " imported ") && strings.HasSuffix(line, " not used\n")) {
				t.Errorf("round %d: %s", round, line)
			}
		}
	}
	if rounds == 0 {
		t.Error("no fixes")
	}
}

// fixtures writes the files of all archives below root, and returns them by
// path.
func fixtures(t *testing.T, root string) map[string]string {
	t.Helper()
	archives, err := filepath.Glob("../../testdata/fix/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	input := make(map[string]string)
	for _, name := range archives {
		ar, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		dir := filepath.Join(root, strings.TrimSuffix(filepath.Base(name), ".txtar"))
		for _, f := range ar.Files {
			if !strings.HasSuffix(f.Name, ".go") {
				continue
			}
			path := filepath.Join(dir, filepath.FromSlash(f.Name))
			input[path] = string(f.Data)
			if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, f.Data, 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	return input
}

// firstFixes returns the first fix of each finding, by file.
func firstFixes(t *testing.T, out string) map[string][][]textEdit {
	t.Helper()
	fixes := make(map[string][][]textEdit)
	for dec := json.NewDecoder(strings.NewReader(out)); dec.More(); {
		var tree map[string]map[string][]struct {
			Fixes []struct{ Edits []textEdit } `json:"suggested_fixes"`
		}
		if err := dec.Decode(&tree); err != nil {
			t.Fatal(err)
		}
		for _, byAnalyzer := range tree {
			for _, d := range byAnalyzer["jobvet"] {
				if len(d.Fixes) == 0 {
					continue
				}
				edits := d.Fixes[0].Edits
				if !slices.ContainsFunc(edits, func(e textEdit) bool { return e.Filename != edits[0].Filename }) {
					fixes[edits[0].Filename] = append(fixes[edits[0].Filename], edits)
				}
			}
		}
	}
	return fixes
}

// applied is a text with the edits of one fix, which must not overlap.
func applied(t *testing.T, text string, edits []textEdit) string {
	t.Helper()
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b textEdit) int { return a.Start - b.Start })
	var b strings.Builder
	at := 0
	for _, e := range edits {
		if e.Start < at {
			t.Fatalf("%s: edits overlap at %d", e.Filename, e.Start)
		}
		b.WriteString(text[at:e.Start] + e.New)
		at = e.End
	}
	b.WriteString(text[at:])
	formatted, err := format.Source([]byte(b.String()))
	if err != nil {
		t.Errorf("%s: %v\n%s", edits[0].Filename, err, b.String())
	}
	return string(formatted)
}
