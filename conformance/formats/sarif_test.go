package formats

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// sarifSchema is the schema of OASIS, as go-sarif carries it. That package
// validates only what it could decode, and so misses unknown properties.
func sarifSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/owenrumney/go-sarif/v3").Output()
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(strings.TrimSpace(string(out)), "pkg/report/v210/sarif/schema.go")
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	spec := file.Scope.Lookup("schema").Decl.(*ast.ValueSpec)
	text, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("sarif.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("sarif.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func validate(schema *jsonschema.Schema, text []byte) error {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return err
	}
	return schema.Validate(doc)
}

// The logs of jobvet, with findings and without, with failures, fixes and odd
// names, are valid SARIF 2.1.0.
func TestSARIF(t *testing.T) {
	schema := sarifSchema(t)
	exe := build(t)
	demo, err := filepath.Abs("../../testdata/demo")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name    string
		dir     string
		files   map[string]string
		status  int
		results int
		has     []string
	}{
		{name: "demo", dir: demo, status: 1, results: 6, has: []string{"codeFlows", "relatedLocations", "fixes"}},
		{
			name: "clean", status: 0,
			files: map[string]string{"a.go": "package a\n\n//jobvet:operator\nfunc Each(s string) error { return nil }\n"},
		},
		{
			name: "no operator", status: 0, has: []string{"toolExecutionNotifications"},
			files: map[string]string{"a.go": "package a\n"},
		},
		{
			name: "odd names", status: 1, results: 1,
			files: map[string]string{
				"ü %41#.go": "package a\n\nimport \"time\"\n\n//jobvet:operator\nfunc Each(s string) error { /* 🚚 */ time.Sleep(1); return nil }\n",
			},
			has: []string{"\"ODD/%C3%BC%20%2541%23.go\"", "\"startColumn\": 38"},
		},
		{
			name: "causes in other packages", status: 1, results: 2,
			files: map[string]string{
				"job/job.go": "package job\n\nimport \"example.com/a/mail\"\n\ntype Sender interface{ Send() }\n\nfunc Set(s Sender) { set = s }\n\nvar set Sender\n\n" +
					"//jobvet:operator\nfunc Each(s string) error { set.Send(); mail.Wait(); mail.Wait(); return nil }\n",
				"mail/mail.go": "package mail\n\nimport \"time\"\n\nfunc Wait() { time.Sleep(2) }\n",
				"smtp/smtp.go": "package smtp\n\nimport \"time\"\n\ntype SMTP struct{}\n\nfunc (SMTP) Send() { time.Sleep(1) }\n",
				"app/app.go":   "package app\n\nimport (\n\t\"example.com/a/job\"\n\t\"example.com/a/smtp\"\n)\n\nfunc Main() { job.Set(smtp.SMTP{}) }\n",
			},
			has: []string{"\"ODD/smtp/smtp.go\"", "\"ODD/app/app.go\"", "the same by operator Each via mail.Wait"},
		},
		{
			name: "does not build", status: 3, results: 1, has: []string{"toolExecutionNotifications"},
			files: map[string]string{
				"a/a.go": "package a\n\nimport \"time\"\n\n//jobvet:operator\nfunc Each(s string) error { time.Sleep(1); return nil }\n",
				"b/b.go": "package b\n\nfunc F() { x }\n",
			},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := tt.dir
			if dir == "" {
				repository := t.TempDir()
				write(t, repository, ".git/HEAD", "")
				dir = filepath.Join(repository, "ä %20#")
				write(t, dir, "go.mod", "module example.com/a\n\ngo 1.26.0\n")
				for name, text := range tt.files {
					write(t, dir, name, text)
				}
			}
			out := run(t, exe, dir, tt.status, "-format=sarif", "-level=hint", "./...")
			if err := validate(schema, out); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			log, err := sarif.FromBytes(out)
			if err != nil {
				t.Fatal(err)
			}
			r := log.Runs[0]
			if len(r.Results) != tt.results {
				t.Errorf("%d results, want %d", len(r.Results), tt.results)
			}
			for _, res := range r.Results {
				if rule := r.Tool.Driver.Rules[res.RuleIndex]; *rule.ID != *res.RuleID {
					t.Errorf("result of %s points to rule %s", *res.RuleID, *rule.ID)
				}
			}
			for _, s := range tt.has {
				s = strings.ReplaceAll(s, "ODD", "%C3%A4%20%2520%23")
				if !bytes.Contains(out, []byte(s)) {
					t.Errorf("no %s in\n%s", s, out)
				}
			}
		})
	}
}

// The validator can fail.
func TestSchemaRefuses(t *testing.T) {
	schema := sarifSchema(t)
	for _, text := range []string{
		`{}`,
		`{"version": "2.1.0", "runs": [{}]}`,
		`{"version": "2.1.0", "runs": [], "extra": 1}`,
		`{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x", "informationUri": "a b"}}}]}`,
	} {
		if validate(schema, []byte(text)) == nil {
			t.Errorf("valid: %s", text)
		}
	}
}

func build(t *testing.T) string {
	t.Helper()
	exe := filepath.Join(t.TempDir(), "jobvet")
	if runtime.GOOS == "windows" {
		exe += ".exe"
	}
	cmd := exec.Command("go", "build", "-o", exe, "./cmd/jobvet")
	cmd.Dir = "../.."
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return exe
}

// run returns what the command prints, which must be one JSON document.
func run(t *testing.T, exe, dir string, status int, args ...string) []byte {
	t.Helper()
	cmd := exec.Command(exe, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "PWD="+dir, "GOFLAGS=", "GOWORK=off", "GITHUB_WORKSPACE=")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	got := 0
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		got = exit.ExitCode()
	} else if err != nil {
		t.Fatal(err)
	}
	if got != status {
		t.Fatalf("status %d, want %d\n%s", got, status, &stderr)
	}
	if !json.Valid(out) {
		t.Fatalf("not JSON: %s", out)
	}
	return out
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	name = filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// Whoever applies a fix of the log gets code that builds.
func TestSARIFFixesBuild(t *testing.T) {
	exe := build(t)
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../../testdata/demo")); err != nil {
		t.Fatal(err)
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("go", "mod", "edit", "-replace=github.com/jobvet/jobvet="+root, filepath.Join(dir, "go.mod")).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	log, err := sarif.FromBytes(run(t, exe, dir, 1, "-format=sarif", "-level=hint", "./..."))
	if err != nil {
		t.Fatal(err)
	}
	applied := 0
	for _, res := range log.Runs[0].Results {
		for _, fix := range res.Fixes {
			old := make(map[string][]byte)
			for _, change := range fix.ArtifactChanges {
				name := filepath.Join(dir, filepath.FromSlash(*change.ArtifactLocation.URI))
				text, err := os.ReadFile(name)
				if err != nil {
					t.Fatal(err)
				}
				old[name] = text
				write(t, dir, *change.ArtifactLocation.URI, apply(string(text), change.Replacements))
			}
			cmd := exec.Command("go", "build", "./...")
			cmd.Dir = dir
			cmd.Env = append(os.Environ(), "PWD="+dir, "GOWORK=off", "GOFLAGS=")
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%s: %s: %v\n%s", *res.RuleID, *fix.Description.Text, err, out)
			}
			for name, text := range old {
				if err := os.WriteFile(name, text, 0o666); err != nil {
					t.Fatal(err)
				}
			}
			applied++
		}
	}
	if applied < 4 {
		t.Errorf("%d fixes were applied", applied)
	}
}

// apply makes replacements from the last to the first.
func apply(text string, reps []*sarif.Replacement) string {
	offset := func(line, column int) int {
		at := 0
		for range line - 1 {
			at += strings.IndexByte(text[at:], '\n') + 1
		}
		return at + column - 1 // the demo is ASCII where there are fixes
	}
	type edit struct {
		start, end int
		text       string
	}
	var edits []edit
	for _, r := range reps {
		d := r.DeletedRegion
		e := edit{start: offset(*d.StartLine, *d.StartColumn), end: offset(*d.EndLine, *d.EndColumn)}
		if r.InsertedContent != nil {
			e.text = *r.InsertedContent.Text
		}
		edits = append(edits, e)
	}
	slices.SortStableFunc(edits, func(a, b edit) int { return b.start - a.start })
	for _, e := range edits {
		text = text[:e.start] + e.text + text[e.end:]
	}
	return text
}
