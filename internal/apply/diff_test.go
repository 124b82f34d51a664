package apply

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// git and patch make of the difference what Write does, whatever the files are
// called and however their lines end.
func TestDiff(t *testing.T) {
	dir := tempDir(t)
	texts := map[string]string{
		"plain.go":              "package a\n\nvar a = 1\n",
		"no newline.go":         "package a\n\nvar a = 1",
		"crlf.go":               "package a\r\n\r\nvar a = 1\r\n",
		"sub dir/b.go":          "package a\n\nvar a = 1\n",
		"tab\tand \"quote\".go": "package a\n\nvar a = 1\n",
		"ümlaut\\.go":           "package a\n\nvar a = 1\n",
		"dash -- x.go":          "package a\n\nvar a = 1\n-- b\n++ c\n",
	}
	var names []string
	var fixes []Fix
	if err := os.Mkdir(filepath.Join(dir, "sub dir"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range texts {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Skip(err) // a system without such names
		}
		names = append(names, filepath.Join(dir, name))
		fixes = append(fixes, replacing(t, filepath.Join(dir, name), "1", "2"))
	}
	tree, _ := new(Tree).With(fixes, told(t, names...))
	diff := tree.Diff(dir)
	var headers []string
	for line := range strings.Lines(string(diff)) {
		if strings.HasPrefix(line, "--- ") && !strings.HasPrefix(line, "--- b") {
			headers = append(headers, line)
		}
	}
	if len(headers) != len(texts) {
		t.Errorf("files: %q", headers)
	}
	for _, tool := range [][]string{{"git", "apply", "-"}, {"patch", "-p1", "--binary"}} {
		t.Run(tool[0], func(t *testing.T) {
			if _, err := exec.LookPath(tool[0]); err != nil {
				t.Skip(err)
			}
			for name, text := range texts {
				create(t, filepath.Join(dir, name), text)
			}
			cmd := exec.Command(tool[0], tool[1:]...)
			cmd.Dir, cmd.Stdin = dir, strings.NewReader(string(diff))
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s\n%s", err, out, diff)
			}
			for _, name := range names {
				if got, want := read(t, name), string(tree.Texts()[name]); got != want {
					t.Errorf("%s: %q, want %q", name, got, want)
				}
			}
		})
	}
}
