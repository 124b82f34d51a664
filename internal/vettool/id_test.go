package vettool

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestBuildID(t *testing.T) {
	const part = "abcdefghij0123456789"
	id := strings.Join([]string{part, part, part, "contentcontentconten"}, "/")
	note := func(id string) string {
		return "\x7fELF and so on\x04\x00\x00\x00" + string(rune(len(id))) + "\x00\x00\x00\x04\x00\x00\x00Go\x00\x00" + id + "more"
	}
	text := func(id string) string { return "MZ\xff Go build ID: \"" + id + "\"\n \xffmore" }
	for _, head := range []string{note(id), text(id)} {
		if got, ok := buildID([]byte(head)); !ok || got != "contentcontentconten" {
			t.Errorf("%q: %q, %t", head, got, ok)
		}
	}
	for _, head := range []string{
		"", "\x7fELF", note(""), text(""), note("redacted"), text("a/b/c/d"),
		text(id + "/" + part), text(part + "/" + part), text(strings.ReplaceAll(id, "content", "con ent")),
		note(id)[:30], text(id)[:30], "\x04\x00\x00\x00Go\x00\x00" + id,
	} {
		if got, ok := buildID([]byte(head)); ok {
			t.Errorf("%q: %q", head, got)
		}
	}
}

// The tool says a build ID where "go build" made one, and a hash of the file
// where the build ID says nothing. The go command reads it wherever the tool is.
func TestVersionFull(t *testing.T) {
	if testing.Short() {
		t.Skip("links the command")
	}
	for _, flags := range []string{"", "-buildid=", "-buildid=always-the-same"} {
		exe := filepath.Join(t.TempDir(), "a blank", "jobvet")
		if out, err := exec.Command("go", "build", "-ldflags="+flags, "-o", exe, "../../cmd/jobvet").CombinedOutput(); err != nil {
			t.Fatalf("go build: %v\n%s", err, out)
		}
		out, err := exec.Command(exe, "-V=full").Output()
		if err != nil {
			t.Fatal(err)
		}
		before, got, _ := strings.Cut(strings.TrimSpace(string(out)), "buildID=")
		if before != "jobvet version devel " {
			t.Errorf("%q", out)
		}
		if flags != "" {
			if len(got) != 64 {
				t.Errorf("with %s: build ID %q, want a hash", flags, got)
			}
			continue
		}
		id, err := exec.Command("go", "tool", "buildid", exe).Output()
		if err != nil {
			t.Fatal(err)
		}
		if want := strings.TrimSpace(string(id)); got != want[strings.LastIndex(want, "/")+1:] {
			t.Errorf("build ID %q, want the end of %q", got, want)
		}
	}
}
