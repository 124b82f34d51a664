package main

import (
	"encoding/json"
	"go/format"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/jobvet/jobvet/internal/vettool"
)

// TestFixAlone applies each fix of the fixtures alone, as an editor does, and
// checks that what comes out still compiles. In each round a file gets one
// fix: its first, its second, and so on.
func TestFixAlone(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("applies every fix alone")
	}
	tree := testFixTree(t, "../../testdata/fix")
	if tree == nil {
		return
	}
	exe := build(t)
	out, msg, err := tree.run("vet", "-vettool="+exe, "-jobvet.level=hint", "-jobvet.cure=give-back,drop", "-json", "./...")
	if err != nil {
		t.Fatalf("the fixtures do not check: %v\n%s", err, msg)
	}
	fixes := firstFixes(t, out)
	rounds := 0
	for _, list := range fixes {
		rounds = max(rounds, len(list))
	}
	for round := range rounds {
		for path, text := range tree.input {
			if round < len(fixes[path]) {
				text = tree.applied(t, text, fixes[path][round])
			}
			if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		// An editor drops the imports that are not used any more.
		_, msg, _ := tree.run("build", "-gcflags=-e", "./...")
		for line := range strings.Lines(msg) {
			if !strings.HasPrefix(line, "# ") && !(strings.Contains(line, " imported ") && strings.HasSuffix(line, " not used\n")) {
				file, _, _ := strings.Cut(line, ":")
				tree.errorf(filepath.Join(tree.root, file), "round %d: %s", round, line)
			}
		}
	}
	if rounds == 0 && len(tree.golden) > 0 {
		t.Error("no fixes")
	}
}

// firstFixes returns the first fix of each finding, by file.
func firstFixes(t *testing.T, out string) map[string][][]vettool.Edit {
	t.Helper()
	fixes := make(map[string][][]vettool.Edit)
	for dec := json.NewDecoder(strings.NewReader(out)); dec.More(); {
		var tree map[string]map[string][]vettool.Diagnostic
		if err := dec.Decode(&tree); err != nil {
			t.Fatal(err)
		}
		for _, byAnalyzer := range tree {
			for _, d := range byAnalyzer["jobvet"] {
				if len(d.Fixes) == 0 {
					continue
				}
				edits := d.Fixes[0].Edits
				if !slices.ContainsFunc(edits, func(e vettool.Edit) bool { return e.Filename != edits[0].Filename }) {
					fixes[edits[0].Filename] = append(fixes[edits[0].Filename], edits)
				}
			}
		}
	}
	return fixes
}

// applied is a text with the edits of one fix, which must not overlap.
func (tree *fixTree) applied(t *testing.T, text string, edits []vettool.Edit) string {
	t.Helper()
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b vettool.Edit) int { return a.Start - b.Start })
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
		tree.errorf(edits[0].Filename, "%v\n%s", err, b.String())
	}
	return string(formatted)
}
