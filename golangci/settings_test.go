package golangci

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/golangci/plugin-module-register/register"

	"github.com/jobvet/jobvet/analyzer"
)

func TestRegistered(t *testing.T) {
	create, err := register.GetPlugin("jobvet")
	if err != nil {
		t.Fatal(err)
	}
	p, err := create(nil)
	if err != nil {
		t.Fatal(err)
	}
	if mode := p.GetLoadMode(); mode != register.LoadModeTypesInfo {
		t.Errorf("load mode %s", mode)
	}
}

func TestEachConfigurationHasItsOwnAnalyzer(t *testing.T) {
	levelOf := func(raw any) string {
		t.Helper()
		p, err := New(raw)
		if err != nil {
			t.Fatal(err)
		}
		as, err := p.BuildAnalyzers()
		if err != nil || len(as) != 1 || as[0].Name != Name || as[0] == analyzer.Analyzer {
			t.Fatalf("analyzers %v, error %v", as, err)
		}
		if as[0].Flags.Lookup("norelated").Value.String() != "true" {
			t.Error("there will be related information")
		}
		return as[0].Flags.Lookup("level").Value.String()
	}
	if got := levelOf(map[string]any{"level": "hint"}); got != "hint" {
		t.Errorf("level %s", got)
	}
	if got := levelOf(nil); got != "error" {
		t.Errorf("the next configuration has level %s", got)
	}
}

func TestParse(t *testing.T) {
	got, err := parse(map[string]any{"level": "caution", "rules": []any{"ratewait", "gospawn"}, "tests": true})
	if err != nil {
		t.Fatal(err)
	}
	if got.Level != analyzer.LevelCaution || strings.Join(got.Rules, " ") != "ratewait gospawn" || !got.Tests {
		t.Errorf("got %+v", got)
	}
}

func TestParseRefuses(t *testing.T) {
	broken := filepath.Join(t.TempDir(), "broken.json")
	if err := os.WriteFile(broken, []byte(`{"name":`), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		raw  any
		want []string
	}{
		{map[string]any{"levle": "hint"}, []string{`unknown field "levle"`, "level, rules, tests and catalog"}},
		{map[string]any{"level": "warning"}, []string{"setting level", `"warning"`, "hint, caution, error"}},
		{map[string]any{"level": ""}, []string{"setting level"}},
		{map[string]any{"level": 3}, []string{"setting level: got a number, want a string"}},
		{map[string]any{"rules": "ratewait"}, []string{"setting rules: got a string, want a list of strings"}},
		{map[string]any{"rules": []any{"ratewait", "sleepy"}}, []string{`unknown rule "sleepy"`, "timewait"}},
		{map[string]any{"rules": []any{1}}, []string{"setting rules", "number", "want a string"}},
		{map[string]any{"tests": "yes"}, []string{"setting tests: got a string, want true or false"}},
		{map[string]any{"catalog": "no/such.json"}, []string{"setting catalog", "no/such.json is not in", "nor above"}},
		{map[string]any{"catalog": broken}, []string{"broken.json"}},
		{[]any{"level"}, []string{"settings are a map", "array"}},
		{map[string]any{"tests": make(chan int)}, []string{"encoding settings"}},
	} {
		_, err := New(test.raw)
		if err == nil {
			t.Errorf("%v is accepted", test.raw)
			continue
		}
		for _, want := range test.want {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%v: %q does not say %q", test.raw, err, want)
			}
		}
	}
}

const table = `{
	"modules": ["example.com/queue"],
	"name": "queue",
	"frameworks": [{
		"name": "queue", "tier": 1, "policy": "forbid",
		"wait": "it stalls the queue", "spawn": "it outlives the message",
		"operators": [{"call": "~.Handle", "args": [1]}]
	}]
}`

// TestCatalogPath finds the file by its absolute path, and by its relative one
// from the directory it starts at and from those below.
func TestCatalogPath(t *testing.T) {
	root := t.TempDir()
	below := filepath.Join(root, "a", "b")
	if err := os.MkdirAll(below, 0o777); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(root, "lint", "queue.json")
	if err := os.Mkdir(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(table), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, wd := range []string{root, below} {
		t.Chdir(wd)
		for _, path := range []string{file, "lint/queue.json"} {
			got, err := parse(map[string]any{"catalog": path})
			if err != nil {
				t.Errorf("%s in %s: %v", path, wd, err)
			} else if want, _ := os.Stat(file); !same(t, got.Catalog, want) || !filepath.IsAbs(got.Catalog) {
				t.Errorf("%s in %s: %s", path, wd, got.Catalog)
			}
		}
	}
}

func same(t *testing.T, path string, want os.FileInfo) bool {
	t.Helper()
	got, err := os.Stat(path)
	return err == nil && os.SameFile(got, want)
}

// TestHash checks that the settings, which golangci-lint's cache knows, change
// with the content of the catalogue file, and that they can be read again.
func TestHash(t *testing.T) {
	file := filepath.Join(t.TempDir(), "queue.json")
	raw := map[string]any{"catalog": file}
	var seen []map[string]any
	for _, content := range []string{table, table + "\n", table} {
		if err := os.WriteFile(file, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
		if _, err := New(raw); err != nil {
			t.Fatal(err)
		}
		seen = append(seen, maps.Clone(raw))
	}
	if maps.Equal(seen[0], seen[1]) || !maps.Equal(seen[0], seen[2]) {
		t.Errorf("settings: %v", seen)
	}
}

// A catalogue is a regular file: a device would be read without end.
func TestCatalogIsAFile(t *testing.T) {
	dir := t.TempDir()
	for _, path := range []string{dir, os.DevNull} {
		if _, err := New(map[string]any{"catalog": path}); err == nil || !strings.Contains(err.Error(), "not a regular file") {
			t.Errorf("%s: %v", path, err)
		}
	}
}
