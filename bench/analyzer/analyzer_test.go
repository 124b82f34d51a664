package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jobvet/jobvet/bench/internal/section"
)

// The generated module builds, and its files to edit are the ones meant.
func TestGenerated(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "gen")
	s, err := newSubject("gen24", dir)
	if err != nil {
		t.Fatal(err)
	}
	if want := filepath.Join(dir, generatedPath(0), "p.go"); s.leaf != want {
		t.Errorf("the leaf is %s, want %s", s.leaf, want)
	}
	if want := filepath.Join(dir, generatedPath(23), "p.go"); s.root != want {
		t.Errorf("the root is %s, want %s", s.root, want)
	}
	before, err := os.ReadFile(s.root)
	if err != nil {
		t.Fatal(err)
	}
	err = s.edited(s.root, "Edit", func() error {
		vet := exec.Command("go", "vet", "./...")
		vet.Dir = dir
		if out, err := vet.CombinedOutput(); err != nil {
			t.Errorf("go vet: %v\n%s", err, out)
		}
		if now, err := os.ReadFile(s.root); err != nil || !strings.Contains(string(now), "func Edit()") {
			t.Errorf("not edited: %v", err)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	if after, err := os.ReadFile(s.root); err != nil || string(after) != string(before) {
		t.Errorf("the edit was not undone: %v", err)
	}
}

// fake returns the result of a run in which jobvet takes so much of go vet's time.
func fake(subject string, seconds, ratio float64) *result {
	r := &result{Subject: subject, Title: subject, Packages: 1, Machine: "none", Command: "go run ./analyzer", Tools: []string{"vet", "jobvet", "staticcheck"}, Samples: make(map[string]map[string][]sample)}
	for _, s := range scenarios {
		r.Samples[s.name] = map[string][]sample{
			// One round is an outlier for both.
			"vet":    {{seconds, seconds, 100}, {9 * seconds, 9 * seconds, 100}, {seconds, seconds, 100}},
			"jobvet": {{seconds * ratio, seconds * ratio, 50}, {9 * seconds * ratio, seconds, 50}, {seconds * ratio, seconds * ratio, 50}},
			// It runs in the first round only.
			"staticcheck": {{seconds / 2, seconds / 2, 100}},
		}
	}
	return r
}

func TestPublish(t *testing.T) {
	dir := t.TempDir()
	data, page := filepath.Join(dir, "results.json"), filepath.Join(dir, "benchmarks.md")
	if err := os.WriteFile(page, []byte("before\n"+section.Begin(sectionName)+"replaced\n"+section.End(sectionName)+"after\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, r := range []*result{fake("watermill", 1, 9), fake("gen500", 1, 0.5), fake("gen5000", 12, 0.5), fake("watermill", 2, 0.25)} {
		if err := r.save(data); err != nil {
			t.Fatal(err)
		}
	}
	if err := publish(data, dir); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"before\n" + section.Begin(sectionName) + "## Analyzer",
		section.End(sectionName) + "after\n",
		"| cold | jobvet | vet | wall | at most 0.40 | watermill 0.25 |",
		"| cold | jobvet | the fastest peer | wall | at most 0.40 | watermill **0.50** |",
		"| cold | jobvet | gen500 | wall | at most 11 | gen5000 **12.00** |",
		"| jobvet | 0.50/0.50/50 (0.25) |",
		"; `go run ./analyzer`.\n",
	} {
		if !strings.Contains(string(text), want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if strings.Contains(string(text), "replaced") {
		t.Error("the old section is still there")
	}
	if svg, err := os.ReadFile(filepath.Join(dir, plotName)); err != nil || !strings.Contains(string(svg), "0.25 (0.5 s)") {
		t.Errorf("the plot: %v\n%s", err, svg)
	}
}

func TestReached(t *testing.T) {
	for _, tt := range []struct {
		got, most, tie float64
		want           string
	}{
		{0.4, 0.4, tie, "0.40"}, {1.05, 1, tie, "1.05 (a tie)"}, {1.06, 1, tie, "**1.06**"}, {1.01, 1, 0, "**1.01**"}, {11.9, 11, tie, "**11.90**"},
	} {
		if got := reached(tt.got, tt.most, tt.tie); got != tt.want {
			t.Errorf("reached(%g, %g, %g) = %q, want %q", tt.got, tt.most, tt.tie, got, tt.want)
		}
	}
}

// All tools that take part in a round run each scenario, and those with fewer
// rounds only in the first ones.
func TestMeasure(t *testing.T) {
	s := &subject{name: "none", dir: t.TempDir()}
	once := func(name string, rounds int) *tool {
		return &tool{name: name, rounds: rounds, unseen: func() (*command, error) { return &command{name: "go", args: []string{"version"}}, nil }}
	}
	tools := []*tool{once("vet", 2), once("jobvet", 2), once("staticcheck", 1)}
	r := newResult(s, tools, []string{fresh, "cold", "warm", "leaf", "root"})
	for round := range 2 {
		if err := r.measure(s, tools, round); err != nil {
			t.Fatal(err)
		}
	}
	for _, sc := range scenarios {
		for _, tl := range tools {
			if got := len(r.Samples[sc.name][tl.name]); got != tl.rounds*sc.times {
				t.Errorf("%s, %s: %d samples, want %d", sc.name, tl.name, got, tl.rounds*sc.times)
			}
		}
	}
	if err := r.measure(s, []*tool{{name: "none", rounds: 1, unseen: func() (*command, error) { return &command{name: "go", args: []string{"nope"}}, nil }}}, 0); err == nil {
		t.Error("no error of a command that fails")
	}
}
