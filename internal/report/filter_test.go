package report

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/gocmd"
	"github.com/jobvet/jobvet/internal/paths/pathstest"
)

func waits(pkg, file string, line int, op string) Result {
	at := finding.Place{File: file, Line: line, Col: 2}
	return newResult(pkg, &finding.Finding{
		Rule: "ratewait", Level: finding.Error, Place: at, End: at,
		Operator: &finding.Operator{Name: op, Form: "beam.ParDo", Registered: finding.Place{File: file, Line: line + 9}},
		What:     finding.Clause{Text: "blocks in Wait"}, Harm: "it stalls", Advice: "do not",
	}, nil)
}

func TestBaseline(t *testing.T) {
	old := []Result{
		waits("b", "/src/b/b.go", 3, "f"), waits("b", "/src/b/b.go", 5, "f"),
		waits("a", "/src/a/a.go", 3, "f"), waits("a", "/src/a/a_test.go", 3, "g"),
	}
	old[3].Level = finding.Caution
	file := filepath.Join(t.TempDir(), "base line.json")
	if err := NewBaseline(old).Write(file); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want := `{
  "version": 1,
  "findings": [
    {
      "package": "a",
      "rule": "ratewait",
      "level": "error",
      "finding": "operator f (beam.ParDo, a.go) blocks in Wait"
    },
    {
      "package": "a",
      "rule": "ratewait",
      "level": "caution",
      "tests": true,
      "finding": "operator g (beam.ParDo, a_test.go) blocks in Wait"
    },
    {
      "package": "b",
      "rule": "ratewait",
      "level": "error",
      "finding": "operator f (beam.ParDo, b.go) blocks in Wait",
      "count": 2
    }
  ]
}
`
	if string(data) != want {
		t.Errorf("got %s\nwant %s", data, want)
	}
	b, err := ReadBaseline(file)
	if err != nil {
		t.Fatal(err)
	}

	// Moved, one of three of a kind is new, and two are gone.
	now := []Result{
		waits("b", "/src/b/b.go", 13, "f"), waits("b", "/src/b/b.go", 15, "f"), waits("b", "/src/b/b.go", 17, "f"),
	}
	for _, tt := range []struct {
		filter Filter
		pkgs   string
		stale  int
	}{
		{Filter{Level: finding.Hint, Tests: true}, "a b", 2},
		{Filter{Level: finding.Hint}, "a b", 1},
		{Filter{Level: finding.Error, Tests: true}, "a b", 1},
		{Filter{Level: finding.Hint, Tests: true, Rules: []string{"chanwait"}}, "a b", 0},
		{Filter{Level: finding.Hint, Tests: true}, "b", 0},
	} {
		tt.filter.Baseline = b
		r := &Results{Findings: now}
		r.Packages = strings.Fields(tt.pkgs)
		r.Filter(&tt.filter, "/src")
		if len(r.Findings) != 1 || r.Findings[0].Place.Line != 17 || r.Held.Known != 2 || len(r.Held.Stale) != tt.stale {
			t.Errorf("%+v: left %+v, known %d, stale %v", tt.filter, r.Findings, r.Held.Known, r.Held.Stale)
		}
	}

	// Nothing is stale where not everything was checked.
	r := &Results{Findings: now, Failures: []gocmd.Failure{{Package: "a", Message: "x"}}}
	r.Packages = []string{"a", "b"}
	r.Filter(&Filter{Baseline: b, Tests: true}, "/src")
	if len(r.Findings) != 1 || len(r.Held.Stale) != 0 {
		t.Errorf("after a failure: left %v, stale %v", r.Findings, r.Held.Stale)
	}
	// Fewer of a kind than accepted.
	r = &Results{Findings: now[:1]}
	r.Packages = []string{"b"}
	r.Filter(&Filter{Baseline: b}, "/src")
	if len(r.Findings) != 0 || len(r.Held.Stale) != 1 || r.Held.Stale[0].Count != 1 {
		t.Errorf("one of two: left %v, stale %v", r.Findings, r.Held.Stale)
	}
}

func TestBrokenBaseline(t *testing.T) {
	const entry = `{"package": "a", "rule": "ratewait", "level": "error", "finding": "f"}`
	for _, tt := range []struct{ text, want string }{
		{"", "unexpected end"},
		{"package a", "invalid character"},
		{"<<<<<<< HEAD\n{}", "invalid character"},
		{"[]", "cannot unmarshal"},
		{"{}", "version 0"},
		{`{"version": 2, "findings": [], "new": 1}`, "version 2, and this jobvet knows version 1"},
		{`{"version": 1, "findings": [], "new": 1}`, "unknown field"},
		{`{"version": 1} {}`, "after top-level value"},
		{`{"version": 1, "findings": [{"rule": "ratewait"}]}`, "entry 1 lacks"},
		{`{"version": 1, "findings": [{"package": "a", "rule": "ratewait", "level": "loud", "finding": "f"}]}`, `level "loud"`},
		{`{"version": 1, "findings": [` + entry + `,` + entry + `]}`, "entry 2 stands there twice: a: ratewait: f"},
		{`{"version": 1, "findings": [{"package": "a", "rule": "ratewait", "level": "error", "finding": "f", "count": -1}]}`, "count -1"},
	} {
		if _, err := parseBaseline([]byte(tt.text)); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %s", tt.text, err, tt.want)
		}
	}
	if b, err := parseBaseline([]byte(`{"version": 1, "findings": [` + entry + `]}`)); err != nil || b.Findings[0].Count != 1 {
		t.Errorf("a sound one: %+v, %v", b, err)
	}
}

func FuzzBaseline(f *testing.F) {
	f.Add(`{"version": 1, "findings": [{"package": "a", "rule": "ratewait", "level": "error", "finding": "f", "count": 3}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		b, err := parseBaseline([]byte(text))
		if err != nil {
			return
		}
		name := filepath.Join(t.TempDir(), "b")
		if err := b.Write(name); err != nil {
			t.Fatal(err)
		}
		again, err := ReadBaseline(name)
		if err != nil || len(again.Findings) != len(b.Findings) {
			t.Errorf("%q: written and read again %+v, %v", text, again, err)
		}
	})
}

func TestBaselineTarget(t *testing.T) {
	dir := t.TempDir()
	other, empty := filepath.Join(dir, "main.go"), filepath.Join(dir, "empty")
	for name, text := range map[string]string{other: "package main\n", empty: ""} {
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for name, ok := range map[string]bool{
		filepath.Join(dir, "new"):          true,
		empty:                              true,
		other:                              false,
		dir:                                false,
		filepath.Join(dir, "none", "file"): false,
	} {
		if err := CheckBaselineTarget(name); (err == nil) != ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// lines are changed lines by file.
type lines map[string][]int

func (l lines) Has(file string, line int) bool { return slices.Contains(l[file], line) }

func (l lines) HasIn(base string, line int) bool {
	for file := range l {
		if filepath.Base(file) == base && l.Has(file, line) {
			return true
		}
	}
	return false
}

func TestTouchedBy(t *testing.T) {
	ch := lines{pathstest.Native("/src/a/a.go"): {3, 4, 9}, pathstest.Native("/src/n.go"): {70}}
	at := func(file string, line int) Result {
		return Result{Finding: &finding.Finding{
			Place:    finding.Place{File: file, Line: line, Col: 1},
			Operator: &finding.Operator{Name: "f", Form: "g", Registered: finding.Place{File: "x.go", Line: 3}},
			Calls:    []finding.Hop{{Name: "h"}},
		}}
	}
	changed := finding.Place{File: "a/a.go", Line: 9, Col: 1}
	near, registered, also := at("b.go", 3), at("b.go", 3), at("b.go", 3)
	near.Calls[0].Place = changed
	registered.Operator.Registered = changed
	also.Others = []finding.Operator{{Name: "h", Registered: changed}}
	far, farther, seen := at("b.go", 3), at("b.go", 3), at("b.go", 3)
	far.Where = finding.Spot{File: "a.go", Line: 4}
	farther.Where = finding.Spot{File: "a.go", Line: 5}
	seen.What.At = finding.Spot{File: "a/a.go", Line: 9}
	for i, tt := range []struct {
		f    Result
		want bool
	}{
		{at("a/a.go", 3), true},
		{at("a/a.go", 5), false},
		{at("n.go", 70), true},
		{at("b.go", 3), false},
		{at("/elsewhere/a/a.go", 3), false},
		{near, true},
		{registered, true},
		{also, false},
		{far, true},
		{farther, false},
		{seen, true},
	} {
		if got := tt.f.touchedBy(ch, pathstest.Native("/src")); got != tt.want {
			t.Errorf("%d: %+v: %t, want %t", i, tt.f.Finding, got, tt.want)
		}
	}
}

func TestHeldSummary(t *testing.T) {
	res := &Results{Packages: make([]string, 4), Held: Held{Known: 3, Unchanged: 2}}
	if got, want := res.Summary(), "no findings in 4 packages; 0 operators; 3 more in the baseline, 2 more on unchanged lines"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
