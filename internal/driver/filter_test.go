package driver

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"github.com/jobvet/jobvet/internal/finding"
)

func TestParseFilter(t *testing.T) {
	c := newCommand(t)
	for _, tt := range []struct {
		args string
		want filter
	}{
		{"", filter{level: finding.Error}},
		{"-baseline b -level=caution -rules ratewait -tests", filter{baselineFile: "b", level: finding.Caution, rules: []string{"ratewait"}, tests: true}},
		{"-since main", filter{since: "main", level: finding.Error}},
		{"-write-baseline b/c", filter{writeFile: filepath.Join(c.Dir, "b", "c"), level: finding.Error}},
	} {
		opts, err := c.parseFlags(strings.Fields(tt.args))
		if err != nil {
			t.Errorf("%q: %v", tt.args, err)
		} else if !reflect.DeepEqual(opts.filter, tt.want) {
			t.Errorf("%q: %+v, want %+v", tt.args, opts.filter, tt.want)
		}
	}
}

func waits(pkg, file string, line int, op string) result {
	at := finding.Place{File: file, Line: line, Col: 2}
	return newResult(pkg, &finding.Finding{
		Rule: "ratewait", Level: finding.Error, Place: at, End: at,
		Operator: &finding.Operator{Name: op, Form: "beam.ParDo", Registered: finding.Place{File: file, Line: line + 9}},
		What:     finding.Clause{Text: "blocks in Wait"}, Harm: "it stalls", Advice: "do not",
	}, nil)
}

func TestBaseline(t *testing.T) {
	old := []result{
		waits("b", "/src/b/b.go", 3, "f"), waits("b", "/src/b/b.go", 5, "f"),
		waits("a", "/src/a/a.go", 3, "f"), waits("a", "/src/a/a_test.go", 3, "g"),
	}
	old[3].Level = finding.Caution
	file := filepath.Join(t.TempDir(), "base line.json")
	if err := newBaseline(old).write(file); err != nil {
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
	b, err := readBaseline(file)
	if err != nil {
		t.Fatal(err)
	}

	// Moved, one of three of a kind is new, and two are gone.
	now := []result{
		waits("b", "/src/b/b.go", 13, "f"), waits("b", "/src/b/b.go", 15, "f"), waits("b", "/src/b/b.go", 17, "f"),
	}
	for _, tt := range []struct {
		filter filter
		pkgs   string
		stale  int
	}{
		{filter{level: finding.Hint, tests: true}, "a b", 2},
		{filter{level: finding.Hint}, "a b", 1},
		{filter{level: finding.Error, tests: true}, "a b", 1},
		{filter{level: finding.Hint, tests: true, rules: []string{"chanwait"}}, "a b", 0},
		{filter{level: finding.Hint, tests: true}, "b", 0},
	} {
		tt.filter.baseline = b
		r := &results{findings: now}
		r.packages = strings.Fields(tt.pkgs)
		r.filter(&tt.filter, "/src")
		if len(r.findings) != 1 || r.findings[0].Place.Line != 17 || r.held.known != 2 || len(r.held.stale) != tt.stale {
			t.Errorf("%+v: left %+v, known %d, stale %v", tt.filter, r.findings, r.held.known, r.held.stale)
		}
	}

	// Nothing is stale where not everything was checked.
	r := &results{findings: now, failures: []failure{{"a", "x"}}}
	r.packages = []string{"a", "b"}
	r.filter(&filter{baseline: b, tests: true}, "/src")
	if len(r.findings) != 1 || len(r.held.stale) != 0 {
		t.Errorf("after a failure: left %v, stale %v", r.findings, r.held.stale)
	}
	// Fewer of a kind than accepted.
	r = &results{findings: now[:1]}
	r.packages = []string{"b"}
	r.filter(&filter{baseline: b}, "/src")
	if len(r.findings) != 0 || len(r.held.stale) != 1 || r.held.stale[0].Count != 1 {
		t.Errorf("one of two: left %v, stale %v", r.findings, r.held.stale)
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
		if err := b.write(name); err != nil {
			t.Fatal(err)
		}
		again, err := readBaseline(name)
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
		if err := checkBaselineTarget(name); (err == nil) != ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A file is replaced with its mode, through links, and nothing is left behind.
func TestWriteFile(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "a")
	if err := os.WriteFile(file, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	target := file
	if runtime.GOOS != "windows" {
		target = filepath.Join(dir, "link")
		if err := os.Symlink("a", target); err != nil {
			t.Fatal(err)
		}
	}
	if err := writeFile(target, []byte("new")); err != nil {
		t.Fatal(err)
	}
	data, _ := os.ReadFile(file)
	info, err := os.Stat(file)
	if string(data) != "new" || err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%q, %v, %v", data, info, err)
	}
	if list, _ := filepath.Glob(filepath.Join(dir, ".*")); len(list) > 0 {
		t.Errorf("left behind: %v", list)
	}
}

func TestParseDiff(t *testing.T) {
	for _, tt := range []struct{ name, diff, want string }{
		{"nothing", "", ""},
		{"added and changed", `diff --git a/a b.go b/a b.go
index 1..2 100644
--- a/a b.go	
+++ b/a b.go	
@@ -3,0 +4,2 @@ func f() {
+--- a/x
++++ b/y
@@ -9 +11 @@
-old
+new
`, "a b.go: 4 5 11"},
		{"deleted lines", `diff --git a/a.go b/a.go
--- a/a.go
+++ b/a.go
@@ -4,2 +3,0 @@
-x
--- b
@@ -9,2 +6 @@
-x
-y
+z
`, "a.go: 3 4 6"},
		{"at the top", "diff --git a/a.go b/a.go\n--- a/a.go\n+++ b/a.go\n@@ -1 +0,0 @@\n-x\n", "a.go: 0 1"},
		{"new file without a newline", `diff --git a/a.go b/a.go
new file mode 100644
--- /dev/null
+++ b/a.go
@@ -0,0 +1 @@
+x
\ No newline at end of file
diff --git a/b.go b/b.go
`, "a.go: 1"},
		{"gone", `diff --git a/a.go b/a.go
deleted file mode 100644
--- a/a.go
+++ /dev/null
@@ -1 +0,0 @@
-x
`, ""},
		{"renamed", `diff --git a/a.go b/c/d.go
similarity index 90%
rename from a.go
rename to c/d.go
--- a/a.go
+++ b/c/d.go
@@ -7 +7 @@
-x
+y
diff --git a/e.go b/f.go
similarity index 100%
rename from e.go
rename to f.go
`, "c/d.go: 7"},
		{"quoted", "diff --git \"a/\\303\\244\\t\\\"x\\\".go\" \"b/\\303\\244\\t\\\"x\\\".go\"\n--- \"a/\\303\\244\\t\\\"x\\\".go\"\n+++ \"b/\\303\\244\\t\\\"x\\\".go\"\n@@ -1 +1 @@\n-x\n+y\n",
			"ä\t\"x\".go: 1"},
		{"binary", "diff --git a/a b/x.go b/a b/x.go\nindex 1..2\nBinary files a/a b/x.go and b/a b/x.go differ\n", "a b/x.go: all"},
		{"with context", "diff --git a/a.go b/a.go\n--- a/a.go\n+++ b/a.go\n@@ -1,5 +1,4 @@\n a\n-b\n c\n-d\n+D\n\n", "a.go: 1 2 3"},
		{"mode", "diff --git a/a.go b/a.go\nold mode 100644\nnew mode 100755\n", ""},
	} {
		files, err := parseDiff(strings.NewReader(tt.diff))
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		var parts []string
		for name, lines := range files {
			s := name + ":"
			for n := range 20 {
				if !lines.whole && lines.has(n) {
					s += fmt.Sprintf(" %d", n)
				}
			}
			if lines.whole {
				s += " all"
			}
			if s != name+":" {
				parts = append(parts, s)
			}
		}
		if got := strings.Join(parts, "; "); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
	for _, diff := range []string{
		"@@ -1 +1 @@\n-x\n",
		"@@ -1,2 +1 @@\n-x\n+y\ndiff --git a/a b/a\n",
		"@@ -x +1 @@\n",
		"@@ -1 +99999999999999999999 @@\n-x\n+y\n",
		"+++ \"b/a\n",
		"rename to \"x\\q\"\n",
	} {
		if _, err := parseDiff(strings.NewReader(diff)); err == nil {
			t.Errorf("no error for %q", diff)
		}
	}
}

func FuzzParseDiff(f *testing.F) {
	f.Add("diff --git a/a b.go b/a b.go\n--- a/a b.go\t\n+++ b/a b.go\t\n@@ -3,0 +4,2 @@\n+x\n+y\n@@ -9 +11,0 @@\n-old\n")
	f.Add("diff --git \"a/\\303\" \"b/\\303\"\nBinary files differ\nrename to x\n")
	f.Fuzz(func(t *testing.T, diff string) {
		files, err := parseDiff(strings.NewReader(diff))
		if err != nil {
			return
		}
		lines := strings.Count(diff, "\n") + 1
		for name, c := range files {
			if name == "" {
				t.Error("a file without a name")
			}
			if len(c.spans) > lines {
				t.Errorf("%d spans of %d lines", len(c.spans), lines)
			}
		}
	})
}

func TestTouch(t *testing.T) {
	ch := &changes{root: "/src", files: map[string]*changedLines{
		"a/a.go": {spans: []span{{3, 4}, {9, 9}}},
		"n.go":   {whole: true},
	}}
	at := func(file string, line int) result {
		return result{Finding: &finding.Finding{
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
	far.Where = &finding.Spot{File: "a.go", Line: 4}
	farther.Where = &finding.Spot{File: "a.go", Line: 5}
	seen.What.At = &finding.Spot{File: "a.go", Line: 3}
	for i, tt := range []struct {
		f    result
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
		if got := ch.touch(&tt.f, "/src"); got != tt.want {
			t.Errorf("%d: %+v: %t, want %t", i, tt.f.Finding, got, tt.want)
		}
	}
}

func TestHeldSummary(t *testing.T) {
	res := &results{packages: make([]string, 4), held: held{known: 3, unchanged: 2}}
	if got, want := summary(res), "no findings in 4 packages; 0 operators; 3 more in the baseline, 2 more on unchanged lines"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// What is wrong with the filters' files is said before any package is checked.
func TestFilterErrors(t *testing.T) {
	for _, tt := range []struct{ args, want string }{
		{"-baseline none.json", "-baseline: "},
		{"-baseline=", "-baseline needs a value"},
		{"-write-baseline none/b.json", "-write-baseline: "},
		{"-write-baseline .", "no regular file"},
		{"-write-baseline b -baseline c", "does not go with -baseline"},
		{"-write-baseline b -fix", "does not go with"},
		{"-since=--all", "is no revision"},
		{"-since main -fix", "-fix moves lines"},
		{"-operators -since main", "-operators lists"},
	} {
		c := newCommand(t)
		c.Env = os.Environ()
		if got := c.Run(t.Context(), strings.Fields(tt.args)); got != Usage {
			t.Errorf("jobvet %s: status %d, want %d", tt.args, got, Usage)
		}
		if stderr := c.Stderr.(*bytes.Buffer).String(); !strings.Contains(stderr, tt.want) {
			t.Errorf("jobvet %s: says %q, want %q", tt.args, stderr, tt.want)
		}
	}
}
