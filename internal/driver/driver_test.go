package driver

import (
	"bytes"
	"context"
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
	"github.com/jobvet/jobvet/internal/gocmd"
	"github.com/jobvet/jobvet/internal/report"
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
			dir: c.Dir, format: report.Format{Name: report.JSONFormat}, operators: true, patterns: []string{"./a", "./b/..."},
		}},
		{"-level=caution -rules=ratewait -tests", options{
			dir: c.Dir, patterns: []string{"./..."},
			settings: []gocmd.Setting{{Name: "level", Value: "caution"}, {Name: "rules", Value: "ratewait"}, {Name: "tests", Value: "true"}},
		}},
		{"-tests=false -tags=a,b -mod vendor x.go", options{
			dir: c.Dir, patterns: []string{"x.go"}, build: []string{"-tags=a,b", "-mod=vendor"},
		}},
		{"-tags=false -fix=false", options{ // a value, and a switch
			dir: c.Dir, patterns: []string{"./..."}, build: []string{"-tags=false"},
		}},
		{"-C sub -catalog cat.json", options{
			dir: sub, patterns: []string{"./..."},
			settings: []gocmd.Setting{{Name: "catalog", Value: filepath.Join(sub, "cat.json")}, {Name: "cataloghash", Value: emptyObject}},
		}},
		{"-catalog=sub/../cat.json", options{
			dir: c.Dir, patterns: []string{"./..."},
			settings: []gocmd.Setting{{Name: "catalog", Value: filepath.Join(c.Dir, "cat.json")}, {Name: "cataloghash", Value: spacedObject}},
		}},
	} {
		tt.want.settings = append([]gocmd.Setting{{Name: "operators", Value: "true"}}, tt.want.settings...)
		tt.want.colour = "auto"
		want := tt.want.format.Name
		if want == "" {
			want = report.TextFormat
		}
		tt.want.format = report.Format{}
		got, err := c.parseFlags(strings.Fields(tt.args))
		if err != nil {
			t.Errorf("parseFlags(%q): %v", tt.args, err)
			continue
		}
		if got.format.Name != want {
			t.Errorf("parseFlags(%q): format %s, want %s", tt.args, got.format.Name, want)
		}
		got.format = report.Format{} // functions cannot be compared
		got.filter = report.Filter{} // has a test of its own
		if !reflect.DeepEqual(*got, tt.want) {
			t.Errorf("parseFlags(%q)\n = %+v\nwant %+v", tt.args, *got, tt.want)
		}
	}
}

func TestUsageErrors(t *testing.T) {
	for _, tt := range []struct{ args, want string }{
		{"-nope", "flag provided but not defined: -nope\nRun"},
		{"-levle=caution", "flag provided but not defined: -levle; did you mean -level?"},
		{"-level=error -explan", "not defined: -explan; did you mean -explain?"},
		{"-level=loud", "-level"},
		{"-format=jsn", "did you mean json?"},
		{"-color=allways", "did you mean always?"},
		{"-load=sorce", "did you mean source?"},
		{"-stats -json", "-stats"},
		{"-stats -operators", "-stats"},
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
		if got := c.Run(t.Context(), strings.Fields(tt.args)); got != report.Usage {
			t.Errorf("jobvet %s: status %d, want %d", tt.args, got, report.Usage)
		}
		stderr := c.Stderr.(*bytes.Buffer).String()
		if !strings.HasPrefix(stderr, "jobvet: ") || !strings.Contains(stderr, tt.want) {
			t.Errorf("jobvet %s: says %q, want it to name %q", tt.args, stderr, tt.want)
		}
	}
}

func TestHelpFitsOneScreen(t *testing.T) {
	c := newCommand(t)
	if got := c.Run(t.Context(), []string{"-h"}); got != report.Clean {
		t.Errorf("status %d, want %d", got, report.Clean)
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

// Reading may wait without end: an interrupt is heard meanwhile.
func TestHeard(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	begun, never := make(chan bool), make(chan bool)
	go func() {
		<-begun
		cancel()
	}()
	if _, err := heard(ctx, func() (int, error) { close(begun); <-never; return 1, nil }); err != gocmd.ErrInterrupted {
		t.Errorf("%v, want %v", err, gocmd.ErrInterrupted)
	}
	if n, err := heard(t.Context(), func() (int, error) { return 1, nil }); n != 1 || err != nil {
		t.Errorf("%d, %v; want what was read", n, err)
	}
}
