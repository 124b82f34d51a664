package analyzer

import (
	"fmt"
	"go/ast"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/jobvet/jobvet/internal/graph"
)

// TestGraphAgrees wants the graphs of the test trees to have the findings of
// the same trees, with their levels, and no others.
func TestGraphAgrees(t *testing.T) {
	pkgs := loadTree(t, "basic/...", "cross/...", "field/...", "fw/...", "order/...", "rule/...")
	inOrder := func([]*ast.File) {}

	highest := make(map[string]Level) // of a rule at a place, where several causes may meet
	for _, line := range analyse(t, New(Options{Level: LevelHint}), pkgs, inOrder) {
		line, _, _ = strings.Cut(line, "\n")
		pos, message, _ := strings.Cut(line, ": ")
		rule, text, _ := strings.Cut(message, ": ")
		if !slices.Contains(RuleNames(), rule) || rule == "directive" {
			continue // a fact
		}
		level := LevelError
		for _, l := range []Level{LevelCaution, LevelHint} {
			if strings.HasPrefix(text, l.String()+": ") {
				level = l
			}
		}
		at := fmt.Sprintf("%s: %s", pos, rule)
		highest[at] = max(highest[at], level)
	}
	want := make(map[string]bool)
	for at, level := range highest {
		want[fmt.Sprintf("%s %s", at, level)] = true
	}

	a := New(Options{})
	if err := a.Flags.Set("graph", "true"); err != nil {
		t.Fatal(err)
	}
	levels := make(map[string]Level)
	operators := 0
	for _, line := range analyse(t, a, pkgs, inOrder) {
		_, text, _ := strings.Cut(line, ": ")
		g, err := graph.Decode(text)
		if err != nil || g.Path == "" {
			continue // a fact
		}
		for _, op := range append(g.Operators, g.Linked...) {
			operators++
			for _, r := range op.Reaches {
				if r.Level == "" && r.Why == "" {
					t.Errorf("%s: %s of %s is no finding, for no reason", r.Place, r.Rule, op.Name)
				}
				if r.Level == "" || r.Suppressed != "" {
					continue
				}
				level, err := ParseLevel(r.Level)
				if err != nil {
					t.Error(err)
				}
				_, name, _ := strings.Cut(r.Place.String(), "/testdata/src/")
				at := fmt.Sprintf("%s: %s", name, r.Rule)
				levels[at] = max(levels[at], level)
			}
		}
	}
	got := make(map[string]bool)
	for at, level := range levels {
		got[fmt.Sprintf("%s %s", at, level)] = true
	}
	if len(want) < 200 || operators < 200 {
		t.Fatalf("only %d findings and %d operators", len(want), operators)
	}
	for _, s := range slices.Sorted(maps.Keys(want)) {
		if !got[s] {
			t.Errorf("the graph lacks %s", s)
		}
	}
	for _, s := range slices.Sorted(maps.Keys(got)) {
		if !want[s] {
			t.Errorf("the graph has more: %s", s)
		}
	}
}
