package analyzer

import (
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"
)

// diagnose returns what an analyzer with the given options says of packages
// that do not import one another.
func diagnose(t *testing.T, opts Options, pkgs []*packages.Package) []analysis.Diagnostic {
	t.Helper()
	var out []analysis.Diagnostic
	a := New(opts)
	for _, p := range pkgs {
		pass := passOf(a, p, p.Syntax)
		pass.Report = func(d analysis.Diagnostic) { out = append(out, d) }
		pass.ImportPackageFact = func(*types.Package, analysis.Fact) bool { return false }
		pass.ExportPackageFact = func(analysis.Fact) {}
		if _, err := a.Run(pass); err != nil {
			t.Error(err)
		}
	}
	return out
}

func messages(ds []analysis.Diagnostic) []string {
	var list []string
	for _, d := range ds {
		list = append(list, d.Message)
	}
	return list
}

func TestOptions(t *testing.T) {
	pkgs := loadTree(t, "rule/ratewait", "rule/gospawn", "rule/free")
	level := func(l Level) []string { return messages(diagnose(t, Options{Level: l}, pkgs)) }
	isCaution := func(m string) bool { return strings.Contains(m, ": caution: ") }

	t.Run("Level", func(t *testing.T) {
		errors, cautions := level(LevelError), level(LevelCaution)
		if len(errors) == 0 || slices.ContainsFunc(errors, isCaution) {
			t.Errorf("level error reports %d findings, cautions among them", len(errors))
		}
		if !slices.Equal(errors, level(LevelDefault)) {
			t.Error("the default level is not error")
		}
		if rest := slices.DeleteFunc(slices.Clone(cautions), isCaution); len(rest) == len(cautions) || !slices.Equal(rest, errors) {
			t.Error("level caution does not report cautions and the same errors")
		}
		if !slices.Equal(cautions, level(LevelHint)) {
			t.Error("level hint reports something else, though there are no hints")
		}
	})
	t.Run("Rules", func(t *testing.T) {
		got := make(map[string]int)
		for _, d := range diagnose(t, Options{Level: LevelHint, Rules: []string{"gospawn", "chanwait"}}, pkgs) {
			if !strings.HasPrefix(d.Message, d.Category+": ") || !strings.HasSuffix(d.URL, "/docs/rules/"+d.Category+".md") {
				t.Errorf("category %s, URL %s: %s", d.Category, d.URL, d.Message)
			}
			got[d.Category]++
		}
		if len(got) != 2 || got["gospawn"] == 0 || got["chanwait"] == 0 {
			t.Errorf("findings by rule: %v", got)
		}
		if err := (&Options{Rules: []string{"gospawn", "nothing"}}).Validate(); err == nil || !strings.Contains(err.Error(), `"nothing"`) {
			t.Errorf("an unknown rule: %v", err)
		}
		if err := (&Options{Level: 9}).Validate(); err == nil {
			t.Error("an unknown level is accepted")
		}
	})
	t.Run("NoRelated", func(t *testing.T) {
		related := 0
		for _, d := range diagnose(t, Options{}, pkgs) {
			if len(d.Related) == 0 || !strings.Contains(d.Related[0].Message, "is registered here") {
				t.Errorf("no registration among the related information of %s", d.Message)
			}
			related += len(d.Related)
		}
		for _, d := range diagnose(t, Options{NoRelated: true}, pkgs) {
			if len(d.Related) > 0 {
				t.Errorf("related information of %s", d.Message)
			}
		}
		if related == 0 {
			t.Error("no related information")
		}
	})
	t.Run("Operators", func(t *testing.T) {
		var got []string
		for _, d := range diagnose(t, Options{Operators: true, Rules: []string{"directive"}}, pkgs) {
			if d.Category != "operator" {
				t.Errorf("category %s: %s", d.Category, d.Message)
			}
			got = append(got, lineNumbers.Replace(d.Message))
		}
		for _, want := range []string{
			"operator: (*Enrich).ProcessElement (beam.ParDo, ratewait.go:) framework=Beam policy=forbid",
			"operator: (*Enrich).StartBundle (beam.ParDo, ratewait.go:) framework=Beam policy=bounded",
			"operator: (*Worker).Work (river.AddWorker, ratewait.go:) framework=river policy=bounded",
			"operator: handle (nsq.Consumer.AddHandler, ratewait.go:) framework=NSQ policy=bounded",
			"operator: tick (cron.Cron.AddFunc, free.go:) framework=cron policy=free",
		} {
			if !slices.Contains(got, want) {
				t.Errorf("missing %q in\n%s", want, strings.Join(got, "\n"))
			}
		}
	})
	t.Run("flags", func(t *testing.T) {
		a := New(Options{})
		for name, value := range map[string]string{"level": "caution", "rules": "ratewait, timewait", "tests": "true", "operators": "true", "norelated": "true"} {
			if err := a.Flags.Set(name, value); err != nil {
				t.Errorf("-%s=%s: %v", name, value, err)
			}
		}
		for name, value := range map[string]string{"level": "loud", "rules": "ratewait,nothing"} {
			if err := New(Options{}).Flags.Set(name, value); err == nil {
				t.Errorf("-%s=%s is accepted", name, value)
			}
		}
		if got := a.Flags.Lookup("level").Value.String(); got != "caution" {
			t.Errorf("-level is %q", got)
		}
	})
}

// TestTests looks at test files, of the package and next to it.
func TestTests(t *testing.T) { run(t, Options{Tests: true}, "option/tests") }

func TestPlaces(t *testing.T) { run(t, Options{Operators: true}, "option/places") }

// TestCatalog extends the catalogue by a user's frameworks, limiter and contexts.
func TestCatalog(t *testing.T) {
	file := filepath.Join(t.TempDir(), "myfw.json")
	table := `{
  "modules": ["option/myfw"],
  "name": "myfw",
  "frameworks": [{
    "name": "My framework", "tier": 2, "policy": "forbid",
    "wait": "the others wait too", "spawn": "it is lost", "yield": "put it back",
    "operators": [{"call": "~.Add", "args": [0], "hot": ["Do"]}]
  }, {
    "name": "My pool", "policy": "bounded", "wait": "it holds a worker", "spawn": "it is lost",
    "operators": [{"call": "~.Each", "args": [0]}]
  }],
  "calls": [
    {"call": "(*~.Limiter).Block", "class": "blocking", "effect": "ratewait", "limiter": true},
    {"call": "~.Wait", "class": "bounded", "effect": "chanwait", "context": 0},
    {"call": "~.Detach", "class": "nonblocking", "bound": "nothing"},
    {"call": "~.Limit", "class": "nonblocking", "bound": "duration"},
    {"call": "~.Trace", "class": "nonblocking"}
  ]
}`
	if err := os.WriteFile(file, []byte(table), 0o666); err != nil {
		t.Fatal(err)
	}
	run(t, Options{Catalog: file}, "option/use")
}
