package draw

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/graph"
)

func always(string) bool { return true }

func drawing(pkgs ...*graph.Package) *Drawing {
	return New(graph.Merge(pkgs), Options{Level: always, Rule: always, Relative: func(f string) string { return f }})
}

// nasty is what names, phrases and paths must not do to a page or a DOT file.
const nasty = "</script><script>alert(1)</script>\"\\\n{}|<b>&amp;\u2028\x00"

func nastyDrawing() *Drawing {
	return drawing(&graph.Package{Path: nasty, Operators: []*graph.Operator{{
		Func: nasty + ".f", Name: nasty, Form: nasty, Framework: nasty, Policy: "forbid",
		Place:   finding.Place{File: nasty, Line: 1},
		Reaches: []*graph.Reach{{Rule: nasty, Phrase: nasty, Level: "error", Bound: nasty, Why: nasty, Where: finding.Spot{File: nasty, Line: 1}, Chain: []graph.Hop{{Name: nasty, At: finding.Spot{File: nasty, Line: 1}}}}},
	}}})
}

var dataElement = regexp.MustCompile(`(?s)<script type="application/json" id="data">(.*?)</script>`)

func page(t *testing.T, d *Drawing) string {
	t.Helper()
	var b strings.Builder
	if err := HTML(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestHTMLEscapes(t *testing.T) {
	text := page(t, nastyDrawing())
	if n := strings.Count(text, "<script"); n != 2 {
		t.Errorf("%d script elements, want 2", n)
	}
	var d Drawing
	if err := json.Unmarshal([]byte(dataElement.FindStringSubmatch(text)[1]), &d); err != nil {
		t.Fatal(err)
	}
	if d.Operators[0].Name != nasty || d.Effects[0].Phrase != nasty {
		t.Errorf("the data do not come back: %+v", d)
	}
}

// The page refers to nothing outside of it, and its policy forbids that.
func TestHTMLSelfContained(t *testing.T) {
	text := page(t, nastyDrawing())
	if m := regexp.MustCompile(`(?i)\b(src|href)\s*=|url\(|@import|fetch\(|XMLHttpRequest`).FindString(text); m != "" {
		t.Errorf("the page has %q", m)
	}
	if !strings.Contains(text, `content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"`) {
		t.Error("the page has no content security policy")
	}
}

func TestDOTEscapes(t *testing.T) {
	var b strings.Builder
	if err := DOT(&b, nastyDrawing()); err != nil {
		t.Fatal(err)
	}
	token := regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)
	for line := range strings.SplitSeq(b.String(), "\n") {
		if rest := token.ReplaceAllString(line, ""); strings.ContainsAny(rest, "\"\\<&|") {
			t.Errorf("outside of strings: %q", rest)
		}
	}
}

// Levels, chains over packages, and what is not at hand.
func TestNew(t *testing.T) {
	a := &graph.Package{Path: "x/a", Funcs: []*graph.Func{
		{ID: "x/a.op", Name: "op", Place: finding.Place{File: "a.go", Line: 3}, Calls: []graph.Call{{To: "x/b.Get", Name: "b.Get", Line: 4}}},
	}, Operators: []*graph.Operator{{Func: "x/a.op", Name: "op", Framework: "Beam", Policy: "forbid", Reaches: []*graph.Reach{
		{Rule: "chanwait", Phrase: "waits", Place: finding.Place{File: "a.go", Line: 9}},
		{Rule: "timewait", Phrase: "sleeps", Level: "error", Place: finding.Place{File: "a.go", Line: 4}, Where: finding.Spot{File: "b.go", Line: 8},
			Chain: []graph.Hop{{Name: "b.Get", At: finding.Spot{File: "a.go", Line: 4}}, {Name: "b.pause", At: finding.Spot{File: "b.go", Line: 6}}}},
		{Rule: "timewait", Phrase: "sleeps", Level: "error", Suppressed: "a directive", Place: finding.Place{File: "a.go", Line: 7}},
		{Rule: "ratewait", Phrase: "blocks", Level: "caution", Place: finding.Place{File: "a.go", Line: 5}, Where: finding.Spot{File: "lib.go", Line: 1},
			Chain: []graph.Hop{{Name: "lib.Do", At: finding.Spot{File: "a.go", Line: 5}}, {Name: "lib.wait", At: finding.Spot{File: "lib.go", Line: 1}}}},
	}}}}
	b := &graph.Package{Path: "x/b", Funcs: []*graph.Func{
		{ID: "x/b.Get", Name: "Get", Place: finding.Place{File: "d/b.go", Line: 5}, Calls: []graph.Call{{To: "x/b.pause", Name: "pause", Line: 6}}},
		{ID: "x/b.pause", Name: "pause", Place: finding.Place{File: "d/b.go", Line: 8}},
	}}
	d := drawing(a, b)
	var got []string
	for _, c := range d.Operators[0].Chains {
		var names []string
		for _, f := range c.Funcs {
			names = append(names, d.Funcs[f].Package+":"+d.Funcs[f].Name)
		}
		e := d.Effects[c.Effect]
		got = append(got, fmt.Sprintf("%s %s %s %v", c.Level, e.Rule, e.At, names))
	}
	want := []string{
		"error timewait d/b.go:8 [x/a:op x/b:Get x/b:pause]",
		"caution ratewait lib.go:1 [x/a:op :lib.Do :lib.wait]",
		"suppressed timewait a.go:7 [x/a:op]",
		"tolerated chanwait a.go:9 [x/a:op]",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// A hop goes to the function that it names by its ID, whatever else is called alike on
// the line; a hop in another package to the one of its name.
func TestFollow(t *testing.T) {
	place := func(file string, line int) finding.Place { return finding.Place{File: file, Line: line} }
	a := &graph.Package{Path: "x/a", Funcs: []*graph.Func{
		{ID: "x/a.op", Name: "op", Place: place("a.go", 3), Calls: []graph.Call{
			{To: "x/b.One.Get", Name: "Get", Line: 4}, {To: "x/b.Two.Get", Name: "Get", Line: 4},
		}},
	}, Operators: []*graph.Operator{{Func: "x/a.op", Name: "op", Reaches: []*graph.Reach{
		{Rule: "timewait", Level: "error", Place: place("a.go", 4), Where: finding.Spot{File: "b.go", Line: 9}, Chain: []graph.Hop{
			{Name: "Get", At: finding.Spot{File: "a.go", Line: 4}, To: "x/b.Two.Get"},
			{Name: "b.pause", At: finding.Spot{File: "b.go", Line: 6}},
		}},
	}}}}
	b := &graph.Package{Path: "x/b", Funcs: []*graph.Func{
		{ID: "x/b.One.Get", Name: "One.Get", Place: place("d/b.go", 1)},
		{ID: "x/b.Two.Get", Name: "Two.Get", Place: place("d/b.go", 5), Calls: []graph.Call{{To: "x/b.pause", Name: "pause", Line: 6}}},
		{ID: "x/b.pause", Name: "pause", Place: place("d/b.go", 8)},
	}}
	d := drawing(a, b)
	var names []string
	for _, f := range d.Operators[0].Chains[0].Funcs {
		names = append(names, d.Funcs[f].Package+":"+d.Funcs[f].Name)
	}
	if got, want := strings.Join(names, " "), "x/a:op x/b:Two.Get x/b:pause"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// The order of packages does not show, and many operators are no trouble.
func TestNewStable(t *testing.T) {
	var pkgs []*graph.Package
	for i := range 40 {
		p := &graph.Package{Path: fmt.Sprintf("x/p%d", i)}
		for j := range 20 {
			id := fmt.Sprintf("%s.f%d", p.Path, j)
			p.Funcs = append(p.Funcs, &graph.Func{ID: id, Name: fmt.Sprintf("f%d", j)})
			p.Operators = append(p.Operators, &graph.Operator{Func: id, Name: fmt.Sprintf("f%d", j), Framework: "Beam",
				Reaches: []*graph.Reach{{Rule: "timewait", Phrase: "sleeps", Level: "error", Place: finding.Place{File: p.Path, Line: j + 1}}}})
		}
		pkgs = append(pkgs, p)
	}
	first := page(t, drawing(pkgs...))
	for i := range pkgs {
		pkgs[i], pkgs[(i*7)%40] = pkgs[(i*7)%40], pkgs[i]
	}
	if page(t, drawing(pkgs...)) != first {
		t.Error("the order of packages shows")
	}
	if n := strings.Count(first, `"level":"error","at"`); n != 800 {
		t.Errorf("%d chains, want 800", n)
	}
}

// Each level has a look of its own in both forms.
func TestLevels(t *testing.T) {
	for _, l := range Levels {
		if dotStyles[l] == "" {
			t.Errorf("DOT has no style for %s", l)
		}
		for _, want := range []string{".e-" + l + " .box", "." + l + " {", `"` + l + `"`} {
			if !strings.Contains(pageText, want) {
				t.Errorf("the page has no %s", want)
			}
		}
	}
}

// What the drawing says of its surroundings gets to the page.
func TestHTMLLinks(t *testing.T) {
	d := New(graph.Merge(nil), Options{Root: "../src", Pages: map[string]string{"chanwait": "https://example.com/chanwait"}})
	text := page(t, d)
	for _, want := range []string{`"root":"../src"`, `"chanwait":"https://example.com/chanwait"`, "<summary>Legend</summary>"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page has no %s", want)
		}
	}
}
