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
		const moved = "tasks/tasks.go:13: timewait: tasks.Sent sleeps in time.Sleep" // is in another package than its registration
		if m := re.FindStringSubmatch(moved); m == nil || m[p.Line] != "13" || m[p.Column] != "" || m[p.Code] != "timewait" {
			t.Errorf("%q of %s", m, moved)
		}
		if m := re.FindStringSubmatch("jobvet: 1 finding (1 timewait) in 1 of 1 package; 1 operator"); m != nil {
			t.Errorf("the summary matches: %q", m)
		}
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
		config := t.TempDir()
		write(t, filepath.Join(config, "compiler", "jobvet.vim"), blocksOf(page, "vim")[0])
		write(t, filepath.Join(config, "plugin", "jobvet.lua"), blocksOf(page, "lua")[0])
		// nvim runs the commands in the demo and returns what they write to a file.
		nvim := func(t *testing.T, commands ...string) []string {
			t.Helper()
			result := filepath.Join(t.TempDir(), "result")
			args := []string{"--headless", "-n", "-i", "NONE", "--cmd", "set rtp^=" + config}
			for _, c := range append(commands[:len(commands):len(commands)], "call writefile(g:result, '"+result+"')", "qall!") {
				args = append(args, "-c", c)
			}
			return edit(t, demo, result, "nvim", args...)
		}
		t.Run("quickfix", func(t *testing.T) {
			check(t, nvim(t, quickfix...), lines)
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
			check(t, got, want)
		})
	})

	t.Run("Vim", func(t *testing.T) {
		if _, err := exec.LookPath("vim"); err != nil {
			t.Skip("no Vim")
		}
		dir := t.TempDir()
		write(t, filepath.Join(dir, "compiler", "jobvet.vim"), blocksOf(page, "vim")[0])
		result := filepath.Join(dir, "result")
		args := []string{"--not-a-term", "-n", "-i", "NONE", "-N", "-u", "NONE", "-es", "-c", "set rtp^=" + dir}
		for _, c := range append(quickfix[:len(quickfix):len(quickfix)], "call writefile(g:result, '"+result+"')", "qall!") {
			args = append(args, "-c", c)
		}
		check(t, edit(t, demo, result, "vim", args...), lines)
	})

	t.Run("Emacs", func(t *testing.T) {
		if _, err := exec.LookPath("emacs"); err != nil {
			t.Skip("no Emacs")
		}
		dir := t.TempDir()
		write(t, filepath.Join(dir, "jobvet.el"), blocksOf(page, "elisp")[0])
		// emacs evaluates Lisp that prints into a file.
		emacs := func(t *testing.T, program string) []string {
			t.Helper()
			result := filepath.Join(t.TempDir(), "result")
			write(t, filepath.Join(dir, "try.el"), `(with-temp-file "`+result+`" (let ((standard-output (current-buffer))) `+program+`))`)
			return edit(t, demo, result, "emacs", "--batch", "-Q", "-L", dir, "-l", filepath.Join(dir, "try.el"))
		}
		t.Run("compile", func(t *testing.T) {
			var want []string
			for _, l := range lines {
				want = append(want, strings.Join(strings.SplitN(l, ":", 4)[:3], ":"))
			}
			got := emacs(t, `
				(require 'compile)
				(let* ((done nil) (compilation-finish-functions (list (lambda (&rest _) (setq done t))))
				       (buffer (compile "jobvet -color=never ./...")))
				  (while (not done) (accept-process-output nil 0.1))
				  (with-current-buffer buffer
				    (compilation--ensure-parse (point-max))
				    (goto-char (point-min))
				    (ignore-errors
				      (while t
				        (compilation-next-error 1)
				        (let ((l (compilation--message->loc (get-text-property (point) 'compilation-message))))
				          (princ (format "%s:%s:%s\n" (caar (compilation--loc->file-struct l)) (compilation--loc->line l) (compilation--loc->col l)) standard-output))))))`)
			// It finds the places in the other lines of a finding, too; they have no column.
			check(t, slices.DeleteFunc(got, func(l string) bool { return strings.HasSuffix(l, ":nil") }), want)
		})
		t.Run("Flymake", func(t *testing.T) {
			var want []string
			for _, l := range lines {
				if rest, ok := strings.CutPrefix(l, "mail/mail.go:"); ok {
					line, rest, _ := strings.Cut(rest, ":")
					_, message, _ := strings.Cut(rest, ": ")
					want = append(want, line+" :error "+message)
				}
			}
			got := emacs(t, `
				(require 'jobvet)
				(let ((out standard-output))
				  (with-current-buffer (find-file-noselect "mail/mail.go")
				    (jobvet-on-save)
				    (flymake-start)
				    (with-timeout (60 (princ "nothing in 60 seconds\n" out))
				      (while (not (memq 'jobvet-flymake (flymake-reporting-backends))) (accept-process-output nil 0.1)))
				    (dolist (d (sort (flymake-diagnostics) (lambda (a b) (< (flymake-diagnostic-beg a) (flymake-diagnostic-beg b)))))
				      (princ (format "%d %s %s\n" (line-number-at-pos (flymake-diagnostic-beg d)) (flymake-diagnostic-type d) (flymake-diagnostic-text d)) out))))`)
			check(t, got, want)
		})
	})
}

// quickfix are commands for Vim and Neovim that make a list of findings.
var quickfix = []string{"compiler jobvet", "silent make ./...",
	`let g:result = map(filter(getqflist(), 'v:val.valid'), 'fnamemodify(bufname(v:val.bufnr), ":.") . ":" . v:val.lnum . ":" . v:val.col . ": " . v:val.text')`}

// check compares lines, which may go on after what is wanted.
func check(t *testing.T, got, want []string) {
	t.Helper()
	if len(want) == 0 || !slices.EqualFunc(got, want, strings.HasPrefix) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// edit runs an editor in a directory and returns the lines that it writes to the file
// result.
func edit(t *testing.T, dir, result, editor string, args ...string) []string {
	t.Helper()
	cmd := exec.Command(editor, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "XDG_CONFIG_HOME="+t.TempDir(), "XDG_DATA_HOME="+t.TempDir(), "XDG_STATE_HOME="+t.TempDir())
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", editor, err, out)
	}
	data, err := os.ReadFile(result)
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return strings.Split(strings.TrimSpace(string(data)), "\n")
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// blocksOf returns the fenced blocks of a language.
func blocksOf(page []byte, language string) []string {
	var blocks []string
	for _, m := range regexp.MustCompile("(?s)\n```"+language+"\n(.*?)\n```\n").FindAllStringSubmatch(string(page), -1) {
		blocks = append(blocks, m[1]+"\n")
	}
	return blocks
}
