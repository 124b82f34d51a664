package report

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/gocmd"
	"github.com/jobvet/jobvet/internal/vettool"
)

// reaches is a finding of an operator of a package m/PKG, at a line of its file, that
// gets by some calls to a line of m/s/s.go.
func reaches(dir, pkg, op string, line, where int, calls ...string) *finding.Finding {
	at := finding.Place{File: filepath.Join(dir, pkg, pkg+".go"), Line: line, Col: 2}
	f := &finding.Finding{
		Rule: "timewait", Level: finding.Error, Place: at, End: at,
		Operator: &finding.Operator{Func: "m/" + pkg + "." + op, Name: op, Form: "g", Registered: finding.Place{File: at.File, Line: 1, Col: 1}},
		What:     finding.Clause{Text: "sleeps"}, Harm: "it stalls", Advice: "do not",
		Where: finding.Spot{File: "s/s.go", Line: where}, Module: "m",
	}
	for _, c := range calls {
		f.Calls = append(f.Calls, finding.Hop{Name: c})
	}
	return f
}

// collected returns the findings of units, each a finding of a package of module m in dir.
func collected(dir string, list ...*finding.Finding) *Results {
	var units []gocmd.Unit
	for _, f := range list {
		pkg := "m/" + filepath.Base(filepath.Dir(f.Place.File))
		units = append(units, gocmd.Unit{Package: pkg, Diagnostics: []vettool.Diagnostic{{Category: f.Rule, Message: f.Encode()}}})
	}
	return Collect(units, dir, map[string]string{"m": dir}, finding.None)
}

func shownFindings(res *Results) []string {
	var list []string
	for _, f := range res.Findings {
		text := f.Told()
		_, more, _ := strings.Cut(text, "do not")
		list = append(list, filepath.ToSlash(f.Place.String())+" "+f.Operator.Name+more)
	}
	return list
}

func TestMerge(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "s"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "s", "s.go"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	change := func(f *finding.Finding, do func(*finding.Finding)) *finding.Finding { do(f); return f }
	caution := func(f *finding.Finding) { f.Level = finding.Caution }
	here := func(f *finding.Finding) { f.Where, f.Module = finding.Spot{}, "" }
	registered := func(f *finding.Finding) { f.Place = f.Operator.Registered }
	fixed := func(f *finding.Finding) { f.Level, f.HasFix = finding.Caution, true }
	wired := func(f *finding.Finding) { f.Wired = f.Place }
	for name, tt := range map[string]struct {
		list []*finding.Finding
		want []string
	}{
		"the shortest chain": {
			[]*finding.Finding{reaches(dir, "a", "f", 3, 6, "x", "y"), reaches(dir, "b", "g", 5, 6, "y"), reaches(dir, "b", "g", 7, 6, "y")},
			[]string{"b/b.go:5:2 g (and 2 more ways, 1 more operator)"},
		},
		"the highest level": {
			[]*finding.Finding{change(reaches(dir, "a", "f", 3, 6, "y"), caution), reaches(dir, "a", "f", 9, 6, "x", "y")},
			[]string{"a/a.go:9:2 f (and 1 more way)"},
		},
		"two causes": {
			[]*finding.Finding{reaches(dir, "a", "f", 3, 6, "y"), reaches(dir, "a", "f", 4, 7, "y")},
			[]string{"a/a.go:3:2 f", "a/a.go:4:2 f"},
		},
		"two things on a line": {
			[]*finding.Finding{reaches(dir, "a", "f", 3, 6, "y"), change(reaches(dir, "a", "f", 4, 6, "y"), func(f *finding.Finding) { f.What.Text = "dozes" })},
			[]string{"a/a.go:3:2 f", "a/a.go:4:2 f"},
		},
		"two modules": {
			[]*finding.Finding{reaches(dir, "a", "f", 3, 6, "y"), change(reaches(dir, "a", "f", 4, 6, "y"), func(f *finding.Finding) { f.Module = "n" })},
			[]string{"a/a.go:3:2 f", "a/a.go:4:2 f"},
		},
		"another's module": {
			[]*finding.Finding{change(reaches(dir, "a", "f", 3, 6, "y"), func(f *finding.Finding) { f.Module = "n" }), change(reaches(dir, "a", "f", 4, 6, "y"), func(f *finding.Finding) { f.Module = "n" })},
			[]string{"a/a.go:3:2 f", "a/a.go:4:2 f"},
		},
		"no module": {
			[]*finding.Finding{change(reaches(dir, "a", "f", 3, 6, "y"), func(f *finding.Finding) { f.Module = "" }), change(reaches(dir, "a", "f", 4, 6, "y"), func(f *finding.Finding) { f.Module = "" })},
			[]string{"a/a.go:3:2 f", "a/a.go:4:2 f"},
		},
		"a fix": {
			[]*finding.Finding{reaches(dir, "a", "f", 3, 6, "y"), change(reaches(dir, "a", "f", 4, 6, "y"), func(f *finding.Finding) { f.HasFix = true })},
			[]string{"a/a.go:3:2 f", "a/a.go:4:2 f"},
		},
		"an operator beside the cause": {
			[]*finding.Finding{change(reaches(dir, "s", "h", 6, 0), here), reaches(dir, "a", "f", 3, 6, "y")},
			[]string{"s/s.go:6:2 h (and 1 more way, 1 more operator)"},
		},
		"a fix at the cause": {
			[]*finding.Finding{change(change(reaches(dir, "s", "f", 6, 0), here), fixed), change(reaches(dir, "a", "f", 3, 6), registered)},
			[]string{"s/s.go:6:2 f (and 1 more operator)"},
		},
		"a fix at the cause, and a way": {
			[]*finding.Finding{change(change(reaches(dir, "s", "h", 6, 0, "y"), here), fixed), reaches(dir, "a", "f", 3, 6), reaches(dir, "b", "f", 3, 6, "x", "y")},
			[]string{"s/s.go:6:2 f (and 2 more ways, 2 more operators)"},
		},
		"a fix at the cause, for another framework": {
			[]*finding.Finding{change(change(reaches(dir, "s", "h", 6, 0), here), fixed), change(reaches(dir, "a", "f", 3, 6, "y"), func(f *finding.Finding) { f.Operator.Framework = "other" })},
			[]string{"a/a.go:3:2 f", "s/s.go:6:2 h"},
		},
		"a fix at the cause, for another policy": {
			[]*finding.Finding{change(change(reaches(dir, "s", "h", 6, 0), here), fixed), change(reaches(dir, "a", "f", 3, 6, "y"), func(f *finding.Finding) { f.Operator.Policy = "forbid" })},
			[]string{"a/a.go:3:2 f", "s/s.go:6:2 h"},
		},
		"two fixes at the cause": {
			[]*finding.Finding{
				change(change(reaches(dir, "s", "h", 6, 0), here), fixed),
				change(change(change(reaches(dir, "s", "h", 6, 0), here), fixed), func(f *finding.Finding) { f.Place.Col = 9 }),
				reaches(dir, "a", "f", 3, 6, "y"),
			},
			[]string{"a/a.go:3:2 f", "s/s.go:6:2 h", "s/s.go:6:9 h"},
		},
		"all here": {
			[]*finding.Finding{change(reaches(dir, "s", "h", 6, 0), here), change(change(reaches(dir, "s", "h", 6, 0), here), func(f *finding.Finding) { f.Place.Col = 9 })},
			[]string{"s/s.go:6:2 h", "s/s.go:6:9 h"},
		},
		"one at a registration": {
			[]*finding.Finding{change(reaches(dir, "a", "f", 3, 6), registered)},
			[]string{"a/a.go:1:1 f"},
		},
		"two at a registration": {
			[]*finding.Finding{change(reaches(dir, "a", "f", 3, 6), registered), change(reaches(dir, "a", "g", 3, 7), registered)},
			[]string{"s/s.go:6 f", "s/s.go:7 g"},
		},
		"two with one cause at a registration": {
			[]*finding.Finding{change(reaches(dir, "a", "f", 3, 6), registered), change(reaches(dir, "a", "g", 3, 6, "y"), registered)},
			[]string{"a/a.go:1:1 f (and 1 more way, 1 more operator)"},
		},
		"two at a registration, of another's module": {
			[]*finding.Finding{
				change(change(reaches(dir, "a", "f", 3, 6), registered), func(f *finding.Finding) { f.Module = "n" }),
				change(change(reaches(dir, "a", "g", 3, 7), registered), func(f *finding.Finding) { f.Module = "n" }),
			},
			[]string{"a/a.go:1:1 f", "a/a.go:1:1 g"},
		},
		"wired": {
			[]*finding.Finding{change(reaches(dir, "a", "f", 3, 6, "y"), wired), change(reaches(dir, "b", "f", 3, 6, "y"), func(f *finding.Finding) { f.Wired, f.Operator.Func = f.Place, "m/a.f" })},
			[]string{"s/s.go:6 f (and 1 more way)"},
		},
	} {
		for range 2 {
			slices.Reverse(tt.list)
			res := collected(dir, tt.list...)
			if got := shownFindings(res); !slices.Equal(got, tt.want) {
				t.Errorf("%s: %q, want %q", name, got, tt.want)
			}
			if got := single(res.Findings); len(got) != len(tt.list) {
				t.Errorf("%s: %d findings of packages, want %d", name, len(got), len(tt.list))
			}
		}
	}
}

// The fix of a finding that is not shown is for those of its cause that are, and what a function
// is by its shape is no other way to it.
func TestBelow(t *testing.T) {
	dir := t.TempDir()
	shape := func(framework string, fix bool) *finding.Finding {
		f := reaches(dir, "s", "f", 6, 0)
		f.Level, f.Where, f.Module, f.HasFix, f.Advice = finding.Caution, finding.Spot{}, "", fix, "by this"
		f.Operator.Func, f.Operator.Framework = "m/a.f", framework
		return f
	}
	for name, tt := range map[string]struct {
		shape *finding.Finding
		fixed bool
	}{"a fix": {shape("", true), true}, "no fix": {shape("", false), false}, "another framework": {shape("q", true), false}} {
		f := reaches(dir, "a", "f", 3, 6)
		f.Place = f.Operator.Registered
		fixes := []vettool.Fix{{Message: "By this"}}
		units := []gocmd.Unit{
			{Package: "m/a", Diagnostics: []vettool.Diagnostic{{Category: f.Rule, Message: f.Encode()}}},
			{Package: "m/s", Diagnostics: []vettool.Diagnostic{{Category: f.Rule, Message: tt.shape.Encode(), Fixes: fixes}}},
		}
		res := Collect(units, dir, map[string]string{"m": dir}, finding.Error)
		for range 2 {
			if len(res.Findings) != 1 || res.Findings[0].Place.String() != filepath.Join("a", "a.go")+":1:1" || res.Findings[0].Level != finding.Error {
				t.Errorf("%s: %q", name, shownFindings(res))
				break
			}
			if got := res.Findings[0]; got.HasFix != tt.fixed || (got.Advice == "by this") != tt.fixed || (len(got.Fixes) == 1) != tt.fixed {
				t.Errorf("%s: %t, %q, %d fixes", name, got.HasFix, got.Advice, len(got.Fixes))
			}
			res.Filter(&Filter{Baseline: new(Baseline)}, dir)
		}
		if len(NewBaseline(res.Findings).Findings) != 1 {
			t.Errorf("%s: the baseline has what is not shown", name)
		}
	}
	registered := reaches(dir, "a", "f", 3, 6)
	registered.Place = registered.Operator.Registered
	if got := shownFindings(collected(dir, registered, shape("", false))); !slices.Equal(got, []string{"a/a.go:1:1 f"}) {
		t.Errorf("by its shape, too: %q", got)
	}
}

// A moved finding keeps the key of the package that reported it, and what holds back ways
// does so one by one.
func TestMergeFilter(t *testing.T) {
	dir := t.TempDir()
	res := collected(dir, reaches(dir, "a", "f", 3, 6, "y"), reaches(dir, "a", "f", 9, 6, "x", "y"), reaches(dir, "b", "g", 5, 6, "y"))
	b := NewBaseline(res.Findings)
	if len(b.Findings) != 3 {
		t.Errorf("%d entries for three ways: %v", len(b.Findings), b.Findings)
	}
	res.Filter(&Filter{Changes: nil, Baseline: &Baseline{Findings: []Entry{{Package: "m/a", Rule: "timewait", Finding: b.Findings[0].Finding, Count: 1}}}}, dir)
	if len(res.Findings) != 1 || len(res.Findings[0].Ways) != 1 || res.Held.Known != 0 {
		t.Errorf("two ways are left: %q, %d known", shownFindings(res), res.Held.Known)
	}
	for i := range b.Findings {
		b.Findings[i].Count = 1
	}
	res.Filter(&Filter{Baseline: b}, dir)
	if len(res.Findings) != 0 || res.Held.Known != 1 {
		t.Errorf("nothing is left: %q, %d known", shownFindings(res), res.Held.Known)
	}
}
