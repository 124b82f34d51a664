package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
)

// TestDocs runs what pages of docs say, from top to bottom, in a module of its
// own: a code block with a file's name behind its language writes that file, and
// a block of the language "console" runs its lines that begin with "$ " and
// compares what they print. With -update it takes over what they print.
func TestDocs(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("the pages have commands for a Unix shell")
	}
	demo, err := filepath.Abs("../../testdata/demo")
	if err != nil {
		t.Fatal(err)
	}
	bin := filepath.Dir(build(t))
	for _, page := range []string{"ci.md", "explain.md", "extending.md", "guide.md"} {
		t.Run(page, func(t *testing.T) {
			name := filepath.Join("..", "..", "docs", page)
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			mod, err := os.ReadFile(filepath.Join(demo, "go.mod"))
			if err != nil {
				t.Fatal(err)
			}
			mod = bytes.ReplaceAll(mod, []byte("=> ./stubs"), []byte("=> "+filepath.Join(demo, "stubs")))
			mod = bytes.ReplaceAll(mod, []byte("=> ../.."), []byte("=> "+filepath.Dir(filepath.Dir(demo))))
			mod = bytes.ReplaceAll(mod, []byte("example.com/demo"), []byte("example.com/shop"))
			write(t, filepath.Join(dir, "go.mod"), mod)

			got := codeBlock.ReplaceAllFunc(text, func(block []byte) []byte {
				m := codeBlock.FindSubmatch(block)
				lang, file, body := string(m[1]), string(m[2]), m[3]
				switch {
				case file != "":
					write(t, filepath.Join(dir, filepath.FromSlash(file)), body)
				case lang == "console":
					return []byte("```console\n" + transcript(dir, bin, string(body)) + "```\n")
				}
				return block
			})
			if bytes.Equal(got, text) {
				return
			}
			if *update {
				write(t, name, got)
				return
			}
			t.Errorf("the page should read (go test ./cmd/jobvet -run TestDocs -update):\n%s", got)
		})
	}
}

var (
	codeBlock = regexp.MustCompile("(?ms)^```(\\w+)(?: ([^\n]+))?\n(.*?)^```\n")
	duration  = regexp.MustCompile(`\b\d+\.\d\d\ds\b`)
)

// transcript runs the commands of a console block, and returns the block with
// what they print.
func transcript(dir, bin, body string) string {
	var b strings.Builder
	for line := range strings.Lines(body) {
		command, ok := strings.CutPrefix(line, "$ ")
		if !ok {
			continue
		}
		b.WriteString(line)
		cmd := exec.Command("sh", "-c", command)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(),
			"PATH="+bin+string(filepath.ListSeparator)+os.Getenv("PATH"),
			"PWD="+dir, "GOFLAGS=", "GOWORK=off", "GOENV=off", "GOPROXY=off", "NO_COLOR=1")
		out, _ := cmd.CombinedOutput() // the status is what the page says of it
		out = bytes.ReplaceAll(out, []byte(dir), []byte("/home/me/shop"))
		b.Write(duration.ReplaceAll(out, []byte("0.010s")))
	}
	return b.String()
}

func write(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o666); err != nil {
		t.Fatal(err)
	}
}
