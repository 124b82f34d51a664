package printable

import (
	"errors"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

func TestText(t *testing.T) {
	for in, want := range map[string]string{
		"":                            "",
		"a/b.go":                      "a/b.go",
		`C:\a\x1b.go`:                 `C:\a\x1b.go`,
		"it's a \"name\" #1 ##.go":    "it's a \"name\" #1 ##.go",
		"ü/日本/🚚.go":                   "ü/日本/🚚.go",
		"a\x1b[31mRED\x1b]0;t\x07.go": `a\x1b[31mRED\x1b]0;t\a.go`,
		"b\n::error file=x::y.go":     `b\n::error file=x::y.go`,
		"c\r\t\x7f\u009b\u202e.go":    `c\r\t\x7f\u009b\u202e.go`,
		"d\xff\xfe.go":                `d\xff\xfe.go`,
		"\ufffd.go":                   "\ufffd.go",
		"::notice::x.go":              "::notice::x.go", // within a line
		"x ##[add-mask]y ##vso[z]":    `x #\x23[add-mask]y #\x23vso[z]`,
	} {
		if got := Text(in); got != want {
			t.Errorf("Text(%q) = %s, want %s", in, got, want)
		}
	}
}

func TestPath(t *testing.T) {
	for in, want := range map[string]string{
		"a.go":                "a.go",
		":a.go":               ":a.go",
		"a::b.go":             "a::b.go",
		"/::a.go":             "/::a.go",
		"::stop-commands::x":  "./::stop-commands::x",
		"  ::stop-commands::": "./  ::stop-commands::",
		"##[group]x.go":       `#\x23[group]x.go`,
	} {
		if got := Path(in); got != want {
			t.Errorf("Path(%q) = %s, want %s", in, got, want)
		}
	}
}

func TestLines(t *testing.T) {
	in := "# example.test/a\na\x1b.go:1:2: x\r\n\tgo get\n::error::y\n\t::warning::z\n"
	want := "# example.test/a\na\\x1b.go:1:2: x\\r\n\tgo get\n./::error::y\n./\t::warning::z\n"
	if got := Lines(in); got != want {
		t.Errorf("Lines(%q) = %q, want %q", in, got, want)
	}
}

func TestSprintf(t *testing.T) {
	got := Sprintf("%s: %v (%d)\n", "a\n\x1b", errors.New("b\x1b\n::c"), 3)
	if want := "a\\n\\x1b: b\\x1b\n./::c (3)\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// Whatever the text, it stays one line that shows all, and is no command.
func FuzzPath(f *testing.F) {
	f.Add("a\x1b[31m.go")
	f.Add(" ::error::\n##[x]###[y]##vso[z]")
	f.Add("\u2028::\xff\u0085")
	f.Fuzz(func(t *testing.T, s string) {
		got := Path(s)
		for _, r := range got {
			if !strconv.IsPrint(r) {
				t.Errorf("Path(%q) = %q has %q", s, got, r)
			}
		}
		if strings.HasPrefix(strings.TrimLeftFunc(got, unicode.IsSpace), "::") || strings.Contains(got, "##[") || strings.Contains(got, "##vso[") {
			t.Errorf("Path(%q) = %q is a command", s, got)
		}
		if again := Path(got); again != got {
			t.Errorf("Path(%q) = %q, and once more %q", s, got, again)
		}
		if lines := Lines(s); strings.Count(lines, "\n") != strings.Count(s, "\n") {
			t.Errorf("Lines(%q) = %q", s, lines)
		}
	})
}
