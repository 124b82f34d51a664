package driver

import (
	"strings"
	"testing"
)

func TestParseExplainTarget(t *testing.T) {
	for in, want := range map[string]explainTarget{
		"ratewait":         {rule: "ratewait"},
		"no-rule":          {rule: "no-rule"},
		"job.go:12":        {file: "job.go", line: 12},
		"./a/job.go:12":    {file: "./a/job.go", line: 12},
		"a/job.go:12:3":    {file: "a/job.go", line: 12},
		`C:\x.go:12`:       {file: `C:\x.go`, line: 12},
		`C:\a b\x.go:12:4`: {file: `C:\a b\x.go`, line: 12},
		"/a:b/x.go:7":      {file: "/a:b/x.go", line: 7},
		"/a:3/x.go:7":      {file: "/a:3/x.go", line: 7},
		"x.go:2147483647":  {file: "x.go", line: 2147483647},
	} {
		if got, err := parseExplainTarget(in); err != nil || got != want {
			t.Errorf("%q: got %+v, %v; want %+v", in, got, err, want)
		}
	}
	for in, want := range map[string]string{
		"":                          "wants a rule",
		":12":                       "wants a rule",
		"-x":                        "not the flag",
		"job.go":                    "neither a rule nor FILE:LINE",
		"a/b":                       "neither a rule nor FILE:LINE",
		`C:\x`:                      "neither a rule nor FILE:LINE",
		"job.go:":                   "neither a rule nor FILE:LINE",
		"job.go:0":                  "neither a rule nor FILE:LINE",
		"job.go:-1":                 "neither a rule nor FILE:LINE",
		"job.go:x":                  "neither a rule nor FILE:LINE",
		"x.go:99999999999999999999": "neither a rule nor FILE:LINE",
		"job.txt:3":                 "is not a Go file",
		"ratewait:3":                "is not a Go file",
	} {
		if got, err := parseExplainTarget(in); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %+v, %v; want an error with %q", in, got, err, want)
		}
	}
}

// What is accepted is a rule or a line of a Go file, and says what was given.
func FuzzParseExplainTarget(f *testing.F) {
	for _, s := range []string{"ratewait", "job.go:12", `C:\x.go:12`, "a.go:1:2", ":", "x.go:+1", "a.go:1:2:3"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		target, err := parseExplainTarget(s)
		switch {
		case err != nil:
		case target.rule != "":
			if target.rule != s || target.file != "" || target.line != 0 {
				t.Errorf("%q: %+v", s, target)
			}
		case target.line < 1 || !strings.HasSuffix(target.file, ".go") || !strings.HasPrefix(s, target.file+":"):
			t.Errorf("%q: %+v", s, target)
		}
	})
}
