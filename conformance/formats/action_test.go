package formats

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rhysd/actionlint"
	"go.yaml.in/yaml/v3"
)

// action is the metadata of a composite action, as
// https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax
// has it. Unknown keys are errors.
type action struct {
	Name        string
	Description string
	Branding    struct{ Icon, Color string }
	Inputs      map[string]struct {
		Description string
		Required    bool
		Default     string
	}
	Outputs map[string]struct{ Description, Value string }
	Runs    struct {
		Using string
		Steps []step
	}
}

type step struct {
	Name, ID, If, Uses, Run, Shell string
	WorkingDirectory               string `yaml:"working-directory"`
	Env, With                      map[string]string
}

func readAction(t *testing.T) *action {
	t.Helper()
	file, err := os.Open("../../action.yml")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	dec := yaml.NewDecoder(file)
	dec.KnownFields(true)
	a := new(action)
	if err := dec.Decode(a); err != nil {
		t.Fatal(err)
	}
	return a
}

func TestActionMetadata(t *testing.T) {
	a := readAction(t)
	if a.Name == "" || a.Description == "" || a.Runs.Using != "composite" {
		t.Errorf("name %q, description %q, using %q", a.Name, a.Description, a.Runs.Using)
	}
	used := make(map[string]bool)
	input := regexp.MustCompile(`inputs\.([\w-]+)`)
	for _, s := range a.Runs.Steps {
		if (s.Run == "") == (s.Uses == "") || (s.Run == "") != (s.Shell == "") {
			t.Errorf("step %q: a step runs a script in a shell or uses an action", s.Name)
		}
		// An expression in a script would let an input be a command.
		if strings.Contains(s.Run, "${{") {
			t.Errorf("step %q: an expression in its script", s.Name)
		}
		text := s.If + s.WorkingDirectory
		for _, m := range []map[string]string{s.Env, s.With} {
			for _, v := range m {
				text += v
			}
		}
		for _, m := range input.FindAllStringSubmatch(text, -1) {
			used[m[1]] = true
		}
		if s.Run != "" {
			cmd := exec.Command("bash", "-n")
			cmd.Stdin = strings.NewReader(s.Run)
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("step %q: %v\n%s", s.Name, err, out)
			}
		}
	}
	for name, in := range a.Inputs {
		if in.Description == "" {
			t.Errorf("input %s has no description", name)
		}
		if !used[name] {
			t.Errorf("input %s is not used", name)
		}
		delete(used, name)
	}
	if len(used) > 0 {
		t.Errorf("inputs that are not declared: %v", used)
	}
}

// actionlint checks a workflow that uses the action: the inputs are those of
// action.yml, which it reads.
func TestWorkflow(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	lint := func(workflow string) []*actionlint.Error {
		linter, err := actionlint.NewLinter(io.Discard, &actionlint.LinterOptions{Shellcheck: "", Pyflakes: "", WorkingDir: root})
		if err != nil {
			t.Fatal(err)
		}
		project, err := actionlint.NewProject(root)
		if err != nil {
			t.Fatal(err)
		}
		errs, err := linter.Lint(filepath.Join(root, ".github/workflows/jobs.yml"), []byte(workflow), project)
		if err != nil {
			t.Fatal(err)
		}
		return errs
	}
	const workflow = `on: pull_request
permissions:
  contents: read
  security-events: write
jobs:
  jobvet:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
        with:
          fetch-depth: 0
      - uses: actions/setup-go@v6
        with:
          go-version-file: go.mod
      - uses: ./
        id: jobvet
        with:
          level: caution
          since: origin/${{ github.base_ref }}
          baseline: .jobvet.json
          sarif-file: jobvet.sarif
          upload-sarif: true
      - if: failure()
        run: echo "${{ steps.jobvet.outputs.status }}"
`
	for _, e := range lint(workflow) {
		t.Error(e)
	}
	if errs := lint(strings.Replace(workflow, "sarif-file:", "sarif:", 1)); len(errs) != 1 || !strings.Contains(errs[0].Message, `"sarif"`) {
		t.Errorf("an unknown input: %v", errs)
	}
	if errs := lint(strings.Replace(workflow, "outputs.status", "outputs.state", 1)); len(errs) != 1 || !strings.Contains(errs[0].Message, `"state"`) {
		t.Errorf("an unknown output: %v", errs)
	}
}

// The repository's own workflows are right, and run no code of others but at a
// commit that cannot be moved; nor does the action.
func TestOwnWorkflows(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	workflows, err := filepath.Glob(filepath.Join(root, ".github/workflows/*.yml"))
	if err != nil || len(workflows) == 0 {
		t.Fatalf("no workflows: %v", err)
	}
	linter, err := actionlint.NewLinter(io.Discard, &actionlint.LinterOptions{Shellcheck: "", Pyflakes: "", WorkingDir: root})
	if err != nil {
		t.Fatal(err)
	}
	errs, err := linter.LintFiles(workflows, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range errs {
		t.Error(e)
	}
	uses := regexp.MustCompile(`(?m)^\s*(?:- )?uses: (.*)$`)
	pinned := regexp.MustCompile(`^[\w./-]+@[0-9a-f]{40} # v[0-9.]+$`)
	for _, name := range append(workflows, filepath.Join(root, "action.yml")) {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range uses.FindAllStringSubmatch(string(text), -1) {
			if !pinned.MatchString(m[1]) {
				t.Errorf("%s: %s is not pinned to a commit with its version behind it", name, m[1])
			}
		}
	}
}

// The scripts of the action, run as a runner does.
func TestActionRuns(t *testing.T) {
	a := readAction(t)
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	temp := t.TempDir()
	script := func(s step, dir string, env ...string) (string, int) {
		t.Helper()
		return runScript(t, s, dir, append(env, "RUNNER_TEMP="+temp, "GITHUB_ACTION_PATH="+root)...)
	}
	steps := a.Runs.Steps
	if out, status := script(steps[0], temp, "VERSION=", "REF="); status != 0 {
		t.Fatalf("install: status %d\n%s", status, out)
	}

	workspace := filepath.Join(t.TempDir(), "my jobs")
	dir := filepath.Join(workspace, "sub")
	write(t, dir, "go.mod", "module example.com/a\n\ngo 1.26.0\n")
	write(t, dir, "a/a.go", "package a\n\nimport \"time\"\n\n//jobvet:operator\nfunc Each(s string) error { time.Sleep(1); return nil }\n")
	write(t, dir, "b/b.go", "package b\n\n//jobvet:operator\nfunc Each(s string) error { return nil }\n")
	schema := sarifSchema(t)
	for _, tt := range []struct {
		name   string
		with   map[string]string
		status int
		want   []string
		sarif  int // results, -1 without a log
	}{
		{name: "findings", status: 1, sarif: -1, want: []string{"::error file=sub/a/a.go,line=6,"}},
		{name: "clean", with: map[string]string{"args": "-rules=timewait,ratewait ./b"}, sarif: -1},
		{name: "text", with: map[string]string{"format": "text", "args": "-tests\n./..."}, status: 1, sarif: -1, want: []string{"\na/a.go:6:29: timewait: "}},
		{name: "wrong level", with: map[string]string{"level": "loud", "sarif-file": "x.sarif"}, status: 2, sarif: -1, want: []string{"-level"}},
		{name: "a log", with: map[string]string{"sarif-file": "my log.sarif"}, status: 1, sarif: 1},
		{name: "no baseline", with: map[string]string{"baseline": "base.json"}, status: 2, sarif: -1, want: []string{"base.json"}},
		{name: "no history", with: map[string]string{"since": "v1 $(touch pwned)"}, status: 2, sarif: -1, want: []string{"-since"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			output := filepath.Join(t.TempDir(), "output")
			write(t, filepath.Dir(output), "output", "")
			env := []string{"GITHUB_OUTPUT=" + output, "GITHUB_WORKSPACE=" + workspace}
			for name, expr := range steps[1].Env {
				in := strings.TrimSuffix(strings.TrimPrefix(expr, "${{ inputs."), " }}")
				value, ok := tt.with[in]
				if !ok {
					value = a.Inputs[in].Default
				}
				env = append(env, name+"="+value)
			}
			out, status := script(steps[1], dir, env...)
			if status != tt.status {
				t.Errorf("status %d, want %d\n%s", status, tt.status, out)
			}
			for _, want := range tt.want {
				if !strings.Contains("\n"+out, want) {
					t.Errorf("no %q in\n%s", want, out)
				}
			}
			set, err := os.ReadFile(output)
			if err != nil {
				t.Fatal(err)
			}
			outputs := strings.Split(strings.TrimSpace(string(set)), "\n")
			if !slices.Contains(outputs, "status="+string(rune('0'+tt.status))) {
				t.Errorf("outputs %q", outputs)
			}
			log, err := os.ReadFile(filepath.Join(workspace, tt.with["sarif-file"]))
			if tt.sarif < 0 {
				if len(outputs) != 1 || err == nil {
					t.Errorf("a log: outputs %q, %v", outputs, err)
				}
				return
			}
			if err != nil || !slices.Contains(outputs, "sarif="+tt.with["sarif-file"]) {
				t.Fatalf("no log: outputs %q, %v", outputs, err)
			}
			if err := validate(schema, log); err != nil {
				t.Error(err)
			}
			if got := bytes.Count(log, []byte(`"ruleId"`)); got != tt.sarif {
				t.Errorf("%d results, want %d", got, tt.sarif)
			}
		})
	}
	if _, err := os.Stat(filepath.Join(dir, "pwned")); err == nil {
		t.Error("an input was run as a command")
	}
}

// runScript runs a step's script as a runner does, and returns what it prints and
// its exit status.
func runScript(t *testing.T, s step, dir string, env ...string) (string, int) {
	t.Helper()
	cmd := exec.Command("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", s.Run)
	cmd.Dir = dir
	cmd.Env = append(append(os.Environ(), "PWD="+dir), env...)
	out, err := cmd.CombinedOutput()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return string(out), exit.ExitCode()
	} else if err != nil {
		t.Fatal(err)
	}
	return string(out), 0
}
