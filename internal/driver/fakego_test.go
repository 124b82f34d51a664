//go:build unix

package driver

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/finding/findingtest"
	"github.com/jobvet/jobvet/internal/report"
)

// fakeGo puts a shell script in the place of the go command.
func fakeGo(t *testing.T, script string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "go"), []byte("#!/bin/sh\n"+script), 0o777); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
}

// cancelWhen calls cancel when a file is there.
func cancelWhen(ctx context.Context, cancel func(), name string) {
	for ctx.Err() == nil {
		if _, err := os.Stat(name); err == nil {
			cancel()
		}
		time.Sleep(time.Millisecond)
	}
}

// An interrupt reaches the go command, which can then end what it started.
func TestInterrupt(t *testing.T) {
	c := newCommand(t)
	c.Env = append(os.Environ(), "MARKS="+c.Dir)
	fakeGo(t, `trap 'echo > "$MARKS/interrupted"; exit 1' INT
echo > "$MARKS/started"
while :; do sleep 0.01; done
`)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	go cancelWhen(ctx, cancel, filepath.Join(c.Dir, "started"))
	if got := c.Run(ctx, nil); got != report.Failed {
		t.Errorf("status %d, want %d", got, report.Failed)
	}
	if got, want := c.Stderr.(*bytes.Buffer).String(), "jobvet: interrupted\n"; got != want {
		t.Errorf("says %q, want %q", got, want)
	}
	if _, err := os.Stat(filepath.Join(c.Dir, "interrupted")); err != nil {
		t.Errorf("the go command was not interrupted: %v", err)
	}
}

// Results that are not where they should be must not look like none.
func TestForeignGoCommand(t *testing.T) {
	for _, tt := range []struct{ name, script, want string }{
		{
			name:   "Go 1.25 mixes a tool's JSON into standard error",
			script: "echo '# example.com/a' >&2; echo '{}' >&2",
			want:   "jobvet: go vet printed no results; jobvet needs the go command of Go 1.26 or newer\n",
		},
		{
			name:   "no JSON",
			script: "echo '{}'; echo 'vet: a.go:1: something'",
			want:   "jobvet: cannot read the output of go vet: ",
		},
		{
			name:   "silent failure",
			script: "exit 4",
			want:   "jobvet: go vet: exit status 4\n",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := newCommand(t)
			fakeGo(t, tt.script)
			if got := c.Run(t.Context(), nil); got != report.Failed {
				t.Errorf("status %d, want %d", got, report.Failed)
			}
			if got := c.Stderr.(*bytes.Buffer).String(); !strings.Contains(got, tt.want) {
				t.Errorf("says %q, want it to say %q", got, tt.want)
			}
		})
	}
}

// xBlocks is how go vet prints a finding on line 3.
func xBlocks(file string) string {
	at := finding.Place{File: file, Line: 3, Col: 1}
	return findingtest.Diagnostic(findingtest.Says("ratewait", "x blocks", at, at))
}

// The go command is asked once for the packages: by the check, not again for
// the report.
func TestListedOnce(t *testing.T) {
	c := newCommand(t)
	c.Env = append(os.Environ(), "LOG="+filepath.Join(c.Dir, "log"))
	fakeGo(t, `echo "$1" >> "$LOG"
case $1 in
list) echo '{"ImportPath": "example.com/a", "GoFiles": ["a.go"]}' ;;
vet) echo '{"example.com/a": {"jobvet": [{"category": "package", "posn": "a.go:1:1", "end": "a.go:1:1", "message": "example.com/a"},
	`+xBlocks("a.go")+`]}}' ;;
esac
`)
	if got := c.Run(t.Context(), nil); got != report.Findings {
		t.Errorf("status %d, want %d", got, report.Findings)
	}
	if got, want := c.Stderr.(*bytes.Buffer).String(), "jobvet: 1 finding (1 ratewait) in 1 of 1 package; 0 operators\n"; !strings.Contains(got, want) {
		t.Errorf("says %q, want %q", got, want)
	}
	log, err := os.ReadFile(filepath.Join(c.Dir, "log"))
	if err != nil {
		t.Fatal(err)
	}
	asked := strings.Fields(string(log))
	slices.Sort(asked)
	if want := []string{"env", "list", "vet"}; !slices.Equal(asked, want) {
		t.Errorf("asked for %q, want %q", asked, want)
	}
}

// The go command is asked what is not in the build cache if go vet compiles something,
// and is not if go vet takes long without that.
func TestAskedWhatToCompile(t *testing.T) {
	for _, tt := range []struct {
		name, vet string
		want      bool
	}{
		{"compiles", `echo example.com/dep >&2; until grep -q -e -deps "$LOG"; do sleep 0.01; done`, true},
		{"compiles nothing", "sleep 0.8", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := newCommand(t)
			cache, name := t.TempDir(), filepath.Join(c.Dir, "log")
			if err := os.MkdirAll(filepath.Join(cache, "00", "entry"), 0o777); err != nil {
				t.Fatal(err)
			}
			c.Env = append(os.Environ(), "LOG="+name)
			fakeGo(t, `echo "$*" >> "$LOG"
case $1 in
env) echo '{"GOVERSION": "`+runtime.Version()+`", "GOCACHE": "`+cache+`"}' ;;
list) echo '{"ImportPath": "example.com/a", "GoFiles": ["a.go"]}' ;;
vet) `+tt.vet+`
	echo '{"example.com/a": {"jobvet": [{"category": "package", "posn": "a.go:1:1", "end": "a.go:1:1", "message": "example.com/a"},
	`+xBlocks("a.go")+`]}}' ;;
esac
`)
			if got := c.Run(t.Context(), nil); got != report.Findings {
				t.Errorf("status %d, want %d: %s", got, report.Findings, c.Stderr)
			}
			log, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Contains(string(log), " -deps "); got != tt.want {
				t.Errorf("asked: %t, want %t:\n%s", got, tt.want, log)
			}
		})
	}
}

// What cannot be read ends the go command's search for packages: the others are
// looked for around it. Whoever is root can read all, so that the go command is
// a fake.
func TestUnreadableDirectory(t *testing.T) {
	c := newCommand(t)
	for _, name := range []string{"bad", "good", "late"} {
		if err := os.Mkdir(filepath.Join(c.Dir, name), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	found := strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(xBlocks("$name/a.go"))
	fakeGo(t, `case "$*" in
*" ./...")
	case $1 in
	list) echo '{"ImportPath": "./...", "Match": ["./..."], "Error": {"Err": "pattern ./...: open bad: permission denied"}}' ;;
	vet) echo 'pattern ./...: open bad: permission denied' >&2; exit 1 ;;
	esac ;;
list*) for name in good late; do
	echo "{\"ImportPath\": \"example.com/$name\", \"Match\": [\"./$name/...\"], \"GoFiles\": [\"a.go\"]}"
	done ;;
vet*" -- example.com/good example.com/late") for name in good late; do
	echo "{\"example.com/$name\": {\"jobvet\": [
		{\"category\": \"package\", \"posn\": \"a.go:1:1\", \"end\": \"a.go:1:1\", \"message\": \"example.com/$name\"},
		`+found+`]}}"
	done ;;
*) echo "unexpected: $*" >&2; exit 1 ;;
esac
`)
	if got := c.Run(t.Context(), nil); got != report.Failed {
		t.Errorf("status %d, want %d", got, report.Failed)
	}
	if got, want := c.Stdout.(*bytes.Buffer).String(), "good/a.go:3:1: ratewait: x blocks\n    more: jobvet -explain ratewait\nlate/a.go:3:1: ratewait: x blocks\n"; got != want {
		t.Errorf("found %q, want %q", got, want)
	}
	want := "pattern ./...: open bad: permission denied\n" +
		"jobvet: 2 findings (2 ratewait) in 2 of 2 packages; 0 operators\n" +
		"jobvet: not everything could be checked: ./bad\n"
	if got := c.Stderr.(*bytes.Buffer).String(); got != want {
		t.Errorf("says %q, want %q", got, want)
	}
}
