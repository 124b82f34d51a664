package report

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/jobvet/jobvet/internal/finding"
)

// shownAt returns how a finding at a place is printed on a terminal of some width.
func shownAt(t *testing.T, width int, source string, place, end finding.Place) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, place.File), []byte(source), 0o666); err != nil {
		t.Fatal(err)
	}
	f := &finding.Finding{
		Rule: "ratewait", Level: finding.Error, Place: place, End: end,
		Operator: &finding.Operator{Name: "(*Worker).Work", Form: "river.AddWorker", Registered: finding.Place{File: "main.go", Line: 9, Col: 2}},
		What:     finding.Clause{Text: "blocks in (*rate.Limiter).Wait"},
		Calls:    []finding.Hop{{Name: "first"}, {Name: "second"}},
		Harm:     "it holds a slot", Advice: "wait on the operator's own context", HasFix: true,
	}
	r := New(&Results{Findings: []Result{{Finding: f}}}, dir, "")
	r.Width = width
	var b strings.Builder
	if err := printText(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestLayout(t *testing.T) {
	const source = "package a\n\n\tif err := lim.Wait(ctx); err != nil {\r\n\tx := \"\x1b[31mé\"; wait(x)\n\n" + `	f(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16).Wait(17, 18, 19, 20, 21, 22)` + "\n"
	at := func(line, col int) finding.Place { return finding.Place{File: "a.go", Line: line, Col: col} }
	const details = `    operator: (*Worker).Work
        (river.AddWorker, main.go:9)
        → first → second
    fix: wait on the operator's own
        context (jobvet -fix)
    more: jobvet -explain ratewait
`
	for name, tt := range map[string]struct {
		place, end finding.Place
		want       string
	}{
		"a call": {at(3, 12), at(3, 25), `a.go:3:12: ratewait: (*Worker).Work
    blocks in (*rate.Limiter).Wait: it
    holds a slot
    3 |     if err := lim.Wait(ctx); er…
      |               ^^^^^^^^^^^^^
`},
		"to another line": {at(3, 12), at(9, 1), `a.go:3:12: ratewait: (*Worker).Work
    blocks in (*rate.Limiter).Wait: it
    holds a slot
    3 | … := lim.Wait(ctx); err != nil {
      |      ^^^^^^^^^^^^^^^^^^^^^^^^^^^
`},
		"only a line": {at(3, 0), at(3, 0), `a.go:3: ratewait: (*Worker).Work blocks
    in (*rate.Limiter).Wait: it holds a
    slot
    3 | if err := lim.Wait(ctx); err !=…
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`},
		"no end": {at(3, 12), finding.Place{}, `a.go:3:12: ratewait: (*Worker).Work
    blocks in (*rate.Limiter).Wait: it
    holds a slot
    3 |     if err := lim.Wait(ctx); er…
      |               ^
`},
		"what does not show": {at(4, 18), at(4, 25), `a.go:4:18: ratewait: (*Worker).Work
    blocks in (*rate.Limiter).Wait: it
    holds a slot
    4 |     x := "\x1b[31mé"; wait(x)
      |                       ^^^^^^^
`},
		"far to the right": {at(6, 70), at(6, 87), `a.go:6:70: ratewait: (*Worker).Work
    blocks in (*rate.Limiter).Wait: it
    holds a slot
    6 | …6).Wait(17, 18, 19, 20, 21, 22)
      |                ^^^^^^^^^^^^^^^^^
`},
		"an empty line":  {at(5, 1), at(5, 1), "a.go:5:1: ratewait: (*Worker).Work\n    blocks in (*rate.Limiter).Wait: it\n    holds a slot\n"},
		"no such line":   {at(70, 1), at(70, 1), "a.go:70:1: ratewait: (*Worker).Work\n    blocks in (*rate.Limiter).Wait: it\n    holds a slot\n"},
		"no such column": {at(3, 170), at(3, 171), "a.go:3:170: ratewait: (*Worker).Work\n    blocks in (*rate.Limiter).Wait: it\n    holds a slot\n"},
	} {
		got := shownAt(t, 40, source, tt.place, tt.end)
		if want := tt.want + details; got != want {
			t.Errorf("%s:\n%s\nwant:\n%s", name, got, want)
		}
		for line := range strings.SplitSeq(got, "\n") {
			if utf8.RuneCountInString(line) > 40 {
				t.Errorf("%s: longer than the terminal is wide: %s", name, line)
			}
		}
	}
	want := `a.go:3:12: ratewait: (*Worker).Work blocks in (*rate.Limiter).Wait: it holds a slot
    operator: (*Worker).Work (river.AddWorker, main.go:9) → first → second
    fix: wait on the operator's own context (jobvet -fix)
    more: jobvet -explain ratewait
`
	if got := shownAt(t, 0, source, at(3, 12), at(3, 25)); got != want {
		t.Errorf("no terminal:\n%s\nwant:\n%s", got, want)
	}
}

// However narrow a terminal is, there is no panic, no line that begins with a command to
// a CI service, and all of the text.
func FuzzLayout(f *testing.F) {
	f.Add("::error::x ##[group] → a\x1b[31m\n", "\tx\t:= 世界\x00()", 7, 3, 5)
	f.Add("→ → ::", "", 1, 1, 1)
	f.Fuzz(func(t *testing.T, text, source string, width, col, end int) {
		fd := &finding.Finding{
			Rule: "ratewait", Level: finding.Error, What: finding.Clause{Text: text}, Harm: text, Advice: text,
			Place: finding.Place{File: "::a.go", Line: 1, Col: col % 100}, End: finding.Place{File: "::a.go", Line: 1, Col: end % 100},
		}
		r := New(&Results{Findings: []Result{{Finding: fd}}}, "/none", "")
		r.Width = width % 200
		r.lines.files = map[string]*sourceFile{filepath.FromSlash("/none/::a.go"): newSourceFile([]byte(source))}
		var b strings.Builder
		if err := printText(&b, r); err != nil {
			t.Fatal(err)
		}
		for line := range strings.SplitSeq(b.String(), "\n") {
			if strings.HasPrefix(strings.TrimSpace(line), "::") || strings.ContainsAny(line, "\x1b\r\x00") {
				t.Errorf("%q", line)
			}
		}
	})
}
