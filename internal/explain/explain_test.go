package explain

import (
	"strings"
	"testing"

	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/graph"
)

func all(string) bool { return true }

// ask explains a line of a.go, which is in the package x/a.
func ask(t *testing.T, line int, pkgs ...*graph.Package) string {
	t.Helper()
	var b strings.Builder
	err := Write(&b, graph.Merge(pkgs), Query{
		Span: Span{File: "a.go", Line: line, From: line, To: line}, Package: "x/a",
		Shown: all, Rule: all, Relative: func(file string) string { return file },
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// has reports which of the texts an explanation lacks.
func has(t *testing.T, text string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(text, w) {
			t.Errorf("it lacks %q:\n%s", w, text)
		}
	}
}

func at(line, col int) finding.Place { return finding.Place{File: "a.go", Line: line, Col: col} }

// op is an operator with a function op of its own, at lines 1 to 9.
func op(f *graph.Func, reaches ...*graph.Reach) *graph.Package {
	f.ID, f.Name, f.Place, f.End = "x/a.op", "op", at(1, 1), 9
	return &graph.Package{Path: "x/a", Funcs: []*graph.Func{f}, Operators: []*graph.Operator{
		{Func: "x/a.op", Name: "op", Form: "fw.Run", Framework: "fw", Policy: "forbid", Place: at(20, 1), Reaches: reaches},
	}}
}

// Two effects of a rule on one line are told apart by their columns, and effects are
// found whatever their phrases say.
func TestEffectsByPlace(t *testing.T) {
	pkg := op(&graph.Func{Effects: []graph.Effect{
		{Rule: "timewait", Phrase: "sleeps first", Line: 3, Col: 2},
		{Rule: "timewait", Phrase: "sleeps then", Line: 3, Col: 30},
	}},
		&graph.Reach{Rule: "timewait", Phrase: "naps, too", Place: at(3, 30), Level: "caution"},
		&graph.Reach{Rule: "timewait", Phrase: "naps", Place: at(3, 2), Why: "it is short"},
	)
	has(t, ask(t, 3, pkg),
		"timewait: sleeps first\n  op\n    not a finding: it is short\n",
		"timewait: sleeps then\n  op\n    reported: a caution at a.go:3:30\n")
	if text := ask(t, 3, pkg); strings.Contains(text, "nap") {
		t.Errorf("the same effects are told twice:\n%s", text)
	}
}

// What an operator makes worse is told beside the effect.
func TestWorse(t *testing.T) {
	pkg := op(&graph.Func{Effects: []graph.Effect{{Rule: "gospawn", Phrase: "starts a goroutine", Line: 3, Col: 2}}},
		&graph.Reach{Rule: "gospawn", Phrase: "starts a goroutine and uses the emitter there", Place: at(3, 2), Level: "error", Worse: true})
	const reported = "\n  op\n    reported: an error at a.go:3:2\n"
	has(t, ask(t, 3, pkg), "gospawn: starts a goroutine"+reported, "gospawn: starts a goroutine and uses the emitter there"+reported)
}

// A wait in a goroutine has become a finding of the go statement: known by the wait's
// place, and not by what is said of it.
func TestMovedWait(t *testing.T) {
	pkg := func(moved finding.Place) *graph.Package {
		p := op(&graph.Func{Calls: []graph.Call{{To: "x/a.wait", Name: "wait", Line: 4, Spawned: true}}},
			&graph.Reach{Rule: "rateasync", Phrase: "says it in other words", Place: at(4, 2), Moved: moved, Level: "error"})
		p.Funcs = append(p.Funcs, &graph.Func{ID: "x/a.wait", Name: "wait", Place: at(11, 1), End: 13, Effects: []graph.Effect{
			{Rule: "ratewait", Phrase: "blocks in Wait", Line: 12, Col: 3},
		}})
		return p
	}
	has(t, ask(t, 12, pkg(at(12, 3))), "ratewait: blocks in Wait\n  op\n    reported: an error at a.go:4:2\n")
	has(t, ask(t, 12, pkg(at(99, 3))), "not a finding: it runs in a goroutine of its own")
}

// A path leaves the operator's package at a call of another package, even if one path
// begins with the other's.
func TestCrossing(t *testing.T) {
	client := &graph.Package{Path: "x/a", Funcs: []*graph.Func{
		{ID: "x/a.Get", Name: "Get", Place: at(1, 1), End: 9, Effects: []graph.Effect{{Rule: "ratewait", Phrase: "blocks", Line: 5, Col: 2}}},
	}}
	job := &graph.Package{Path: "x", Funcs: []*graph.Func{
		{ID: "x.op", Name: "op", Place: finding.Place{File: "job.go", Line: 1}, End: 9, Calls: []graph.Call{{To: "x/a.Get", Name: "a.Get", Line: 7}}},
	}, Operators: []*graph.Operator{{
		Func: "x.op", Name: "op", Place: finding.Place{File: "job.go", Line: 20},
		Reaches: []*graph.Reach{{Rule: "ratewait", Phrase: "waits", Place: finding.Place{File: "job.go", Line: 7, Col: 9}, Where: finding.Spot{File: "a.go", Line: 5}, Level: "error"}},
	}}}
	has(t, ask(t, 5, client, job), "ratewait: blocks\n  op\n    reported: an error at job.go:7:9\n")
	job.Operators[0].Reaches[0].Where.Line = 6
	has(t, ask(t, 5, client, job), "not a finding: the ratewait finding of job.go:7 stands for it; as its example it shows the wait in a.go:6")
}
