package driver

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime/debug"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/graph"
	"github.com/jobvet/jobvet/internal/printable"
	"github.com/jobvet/jobvet/internal/vettool"
)

// newCommand returns a command whose analyzer has jobvet's flags and never runs.
func newCommand(t *testing.T) *Command {
	t.Helper()
	a := &analysis.Analyzer{Name: "jobvet", Doc: "stands in for the analyzer"}
	a.Flags.Init("jobvet", flag.ContinueOnError)
	a.Flags.Func("level", "", oneOf("error", "caution", "hint"))
	a.Flags.Func("rules", "", oneOf("ratewait", "chanwait"))
	a.Flags.Bool("tests", false, "")
	a.Flags.Bool("operators", false, "")
	a.Flags.String("catalog", "", "")
	a.Flags.String("cataloghash", "", "")
	a.Run = func(*analysis.Pass) (any, error) { return nil, nil }
	return &Command{
		Analyzer: a,
		Stdout:   new(bytes.Buffer),
		Stderr:   new(bytes.Buffer),
		Dir:      t.TempDir(),
	}
}

func oneOf(known ...string) func(string) error {
	return func(s string) error {
		for _, k := range known {
			if s == k {
				return nil
			}
		}
		return fmt.Errorf("%q is none of %v", s, known)
	}
}

func TestParseFlags(t *testing.T) {
	c := newCommand(t)
	sub := filepath.Join(c.Dir, "sub")
	if err := os.Mkdir(sub, 0o777); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{"sub/cat.json": "{}", "cat.json": "{ }"} {
		if err := os.WriteFile(filepath.Join(c.Dir, name), []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	const (
		emptyObject  = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
		spacedObject = "257c1be96ae69f4b01c2c69bdb6d78605f59175819fb007d0bf245bf48444c4a"
	)
	for _, tt := range []struct {
		args string
		want options
	}{
		{"", options{dir: c.Dir, patterns: []string{"./..."}}},
		{"-json -operators ./a ./b/...", options{
			dir: c.Dir, format: format{name: jsonFormat}, operators: true, patterns: []string{"./a", "./b/..."},
		}},
		{"-level=caution -rules=ratewait -tests", options{
			dir: c.Dir, patterns: []string{"./..."},
			vetFlags: []string{"-jobvet.level=caution", "-jobvet.rules=ratewait", "-jobvet.tests=true"},
		}},
		{"-tests=false -tags=a,b -mod vendor x.go", options{
			dir: c.Dir, patterns: []string{"x.go"}, build: []string{"-tags=a,b", "-mod=vendor"},
		}},
		{"-C sub -catalog cat.json", options{
			dir: sub, patterns: []string{"./..."},
			vetFlags: []string{"-jobvet.catalog=" + filepath.Join(sub, "cat.json"), "-jobvet.cataloghash=" + emptyObject},
		}},
		{"-catalog=sub/../cat.json", options{
			dir: c.Dir, patterns: []string{"./..."},
			vetFlags: []string{"-jobvet.catalog=" + filepath.Join(c.Dir, "cat.json"), "-jobvet.cataloghash=" + spacedObject},
		}},
	} {
		tt.want.vetFlags = append([]string{"-jobvet.operators=true"}, tt.want.vetFlags...)
		tt.want.colour = "auto"
		want := tt.want.format.name
		if want == "" {
			want = textFormat
		}
		tt.want.format = format{}
		got, err := c.parseFlags(strings.Fields(tt.args))
		if err != nil {
			t.Errorf("parseFlags(%q): %v", tt.args, err)
			continue
		}
		if got.format.name != want {
			t.Errorf("parseFlags(%q): format %s, want %s", tt.args, got.format.name, want)
		}
		got.format = format{} // functions cannot be compared
		got.filter = filter{} // has a test of its own
		if !reflect.DeepEqual(*got, tt.want) {
			t.Errorf("parseFlags(%q)\n = %+v\nwant %+v", tt.args, *got, tt.want)
		}
	}
}

func TestUsageErrors(t *testing.T) {
	for _, tt := range []struct{ args, want string }{
		{"-nope", "flag provided but not defined: -nope"},
		{"-level=loud", "-level"},
		{"-rules=ratewait,nope", "-rules"},
		{"-level", "flag needs an argument"},
		{"-tests=perhaps", "invalid boolean value"},
		{"-mod=none", "readonly, vendor, mod"},
		{"-catalog=missing.json", "missing.json"},
		{"-catalog=.", "-catalog"},
		{"-C=missing", "missing"},
		{"./... -level=hint", "flags go before packages: -level=hint"},
	} {
		c := newCommand(t)
		if got := c.Run(t.Context(), strings.Fields(tt.args)); got != Usage {
			t.Errorf("jobvet %s: status %d, want %d", tt.args, got, Usage)
		}
		stderr := c.Stderr.(*bytes.Buffer).String()
		if !strings.HasPrefix(stderr, "jobvet: ") || !strings.Contains(stderr, tt.want) {
			t.Errorf("jobvet %s: says %q, want it to name %q", tt.args, stderr, tt.want)
		}
	}
}

func TestHelpFitsOneScreen(t *testing.T) {
	c := newCommand(t)
	if got := c.Run(t.Context(), []string{"-h"}); got != Clean {
		t.Errorf("status %d, want %d", got, Clean)
	}
	help := c.Stdout.(*bytes.Buffer).String()
	lines := strings.Split(strings.TrimSuffix(help, "\n"), "\n")
	if len(lines) > 40 {
		t.Errorf("%d lines", len(lines))
	}
	for _, line := range lines {
		if len(line) > 80 {
			t.Errorf("%d columns: %s", len(line), line)
		}
	}
}

func TestVersionOf(t *testing.T) {
	got := versionOf(&debug.BuildInfo{
		GoVersion: "go1.26.8",
		Main:      debug.Module{Path: "github.com/jobvet/jobvet", Version: "v1.2.3"},
		Settings: []debug.BuildSetting{
			{Key: "CGO_ENABLED", Value: "1"},
			{Key: "vcs.revision", Value: "abc"},
			{Key: "vcs.modified", Value: "true"},
		},
	})
	if want := "jobvet v1.2.3\nbuilt with go1.26.8\nrevision abc\nwith local changes\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	got = versionOf(&debug.BuildInfo{GoVersion: "go1.26.8"})
	if want := "jobvet " + next + "-devel\nbuilt with go1.26.8\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestPosition(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want finding.Place
	}{
		{"/a/b.go:3:14", finding.Place{File: "/a/b.go", Line: 3, Col: 14}},
		{"/a/b.go:3", finding.Place{File: "/a/b.go", Line: 3}},
		{"/a/b.go", finding.Place{File: "/a/b.go"}},
		{`C:\a\b.go:3:14`, finding.Place{File: `C:\a\b.go`, Line: 3, Col: 14}},
		{`C:\a\b.go`, finding.Place{File: `C:\a\b.go`}},
		{"/a:b/c:d.go:3:14", finding.Place{File: "/a:b/c:d.go", Line: 3, Col: 14}},
		{"-", finding.Place{}},
		{"x:+1", finding.Place{File: "x:+1"}},
		{"x:-1", finding.Place{File: "x:-1"}},
		{"x:", finding.Place{File: "x:"}},
	} {
		got := parsePosition(tt.in)
		if got != tt.want {
			t.Errorf("parsePosition(%q) = %+v, want %+v", tt.in, got, tt.want)
		}
		if got.String() != tt.in {
			t.Errorf("parsePosition(%q).String() = %q", tt.in, got)
		}
	}
}

func FuzzPosition(f *testing.F) {
	f.Add("/a/b.go:3:14")
	f.Add("C:\\a.go:1")
	f.Add("-")
	f.Fuzz(func(t *testing.T, s string) {
		p := parsePosition(s)
		if p.Line < 0 || p.Col < 0 {
			t.Errorf("%+v", p)
		}
		if q := parsePosition(p.String()); p.Col > 0 && q != p {
			t.Errorf("parsePosition(%q) = %+v, but printed and read again %+v", s, p, q)
		}
	})
}

func TestRelative(t *testing.T) {
	dir := filepath.FromSlash("/src/repo")
	for _, tt := range []struct{ file, want string }{
		{"/src/repo/a/b.go", "a/b.go"},
		{"/src/repo/..x/b.go", "..x/b.go"},
		{"/src/repository/b.go", "/src/repository/b.go"},
		{"/src/b.go", "/src/b.go"},
		{"b.go", "b.go"},
		{"", ""},
	} {
		if got := relative(dir, filepath.FromSlash(tt.file)); got != filepath.FromSlash(tt.want) {
			t.Errorf("relative(%q) = %q, want %q", tt.file, got, tt.want)
		}
	}
}

// diagnostic is how go vet prints what the analyzer tells the command of a
// finding.
func diagnostic(f *finding.Finding, fixes ...vettool.Fix) string {
	return marshal(vettool.Diagnostic{Category: f.Rule, Posn: f.Place.String(), End: f.End.String(), Message: f.Encode(), Fixes: fixes})
}

func marshal(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(data)
}

// says is a finding of no operator.
func says(rule, text string, at, end finding.Place) *finding.Finding {
	return &finding.Finding{Rule: rule, Level: finding.Error, Place: at, End: end, What: finding.Clause{Text: text}}
}

// vetOutput is units as go vet prints them, for a package and its variant, in any
// order.
func vetOutput() string {
	b, test, lib := "/job/b/b.go", "/job/b/x_test.go", "/lib/l.go"
	work := finding.Operator{
		Name: "b.Work", Form: "river.AddWorker", Registered: finding.Place{File: "/job/c/c.go", Line: 1, Col: 1},
		Framework: "River", Policy: "bounded",
	}
	first := diagnostic(says("ratewait", "first", finding.Place{File: b, Line: 9, Col: 2}, finding.Place{File: b, Line: 9, Col: 3}))
	second := says("chanwait", "waits", finding.Place{File: b, Line: 10, Col: 2}, finding.Place{File: b, Line: 10, Col: 9})
	second.Operator, second.Harm, second.Advice = &work, "it stalls", "do not"
	listed := &finding.Listed{Operator: work, Place: finding.Place{File: b, Line: 8, Col: 1}}
	return `{}
{
	"example.com/job/b [example.com/job/b.test]": {
		"jobvet": [` + strings.Join([]string{
		diagnostic(second, vettool.Fix{Message: "m", Edits: []vettool.Edit{{Filename: b, Start: 1, End: 2, New: "x"}}}),
		first,
		marshal(vettool.Diagnostic{Category: finding.OperatorCategory, Message: listed.Encode()}),
		marshal(vettool.Diagnostic{Category: finding.PackageCategory, Message: "example.com/job/b"}),
	}, ",\n") + `]
	}
}
{
	"example.com/job/b_test [example.com/job/b.test]": {
		"jobvet": [` + diagnostic(says("ratewait", "in a test", finding.Place{File: test, Line: 1, Col: 2}, finding.Place{})) + `]
	}
}
{"example.com/job/b": {"jobvet": [` + first + `]}}
{"example.com/job/z": {"jobvet": {"error": "cannot read the catalogue"}}}
{"example.com/job/a": {"jobvet": {"error": "cannot read the catalogue"}}}
{"example.com/lib": {"jobvet": [` + diagnostic(says("ratewait", "elsewhere", finding.Place{File: lib, Line: 1, Col: 1}, finding.Place{})) + `]}}
`
}

func TestCollect(t *testing.T) {
	units, err := parseUnits(strings.NewReader(vetOutput()))
	if err != nil {
		t.Fatal(err)
	}
	if len(units) != 7 {
		t.Errorf("%d units, want 7", len(units))
	}
	res := collect(units, "/job")
	var b strings.Builder
	if err := printText(&b, &report{results: res, paint: plain}); err != nil {
		t.Fatal(err)
	}
	wantText := `/lib/l.go:1:1: ratewait: elsewhere
b/b.go:9:2: ratewait: first
b/b.go:10:2: chanwait: operator b.Work (river.AddWorker, c.go:1) waits; it stalls: do not
b/x_test.go:1:2: ratewait: in a test
`
	if b.String() != wantText {
		t.Errorf("text:\n%swant:\n%s", &b, wantText)
	}
	b.Reset()
	printOperators(&b, res.operators)
	if want := "b/b.go:8:1: b.Work (river.AddWorker, c.go:1) framework=River policy=bounded\n"; b.String() != want {
		t.Errorf("operators: %q, want %q", b.String(), want)
	}
	res.packages = make([]string, 14)
	if got, want := summary(res), "4 findings (3 ratewait, 1 chanwait) in 2 of 14 packages; 1 operator"; got != want {
		t.Errorf("summary: %q, want %q", got, want)
	}
	res.packages = nil
	if got, want := summary(res), "4 findings (3 ratewait, 1 chanwait) in 2 packages; 1 operator"; got != want {
		t.Errorf("summary without a total: %q, want %q", got, want)
	}
	wantFailures := []failure{{"example.com/job/a", "cannot read the catalogue"}}
	if !reflect.DeepEqual(res.failures, wantFailures) {
		t.Errorf("failures: %+v, want %+v", res.failures, wantFailures)
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
		res := collect([]unit{{pkg: "a", diags: []vettool.Diagnostic{d}}}, "/job")
		if len(res.findings) != 0 || len(res.failures) != 1 || res.failures[0].Package != "a" {
			t.Errorf("%+v: findings %v, failures %v", d, res.findings, res.failures)
		}
	}
}

func TestPrintJSON(t *testing.T) {
	units, err := parseUnits(strings.NewReader(vetOutput()))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	checked := collect(units[:2], "/job")
	checked.packages = make([]string, 14)
	if err := printJSON(&b, &report{results: checked}); err != nil {
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
      "message": "chanwait: operator b.Work (river.AddWorker, c.go:1) waits; it stalls: do not",
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
      "registration": "river.AddWorker, c.go:1",
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
	if err := printJSON(&b, &report{results: new(results)}); err != nil {
		t.Fatal(err)
	}
	want = "{\n  \"packages\": 0,\n  \"findings\": [],\n  \"operators\": [],\n  \"failures\": []\n}\n"
	if b.String() != want {
		t.Errorf("empty: got:\n%swant:\n%s", &b, want)
	}
}

func TestParseUnitsBroken(t *testing.T) {
	for _, tt := range []struct {
		in    string
		units int
	}{
		{"{}\n{}\n# example.com/a\n{}", 2},
		{`{} {"a": {"jobvet": [{"posn": 1}]}}`, 1},
		{`{} {"a": {"jobvet": "x"}}`, 1},
		{`{} {"a": {"jobvet": [`, 1},
		{`[]`, 0},
	} {
		units, err := parseUnits(strings.NewReader(tt.in))
		if err == nil || len(units) != tt.units {
			t.Errorf("parseUnits(%q) = %d units, error %v; want %d units and an error", tt.in, len(units), err, tt.units)
		}
	}
}

func FuzzParseUnits(f *testing.F) {
	f.Add(vetOutput())
	f.Add(`{"a": {"jobvet": null}}`)
	f.Add("null {} []")
	f.Fuzz(func(t *testing.T, s string) {
		units, err := parseUnits(strings.NewReader(s))
		res := collect(units, "/job")
		for i := 1; i < len(res.findings); i++ {
			if compareFindings(res.findings[i-1], res.findings[i]) >= 0 {
				t.Errorf("findings %d and %d are out of order or equal", i-1, i)
			}
		}
		var b bytes.Buffer
		res.packages = make([]string, len(units))
		if err := printJSON(&b, &report{results: res}); err != nil || !json.Valid(b.Bytes()) {
			t.Errorf("document: %v: %s", err, &b)
		}
		if err != nil {
			return
		}
		// Nothing is lost between the units of a sound stream.
		again, err := parseUnits(strings.NewReader("{}" + s + "{}"))
		if err != nil || len(again) != len(units)+2 {
			t.Errorf("%d units and two more are %d: %v", len(units), len(again), err)
		}
	})
}

func TestGoLog(t *testing.T) {
	for _, tt := range []struct {
		name, in, out string
		failures      []failure
	}{
		{name: "nothing"},
		{
			name: "a package and its variant",
			in: `# example.com/a [example.com/a.test]
a/a.go:5:18: declared and not used: x
# example.com/a
a/a.go:5:18: declared and not used: x
a/a.go:5:46: undefined: f
# example.com/a
# [example.com/a]
a/a.go:5:46: undefined: f
`,
			out: `# example.com/a
a/a.go:5:18: declared and not used: x
# example.com/a
a/a.go:5:46: undefined: f
`,
			failures: []failure{
				{"example.com/a", "a/a.go:5:18: declared and not used: x"},
				{"example.com/a", "a/a.go:5:46: undefined: f"},
			},
		},
		{
			name: "equal lines in a block",
			in: `# example.com/cgo
a.go:3: error: 'x' undeclared
    3 | x
      | ^
a.go:4: error: 'y' undeclared
    4 | y
      | ^
`,
			out: `# example.com/cgo
a.go:3: error: 'x' undeclared
    3 | x
      | ^
a.go:4: error: 'y' undeclared
    4 | y
      | ^
`,
			failures: []failure{{"example.com/cgo",
				"a.go:3: error: 'x' undeclared\n    3 | x\n      | ^\na.go:4: error: 'y' undeclared\n    4 | y\n      | ^"}},
		},
		{
			name: "errors of the go command",
			in: "go: downloading golang.org/x/time v0.15.0\n" +
				"go: warning: \"./x/...\" matched no packages\n" +
				"a.go:3:8: no required module provides package example.com/b; to add it:\n" +
				"\tgo get example.com/b\n" +
				"go: updates to go.mod needed",
			out: "go: downloading golang.org/x/time v0.15.0\n" +
				"go: warning: \"./x/...\" matched no packages\n" +
				"a.go:3:8: no required module provides package example.com/b; to add it:\n" +
				"\tgo get example.com/b\n" +
				"go: updates to go.mod needed\n",
			failures: []failure{
				{"", "a.go:3:8: no required module provides package example.com/b; to add it:\n\tgo get example.com/b"},
				{"", "go: updates to go.mod needed"},
			},
		},
		{
			name:     "Windows lines",
			in:       "# example.com/a\r\na\\a.go:1:1: bad\r\n",
			out:      "# example.com/a\na\\a.go:1:1: bad\n",
			failures: []failure{{"example.com/a", `a\a.go:1:1: bad`}},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, size := range []int{1, 7, 1 << 10} {
				var out strings.Builder
				log := newGoLog(&out)
				for in := tt.in; in != ""; {
					n := min(size, len(in))
					if _, err := log.Write([]byte(in[:n])); err != nil {
						t.Fatal(err)
					}
					in = in[n:]
				}
				log.Close()
				if out.String() != tt.out {
					t.Errorf("in pieces of %d:\n%swant:\n%s", size, &out, tt.out)
				}
				if !reflect.DeepEqual(log.failures, tt.failures) {
					t.Errorf("in pieces of %d: failures %q, want %q", size, log.failures, tt.failures)
				}
			}
		})
	}
}

func FuzzGoLog(f *testing.F) {
	f.Add("# a\nx\n# a\nx\n", uint8(3))
	f.Add("go: downloading x\n\ty\n", uint8(1))
	f.Add("# \r\n\n#", uint8(2))
	f.Fuzz(func(t *testing.T, s string, size uint8) {
		var out strings.Builder
		log := newGoLog(&out)
		for in := s; in != ""; {
			n := min(int(size)+1, len(in))
			log.Write([]byte(in[:n]))
			in = in[n:]
		}
		log.Close()
		// No line is lost, except as a repetition.
		shown := make(map[string]bool)
		for line := range strings.Lines(out.String()) {
			shown[strings.TrimSuffix(line, "\n")] = true
		}
		for line := range strings.Lines(s) {
			if whole, ok := strings.CutSuffix(line, "\n"); ok {
				line = strings.TrimSuffix(whole, "\r")
			}
			if header, ok := strings.CutPrefix(line, "# "); ok {
				pkg, _, _ := strings.Cut(header, " ")
				if strings.HasPrefix(pkg, "[") {
					continue
				}
				if pkg != "" {
					line = "# " + pkg
				}
			}
			if line = printable.Lines(line); !shown[line] {
				t.Errorf("%q is missing in %q", line, out.String())
			}
		}
		var whole strings.Builder
		log = newGoLog(&whole)
		log.Write([]byte(s))
		log.Close()
		if whole.String() != out.String() {
			t.Errorf("in one piece %q, in pieces %q", whole.String(), out.String())
		}
	})
}

func TestWithoutToolFlags(t *testing.T) {
	env := []string{"A=b", "GOFLAGS=-mod=mod -jobvet.level=hint --jobvet -jobvetx=1", "C="}
	got := withoutToolFlags(env, "jobvet")
	want := []string{"A=b", "GOFLAGS=-mod=mod -jobvetx=1", "C="}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if strings.Count(env[1], " ") != 3 {
		t.Errorf("changed the environment it was given: %q", env)
	}
}

func TestIncomplete(t *testing.T) {
	got := incomplete([]failure{{"b", "x"}, {"", "y"}, {"a", "z"}, {"b", "w"}})
	if want := "not everything could be checked: a, b"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	got = incomplete([]failure{{"", "y"}})
	if want := "not everything could be checked"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Reading may wait without end: an interrupt is heard meanwhile.
func TestHeard(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	begun, never := make(chan bool), make(chan bool)
	go func() {
		<-begun
		cancel()
	}()
	if _, err := heard(ctx, func() (int, error) { close(begun); <-never; return 1, nil }); err != errInterrupted {
		t.Errorf("%v, want %v", err, errInterrupted)
	}
	if n, err := heard(t.Context(), func() (int, error) { return 1, nil }); n != 1 || err != nil {
		t.Errorf("%d, %v; want what was read", n, err)
	}
}
