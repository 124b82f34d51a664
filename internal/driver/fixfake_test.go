//go:build unix

package driver

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jobvet/jobvet/internal/analysed"
	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/finding/findingtest"
	"github.com/jobvet/jobvet/internal/report"
	"github.com/jobvet/jobvet/internal/vettool"
)

// fixable puts packages with a finding and a fix each into the directory of c, and a go
// command in the place of the real one that finds them. The fix writes NEW
// in the place of "1". The script may say more: it has the directory of the overlay, if
// there is one, in $overlay.
func fixable(t *testing.T, c *Command, script string, pkgs ...string) (files []string) {
	t.Helper()
	var list, units strings.Builder
	for _, pkg := range pkgs {
		name := filepath.Join(c.Dir, pkg, "x.go")
		text := "package " + pkg + "\n\nvar x = 1\n"
		if err := os.Mkdir(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		files = append(files, name)
		file := analysed.File{Name: name, Sum: analysed.Sum([]byte(text))}
		at := strings.Index(text, "1")
		fmt.Fprintf(&list, `{"ImportPath": "example.com/%s", "GoFiles": ["x.go"]}`+"\n", pkg)
		place := finding.Place{File: name, Line: 3, Col: 9}
		found := findingtest.Diagnostic(findingtest.Says("ratewait", "x blocks", place, place),
			vettool.Fix{Message: "m", Edits: []vettool.Edit{{Filename: name, Start: at, End: at + 1, New: "NEW"}}}) + "," +
			findingtest.JSON(vettool.Diagnostic{Category: analysed.Category, Message: file.Encode()}) + ","
		// A package whose text is another one in the overlay has no finding any more.
		fmt.Fprintf(&units, `finding='%s'
grep -qs "^package %[2]s" "$overlay"/*/x.go && finding=
echo '{"example.com/%[2]s": {"jobvet": ['"$finding"'
	{"category": "package", "posn": "%[3]s:1:1", "end": "%[3]s:1:1", "message": "example.com/%[2]s"}]}}'
`, found, pkg, name)
	}
	fakeGo(t, fmt.Sprintf(`case $1 in
list) echo '%s' ;;
vet)
	overlay=/nowhere
	for arg; do
		case $arg in -overlay=*) overlay=$(dirname "${arg#-overlay=}") ;; esac
	done
%s
%s
esac
`, list.String(), script, units.String()))
	return files
}

func text(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// The fixes of a package that does not build with them are left out, and those
// of others are made.
func TestFixDoesNotBuild(t *testing.T) {
	c := newCommand(t)
	files := fixable(t, c, `if grep -qs '^package b' "$overlay"/*/x.go; then
	printf '# example.com/b\nb/x.go:3:9: undefined: NEW\n' >&2
	echo '{}'
	exit 1
fi`, "a", "b")
	status := c.Run(t.Context(), []string{"-fix"})
	said := c.Stderr.(*bytes.Buffer).String()
	if status != report.Findings {
		t.Errorf("status %d, want %d", status, report.Findings)
	}
	for _, want := range []string{
		"jobvet: example.com/b does not build with its fixes, which are left out",
		"\tb/x.go:3:9: undefined: NEW\n",
		"jobvet: fixed 1 finding in 1 file; the fix of 1 finding is left out\n",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("says\n%s\nnot %q", said, want)
		}
	}
	if a, b := text(t, files[0]), text(t, files[1]); !strings.Contains(a, "NEW") || strings.Contains(b, "NEW") {
		t.Errorf("the files are %q and %q", a, b)
	}
	if strings.Contains(said, "example.com/a does not") {
		t.Errorf("says of a:\n%s", said)
	}
}

// Where nothing tells which package is to blame, nothing is fixed.
func TestFixBlamesNobody(t *testing.T) {
	c := newCommand(t)
	files := fixable(t, c, `[ $overlay = /nowhere ] || { echo 'something is wrong' >&2; echo '{}'; exit 1; }`, "a")
	if status := c.Run(t.Context(), []string{"-fix"}); status != report.Findings {
		t.Errorf("status %d, want %d", status, report.Findings)
	}
	if got := text(t, files[0]); strings.Contains(got, "NEW") {
		t.Errorf("the file is %q", got)
	}
	if said := c.Stderr.(*bytes.Buffer).String(); !strings.Contains(said, "jobvet: fixed nothing; the fix of 1 finding is left out\n") {
		t.Errorf("says\n%s", said)
	}
}

// A file that changes between its analysis and now is left alone and named,
// also if the go command has kept the analysis.
func TestFixChanged(t *testing.T) {
	c := newCommand(t)
	files := fixable(t, c, "", "a", "b")
	mine := "package b\n\nvar y = 1\n" // of the same length
	if err := os.WriteFile(files[1], []byte(mine), 0o666); err != nil {
		t.Fatal(err)
	}
	if status := c.Run(t.Context(), []string{"-fix"}); status != report.Failed {
		t.Errorf("status %d, want %d", status, report.Failed)
	}
	if a, b := text(t, files[0]), text(t, files[1]); !strings.Contains(a, "NEW") || b != mine {
		t.Errorf("the files are %q and %q", a, b)
	}
	if said := c.Stderr.(*bytes.Buffer).String(); !strings.Contains(said, "jobvet: b/x.go is left as it is: it was changed meanwhile\n") {
		t.Errorf("says\n%s", said)
	}
}

// An interrupt while fixes are worked out says that nothing was fixed.
func TestFixInterrupted(t *testing.T) {
	c := newCommand(t)
	c.Env = append(os.Environ(), "MARKS="+c.Dir)
	files := fixable(t, c, `[ $overlay = /nowhere ] || { trap 'exit 1' INT; echo > "$MARKS/started"; while :; do sleep 0.01; done; }`, "a")
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	go cancelWhen(ctx, cancel, filepath.Join(c.Dir, "started"))
	if status := c.Run(ctx, []string{"-fix"}); status != report.Failed {
		t.Errorf("status %d, want %d", status, report.Failed)
	}
	if got, want := c.Stderr.(*bytes.Buffer).String(), "jobvet: interrupted; nothing was fixed\n"; got != want {
		t.Errorf("says %q, want %q", got, want)
	}
	if got := text(t, files[0]); strings.Contains(got, "NEW") {
		t.Errorf("the file is %q", got)
	}
}
