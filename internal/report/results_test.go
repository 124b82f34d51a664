package report

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/finding/findingtest"
	"github.com/jobvet/jobvet/internal/gocmd"
	"github.com/jobvet/jobvet/internal/graph"
	"github.com/jobvet/jobvet/internal/paths/pathstest"
	"github.com/jobvet/jobvet/internal/vettool"
)

// vetOutput is units as go vet prints them, for a package and its variant, in any
// order.
func vetOutput() string {
	b, test, lib := pathstest.Native("/job/b/b.go"), pathstest.Native("/job/b/x_test.go"), pathstest.Native("/lib/l.go")
	work := finding.Operator{
		Name: "b.Work", Form: "river.AddWorker", Registered: finding.Place{File: pathstest.Native("/job/c/c.go"), Line: 1, Col: 1},
		Framework: "River", Policy: "bounded",
	}
	first := findingtest.Diagnostic(findingtest.Says("ratewait", "first", finding.Place{File: b, Line: 9, Col: 2}, finding.Place{File: b, Line: 9, Col: 3}))
	second := findingtest.Says("chanwait", "waits", finding.Place{File: b, Line: 10, Col: 2}, finding.Place{File: b, Line: 10, Col: 9})
	second.Operator, second.Harm, second.Advice = &work, "it stalls", "do not"
	listed := &finding.Listed{Operator: work, Place: finding.Place{File: b, Line: 8, Col: 1}}
	return `{}
{
	"example.com/job/b [example.com/job/b.test]": {
		"jobvet": [` + strings.Join([]string{
		findingtest.Diagnostic(second, vettool.Fix{Message: "m", Edits: []vettool.Edit{{Filename: b, Start: 1, End: 2, New: "x"}}}),
		first,
		findingtest.JSON(vettool.Diagnostic{Category: finding.OperatorCategory, Message: listed.Encode()}),
		findingtest.JSON(vettool.Diagnostic{Category: finding.PackageCategory, Message: "example.com/job/b"}),
	}, ",\n") + `]
	}
}
{
	"example.com/job/b_test [example.com/job/b.test]": {
		"jobvet": [` + findingtest.Diagnostic(findingtest.Says("ratewait", "in a test", finding.Place{File: test, Line: 1, Col: 2}, finding.Place{})) + `]
	}
}
{"example.com/job/b": {"jobvet": [` + first + `]}}
{"example.com/job/z": {"jobvet": {"error": "cannot read the catalogue"}}}
{"example.com/job/a": {"jobvet": {"error": "cannot read the catalogue"}}}
{"example.com/lib": {"jobvet": [` + findingtest.Diagnostic(findingtest.Says("ratewait", "elsewhere", finding.Place{File: lib, Line: 1, Col: 1}, finding.Place{})) + `]}}
`
}

func TestCollect(t *testing.T) {
	units, err := gocmd.ParseUnits(strings.NewReader(vetOutput()))
	if err != nil {
		t.Fatal(err)
	}
	if len(units) != 7 {
		t.Errorf("%d units, want 7", len(units))
	}
	res := Collect(units, pathstest.Native("/job"), nil, finding.None)
	var b strings.Builder
	if err := printText(&b, &Report{Results: res, Paint: Plain}); err != nil {
		t.Fatal(err)
	}
	wantText := `/lib/l.go:1:1: ratewait: elsewhere
    more: jobvet -explain ratewait
b/b.go:9:2: ratewait: first
b/b.go:10:2: chanwait: b.Work waits: it stalls
    operator: b.Work (river.AddWorker, c/c.go:1)
    advice: do not
    more: jobvet -explain chanwait
b/x_test.go:1:2: ratewait: in a test
`
	if got := filepath.ToSlash(strings.ReplaceAll(b.String(), pathstest.Native("/lib"), "/lib")); got != wantText {
		t.Errorf("text:\n%swant:\n%s", &b, wantText)
	}
	b.Reset()
	printOperators(&b, res.Operators)
	if want := "b/b.go:8:1: b.Work (river.AddWorker, c/c.go:1) framework=River policy=bounded\n"; filepath.ToSlash(b.String()) != want {
		t.Errorf("operators: %q, want %q", b.String(), want)
	}
	res.Packages = make([]string, 14)
	if got, want := res.Summary(), "4 findings (3 ratewait, 1 chanwait) in 2 of 14 packages; 1 operator"; got != want {
		t.Errorf("summary: %q, want %q", got, want)
	}
	res.Packages = nil
	if got, want := res.Summary(), "4 findings (3 ratewait, 1 chanwait) in 2 packages; 1 operator"; got != want {
		t.Errorf("summary without a total: %q, want %q", got, want)
	}
	wantFailures := []gocmd.Failure{{Package: "example.com/job/a", Message: "cannot read the catalogue"}}
	if !reflect.DeepEqual(res.Failures, wantFailures) {
		t.Errorf("failures: %+v, want %+v", res.Failures, wantFailures)
	}
}

// What cannot be read must not look like a clean package.
func TestCollectBroken(t *testing.T) {
	for _, d := range []vettool.Diagnostic{
		{Category: "ratewait", Message: "ratewait: a sentence"},
		{Category: "ratewait", Message: `{"rule": "ratewait", "level": "loud"}`},
		{Category: "ratewait", Message: `{"level": "error"}`},
		{Category: finding.OperatorCategory, Message: "operator: f"},
		{Category: graph.Category, Message: "{"},
	} {
		res := Collect([]gocmd.Unit{{Package: "a", Diagnostics: []vettool.Diagnostic{d}}}, pathstest.Native("/job"), nil, finding.None)
		if len(res.Findings) != 0 || len(res.Failures) != 1 || res.Failures[0].Package != "a" {
			t.Errorf("%+v: findings %v, failures %v", d, res.Findings, res.Failures)
		}
	}
}

func TestPrintJSON(t *testing.T) {
	units, err := gocmd.ParseUnits(strings.NewReader(vetOutput()))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	checked := Collect(units[:2], pathstest.Native("/job"), nil, finding.None)
	checked.Packages = make([]string, 14)
	if err := printJSON(&b, &Report{Results: checked}); err != nil {
		t.Fatal(err)
	}
	want := `{
  "packages": 14,
  "findings": [
    {
      "rule": "ratewait",
      "package": "example.com/job/b",
      "file": "b/b.go",
      "line": 9,
      "column": 2,
      "end_line": 9,
      "end_column": 3,
      "level": "error",
      "message": "ratewait: first",
      "has_fix": false,
      "url": "https://github.com/jobvet/jobvet/blob/main/docs/rules/ratewait.md",
      "fingerprint": "4366cc2af1905063"
    },
    {
      "rule": "chanwait",
      "package": "example.com/job/b",
      "file": "b/b.go",
      "line": 10,
      "column": 2,
      "end_line": 10,
      "end_column": 9,
      "level": "error",
      "message": "chanwait: b.Work waits: it stalls; do not",
      "operator": "b.Work",
      "framework": "River",
      "harm": "it stalls",
      "advice": "do not",
      "has_fix": false,
      "url": "https://github.com/jobvet/jobvet/blob/main/docs/rules/chanwait.md",
      "fingerprint": "b986fc4ba2ef927b",
      "related": [
        {
          "file": "c/c.go",
          "line": 1,
          "column": 1,
          "message": "b.Work is registered here (river.AddWorker)"
        }
      ]
    }
  ],
  "operators": [
    {
      "package": "example.com/job/b",
      "file": "b/b.go",
      "line": 8,
      "column": 1,
      "name": "b.Work",
      "registration": "river.AddWorker, c/c.go:1",
      "framework": "River",
      "policy": "bounded"
    }
  ],
  "failures": []
}
`
	if b.String() != want {
		t.Errorf("got:\n%swant:\n%s", &b, want)
	}
	b.Reset()
	if err := printJSON(&b, &Report{Results: new(Results)}); err != nil {
		t.Fatal(err)
	}
	want = "{\n  \"packages\": 0,\n  \"findings\": [],\n  \"operators\": [],\n  \"failures\": []\n}\n"
	if b.String() != want {
		t.Errorf("empty: got:\n%swant:\n%s", &b, want)
	}
}

func FuzzParseUnits(f *testing.F) {
	f.Add(vetOutput())
	f.Add(`{"a": {"jobvet": null}}`)
	f.Add("null {} []")
	f.Fuzz(func(t *testing.T, s string) {
		units, err := gocmd.ParseUnits(strings.NewReader(s))
		res := Collect(units, pathstest.Native("/job"), nil, finding.None)
		for i := 1; i < len(res.Findings); i++ {
			if compareFindings(res.Findings[i-1], res.Findings[i]) >= 0 {
				t.Errorf("findings %d and %d are out of order or equal", i-1, i)
			}
		}
		var b bytes.Buffer
		res.Packages = make([]string, len(units))
		if err := printJSON(&b, &Report{Results: res}); err != nil || !json.Valid(b.Bytes()) {
			t.Errorf("document: %v: %s", err, &b)
		}
		if err != nil {
			return
		}
		// Nothing is lost between the units of a sound stream.
		again, err := gocmd.ParseUnits(strings.NewReader("{}" + s + "{}"))
		if err != nil || len(again) != len(units)+2 {
			t.Errorf("%d units and two more are %d: %v", len(units), len(again), err)
		}
	})
}

func TestIncomplete(t *testing.T) {
	got := Incomplete([]gocmd.Failure{{Package: "b", Message: "x"}, {Package: "", Message: "y"}, {Package: "a", Message: "z"}, {Package: "b", Message: "w"}})
	if want := "not everything could be checked: a, b"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	got = Incomplete([]gocmd.Failure{{Package: "", Message: "y"}})
	if want := "not everything could be checked"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestMergeOperators(t *testing.T) {
	listed := func(fn, form string, place, registered finding.Place, rank int) Operator {
		return Operator{&finding.Listed{
			Operator: finding.Operator{Func: fn, Name: fn, Form: form, Registered: registered, Framework: "River"}, Place: place, Rank: rank,
		}, form}
	}
	at := func(file string, line int) finding.Place { return finding.Place{File: file, Line: line, Col: 1} }
	declared := listed("f", "shape", at("z.go", 3), at("z.go", 9), 4)
	registered := listed("f", "call", at("a.go", 7), at("a.go", 7), 0)
	again := listed("f", "conversion", at("b.go", 7), at("b.go", 7), 1)
	other := listed("g", "call", at("a.go", 7), at("a.go", 7), 0)
	twice := listed("f", "cron", at("a.go", 8), at("a.go", 8), 0)
	twice.Framework = "cron"
	for _, list := range [][]Operator{
		{declared, registered, again, other, twice, other},
		{twice, other, again, registered, declared},
	} {
		var got []string
		for _, op := range mergeOperators(list) {
			got = append(got, op.Place.String()+" "+op.Listing()+" in "+op.Package)
		}
		want := []string{
			"a.go:7:1 g (call, a.go:7) framework=River policy= in call",
			"a.go:8:1 f (cron, a.go:8) framework=cron policy= in cron",
			"z.go:3:1 f (call, a.go:7) framework=River policy= in shape",
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if declared.Form != "shape" {
		t.Error("a record was changed")
	}
}
