package rule

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// A rule is added with one Go file, a page, what the page's examples take for
// granted, and a tree; nothing else is edited. The test adds a toy to a copy of
// the module and runs the tests that CONTRIBUTING names.
func TestAddRule(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a copy of the module")
	}
	root := filepath.Join("..", "..")
	dir := t.TempDir()
	for _, name := range []string{"analyzer", "docs", "internal", "ratelimit", "testdata"} {
		if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join(root, name))); err != nil {
			t.Fatal(err)
		}
	}
	for from, to := range map[string]string{
		filepath.Join(root, "go.mod"): "go.mod",
		filepath.Join(root, "go.sum"): "go.sum",
		"testdata/toy/rule.txt":       "internal/rule/toy.go",
		"testdata/toy/page.md":        "docs/rules/toy.md",
		"testdata/toy/given.txt":      "testdata/page/toy.go",
		"testdata/toy/tree.txt":       "testdata/src/rule/toy/toy.go",
	} {
		text, err := os.ReadFile(filepath.FromSlash(from))
		if err != nil {
			t.Fatal(err)
		}
		to = filepath.Join(dir, filepath.FromSlash(to))
		if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, text, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range [][]string{
		{"generate", "./internal/rule"},
		{"test", "-count=1", "-short", "./internal/rule/..."},
		{"test", "-count=1", "./docs", "-run", "^TestPages$"},
		{"test", "-count=1", "./analyzer", "-run", "^(TestRules|TestRulePageExamples)$/^toy$"},
	} {
		cmd := exec.Command("go", args...)
		cmd.Dir = dir
		// So what the toy does not change is compiled once, wherever the copy is.
		cmd.Env = append(os.Environ(), "PWD="+dir, "GOFLAGS="+os.Getenv("GOFLAGS")+" -trimpath")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("go %v: %v\n%s", args, err, out)
		}
	}
}
