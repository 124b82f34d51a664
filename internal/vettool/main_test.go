package vettool

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jobvet/jobvet/analyzer"
)

func TestAsked(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"vet.cfg":      `{}`, // the go command's, known by its name
		"unit.cfg":     `{"ID": "a", "Compiler": "gc", "ImportPath": "example.com/a", "GoFiles": ["a.go"]}`,
		"base.cfg":     `{"version": 1, "findings": []}`,
		"cat.cfg":      `{"modules": ["example.com/a"], "name": "a"}`,
		"text.cfg":     "a = b\n",
		"job.cfg/a.go": "package job\n",
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	for _, tt := range []struct {
		args string
		want bool
	}{
		{"", false},
		{"-V=full", true},
		{"-flags", true},
		{"-jobvet.tests=true -json $DIR/vet.cfg", true},
		{"-jobvet.tests=perhaps -json $DIR/vet.cfg", true}, // and is told so
		{"unit.cfg", true}, // another build system's
		{"-json $DIR/unit.cfg", true},
		{"-fix unit.cfg", true},

		{"-h", false},
		{"-version", false},
		{"./...", false},
		{"-level=hint ./...", false},
		{"-json -flags", false},
		{"-baseline base.cfg", false},
		{"-baseline $DIR/vet.cfg", false},
		{"-write-baseline new.cfg", false},
		{"-since v1.cfg", false},
		{"-graph x.cfg", false},
		{"-catalog cat.cfg", false},
		{"-tags unit.cfg", false},
		{"-baseline=base.cfg ./job.cfg", false},
		{"./job.cfg", false},
		{"-json ./job.cfg", false},
		{"base.cfg", false},
		{"text.cfg", false},
		{"$DIR/none/vet.cfg", false},
		{"unit.cfg unit.cfg", false},
	} {
		tool := &Tool{Analyzer: analyzer.New(analyzer.Options{})}
		args := strings.Fields(strings.ReplaceAll(tt.args, "$DIR", dir))
		if _, _, got := tool.asked(args); got != tt.want {
			t.Errorf("asked(%q) = %t, want %t", tt.args, got, tt.want)
		}
	}
}

func TestOnlyFacts(t *testing.T) {
	dir := t.TempDir()
	for content, want := range map[string]bool{
		`{"VetxOnly": true}`:  true,
		`{"VetxOnly": false}`: false,
		`{}`:                  false,
		`broken`:              false,
	} {
		name := filepath.Join(dir, "vet.cfg")
		if err := os.WriteFile(name, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
		if got := onlyFacts(name); got != want {
			t.Errorf("onlyFacts(%s) = %t, want %t", content, got, want)
		}
	}
	if onlyFacts(filepath.Join(dir, "missing.cfg")) {
		t.Error("onlyFacts is true for a file that is not there")
	}
}
