// Package completion writes scripts with which shells complete the flags of a
// command.
package completion

import (
	"embed"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/template"
)

//go:embed scripts
var scripts embed.FS

// Shells returns the shells that there are scripts for.
func Shells() []string { return []string{"bash", "zsh", "fish"} }

// Kinds of values.
const (
	Free = iota // something that a shell cannot know
	File
	Dir
)

// A Flag is a flag of the command.
type Flag struct {
	// Name is without the dash, Text says in a line what the flag does.
	Name, Text string
	// Value is the name of the flag's value, empty for a switch.
	Value string
	// Values are the values that are known; if List is true, the flag takes several
	// of them, with commas between. They hold no blanks and no signs that mean
	// something to a shell.
	Values []string
	List   bool
	// Kind is what the value is if it is not one of Values.
	Kind int
}

// Write writes the script for one of Shells to w. The command has the given name
// and flags, then packages, which are named by directories and files.
func Write(w io.Writer, shell, command string, flags []Flag) error {
	if !slices.Contains(Shells(), shell) {
		return fmt.Errorf("%q is none of %s", shell, strings.Join(Shells(), ", "))
	}
	text, err := scripts.ReadFile("scripts/" + shell)
	if err != nil {
		return err
	}
	t, err := template.New(shell).Funcs(template.FuncMap{
		"join": strings.Join,
		"zsh":  strings.NewReplacer(`'`, `'\''`, `[`, `\[`, `]`, `\]`, `:`, `\:`).Replace,
		"fish": strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace,
		"file": func(f Flag) bool { return f.Kind == File },
		"dir":  func(f Flag) bool { return f.Kind == Dir },
	}).Parse(string(text))
	if err != nil {
		return err
	}
	return t.Execute(w, struct {
		Command string
		Flags   []Flag
	}{command, flags})
}
