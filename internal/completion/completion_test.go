package completion

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// flags have each form that a flag can have, and texts with signs that mean
// something to shells.
func flags() []Flag {
	return []Flag{
		{Name: "tests", Text: "it's a switch: [always]"},
		{Name: "text", Text: `back\slash and "quotes"`},
		{Name: "format", Value: "F", Values: []string{"text", "json", "sarif"}, Text: "one of: $(several) `values`"},
		{Name: "rules", Value: "LIST", Values: []string{"chanwait", "gospawn", "give-back"}, List: true, Text: "a list"},
		{Name: "graph", Value: "FILE", Kind: File, Text: "a file"},
		{Name: "explain", Value: "WHAT", Values: []string{"gospawn"}, Kind: File, Text: "a name or a file"},
		{Name: "C", Value: "DIR", Kind: Dir, Text: "a directory"},
		{Name: "since", Value: "REV", Text: "anything"},
	}
}

// In a real shell, what has been typed is completed to what it must be. The
// working directory has the file page.html and the directory jobs.
func TestShells(t *testing.T) {
	cases := []struct {
		typed string
		want  []string // all completions; empty if there is none
	}{
		{"-tes", []string{"-tests"}},
		{"-te", []string{"-tests", "-text"}},
		{"-format=sa", []string{"sarif"}},
		{"-format ", []string{"json", "sarif", "text"}},
		{"-format zz", nil},
		{"-rules=g", []string{"give-back", "gospawn"}},
		{"-rules chanwait,go", []string{"chanwait,gospawn"}},
		{"-graph pa", []string{"page.html"}},
		{"-explain go", []string{"gospawn"}},
		{"-explain pa", []string{"page.html"}},
		{"-C jo", []string{"jobs"}},
		{"-tests jo", []string{"jobs"}},
		{"-format=json -te", []string{"-tests", "-text"}},
	}
	// A program for each shell prints what it makes of each line, the script being
	// loaded: all completions with blanks between, or, in zsh, the completed line.
	for shell, tt := range map[string]struct {
		program string
		line    bool
	}{"bash": {bashProgram, false}, "zsh": {zshProgram, true}, "fish": {fishProgram, false}} {
		t.Run(shell, func(t *testing.T) {
			t.Parallel()
			if _, err := exec.LookPath(shell); err != nil {
				t.Skip("no " + shell)
			}
			dir := t.TempDir()
			script, program := filepath.Join(dir, "script"), filepath.Join(dir, "program")
			var text bytes.Buffer
			for _, err := range []error{
				Write(&text, shell, "job", flags()), os.WriteFile(script, text.Bytes(), 0o666), os.WriteFile(program, []byte(tt.program), 0o666),
				os.Mkdir(filepath.Join(dir, "jobs"), 0o777), os.WriteFile(filepath.Join(dir, "page.html"), nil, 0o666),
			} {
				if err != nil {
					t.Fatal(err)
				}
			}
			args := []string{program, script}
			for _, c := range cases {
				args = append(args, c.typed)
			}
			cmd := exec.Command(shell, args...)
			cmd.Dir = dir
			cmd.Env = append(os.Environ(), "HOME="+dir, "ZDOTDIR="+dir, "XDG_CONFIG_HOME="+dir, "TERM=dumb")
			out, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			got := strings.Split(strings.TrimRight(string(out), "\n"), "\n")
			if len(got) != len(cases) {
				t.Fatalf("%d lines, want %d:\n%s", len(got), len(cases), out)
			}
			for i, c := range cases {
				want := strings.Join(c.want, " ")
				if tt.line {
					want = completed(c.typed, c.want)
				}
				if got := strings.TrimSpace(got[i]); got != want {
					t.Errorf("%q: got %q, want %q", c.typed, got, want)
				}
			}
		})
	}
}

// completed is a typed line with its last word completed, if there is one way to.
func completed(typed string, values []string) string {
	if len(values) != 1 {
		return strings.TrimSpace(typed)
	}
	return typed[:strings.LastIndexAny(typed, " =")+1] + values[0]
}

func TestUnknownShell(t *testing.T) {
	var text bytes.Buffer
	if err := Write(&text, "../scripts/bash", "job", nil); err == nil || text.Len() > 0 {
		t.Errorf("got %v and %q, want an error", err, &text)
	}
}

// bashProgram does what readline does: it splits at blanks and at "=", and
// completes files where the function finds nothing.
const bashProgram = `
source "$1"
shift
for line; do
	read -ra COMP_WORDS <<<"job ${line//=/ = }"
	[[ $line != *' ' ]] || COMP_WORDS+=('')
	COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
	_job
	[ ${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- "${COMP_WORDS[COMP_CWORD]}"))
	echo $(printf '%s\n' "${COMPREPLY[@]}" | sort)
done`

// zshProgram types the lines in a terminal, with a tab and a newline behind each.
const zshProgram = `
zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z "unsetopt prompt_cr; PROMPT=; autoload -U compinit; compinit -u -D; source ${(q)1}; job() { print -r '<'\$*'>' }; print RE''ADY"
until zpty -r z line && [[ $line = READY* ]]; do :; done
shift
for typed; do
	zpty -w z "job $typed"$'\t'
	until zpty -r z line && [[ $line = '<'* ]]; do :; done
	line=${line#'<'}
	print -r -- ${${line%%'>'*}%/}
done
zpty -d z`

// fishProgram prints values without the flag, which fish repeats, and without the
// description behind a tab.
const fishProgram = `
source $argv[1]
for line in $argv[2..-1]
	echo (complete -C "job $line" | string replace -r '\t.*' '' | string replace -r '^-[a-z]*=' '' | string trim -r -c / | sort)
end`
