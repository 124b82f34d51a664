package docs_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The settings of editors.md work on what jobvet prints of the demo.
func TestEditors(t *testing.T) {
	page, err := os.ReadFile("editors.md")
	if err != nil {
		t.Fatal(err)
	}
	bin := t.TempDir()
	if out, err := exec.Command("go", "build", "-o", bin+string(filepath.Separator), "../cmd/jobvet").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	t.Setenv("PATH", bin+string(filepath.ListSeparator)+os.Getenv("PATH"))
	demo, err := filepath.Abs("../testdata/demo")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("jobvet", "-color=never", "./...")
	cmd.Dir = demo
	out, _ := cmd.Output() // it has findings, hence a status
	// An editor's list has the first line of each finding.
	lines := slices.DeleteFunc(strings.Split(strings.TrimSpace(string(out)), "\n"), func(l string) bool { return strings.HasPrefix(l, " ") })

	t.Run("VS Code", func(t *testing.T) {
		blocks := blocksOf(page, "json")
		for _, b := range blocks {
			if !json.Valid([]byte(b)) {
				t.Errorf("not JSON:\n%s", b)
			}
		}
		var tasks struct {
			Tasks []struct {
				Args           []string
				ProblemMatcher struct {
					Pattern struct {
						Regexp                            string
						File, Line, Column, Code, Message int
					}
				}
			}
		}
		if err := json.Unmarshal([]byte(blocks[0]), &tasks); err != nil {
			t.Fatal(err)
		}
		if args := tasks.Tasks[0].Args; strings.Join(args, " ") != strings.Join(cmd.Args[1:], " ") {
			t.Errorf("arguments %q", args)
		}
		p := tasks.Tasks[0].ProblemMatcher.Pattern
		re := regexp.MustCompile(p.Regexp)
		for _, l := range lines {
			m := re.FindStringSubmatch(l)
			if m == nil {
				t.Errorf("no match: %s", l)
				continue
			}
			if _, err := os.Stat(filepath.Join(demo, m[p.File])); err != nil {
				t.Error(err)
			}
			if got := m[p.File] + ":" + m[p.Line] + ":" + m[p.Column] + ": " + m[p.Code] + ": " + m[p.Message]; got != l {
				t.Errorf("got %s of %s", got, l)
			}
		}
	})

	t.Run("Neovim", func(t *testing.T) {
		if _, err := exec.LookPath("nvim"); err != nil {
			t.Skip("no Neovim")
		}
		config := filepath.Join(t.TempDir(), "nvim")
		for name, text := range map[string]string{
			"compiler/jobvet.vim": blocksOf(page, "vim")[0],
			"plugin/jobvet.lua":   blocksOf(page, "lua")[0],
		} {
			name = filepath.Join(config, name)
			if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		// nvim runs the commands in the demo and returns what they write to a file.
		nvim := func(t *testing.T, commands ...string) []string {
			t.Helper()
			result := filepath.Join(t.TempDir(), "result")
			args := []string{"--headless", "-n", "-i", "NONE"}
			for _, c := range append(commands, "call writefile(g:result, '"+result+"')", "qall!") {
				args = append(args, "-c", c)
			}
			cmd := exec.Command("nvim", args...)
			cmd.Dir = demo
			cmd.Env = append(os.Environ(), "XDG_CONFIG_HOME="+filepath.Dir(config), "XDG_DATA_HOME="+t.TempDir(), "XDG_STATE_HOME="+t.TempDir())
			out, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatalf("nvim: %v\n%s", err, out)
			}
			data, err := os.ReadFile(result)
			if err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			return strings.Split(strings.TrimSpace(string(data)), "\n")
		}
		t.Run("quickfix", func(t *testing.T) {
			got := nvim(t, "compiler jobvet", "silent make ./...",
				`let g:result = map(filter(getqflist(), 'v:val.valid'), 'fnamemodify(bufname(v:val.bufnr), ":.") . ":" . v:val.lnum . ":" . v:val.col . ": " . v:val.text')`)
			if strings.Join(got, "\n") != strings.Join(lines, "\n") {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(lines, "\n"))
			}
		})
		t.Run("diagnostics", func(t *testing.T) {
			got := nvim(t, "edit mail/mail.go", "doautocmd BufWritePost",
				`call wait(60000, {-> !empty(luaeval("vim.diagnostic.get(0)"))})`,
				`let g:result = map(luaeval("vim.diagnostic.get(0)"), 'v:val.lnum + 1 . ":" . (v:val.col + 1) . ": " . v:val.severity . " " . v:val.message')`)
			var want []string
			for _, l := range lines {
				if rest, ok := strings.CutPrefix(l, "mail/mail.go:"); ok {
					want = append(want, strings.Replace(rest, ": ", ": 1 ", 1))
				}
			}
			// A message of the JSON document goes on with the fix.
			if !slices.EqualFunc(got, want, strings.HasPrefix) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
		})
	})
}

// blocksOf returns the fenced blocks of a language.
func blocksOf(page []byte, language string) []string {
	var blocks []string
	for _, m := range regexp.MustCompile("(?s)\n```"+language+"\n(.*?)\n```\n").FindAllStringSubmatch(string(page), -1) {
		blocks = append(blocks, m[1]+"\n")
	}
	return blocks
}
