package lab

import (
	"bytes"
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// declared are the variables that the pages' code takes for granted.
var declared = map[string]string{
	"ctx":       "context.Context",
	"lim":       "*rate.Limiter",
	"claim":     "sarama.ConsumerGroupClaim",
	"client":    "*gue.Client",
	"mail":      "func(context.Context, *gue.Job) error",
	"mailJob":   "func(*work.Job) error",
	"pool":      "*ants.Pool",
	"redisPool": "*redis.Pool",
	"send":      "func(context.Context) error",
	"session":   "sarama.ConsumerGroupSession",
	"workers":   "pond.Pool",
}

// TestPageCode compiles the code of the pages: each block is an expression, declarations, or
// statements of a function that returns an error.
func TestPageCode(t *testing.T) {
	t.Parallel()
	names, err := filepath.Glob("../../docs/cure/*.md")
	if err != nil {
		t.Fatal(err)
	}
	var blocks [][]string
	for _, name := range names {
		page, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		blocks = append(blocks, regexp.MustCompile("(?ms)^```go\n(.*?)^```$").FindAllStringSubmatch(string(page), -1)...)
	}
	if len(blocks) < 5 {
		t.Errorf("%d blocks of code: where are the others?", len(blocks))
	}
	paths := imports(t)
	module, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := copyModule(module, dir); err != nil {
		t.Fatal(err)
	}
	for i, block := range blocks {
		text := compilable(block[1], paths)
		if err := os.MkdirAll(filepath.Join(dir, fmt.Sprint("p", i)), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprint("p", i), "page.go"), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := command(t.Context(), dir, "go", "build", "./..."); err != nil {
		t.Error(err)
	}
}

// compilable returns a file with a block of code.
func compilable(code string, paths map[string]string) string {
	text := "func _() error {\n" + code + "\nreturn nil\n}\n"
	if _, err := parser.ParseExpr(code); err == nil {
		text = "var _ = " + strings.TrimSpace(code) + "\n"
	} else if _, err := parser.ParseFile(token.NewFileSet(), "", "package page\n"+code, 0); err == nil {
		text = code
	}
	for name, typ := range declared {
		if regexp.MustCompile(`(^|[^.\w"])` + name + `\b[^":]`).MatchString(code) {
			text += "var " + name + " " + typ + "\n"
		}
	}
	var b bytes.Buffer
	b.WriteString("package page\n\n")
	for name, path := range paths {
		if regexp.MustCompile(`(^|[^.\w])` + name + `\.[A-Z]`).MatchString(text) {
			fmt.Fprintf(&b, "import %s %q\n", name, path)
		}
	}
	return b.String() + text
}

// imports returns the packages that the programs import, by name.
func imports(t *testing.T) map[string]string {
	t.Helper()
	var files []string
	for _, pattern := range []string{"../*/*.go", "../*/testdata/*.go"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	slices.Reverse(files) // of two versions the newer first
	paths := make(map[string]string)
	for _, file := range files {
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, imp := range f.Imports {
			p, err := strconv.Unquote(imp.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			name := strings.TrimSuffix(path.Base(p), ".go")
			if regexp.MustCompile(`^v\d+$`).MatchString(name) {
				name = path.Base(path.Dir(p))
			}
			if imp.Name != nil {
				name = imp.Name.Name
			}
			if paths[name] == "" {
				paths[name] = p
			}
		}
	}
	return paths
}
